//! Whose a verb is that goes on with what another verb has told: behind «أن», in what somebody issues, after «و», «كما», «بعدما».
//!
//! In: a verb among the phrases of its sentence. Out: whether its subject was told before, so that what follows may be its object.
//!
//! «قررت الكويت أن تطرد السفير»: Kuwait expels, as «الكويت» fits both verbs and «تطرد» needs somebody to be expelled. «أصدرت واشنطن بيانا اتهمت فيه إيران»: Washington
//! accuses. «والتقى نظيره التركي»: somebody's counterpart is met. «رفضت بغداد أن يدخل الجيش أراضيها»: the army enters, for two follow. «يتوقع الوزير أن يزور الرئيس»: whoever
//! says, expects or asks it need not act.

use super::beyond::Sentence;
use super::clause::phrase_at;
use super::phrase::{Phrase, is_quote};
use super::subject::fits_subject;
use super::topic::before_particles;
use crate::morph::{Part, Word};
use crate::pack::{Aspect, Content, Lang, Slot, Upos, VerbForm};

/// How far before «أن» the verb that it belongs to may stand, in words.
const FAR: usize = 10;

/// How a clause goes on from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoesOn {
    /// «والتقى», «وسيلتقي».
    Joined,
    /// «كما التقى», «ثم التقى», which may as well begin with a subject of its own.
    Further,
    /// «بعدما التقى», «حيث التقى».
    Hanging,
}

/// How a clause goes on from the one before it: by «و», «ثم», «كما», or by a word of time, place or cause («بعدما», «حيث»); then its subject may have been told.
pub(super) fn goes_on_from(verb: usize, words: &[Word], lang: &Lang) -> Option<GoesOn> {
    let before = before_particles(verb, words, lang)?;
    // «بعد أن»: the first of its words tells what it is.
    let opener = &words[(0..=before).rev().find(|at| words[*at].part != Part::Fixed)?];
    let joins = opener.is_sub("conj", "coord", lang) || opener.is_sub("conj", "then", lang);
    let hangs = ["after", "before", "when", "because"].iter().any(|sub| opener.is_sub("sub", sub, lang));
    match (joins, opener.part) {
        (true, Part::Proclitic) => Some(GoesOn::Joined),
        (true, _) => Some(GoesOn::Further),
        (false, _) => hangs.then_some(GoesOn::Hanging),
    }
}

/// Whether the subject of a verb stands before «أن».
pub(super) fn is_whose_told_before(verb: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, lang, .. } = *sentence;
    let transitive = words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive);
    transitive && (goes_on_with_auxiliary(verb, words, lang) || is_controlled(verb, sentence))
}

/// «نفى الجيش أن يكون قد قصف الميناء»: an auxiliary alone after «أن».
fn goes_on_with_auxiliary(verb: usize, words: &[Word], lang: &Lang) -> bool {
    let auxiliary = verb.saturating_sub(1 + usize::from(verb > 0 && words[verb - 1].is_class("perf", lang)));
    let is_auxiliary = words[auxiliary].is_verb() && words[auxiliary].lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
    auxiliary < verb && is_auxiliary && auxiliary > 0 && words[auxiliary - 1].is_sub("sub", "that", lang)
}

/// «قررت الكويت أن تطرد السفير»: a verb right after «أن» that agrees with the verb before, which has its subject, and one phrase alone after it.
fn is_controlled(verb: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    // «من أن» is one entry of two words.
    let before = (0..verb).rev().find(|at| words[*at].part != Part::Fixed);
    let Some(that) = before.filter(|at| words[*at].is_sub("sub", "that", lang)) else { return false };
    let breaks = |word: &Word| word.upos == Upos::Punct && !is_quote(word) || word.upos == Upos::Sconj || word.is_class("rel", lang);
    let before = (that.saturating_sub(FAR)..that).rev().take_while(|at| !breaks(&words[*at]));
    let Some(outer) = before.into_iter().find(|at| words[*at].is_verb()) else { return false };
    let says = words[outer].lemmas().any(|lemma| lang.reporting.contains_key(&lemma));
    let alike = words[outer].feats.gender == words[verb].feats.gender && words[verb].feats.aspect == Some(Aspect::Imp);
    let subject = || phrase_at(phrases, outer + 1).filter(|at| *at < phrases.len() && phrases[*at].words.end <= that);
    let told = |at: usize| phrases[at].slot.is_none() && fits_subject(&words[outer], &phrases[at], words, lang);
    !says && alike && subject().is_some_and(told) && follows_alone(verb, sentence)
}

/// «أصدرت واشنطن بيانا اتهمت فيه إيران»: whether a verb that tells of what another verb's subject brings forth is that subject's: both agree, and one
/// phrase alone follows.
pub(super) fn is_issued(verb: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let breaks = |word: &Word| word.upos == Upos::Punct && !is_quote(word) || word.upos == Upos::Sconj || word.is_class("rel", lang);
    let before = (verb.saturating_sub(FAR)..verb).rev().take_while(|at| !breaks(&words[*at]));
    let Some(outer) = before.into_iter().find(|at| words[*at].is_verb()) else { return false };
    let alike = words[outer].feats.gender.is_some() && words[outer].feats.gender == words[verb].feats.gender;
    let told = |at: usize| phrases[at].slot.is_none() && fits_subject(&words[outer], &phrases[at], words, lang);
    let transitive = words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive);
    // «زيارة يقوم بها الوزير» has its own.
    let within = words.get(verb + 1).is_some_and(|word| matches!(word.slot, Some(Slot::In | Slot::During)));
    alike && transitive && within && phrase_at(phrases, outer + 1).is_some_and(told) && follows_alone(verb, sentence)
}

/// «والتقى نظيره التركي», «واتهم نظيره بالكذب»: whether the one phrase after a verb that begins its clause is somebody's counterpart, whom he meets or blames;
/// «وقال نظيره إن» says something.
pub(super) fn is_met(verb: usize, at: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let head = &words[phrases[at].head];
    let counterpart = head.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "counterpart"));
    let his = words.get(phrases[at].head + 1).is_some_and(Word::is_enclitic);
    let rows = words[verb].lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
    let acts = rows.into_iter().any(|row| lang.tables.frames[*row as usize].target.first() == Some(&Slot::Object));
    let goes_on = goes_on_from(verb, words, lang).is_some();
    let that = words[verb..].iter().take_while(|word| word.upos != Upos::Punct).any(|word| word.is_sub("sub", "that", lang));
    // «التقى كيري الملك وناقش معه الملف»: things discuss nothing with anybody.
    let with = words.get(verb + 1).is_some_and(|word| word.slot == Some(Slot::With));
    let human = |word: &Word| word.lemmas().any(|lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some());
    let thing = with && head.upos == Upos::Noun && !human(head) && words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive);
    (counterpart && his && acts || thing) && goes_on && !that && follows_alone(verb, sentence)
}

/// «اقتحم مستوطنون بحماية الشرطة المسجد الأقصى»: whether a phrase after a masdar behind «بـ» is the only one left for the verb to act upon.
pub(super) fn is_left_for(verb: usize, at: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let stops = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_mark("،,؛;:.؟?!") || word.is_class("rel", lang);
    let end = (phrases[at].words.end..words.len()).find(|at| stops(&words[*at])).unwrap_or(words.len());
    let another = phrases[at + 1..].iter().take_while(|next| next.begin < end).any(|next| next.slot.is_none() && !next.joined);
    let apart = words[verb + 1..phrases[at].begin].iter().any(stops);
    let transitive = words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive);
    transitive && !apart && !another && at > 0 && phrases[at - 1].slot == Some(Slot::B)
}

/// «ناشدهما إطلاق المحتجزين»: whether a phrase is headed by a masdar, which asks nobody, after a verb of asking.
pub(super) fn is_asked_for(verb: usize, at: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let head = &words[phrases[at].head];
    let deed = head.feats.verb_form == Some(VerbForm::Masdar) && !head.lemmas().any(|lemma| lang.agent(lemma).is_some());
    let mut rows = words[verb].lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
    let asks = |row: &u32| {
        let frame = &lang.tables.frames[*row as usize];
        frame.target.first() == Some(&Slot::Object) && lang.tables.event_types[frame.event_type as usize].content == Content::Withheld
    };
    deed && rows.any(asks)
}

/// «ونفى اعتقال صحفيين»: whether a phrase is headed by a masdar, which says nothing, after a verb of saying that goes on from another one.
pub(super) fn is_spoken_of(verb: usize, at: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let head = &words[phrases[at].head];
    let deed = head.feats.verb_form == Some(VerbForm::Masdar) && !head.lemmas().any(|lemma| lang.agent(lemma).is_some());
    let mut rows = words[verb].lemmas().filter_map(|lemma| lang.reporting.get(&lemma)).flatten();
    let of_deed = rows.any(|row| lang.tables.reporting[*row as usize].complement.contains(&Slot::Object));
    let that = words[verb..].iter().take_while(|word| !word.is_mark(".؛!؟?")).any(|word| word.is_sub("sub", "that", lang));
    deed && of_deed && !that && goes_on_from(verb, words, lang) == Some(GoesOn::Joined) && follows_alone(verb, sentence)
}

/// Whether one phrase that might be its subject follows a verb before its clause ends, and no second one that might be its object.
fn follows_alone(verb: usize, sentence: &Sentence<'_>) -> bool {
    let Sentence { words, phrases, lang } = *sentence;
    let stops = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_mark("،,؛;:.؟?!") || word.is_class("rel", lang);
    let end = (verb + 1..words.len()).find(|at| stops(&words[*at])).unwrap_or(words.len());
    let bare = |phrase: &&Phrase| phrase.begin > verb && phrase.begin < end && phrase.slot.is_none() && !phrase.joined;
    phrases.iter().filter(bare).count() == 1
}
