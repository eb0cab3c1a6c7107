//! The whole walk on one page: an article → a coded article.
//!
//! text (letters, tokens, sentences) → times and numbers → words → phrases → who each phrase names → who says so →
//! frames and status → claims, statements, figures, roles. The title comes first, then the body; what a sentence tells is
//! remembered for those after it. No step fails: trouble becomes a note.

use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::actor::{Apposed, Document, Standing, Who, apposed, as_speakers_own, convention, resolve};
use crate::analysis::{Opinion, Recognizer, second_opinion};
use crate::article::Article;
use crate::coded::{ArticleHeader, By, CodedArticle, CoderVersion, Field, Note, Role, SCHEMA};
use crate::event::{Judged, Refused, Scene, confidence, features, find_acts, find_scopes, reported_scopes};
use crate::expressions::{shifted_note, weekday_note};
use crate::home::{count_countries, home};
use crate::links::{Meant, Telling, link};
use crate::mention::Introduced;
use crate::number::{NumberExpr, find_numbers_beside};
use crate::output::Output;
use crate::pack::{Agent, AgentClass, Lang, Slot, Upos};
use crate::place::find_places;
use crate::span::CodePoints;
use crate::speech::{Carried, Quotation, Said, find_utterances, said};
use crate::syntax::{Argument, Parse};
use crate::text::fold::folded;
use crate::text::{Text, Token, language};
use crate::time::{Anchor, Tense, find_times, publication_off, resolve as resolve_time};
use crate::topic::{Topic, topic_of};

/// A text of the article with its sentences analysed.
pub(crate) struct Part<'a> {
    pub field: Field,
    pub text: &'a str,
    pub points: CodePoints<'a>,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Parse>,
    /// How many sentences the whole article has, its title among them.
    pub n_sentences: usize,
    pub numbers: Vec<Vec<NumberExpr>>,
}

/// A sentence with everything that is known of it.
pub(crate) struct Coded<'a, 'l> {
    pub parse: &'a Parse,
    /// What the models say of its words, where it tells an act.
    pub opinions: &'a [Opinion],
    /// Which sentence of its text, counted from 0.
    pub index: usize,
    pub whos: &'a [Vec<Who<'l>>],
    /// Who says what.
    pub said: &'a [Said<'l>],
    /// A speaker whose quotation is still open from a sentence before.
    pub carried: Option<Carried<'a, 'l>>,
    pub numbers: &'a [NumberExpr],
    pub acts: Vec<Judged<'l>>,
    pub refused: Vec<Refused>,
}

/// Codes an article.
///
/// Never fails; the same article and pack give the same result. Cost: linear in the article, some milliseconds for a long one.
#[must_use]
pub fn code(article: &Article, lang: &Lang) -> CodedArticle {
    code_from(article, lang, lang.floor())
}

/// As [`code`], with claims of at least this confidence, 0 to 1; [`code`] takes the floor that the language data gives.
#[must_use]
pub fn code_from(article: &Article, lang: &Lang, min_confidence: f32) -> CodedArticle {
    code_with(article, lang, min_confidence, None)
}

/// As [`code_from`], with somebody else who knows names: asked for sentences that tell an act, in place of the language data's model.
///
/// What `recognizer` says is evidence of how sure an act is; it must answer the same for the same words, or results differ.
#[must_use]
pub fn code_with(article: &Article, lang: &Lang, min_confidence: f32, recognizer: Option<&Recognizer<'_>>) -> CodedArticle {
    walk(article, lang, min_confidence, recognizer, false, &mut |_, _, _| {}).0
}

/// The walk, showing each coded sentence to `watch` (how explanations see what was refused); with the article, for each claim who may
/// stand on a side where nobody is told (with `rehearse` where somebody is told too).
pub(crate) fn walk<'a>(
    article: &'a Article,
    lang: &Lang,
    floor: f32,
    recognizer: Option<&Recognizer<'_>>,
    rehearse: bool,
    watch: &mut dyn FnMut(&Part<'a>, &Coded<'_, '_>, &Lang),
) -> (CodedArticle, Vec<Vec<Meant>>) {
    let mut coded = empty(article, lang);
    if coded.article.language != "ar" {
        coded.notes.push(Note {
            field: Field::Body,
            kind: "language".into(),
            span: [0, 0],
            text: "not Arabic: passed through without claims".into(),
        });
        return (coded, Vec::new());
    }
    let day = coded.article.published.as_deref().and_then(day_of);
    if day.is_none() {
        let text = "no publication date: dates that depend on it are left open".into();
        coded.notes.push(Note { field: Field::Body, kind: "no-date".into(), span: [0, 0], text });
    }
    let mut anchor = Anchor { published: day, convention: convention(article.outlet.as_deref(), lang), ..Anchor::default() };
    let mut parts = take_apart(article, &anchor, lang);
    if let Some(shifted) = anchor.shifted(publication_off(parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.times))) {
        coded.notes.push(shifted_note(&shifted));
        anchor = shifted;
        for parse in parts.iter_mut().flat_map(|part| &mut part.sentences) {
            parse.times.iter_mut().for_each(|time| resolve_time(time, time.hint, &anchor));
            settle_tense(parse, &anchor);
        }
    }
    let day = anchor.published;
    for part in &parts {
        let times = part.sentences.iter().flat_map(|parse| &parse.times);
        coded.notes.extend(times.filter_map(|time| weekday_note(time, part.field, &part.points)));
    }
    let keys: FxHashSet<Box<str>> =
        parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.words).map(|word| word.key.clone()).collect();
    let mut document = Document::new(day, keys, lang);
    document.outlet = article
        .outlet
        .as_deref()
        .and_then(|outlet| lang.outlets().row(outlet))
        .map(|row| lang.tables.actors[row as usize].country.as_str())
        .filter(|code| code.len() == 3 && *code != "---");
    for parse in parts.iter().flat_map(|part| &part.sentences) {
        count_countries(parse, &mut document, lang);
    }
    document.home = home(&parts, &document, lang);
    let topic = topic_of(&parts, lang);
    let is_other = topic.is_some();
    if let Some(Topic { name, field, span }) = topic {
        let text = format!("the article is about {name}: acts that nobody of a state or an armed group takes part in are left out");
        coded.notes.push(Note { field, kind: "topic".into(), span, text });
    }
    let mut tellings = Vec::new();
    for part in &parts {
        let mut output = Output::new(part, day, &coded.article, lang);
        let mut quotation = Quotation::of(&part.sentences);
        // A line of stars is no sentence, and moves no lead.
        let mut told = 0;
        for (parse, numbers) in part.sentences.iter().zip(&part.numbers) {
            let index = told;
            told += usize::from(parse.words.iter().any(|word| word.upos != Upos::Punct));
            document.next_sentence();
            document.introduce(parse);
            let whos = name_phrases(parse, &mut document, lang);
            let utterances = find_utterances(parse, lang);
            let mut scopes = find_scopes(parse, lang);
            scopes.extend(reported_scopes(utterances.iter(), lang));
            let places = find_places(parse, &document, lang);
            let scene =
                Scene { parse, whos: &whos, document: &document, scopes: &scopes, places: &places, speakers: &[], before: &[], lang };
            let said: Vec<_> = utterances.into_iter().map(|utterance| said(utterance, &scene)).collect();
            let carried = quotation.enter(parse);
            let speakers = speakers_of(&said, carried.as_ref());
            let whos = as_speakers_own(&whos, &speakers, parse, lang);
            let scene = Scene { whos: &whos, ..scene };
            let (mut acts, mut refused) = find_acts(&Scene { speakers: &speakers, ..scene });
            if is_other {
                drop_private(&mut acts, &mut refused);
            }
            let opinions =
                if acts.is_empty() { Vec::new() } else { second_opinion(part.text, &parse.words, &part.tokens, lang, recognizer) };
            drop_unsure(&mut acts, &mut refused, floor, |judged| {
                confidence(&features(judged, parse, &opinions, part.field, (index, part.n_sentences), lang), lang)
            });
            let sentence = Coded { parse, opinions: &opinions, index, whos: &whos, said: &said, carried, numbers, acts, refused };
            output.write(&sentence, &places, &mut coded);
            tellings.extend(sentence.acts.iter().map(|judged| Telling::new(judged, &sentence, part.field, lang)));
            watch(part, &sentence, lang);
            let acts: Vec<_> = sentence.acts.into_iter().map(|judged| judged.draft).collect();
            for draft in acts {
                let frame = &lang.tables.frames[draft.frame as usize];
                document.remember_act(frame.event_type, frame.symmetric, &parse.words[draft.trigger], &draft.source, &draft.target);
            }
            remember_speaker(&said, &mut document);
            quotation.leave(parse, &said);
        }
    }
    let meant = link(&mut coded, &tellings, rehearse, lang);
    (coded, meant)
}

fn empty(article: &Article, lang: &Lang) -> CodedArticle {
    let hash = article.hash();
    let id = if article.id.is_empty() { hash.clone() } else { article.id.clone() };
    CodedArticle {
        schema: SCHEMA,
        article: ArticleHeader {
            id,
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone().filter(|published| day_of(published).is_some()),
            language: language(&article.body).to_owned(),
            title: article.title.clone(),
            hash,
            body: None,
        },
        claims: Vec::new(),
        statements: Vec::new(),
        figures: Vec::new(),
        roles: Vec::new(),
        notes: Vec::new(),
        coder: CoderVersion { marsad: env!("CARGO_PKG_VERSION").into(), pack: lang.version(), ontology: lang.tables.ontology.clone() },
    }
}

/// The day of a date or an RFC 3339 time, in its own zone.
fn day_of(published: &str) -> Option<Date> {
    Date::from_str(published.get(..10)?).ok()
}

/// The title, unless the body repeats it, and the body, both analysed.
fn take_apart<'a>(article: &'a Article, anchor: &Anchor, lang: &Lang) -> Vec<Part<'a>> {
    let first_line = article.body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let repeats = folded(first_line).eq(folded(article.title.trim()));
    let title = (!repeats && !article.title.trim().is_empty()).then_some((Field::Title, article.title.as_str()));
    let mut introduced = Introduced::default();
    let mut parts: Vec<Part<'a>> = title
        .into_iter()
        .chain([(Field::Body, article.body.as_str())])
        .map(|(field, body)| {
            let text = Text::new(body);
            let (mut sentences, mut numbers) = (Vec::new(), Vec::new());
            for sentence in &text.sentences {
                let times = find_times(&text.tokens, sentence.tokens.clone(), anchor, lang);
                let mut parse = Parse::new(body, &text, sentence, times, &introduced, lang);
                introduced.learn(&parse.words, &parse.names, &text.tokens);
                settle_tense(&mut parse, anchor);
                numbers.push(find_numbers_beside(
                    &text.tokens,
                    sentence.tokens.clone(),
                    &parse.times,
                    Some(&parse.words),
                    anchor.convention,
                    lang,
                ));
                sentences.push(parse);
            }
            Part { field, text: body, points: CodePoints::new(body), sentences, n_sentences: 0, numbers, tokens: text.tokens }
        })
        .collect();
    let n_sentences = parts.iter().map(|part| part.sentences.len()).sum();
    parts.iter_mut().for_each(|part| part.n_sentences = n_sentences);
    parts
}

/// Places weekdays by the tense of the verb nearest to them: «يصل الأحد» is to come, «وصل الأحد» was.
fn settle_tense(parse: &mut Parse, anchor: &Anchor) {
    for time in parse.times.iter_mut().filter(|time| time.needs_tense) {
        let distance = |word: &crate::morph::Word| word.token.abs_diff(time.tokens.start);
        let verb = parse.clauses.iter().map(|(verb, _)| *verb).min_by_key(|verb| distance(&parse.words[*verb]));
        let future = verb.is_some_and(|verb| {
            let fut = |word: &crate::morph::Word| word.part == crate::morph::Part::Proclitic && word.upos == Upos::Part;
            verb > 0 && parse.words[verb].feats.aspect == Some(crate::pack::Aspect::Imp) && fut(&parse.words[verb - 1])
        });
        if future {
            resolve_time(time, Tense::Future, anchor);
        }
    }
}

/// Who each phrase names, remembered in the order of the text.
fn name_phrases<'l>(parse: &Parse, document: &mut Document<'l>, lang: &'l Lang) -> Vec<Vec<Who<'l>>> {
    let (mut subjects, mut objects) = (FxHashSet::default(), FxHashSet::default());
    let phrase = |argument: &Argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None };
    for (_, clause) in &parse.clauses {
        subjects.extend(clause.at(Slot::Subject).filter_map(phrase));
        objects.extend(clause.at(Slot::Object).filter_map(phrase));
    }
    // «النائب والزعيم الدرزي وليد جنبلاط»: what is joined to a subject is one too.
    for (at, _) in parse.phrases.iter().enumerate().skip(1).filter(|(_, phrase)| phrase.joined) {
        if subjects.contains(&(at - 1)) {
            subjects.insert(at);
        }
    }
    let main = parse
        .clauses
        .first()
        .and_then(|(_, clause)| clause.at(Slot::Subject).next())
        .and_then(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None });
    let mut whos = Vec::with_capacity(parse.phrases.len());
    for (at, phrase) in parse.phrases.iter().enumerate() {
        let mut found = if phrase.words.start < parse.start { Vec::new() } else { resolve(parse, phrase.words.clone(), document, lang) };
        // «القوات المصرية والسودانية»: an adjective alone after the conjunction shares the noun before it.
        let adjective = phrase.joined && parse.words[phrase.words.clone()].iter().all(|word| word.upos == Upos::Adj);
        if let Some(first) = whos.last().and_then(|whos: &Vec<Who<'_>>| whos.first()).filter(|_| adjective) {
            let (role, title, head) = (first.role, first.title, first.head);
            found.iter_mut().filter(|who| who.country.is_some()).for_each(|who| (who.role, who.title, who.head) = (role, title, head));
        }
        // «الحكومة والمعارضة السوريتين»: an adjective of two is of both.
        let of_two = phrase.joined
            && found.iter().any(|who| who.by == By::Nisba)
            && parse.words[phrase.words.clone()]
                .iter()
                .any(|word| word.upos == Upos::Adj && word.feats.number == Some(crate::pack::Number::Dual));
        if of_two && let Some(whole) = found.first().cloned() {
            let before: &mut Vec<Who<'_>> = &mut whos[at - 1];
            before.iter_mut().filter(|who| who.assumed || who.country.is_none()).for_each(|who| who.belong_to(&whole, lang));
            before.iter().for_each(|who| document.know(who));
            // «ممثلي الحكومة والمعارضة السوريتين»: the government too.
            let words = &parse.words[parse.phrases[at - 1].words.clone()];
            let bodies = words.iter().filter(|word| word.definite).filter_map(|word| word.lemma);
            for head in bodies.filter(|lemma| lang.agent(*lemma).is_some_and(|agent| agent.class == AgentClass::Body)) {
                before.iter().for_each(|who| document.know(&Who { head: Some(head), ..who.clone() }));
            }
        }
        if found.iter().all(|who| who.assumed || who.country.is_none())
            && let Some(whole) = part_of(parse, at, document, lang)
        {
            found.iter_mut().for_each(|who| who.belong_to(&whole, lang));
        }
        if let Some(owner) = owner_of(parse, at, document, lang) {
            found.iter_mut().filter(|who| who.by == By::Nominal && (who.assumed || who.country.is_none())).for_each(|who| {
                (who.country, who.role, who.actor, who.assumed) = (owner.country, owner.role, owner.actor, owner.assumed);
            });
        }
        let standing_of = |at: usize| Standing {
            subject: subjects.contains(&at),
            object: objects.contains(&at),
            main: main == Some(at),
            joined: parse.phrases[at].joined,
            place: parse.phrases[at].slot == Some(Slot::In),
        };
        let standing = standing_of(at);
        match apposed(parse, at, &found, &whos, lang) {
            Some(Apposed::Name(office)) => {
                let span = parse.span_of(phrase.words.clone());
                found = vec![Who { span, by: By::Name, ..whos[office][0].clone() }];
            }
            Some(Apposed::Office(name)) if subjects.contains(&name) => {
                let words = parse.phrases[name].words.clone();
                let who = Who { span: parse.span_of(words.clone()), by: By::Name, ..found[0].clone() };
                document.remember(&who, parse, words, standing_of(name));
                whos[name] = vec![who];
            }
            _ => {}
        }
        for who in &found {
            document.remember(who, parse, phrase.words.clone(), standing);
        }
        let nobody = found.iter().all(|who| who.country.is_none() && who.role.is_none());
        let head = &parse.words[phrase.head];
        let somebody = crate::speech::is_somebody(head, lang);
        // «أقر البرلمان القانون … ورفضه»: what is told about may be meant as well.
        let thing = !somebody && (head.definite || found.is_empty() && head.upos == Upos::Noun && standing.object);
        if nobody && (standing.subject && somebody || thing && (standing.subject || standing.object)) {
            document.remember_unknown(parse, phrase.words.clone(), phrase.head, thing, standing);
        }
        whos.push(found);
    }
    whos
}

/// Whose a site or a vehicle is that nobody else is told of: «مواقع للمتمردين», «مقرا للشرطة».
fn owner_of<'l>(parse: &Parse, at: usize, document: &Document<'l>, lang: &'l Lang) -> Option<Who<'l>> {
    let thing = |agent: &Agent| matches!(agent.class, AgentClass::Site | AgentClass::Asset);
    let head = &parse.words[parse.phrases[at].head];
    let owned = head.lemmas().filter_map(|lemma| lang.agent(lemma)).any(thing);
    let next = parse.phrases.get(at + 1).filter(|next| owned && next.begin == parse.phrases[at].words.end && next.slot == Some(Slot::L))?;
    // «صواريخ لمواجهة روسيا»: what for is not whose.
    if parse.words[next.head].lemmas().any(|lemma| lang.is_hostile_deed(lemma)) {
        return None;
    }
    resolve(parse, next.words.clone(), document, lang).into_iter().find(|who| who.role.is_some() || who.actor.is_some())
}

/// Whose part people are that no country is told of: «وفدا من الائتلاف الوطني», «قادة من حركة طالبان».
fn part_of<'l>(parse: &Parse, at: usize, document: &Document<'l>, lang: &'l Lang) -> Option<Who<'l>> {
    let next = parse
        .phrases
        .get(at + 1)
        .filter(|next| next.begin == parse.phrases[at].words.end && matches!(next.slot, Some(Slot::From | Slot::About)))?;
    let whole = resolve(parse, next.words.clone(), document, lang);
    whole.into_iter().find(|who| !who.assumed && who.actor.is_some() || matches!(who.role, Some(Role::Opp | Role::Reb)))
}

/// Moves acts in which no state, army or armed group takes part by its name, office or adjective to what was refused; what the law of a state does stays.
fn drop_private(acts: &mut Vec<Judged<'_>>, refused: &mut Vec<Refused>) {
    let public = |who: &Who<'_>| {
        let official = who.office.is_some()
            || who.person.is_some() && who.role == Some(Role::Gov)
            || who.actor.is_some()
            || who.role == Some(Role::Reb);
        who.country.is_some()
            && !who.assumed
            && who.by != By::Context
            && official
            && matches!(who.role, None | Some(Role::Gov | Role::Mil | Role::Cop | Role::Reb))
    };
    acts.retain(|judged| {
        let (mut source, mut target) = (judged.draft.source.iter(), judged.draft.target.iter());
        // «القضاء السويسري يحقق مع مسؤولين»: a court or the police of a state that the words name.
        let law = |who: &Who<'_>| {
            let told = matches!(who.by, By::Nisba | By::Name) && !who.assumed && who.country.is_some_and(|code| code.len() == 3);
            told && matches!(who.role, Some(Role::Jud | Role::Cop))
        };
        let kept = source.clone().any(public) && target.any(public) || source.any(law);
        if !kept {
            refused.push(Refused {
                frame: judged.draft.frame,
                trigger: judged.draft.trigger,
                why: "the article is about something else than politics, and not both parties are states or armed groups".into(),
            });
        }
        kept
    });
}

/// By how much surer than the floor a telling must be that stands in for another one: what describes a noun often only refers to an act.
const SURER: f32 = 0.1;

/// Moves acts that are less sure than the floor to what was refused.
fn drop_unsure<'l>(acts: &mut Vec<Judged<'l>>, refused: &mut Vec<Refused>, floor: f32, sure: impl Fn(&Judged<'l>) -> f32) {
    // «غارات استهدفت مواقع»: where the noun alone is too little, the verb tells the act.
    for judged in acts.iter_mut().filter(|judged| !judged.retold.is_empty() && sure(judged) < floor) {
        let surest =
            judged.retold.iter().filter(|other| sure(other) >= floor + SURER).max_by(|one, other| sure(one).total_cmp(&sure(other)));
        if let Some(other) = surest.cloned() {
            refused.retain(|refused| (refused.frame, refused.trigger) != (other.draft.frame, other.draft.trigger));
            let (frame, trigger) = (judged.draft.frame, judged.draft.trigger);
            refused.push(Refused { frame, trigger, why: "the sentence tells the same act in other words".into() });
            *judged = other;
        }
    }
    acts.retain(|judged| {
        let kept = sure(judged) >= floor;
        if !kept {
            refused.push(Refused {
                frame: judged.draft.frame,
                trigger: judged.draft.trigger,
                why: "too little speaks for it: its confidence is under the floor".into(),
            });
        }
        kept
    });
}

/// Whom a first person means: who speaks the words it stands in, the innermost last.
fn speakers_of<'l>(said: &[Said<'l>], carried: Option<&Carried<'_, 'l>>) -> Vec<(Range<usize>, Who<'l>)> {
    let open = carried.map(|carried| (0..carried.end, carried.who.clone()));
    let told = said.iter().filter_map(|said| Some((said.utterance.content.clone(), said.whos.first()?.clone())));
    open.into_iter().chain(told).filter(|(_, who)| who.country.is_some()).collect()
}

/// Remembers who spoke last, of those whose words nobody else reports.
fn remember_speaker<'l>(said: &[Said<'l>], document: &mut Document<'l>) {
    let reported = |cue: usize| said.iter().any(|other| !other.utterance.beside && other.utterance.content.contains(&cue));
    let last = said.iter().rev().find(|said| !said.whos.is_empty() && !reported(said.utterance.cue));
    if let Some(who) = last.and_then(|said| said.whos.first()) {
        document.remember_speaker(who);
    }
}
