//! Does a participle say how the subject acts: «مؤكدا أن», «معتبرة», and with what it goes on saying.
//!
//! In: a sentence and one of its words. Out: whether the word is such a participle, and the [`Utterance`] that it begins.
//!
//! «زار الوزير بغداد مؤكدا أن بلاده سحبت قواتها»: the subject of زار says what stands after «أن».

use super::Utterance;
use super::content::{end_of, rows_of};
use crate::morph::{Part, Word};
use crate::pack::{Agent, AgentClass, Case, Gender, Lang, Number, Slot, State, Upos, VerbForm};
use crate::syntax::{Parse, is_quote};

/// How many words after a participle «أن» may stand.
const NEAR: usize = 4;

/// How many digits a year has.
const YEAR: usize = 4;

/// What a participle introduces; the speaker is that of the clause it belongs to, who may be told by `before`.
pub(super) fn by_participle(parse: &Parse, idx: usize, before: &[Utterance], lang: &Lang) -> Option<Utterance> {
    let words = &parse.words;
    let row = rows_of(&words[idx], lang).next()?;
    let (main, clause) = parse.main_clause_before(idx, lang)?;
    let that = (idx + 1..words.len().min(idx + NEAR)).find(|at| words[*at].is_sub("sub", "that", lang))?;
    let speaker = match before.iter().find(|utterance| utterance.cue == *main) {
        Some(utterance) => utterance.speaker.clone(),
        None => clause.at(Slot::Subject).next()?.clone(),
    };
    let start = that + 1;
    let direct = words.get(start).is_some_and(is_quote);
    Some(Utterance { reporting: Some(row), direct, ..Utterance::new(idx, speaker, start..end_of(parse, idx, start, lang)) })
}

/// «طالب بالتدخل، متهما إسرائيل»: whether a comma, with the participle after it, ends what the verb before says or is told with.
pub(crate) fn begins_circumstance(words: &[Word], comma: usize, lang: &Lang) -> bool {
    words[comma].is_mark("،,") && comma + 1 < words.len() && is_circumstance(words, comma + 1, lang)
}

/// «مؤكدا أن», «معتبرة»: an indefinite participle that says how the subject acts.
pub(crate) fn is_circumstance(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let word = &words[idx];
    let participle = word.upos != Upos::Adj
        && (word.is_participle() || word.upos == Upos::Noun && word.lemmas().any(|lemma| lang.lemma(lemma).upos == Upos::Verb));
    let passive =
        word.is_participle() && word.feats.verb_form == Some(VerbForm::PassPart) && word.feats.verb_form.is_some() && word.ties.is_empty();
    // «التقى في المدينة ممثلا عن الحزب», «خطفت الميليشيات ناشطين»: a noun for somebody and whose he is, or for several.
    let somebody = word.lemma.is_some_and(|lemma| lang.agent(lemma).is_some())
        && (words.get(idx + 1).is_some_and(|next| matches!(next.slot, Some(Slot::About | Slot::L)))
            || word.feats.number == Some(Number::Plur) && !(idx > 0 && words[idx - 1].is_mark("،,")));
    // «قتل الجيش شابا»: somebody who says nothing.
    let speaks = word.lemmas().any(|lemma| lang.reporting.contains_key(&lemma));
    let says = speaks || word.lemmas().any(|lemma| lang.frames.contains_key(&lemma));
    let somebody =
        somebody || !says && word.lemma.is_some_and(|lemma| lang.agent(lemma).is_some()) && !(idx > 0 && words[idx - 1].is_mark("،,"));
    let somebody = somebody || is_acted_on(words, idx, lang);
    let participle = participle || goes_on_as_feminine(words, idx, lang);
    // «هاجمت المدينة», «مدينة طرابلس»: a noun of things is none, whatever participle has its letters.
    let thing = word.lemma.is_some_and(|lemma| lang.lemma(lemma).upos == Upos::Noun && !lang.lemma(lemma).human)
        && !goes_on_as_feminine(words, idx, lang);
    if !participle
        || thing
        || somebody
        || passive
        || word.definite
        || word.part != Part::Stem
        || words.get(idx + 1).is_some_and(Word::is_enclitic)
    {
        return false;
    }
    // «مطالبين بوقف القصف», not «مسلحي داعش».
    let several = matches!(word.feats.number, Some(Number::Plur | Number::Dual)) && word.feats.state == State::Absolute;
    let accusative = word.key.ends_with(['\u{0627}', '\u{0647}']) || word.feats.case == Some(Case::Obl) && several;
    let before = words[..idx].iter().rev().find(|word| !is_quote(word));
    // «تعتزم مهاجمة إيران»: where the letters are a masdar too, only a comma before them makes a participle.
    let masdar = word.lemmas().any(|lemma| lang.lemma(lemma).masdar_of.is_some());
    let takes_preposition = words.get(idx + 1).is_some_and(|next| next.slot.is_some());
    let closes = before.is_some_and(|before| {
        if masdar {
            return before.is_mark("،,");
        }
        before.is_mark("،,")
            || before.definite
            || before.upos == Upos::Propn
            || before.is_sub("conj", "coord", lang)
            || before.is_enclitic()
            // «431 متهما بالانتماء إلى التنظيم» are counted; «خرج الآلاف مطالبين بـ», «في 2015 داعيا إلى» are not.
            || before.upos == Upos::Num && !(word.feats.number == Some(Number::Sing) && before.key.len() != YEAR && takes_preposition)
    });
    // It governs something: a preposition, «أن», a definite noun or a name.
    let governs = words.get(idx + 1).is_some_and(|next| {
        next.slot.is_some()
            || next.is_sub("sub", "that", lang)
            || next.definite
            || next.is_class("quant", lang)
            || matches!(next.upos, Upos::Propn | Upos::Pron)
            || is_quote(next)
            // «نافيا اعتقال صحفيين»
            || speaks && before.is_some_and(|before| before.is_mark("،,")) && next.lemmas().any(|lemma| lang.lemma(lemma).masdar_of.is_some())
    });
    accusative && closes && governs
}

/// «قتل الجيش مسلحا في جنين»: whether a word for somebody is what a verb before it does something to, and not how its subject acts («عاد متهما إسرائيل»).
fn is_acted_on(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let person = |agent: &Agent| agent.class == AgentClass::Person;
    let somebody = words[idx].lemma.and_then(|lemma| lang.agent(lemma)).is_some_and(person);
    let says = |next: &Word| next.definite || next.upos == Upos::Propn || next.is_sub("sub", "that", lang) || is_quote(next);
    let Some(verb) = (0..idx).rev().take_while(|at| words[*at].upos != Upos::Punct).find(|at| words[*at].is_verb()) else { return false };
    let transitive = words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive && !lang.reporting.contains_key(&lemma));
    let open = !words.get(verb + 1).is_some_and(Word::is_enclitic);
    somebody && transitive && open && !words.get(idx + 1).is_some_and(says)
}

/// «انتقدت برلين القرار، مطالبة طهران بوقف التخصيب»: whether letters of a masdar after a comma are the participle of a feminine subject that goes on:
/// the verb before is feminine, and a definite object with its preposition follows.
fn goes_on_as_feminine(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let word = &words[idx];
    let masdar = word.upos == Upos::Noun && !word.definite && word.lemmas().any(|lemma| lang.lemma(lemma).masdar_of.is_some());
    let feminine = || words[..idx].iter().rev().find(|word| word.is_verb()).is_some_and(|verb| verb.feats.gender == Some(Gender::Fem));
    let object = words.get(idx + 1).is_some_and(|next| next.definite || next.upos == Upos::Propn);
    let governs = || words[idx + 1..words.len().min(idx + 5)].iter().any(|word| word.slot == Some(Slot::B));
    masdar && word.key.ends_with('\u{0647}') && idx > 0 && words[idx - 1].is_mark("،,") && object && feminine() && governs()
}
