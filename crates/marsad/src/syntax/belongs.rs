//! Which phrases after a verb are its own: what a comma sets off, what a participle, a masdar or another noun takes, what says where.
//!
//! In: a phrase of a clause whose slots are being filled. Out: whether it is the verb's, or whose else.
//!
//! «حرر الجيش عدن من الحوثيين بدعم من السعودية»: the second «من» goes with «دعم». «اتهمت روسيا، الحليف الرئيسي لدمشق، تركيا»: what commas set off says who Russia is. «بعد
//! اتهامها طهران»: Tehran is accused, not what the verb acts upon.
//!
//! It looks at the words beside a phrase and never at frames; what frames ask for is [`super::subject`]'s and the event modules'.

use super::clause::{Argument, Arguments, phrase_at};
use super::phrase::{Phrase, is_quote};
use super::subject::described_before;
use crate::morph::Word;
use crate::pack::{AgentClass, Lang, Number, Slot, Upos, VerbForm};

/// How many words of time may stand between two objects («أمس الاثنين»).
const TIME: usize = 4;

/// Where what a comma sets off right after the subject ends: a definite noun with what belongs to it, and beyond the second comma a bare phrase.
pub(super) fn set_off(found: &Arguments, comma: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<usize> {
    let subject = match found.slots.last() {
        Some((Slot::Subject, Argument::Phrase(at))) if phrases[*at].words.end == comma => &phrases[*at],
        _ => return None,
    };
    let breaks = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_class("rel", lang) || word.is_mark("؛;:.؟?!");
    let close = (comma + 1..words.len().min(comma + SET_OFF)).find(|at| words[*at].is_mark("،,"))?;
    let first = phrase_at(phrases, comma + 1).map(|at| &phrases[at])?;
    let next = phrase_at(phrases, close + 1).map(|at| &phrases[at])?;
    let said = words[comma].is_mark("،,") && first.slot.is_none() && words[first.head].definite && words[first.head].upos == Upos::Noun;
    let named = words[subject.words.clone()].iter().any(|word| word.upos == Upos::Propn);
    (said && named && next.slot.is_none() && !next.joined && !words[comma + 1..close].iter().any(breaks)).then_some(close)
}

/// How long what commas set off may be, in words.
const SET_OFF: usize = 10;

/// «البلدة الواقعة على الحدود», «القوات المتمركزة على التل»: whether a phrase ends right before `begin` in an adjective that tells where what it describes lies.
pub(super) fn lies_there(phrase: &Phrase, begin: usize, words: &[Word]) -> bool {
    let last = &words[phrase.words.end - 1];
    let active = last.feats.verb_form == Some(VerbForm::ActPart) || last.upos == Upos::Adj && last.could.participle();
    phrase.words.end == begin && phrase.words.len() > 1 && last.definite && active
}

/// «انسحبت القوات المدعومة من روسيا من تدمر»: whether a phrase ends right before `begin` in a passive participle, which takes what follows.
pub(super) fn ends_in_participle(phrase: &Phrase, begin: usize, words: &[Word]) -> bool {
    let last = &words[phrase.words.end - 1];
    phrase.words.end == begin && phrase.words.len() > 1 && last.feats.verb_form == Some(VerbForm::PassPart)
}

/// «بدعم من السعودية», «بطلب من روسيا»: whether a phrase ends right before `begin` that tells with whose help or on whose word something is done.
pub(super) fn is_help(phrase: &Phrase, begin: usize, words: &[Word], lang: &Lang) -> bool {
    let head = &words[phrase.head];
    let masdar = head.lemma.is_some_and(|lemma| lang.lemma(lemma).masdar_of.is_some());
    phrase.slot == Some(Slot::B) && phrase.words.end == begin && phrase.words.len() == 1 && !head.definite && masdar
}

/// «القبض على رجل بعد الهجوم على السفارة»: whether a phrase right after a later noun of an act belongs to that, where its own slot is filled; «هجوم على غزة
/// وعلى لبنان» has both.
pub(super) fn is_of_deed(found: &Arguments, at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let phrase = &phrases[at];
    let Some(before) = at.checked_sub(1).map(|before| &phrases[before]).filter(|before| before.begin > found.verb) else { return false };
    let towards = matches!(phrase.slot, Some(Slot::On | Slot::Against | Slot::From | Slot::To | Slot::With));
    let deed = |lemma| lang.is_event_noun(lemma) && lang.agent(lemma).is_none();
    let filled = phrase.slot.is_some_and(|slot| found.at(slot).next().is_some());
    let later = before.slot.is_some() && before.slot != phrase.slot && before.words.end == phrase.begin;
    towards && filled && later && !phrase.joined && words[before.head].lemmas().any(deed)
}

/// «بعد اتهامها طهران», «على اعتقال الجيش العشرات»: whether a bare phrase right after a masdar and who does it is what that masdar's act is done to.
pub(super) fn is_of_masdar(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]) else { return false };
    let masdar = words[before.head].lemma.and_then(|lemma| lang.lemma(lemma).masdar_of);
    let transitive = masdar.is_some_and(|verb| lang.lemma(verb).transitive);
    // «مسلحون من تنظيم القاعدة»: an organisation is named, nothing is organised.
    let body = words[before.head].lemma.is_some_and(|lemma| lang.agent(lemma).is_some());
    let alone = before.head + 2 == before.words.end;
    let doer = words.get(before.head + 1).filter(|_| before.head + 1 < before.words.end);
    let acts = doer.is_some_and(|word| {
        word.is_enclitic() && alone || word.upos == Upos::Noun && word.lemma.is_some_and(|lemma| lang.agent(lemma).is_some())
    });
    transitive && !body && acts && before.slot.is_some() && before.words.end == phrases[at].words.start
}

/// «سلم الأردن العراق أمس مطلوبين», «حمّلت دمشق إسرائيل «المسؤولية»»: whether a bare phrase follows object or subject with nothing but a time
/// or a quotation mark between.
pub(super) fn is_second(found: &Arguments, at: usize, words: &[Word], phrases: &[Phrase]) -> bool {
    let gap = &words[phrases[at - 1].words.end..phrases[at].words.start];
    let parts = |word: &Word| {
        let apart = matches!(word.upos, Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Adp | Upos::Intj) && !is_quote(word);
        apart || word.is_verb()
    };
    let bare = |(slot, argument): &(Slot, Argument)| matches!(slot, Slot::Subject | Slot::Object) && *argument == Argument::Phrase(at - 1);
    // «أعلنت البعثة «يونامي» مقتل جنود»: the mark ends a name.
    let ends_name = gap.first().is_some_and(is_quote) && is_quote(&words[phrases[at - 1].words.start.saturating_sub(1)]);
    !ends_name && found.slots.iter().any(bare) && gap.len() <= TIME && !gap.iter().any(parts)
}

/// Whether the verb at a word describes an indefinite phrase of the clause, right before it or before a comma.
pub(super) fn is_described(found: &Arguments, verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let comma = words[verb - 1].is_mark("،,");
    let end = verb - usize::from(comma);
    let at = described_before(end, words, phrases, lang);
    at.is_some_and(|at| phrases[at].words.end == end && found.slots.iter().any(|(_, argument)| *argument == Argument::Phrase(at)))
}

/// Whether a phrase stands right after «بينهم», or is the name after it («بينهم القيادي أبو علي»).
pub(super) fn is_among(at: usize, phrases: &[Phrase], words: &[Word]) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]).filter(|before| before.words.end == phrases[at].begin) else {
        return false;
    };
    let among = before.slot == Some(Slot::Between) && words[before.head].is_enclitic();
    let named = words[phrases[at].head].upos == Upos::Propn && before.slot.is_none();
    among || named && is_among(at - 1, phrases, words)
}

/// «…، ستة منهم أفغان»: whether a comma and a number with «منهم» begin what tells of those told before.
pub(super) fn tells_of_them(at: usize, phrases: &[Phrase], words: &[Word]) -> bool {
    let phrase = &phrases[at];
    let comma = phrase.begin > 0 && words[phrase.begin - 1].is_mark("،,");
    let of_them = |next: &Phrase| next.slot == Some(Slot::From) && words[next.head].is_enclitic() && next.begin == phrase.words.end;
    comma && words[phrase.head].feats.number != Some(Number::Dual) && phrases.get(at + 1).is_some_and(of_them)
}

/// «قتل 33 شخصا غالبيتهم من المدنيين»: whether a phrase tells how many of those told right before it something is said of.
pub(super) fn is_part_of_them(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let phrase = &phrases[at];
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]) else { return false };
    let gap = &words[before.words.end..phrase.begin];
    // «خمسة رجال أحدهم الجزائري»: and what that one is.
    if phrase.slot.is_none() && gap.is_empty() && is_part_of_them(at - 1, phrases, words, lang) {
        return true;
    }
    let pronoun = words.get(phrase.words.start + 1).is_some_and(|word| word.is_enclitic() && word.feats.person == 3);
    phrase.slot.is_none() && words[phrase.words.start].is_class("quant", lang) && pronoun && gap.iter().all(|word| word.is_mark("،,"))
}

/// «وزير الدولة للشؤون الخارجية»: whether a phrase right after a person tells what his office is for.
pub(super) fn is_portfolio(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let phrase = &phrases[at];
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]).filter(|before| before.words.end == phrase.begin) else { return false };
    let person = |lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Person);
    let affairs =
        words[phrase.head].definite && words[phrase.head].lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "affairs"));
    phrase.slot == Some(Slot::L) && affairs && words[before.head].lemmas().any(person)
}

/// Whether a phrase begins with a direction («جنوب لبنان»).
pub(crate) fn is_direction(phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    words[phrase.words.start].lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "direction"))
}

/// Whether something stands between a phrase and the verb or its subject.
pub(super) fn tells_where(found: &Arguments, verb: usize, phrase: &Phrase, phrases: &[Phrase]) -> bool {
    let subject = found.at(Slot::Subject).filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None }).last();
    let after = subject.map_or(verb + 1, |at| phrases[at].words.end);
    phrase.begin > after
}

/// «القيادي في حزب الله فؤاد شكر»: whether a phrase is the name of somebody of whom nothing but what he is and in which group is told.
fn names_member(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let [member, group, name] = (match at.checked_sub(2) {
        Some(first) => &phrases[first..=at],
        None => return false,
    }) else {
        return false;
    };
    let beside = group.slot == Some(Slot::In) && group.begin == member.words.end && name.begin == group.words.end;
    let human = |word: &Word| word.lemmas().any(|lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some());
    let nameless = words[member.words.clone()].iter().all(|word| word.upos != Upos::Propn);
    let person = words[name.head].upos == Upos::Propn && !lang.is_actor_name(&words[name.head].key, false);
    beside && words[member.head].definite && human(&words[member.head]) && nameless && person
}

/// Whether a phrase is a name that a comma sets after a person's title, or a title between commas after a name («جعجع، رئيس الحزب، إيران»).
pub(super) fn is_apposition(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let phrase = &phrases[at];
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]) else { return false };
    if names_member(at, phrases, words, lang) {
        return true;
    }
    let comma = phrase.begin > 0 && phrase.begin == before.words.end + 1 && words[phrase.begin - 1].is_mark("،,");
    let human = |phrase: &Phrase| words[phrase.head].lemma.is_some_and(|lemma| lang.lemma(lemma).human);
    // «جعجع، رئيس الحزب، إيران»: a state is nobody's name.
    let name = human(before) && words[phrase.head].upos == Upos::Propn && !lang.is_actor_name(&words[phrase.head].key, false);
    let closed = words.get(phrase.words.end).is_some_and(|word| word.is_mark("،,"));
    // «استقبل الرئيس المصري، عبد الفتاح السيسي، وزير الخارجية الفرنسي، …»: after a name between commas a title is somebody else's.
    let title = closed && human(phrase) && words[before.words.clone()].iter().any(|word| word.upos == Upos::Propn);
    let title = title && !is_apposition(at - 1, phrases, words, lang);
    // «قرب أربيل، عاصمة الإقليم»: what a place is.
    let site = |lemma| lang.is_whereabouts(lemma, "region") || lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site);
    let head = &words[phrase.head];
    let place = before.slot.is_some()
        && words[before.head].upos == Upos::Propn
        && head.feats.number == Some(Number::Sing)
        && !head.definite
        && head.lemmas().any(site);
    comma && (name || title || place)
}
