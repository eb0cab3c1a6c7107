//! What an article is about, where that is no politics: sport, culture, markets, accidents, schools, festivals.
//!
//! In: the analysed sentences of an article. Out: a topic of the language data (`lang/ar/topics.tsv`), or none.
//!
//! «تعادل المنتخب في المباراة … وقال المدرب إن اللاعبين …» is sport: that a coach rejects an offer, or a club attacks, is no political act, and
//! the federation is no government. Only what is full of such words has a topic; an article that tells of a bomb in a
//! stadium has none, nor has one full of war that names an armed group or an organisation of states.

use crate::coded::{Field, Role};
use crate::coder::Part;
use crate::mention::Named;
use crate::pack::{Lang, LemmaId, Side};

/// How many words of a topic an article has at least that is about it.
const AT_LEAST: usize = 5;

/// How many different ones: «العلاج» told five times is one man's illness.
const DIFFERENT: usize = 3;

/// How often those in arms, or those who fled from them, are told in an article about war.
const PEOPLE: usize = 3;

/// One word in how many is of the topic, at least.
const ONE_IN: usize = 40;

/// What an article is about, and the first word that tells it.
pub(crate) struct Topic<'l> {
    pub name: &'l str,
    pub field: Field,
    pub span: [u32; 2],
}

/// The topic of an article; among several the one with most words, the first by name among equals.
///
/// Cost: linear in the words.
pub(crate) fn topic_of<'l>(parts: &[Part<'_>], lang: &'l Lang) -> Option<Topic<'l>> {
    let mut counts: Vec<(Topic<'l>, usize, Vec<LemmaId>)> = Vec::new();
    let mut n_words = 0;
    for (part, word) in
        parts.iter().flat_map(|part| part.sentences.iter().flat_map(move |parse| parse.words.iter().map(move |word| (part, word))))
    {
        n_words += 1;
        let Some((lemma, name)) = word.lemmas().find_map(|lemma| Some((lemma, lang.topic(lemma)?))) else { continue };
        match counts.iter_mut().find(|(known, ..)| known.name == name) {
            Some((_, count, lemmas)) => {
                *count += 1;
                if !lemmas.contains(&lemma) {
                    lemmas.push(lemma);
                }
            }
            None => counts.push((Topic { name, field: part.field, span: part.points.span(word.span) }, 1, vec![lemma])),
        }
    }
    let (topic, count, lemmas) = counts.into_iter().max_by_key(|(topic, count, _)| (*count, std::cmp::Reverse(topic.name)))?;
    let full = count >= AT_LEAST && lemmas.len() >= DIFFERENT && count * ONE_IN >= n_words;
    (full && !is_of_war(parts, lang)).then_some(topic)
}

/// «أغلقت الحرب المدارس، واحتل مسلحون …»: whether an article is full of war, which is what it is about.
fn is_of_war(parts: &[Part<'_>], lang: &Lang) -> bool {
    let mut wars: Vec<LemmaId> = Vec::new();
    let mut n_people = 0;
    for word in parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.words) {
        if let Some(lemma) = word.lemmas().find(|lemma| tells_of_war(*lemma, lang)) {
            n_people += usize::from(lang.agent(lemma).is_some());
            if !wars.contains(&lemma) {
                wars.push(lemma);
            }
        }
    }
    // Films have fighters too, but name no armed group and no organisation of states.
    let known = |named: &Named| {
        let Named::Actor(row) = named else { return false };
        let actor = &lang.tables.actors[*row as usize];
        actor.role == Role::Reb || actor.country.starts_with("IGO:")
    };
    let named = || parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.names).any(|name| name.named.iter().any(known));
    wars.len() > DIFFERENT && n_people >= PEOPLE && named()
}

/// Whether a word tells of force, of those in arms or of those who fled from them.
fn tells_of_war(lemma: LemmaId, lang: &Lang) -> bool {
    let force = |row: &u8| lang.tables.event_types[*row as usize].people == Some(Side::Target);
    let armed = lang.agent(lemma).is_some_and(|agent| matches!(agent.role, Role::Reb | Role::Ref));
    armed || lang.types_of_noun(lemma).iter().any(force)
}
