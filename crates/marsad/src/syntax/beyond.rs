//! Where a clause goes on after a relative clause that stands in it, and whom a relative clause parts from its verb.
//!
//! In: a verb, and the word at which its clause is interrupted: a relative word, or the verb of a clause that describes what is
//! indefinite. Out: the word at which the clause goes on, or none.
//!
//! «اتهم الرئيس الذي يزور عمان حاليا إيران بدعم الحوثيين»: «يزور» has its object in «عمان», so «إيران» is whom the president accuses.
//! «بحث الوزير، الذي وصل أمس إلى الدوحة، مع نظيره»: commas hold the relative clause.
//!
//! Without commas a phrase is the outer verb's where the inner verb has what it takes and it is definite or the event noun that the outer verb
//! carries, or where a frame of the outer verb alone needs its preposition. A relative clause in which another clause stands is not looked through.

use super::belongs::is_direction;
use super::clause::Arguments;
use super::phrase::Phrase;
use super::subject::fits_subject;
use crate::morph::Word;
use crate::pack::{Frame, Lang, Number, Slot, Upos, Voice};

/// How many words, the relative word among them, the verb of its clause is looked for in («الذي كان قد زار»).
const NEAR: usize = 4;

/// How long a relative clause may be, in words.
const LONG: usize = 25;

/// «إن الشرطة التي وصلت إلى المكان أطلقت النار», «الوزير، الذي يزور عمان، بحث»: the phrase before the relative clause that ends right before
/// the verb, where that clause has one verb of its own and commas on both sides or on none; at most [`LONG`] words are looked at.
pub(super) fn before(verb: usize, sentence: &Sentence<'_>) -> Option<usize> {
    let Sentence { words, phrases, lang } = *sentence;
    let first = verb.saturating_sub(LONG);
    let last = (first..verb).rev().find(|at| !words[*at].is_class("perf", lang) && !words[*at].is_class("fut", lang))?;
    let closed = words[last].is_mark("،,");
    let end = last + usize::from(!closed);
    let rel = (first..end).rev().find(|at| words[*at].is_class("rel", lang) && words[*at].upos != Upos::Part)?;
    let opened = rel > 0 && words[rel - 1].is_mark("،,");
    let inner = verb_of(rel, words, lang)?;
    let breaks = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_mark("،,؛;:.؟?!");
    if opened != closed || inner >= end || words[inner + 1..end].iter().any(breaks) || words[last].upos == Upos::Cconj {
        return None;
    }
    let at = phrases.partition_point(|phrase| phrase.words.end <= rel).checked_sub(1)?;
    (phrases[at].words.end + usize::from(opened) == rel).then_some(at)
}

/// What the outer verb has not found yet.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub subject: bool,
    pub object: bool,
}

/// The words of a sentence, as this module asks for them.
pub(super) struct Sentence<'a> {
    pub words: &'a [Word],
    pub phrases: &'a [Phrase],
    pub lang: &'a Lang,
}

/// Where the clause of `outer` goes on after the relative clause that begins at `rel`; at most [`LONG`] words are looked at.
pub(super) fn beyond(outer: &Arguments, rel: usize, open: Open, sentence: &Sentence<'_>) -> Option<usize> {
    let Sentence { words, lang, .. } = *sentence;
    let verb = verb_of(rel, words, lang)?;
    let limit = words.len().min(rel + LONG);
    let set_off = rel > 0 && words[rel - 1].is_mark("،,");
    if set_off {
        let close = (verb + 1..limit).find(|at| words[*at].is_mark("،,؛;:.؟?!"))?;
        return (words[close].is_mark("،,") && sentence.goes_on(outer, close + 1, open)).then_some(close + 1);
    }
    let mut inner = Inner::new(verb, sentence);
    let mut at = verb + 1 + usize::from(inner.pronoun);
    while at < limit {
        let word = &words[at];
        if word.is_mark("،,") {
            return sentence.goes_on(outer, at + 1, open).then_some(at + 1);
        }
        if word.is_verb() || word.upos == Upos::Sconj || word.is_class("rel", lang) || word.is_mark("؛;:.؟?!") {
            return None;
        }
        let Some(phrase) = sentence.phrase_at(at) else {
            at += 1;
            continue;
        };
        // «هجوم أعلن الحزب مسؤوليته عنه»: its pronoun is what the clause describes.
        let resumes = words.get(phrase.words.end).is_some_and(|word| word.slot.is_some())
            && words.get(phrase.words.end + 1).is_some_and(Word::is_enclitic)
            && phrase.slot.is_none();
        if !phrase.joined
            && !inner.takes(phrase, sentence)
            && !resumes
            && sentence.stands_out(outer, phrase)
            && sentence.is_open(outer, phrase, open)
        {
            return Some(at);
        }
        at = phrase.words.end;
    }
    None
}

/// The verb of a relative clause, behind auxiliaries.
fn verb_of(rel: usize, words: &[Word], lang: &Lang) -> Option<usize> {
    let next = |from: usize| (from..words.len().min(from + NEAR)).find(|at| words[*at].is_verb());
    let verb = next(rel)?;
    let auxiliary = words[verb].lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
    if auxiliary { next(verb + 1) } else { Some(verb) }
}

impl Sentence<'_> {
    fn phrase_at(&self, word: usize) -> Option<&Phrase> {
        let at = self.phrases.partition_point(|phrase| phrase.words.end <= word);
        self.phrases.get(at).filter(|phrase| phrase.begin == word || phrase.words.start == word)
    }

    /// Whether a verb's clause goes on at a word after a comma: with a phrase that it has room for or with what it says.
    fn goes_on(&self, outer: &Arguments, at: usize, open: Open) -> bool {
        let that = self.words.get(at).is_some_and(|word| word.is_sub("sub", "that", self.lang));
        that || self.phrase_at(at).is_some_and(|phrase| !phrase.joined && (phrase.slot.is_some() || self.is_open(outer, phrase, open)))
    }

    /// Whether a verb has room for a phrase.
    fn is_open(&self, outer: &Arguments, phrase: &Phrase, open: Open) -> bool {
        let verb = &self.words[outer.verb];
        match phrase.slot {
            Some(slot) => outer.at(slot).next().is_none() && self.needs(verb, slot),
            None => {
                open.object && verb.lemmas().any(|lemma| self.lang.lemma(lemma).transitive)
                    || open.subject && fits_subject(verb, phrase, self.words, self.lang)
            }
        }
    }

    /// Whether a phrase may go on without a comma before it: after a preposition, definite and no direction («شرقي المدينة»), or an
    /// event noun that the outer verb carries («شن مسلحون وصلوا ليلا هجوما»).
    fn stands_out(&self, outer: &Arguments, phrase: &Phrase) -> bool {
        let (verb, head) = (&self.words[outer.verb], &self.words[phrase.head]);
        let definite = |word: &Word| word.definite || word.is_enclitic() || word.upos == Upos::Propn;
        let noun = head.upos != Upos::Pron && (head.upos != Upos::Adj || head.definite);
        let named = noun && self.words[phrase.words.clone()].iter().any(definite) && !is_direction(phrase, self.words, self.lang);
        let light = |row: &u32| self.lang.tables.lights[*row as usize].noun == Slot::Object;
        let carries = || verb.lemmas().filter_map(|lemma| self.lang.lights.get(&lemma)).flatten().any(light);
        // «هاجمت القوات التي تدعمها تركيا بلدة كردية», «قتل مسلحون ينتمون إلى داعش خمسة جنود».
        let own = &self.words[phrase.words.clone()];
        let nisba = own.iter().any(|word| word.upos == Upos::Adj && word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some()));
        let counted = own.first().is_some_and(|word| word.upos == Upos::Num || self.lang.is_number(&word.key));
        let somebody = head.lemmas().any(|lemma| self.lang.lemma(lemma).human || self.lang.agent(lemma).is_some());
        let told = head.upos == Upos::Noun && somebody && (nisba || counted);
        phrase.slot.is_some() || named || told || head.lemmas().any(|lemma| self.lang.is_event_noun(lemma)) && carries()
    }

    fn frames(&self, verb: &Word) -> impl Iterator<Item = &Frame> {
        verb.lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten().map(|row| &self.lang.tables.frames[*row as usize])
    }

    /// Whether a verb is told with what a preposition introduces: a frame needs it or what is said stands there.
    fn needs(&self, verb: &Word, slot: Slot) -> bool {
        let said = |row: &u32| self.lang.tables.reporting[*row as usize].complement.contains(&slot);
        self.frames(verb).flat_map(|frame| &frame.needs).any(|(needed, _)| *needed == slot)
            || verb.lemmas().filter_map(|lemma| self.lang.reporting.get(&lemma)).flatten().any(said)
    }

    /// Whether a verb may take what a preposition introduces, in any role.
    fn takes(&self, verb: &Word, slot: Slot) -> bool {
        self.needs(verb, slot) || self.frames(verb).any(|frame| frame.target.contains(&slot) || frame.source.contains(&slot))
    }
}

/// The verb of a relative clause and what it has found.
struct Inner {
    verb: usize,
    /// A pronoun is attached to it, which stands for what the clause describes.
    pronoun: bool,
    transitive: bool,
    /// What the clause describes is told by a pronoun in it, so that a subject may follow.
    resumed: bool,
    n_bare: usize,
    n_phrases: usize,
}

impl Inner {
    fn new(verb: usize, sentence: &Sentence<'_>) -> Self {
        let word = &sentence.words[verb];
        let pronoun = sentence.words.get(verb + 1).is_some_and(Word::is_enclitic);
        let unknown = word.lemma.is_none();
        let transitive = unknown || word.lemmas().any(|lemma| sentence.lang.lemma(lemma).transitive);
        let transitive = transitive && word.feats.voice != Voice::Pass && !pronoun;
        Self { verb, pronoun, transitive, resumed: pronoun, n_bare: 0, n_phrases: 0 }
    }

    /// Whether the phrase is the inner verb's.
    fn takes(&mut self, phrase: &Phrase, sentence: &Sentence<'_>) -> bool {
        let verb = &sentence.words[self.verb];
        let own = match phrase.slot {
            // «الذين فروا من الحرب»: what stands right after the verb is its own.
            Some(slot) => {
                self.resumed |= sentence.words[phrase.head].upos == Upos::Pron;
                self.n_phrases == 0 || sentence.takes(verb, slot)
            }
            None => {
                // «الذين تقل أعمارهم عن خمسين», «التي تسيطر عليها الحكومة».
                self.resumed |= self.n_bare == 0 && sentence.words[phrase.words.clone()].iter().any(Word::is_enclitic);
                let several = matches!(verb.feats.number, Some(Number::Plur | Number::Dual));
                let room = usize::from(self.transitive) + usize::from(self.resumed && !several);
                self.n_bare += 1;
                self.n_bare <= room
            }
        };
        self.n_phrases += 1;
        own
    }
}
