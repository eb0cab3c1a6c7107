//! Who says so: reporting verbs, participles and phrases with their speaker, what they introduce, and what carries it.
//!
//! In: an analysed sentence. Out: [`Utterance`]s: the reporting word, the argument that is the speaker, the words said; and, once
//! it is known who each phrase names, [`Said`]: the parties themselves.
//!
//! «نقلت وكالة رويترز عن مسؤول مصري قوله إن مسلحين هاجموا حاجزا» → speaker «مسؤول مصري», content «مسلحين هاجموا حاجزا», carried by
//! the agency. «بحسب وكالة مهر» → the agency, for the whole sentence.
//!
//! `verb`, `participle`, `phrase`, `headline` how it is told · `content` which words are said · `who` who that is · `quotation` what goes
//! on in the sentences after it. Whose word an act rests on where several speak is for [`crate::output`] to say.

mod content;
mod headline;
mod participle;
mod phrase;
mod quotation;
mod verb;
mod who;

pub(crate) use participle::{begins_circumstance, is_circumstance};
pub(crate) use quotation::{Carried, Quotation};
pub(crate) use who::{Said, is_somebody, said};

use std::ops::Range;

use crate::pack::Lang;
use crate::syntax::{Argument, Parse};

/// Somebody says something in a sentence.
#[derive(Clone, Debug)]
pub struct Utterance {
    /// The reporting word.
    pub cue: usize,
    /// Where the speaker is told.
    pub speaker: Argument,
    /// What is said.
    pub content: Range<usize>,
    /// Row in the reporting expressions; `None` for «بحسب» and headlines.
    pub reporting: Option<u32>,
    /// Whether it is quoted.
    pub direct: bool,
    /// It is told beside what is said: «بحسب», «كما أعلن».
    pub beside: bool,
    /// Acts told there are taken as known and rest on nobody's word: «رحبت بالاتفاق».
    pub presumed: bool,
    /// Who passes it on, for another says it.
    pub passed_on: Option<Argument>,
    /// Phrases near the reporting word that may tell what carries it.
    pub near: Vec<usize>,
}

impl Utterance {
    fn new(cue: usize, speaker: Argument, content: Range<usize>) -> Self {
        let (reporting, passed_on) = (None, None);
        Self { cue, speaker, content, reporting, direct: false, beside: false, presumed: false, passed_on, near: Vec::new() }
    }
}

/// Finds who says what.
///
/// Shape: in order of the cue, those by phrases after those by verbs. Cost: words × reporting words.
#[must_use]
pub fn find_utterances(parse: &Parse, lang: &Lang) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    for (idx, word) in parse.words.iter().enumerate() {
        let utterance = if word.is_verb() {
            verb::by_verb(parse, idx, found.last().map_or(parse.start, |before| before.cue + 1), lang)
        } else if is_circumstance(&parse.words, idx, lang) {
            participle::by_participle(parse, idx, &found, lang)
        } else {
            None
        };
        // «قال في كلمة بثها التلفزيون إن»: what the first verb introduces is no other's.
        found.extend(utterance.filter(|utterance| found.iter().all(|before| before.content.start != utterance.content.start)));
    }
    if found.is_empty() {
        found.extend(headline::by_headline(parse, lang));
    }
    phrase::by_phrases(parse, lang, &mut found);
    found
}
