//! Slots of a predicate: what its subject, object and prepositional phrases are.
//!
//! A verb's slots are found by scanning right until the clause ends and, where no subject follows, left. A noun's are
//! its genitive, its adjectives and the phrases after it. Both stop at the next verb, at a relative clause and at the
//! end of the sentence, so each is bounded by the sentence.

use std::ops::Range;

use super::phrase::{Phrase, is_quote};
use crate::morph::{Part, Word};
use crate::pack::{Case, Gender, Lang, Number, Slot, State, Upos, Voice};

/// One filled slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A phrase, as an index into the sentence's phrases.
    Phrase(usize),
    /// Words inside the trigger's own phrase: a genitive or an adjective.
    Words(Range<usize>),
    /// A pronoun that is attached, or not there at all («زار طهران»); its features are the word's.
    Pronoun(usize),
}

/// The slots of a predicate, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// The predicate.
    pub verb: usize,
    /// Slots and what fills them.
    pub slots: Vec<(Slot, Argument)>,
    /// Where the clause it governs begins (the word after «أن»).
    pub complement: Option<usize>,
    /// One past the last word that was looked at.
    pub end: usize,
    /// The verb stands in a relative clause or after its subject.
    pub subject_first: bool,
    /// The verb may be passive: nothing but its form and its neighbours tells.
    pub passive: bool,
    /// The verb stands in a relative clause.
    pub relative: bool,
}

impl Arguments {
    /// What fills a slot.
    pub fn at(&self, slot: Slot) -> impl Iterator<Item = &Argument> {
        self.slots.iter().filter(move |(at, _)| *at == slot).map(|(_, argument)| argument)
    }
}

/// Farthest that a predicate's slots are looked for, in words.
const REACH: usize = 60;

/// The slots of the verb at `verb`.
#[must_use]
pub fn verb_arguments(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Arguments {
    let mut found = Arguments { verb, end: verb + 1, ..Arguments::default() };
    let word = &words[verb];
    let mut object_done = false;
    if words.get(verb + 1).is_some_and(Word::is_enclitic) {
        found.slots.push((Slot::Object, Argument::Pronoun(verb + 1)));
        object_done = true;
    }
    // «ما نفاه الوزير»: a relative verb with its pronoun has its subject after it.
    let resumed = object_done && is_relative(verb, words, lang);
    let before = if resumed { None } else { subject_before(verb, words, phrases, lang) };
    let mut subject_done = before.is_some() || word.feats.person != 3 && word.feats.person != 0;
    // A verb before its subject is singular; a plural or dual has its subject before it or none.
    let may_follow = word.feats.number.is_none_or(|number| number == Number::Sing);
    subject_done |= !may_follow;
    let mut idx = verb + 1 + usize::from(object_done);
    let limit = words.len().min(verb + REACH);
    let mut depth = 0usize;
    while idx < limit {
        let next = &words[idx];
        if next.is_mark("(") {
            depth += 1;
        } else if next.is_mark(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            if next.is_sub("sub", "that", lang) {
                found.complement.get_or_insert(idx + 1);
                idx += 1;
                break;
            }
            // «خلال اجتماع عقداه في الرياض مذكرة»: a relative clause without a relative word ends with its pronoun.
            if next.is_verb()
                && words.get(idx + 1).is_some_and(Word::is_enclitic)
                && words[idx - 1].upos == Upos::Noun
                && !words[idx - 1].definite
            {
                idx += 2;
                // «في هجوم نفذه مسلحون»: what follows is its subject, not this verb's.
                if let Some(at) =
                    phrase_at(phrases, idx).filter(|at| phrases[*at].slot.is_none() && next.feats.number == Some(Number::Sing))
                {
                    idx = phrases[at].words.end;
                }
                continue;
            }
            if next.is_verb() || next.is_class("rel", lang) && next.upos != Upos::Part || next.upos == Upos::Sconj || next.is_mark("؛;:") {
                break;
            }
            if let Some(at) = phrase_at(phrases, idx) {
                let phrase = &phrases[at];
                if words.get(phrase.words.end).is_some_and(Word::is_verb) && headline_joins(at, phrase.words.end, words, phrases) {
                    break;
                }
                match phrase.slot {
                    Some(slot) => found.slots.push((slot, Argument::Phrase(at))),
                    None if phrase.joined => join(&mut found, at),
                    None if !subject_done
                        && fits_subject(word, &words[phrase.head], lang)
                        && (object_done || !carries_on(verb, phrase, words, phrases, lang)) =>
                    {
                        found.slots.push((Slot::Subject, Argument::Phrase(at)));
                        subject_done = true;
                    }
                    // «قتل جندي بالرصاص أمس جنوب المدينة»: a direction apart from verb and subject tells where.
                    None if is_direction(phrase, words, lang) && tells_where(&found, verb, phrase, phrases) => {
                        found.slots.push((Slot::In, Argument::Phrase(at)));
                    }
                    None if !object_done && !is_apposition(at, phrases, words, lang) => {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                        object_done = true;
                    }
                    // «يلتقي وزير الخارجية، سلفان شالوم، …»: a name between commas after a person is that person's.
                    None if is_apposition(at, phrases, words, lang) => {}
                    // «حمّلت إسرائيل مسؤولية التصعيد»: a second object right after the first.
                    None if at > 0 && phrases[at - 1].words.end == phrase.words.start && phrases[at - 1].slot.is_none() => {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                    }
                    None => {}
                }
                idx = phrase.words.end;
                continue;
            }
        }
        idx += 1;
    }
    found.end = idx;
    // «التي فرضت عليها واشنطن عقوبات»: the pronoun stands for what the clause describes, the subject comes first of two.
    let pronoun = found.slots.iter().any(|(slot, argument)| match argument {
        Argument::Phrase(at) => *slot != Slot::Object && words[phrases[*at].head].upos == Upos::Pron,
        _ => false,
    });
    let two = found.at(Slot::Object).count() == 2;
    let before = if pronoun && two && is_relative(verb, words, lang) {
        if let Some(first) = found.slots.iter_mut().find(|(slot, _)| *slot == Slot::Object) {
            first.0 = Slot::Subject;
        }
        None
    } else {
        before
    };
    if let Some((at, alone)) = before {
        found.subject_first = true;
        let conjuncts = if alone { at..at + 1 } else { conjuncts_before(phrases, at) };
        found.slots.extend(conjuncts.map(|at| (Slot::Subject, Argument::Phrase(at))));
    } else if found.at(Slot::Subject).next().is_none() {
        // «اتفاق يخفف العقوبات»: after an indefinite noun the verb tells of it.
        match described_before(verb, words, phrases, lang) {
            Some(at) => {
                found.slots.push((Slot::Subject, Argument::Phrase(at)));
                found.relative = true;
            }
            None => found.slots.push((Slot::Subject, Argument::Pronoun(verb))),
        }
    }
    found.passive = word.feats.voice == Voice::Pass;
    found.relative |= is_relative(verb, words, lang);
    found
}

/// The slots of the noun at `noun`, which is in phrase `own`.
#[must_use]
pub fn noun_arguments(noun: usize, own: Option<usize>, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Arguments {
    let mut found = Arguments { verb: noun, end: noun + 1, ..Arguments::default() };
    let mut idx = noun + 1;
    if let Some(own) = own {
        let end = phrases[own].words.end;
        let mut at = noun + 1;
        if words.get(at).is_some_and(Word::is_enclitic) {
            found.slots.push((Slot::Of, Argument::Pronoun(at)));
            at += 1;
        }
        while at < end && is_quote(&words[at]) {
            at += 1;
        }
        let genitive = at;
        while at < end && matches!(words[at].upos, Upos::Adj) {
            // «القصف الإسرائيلي»: the adjective of an actor is who acts; «القصف العنيف» tells nobody.
            let pair = at + 1 < end && lang.nisba_pair(&words[at], &words[at + 1]).is_some();
            if pair || words[at].lemmas().any(|lemma| lang.nisba(lemma).is_some()) {
                found.slots.push((Slot::Subject, Argument::Words(at..at + 1 + usize::from(pair))));
                at += usize::from(pair);
            }
            at += 1;
        }
        if at < end && at == genitive {
            found.slots.push((Slot::Of, Argument::Words(at..end)));
            // The last adjectives may be the noun's own: «هجوم المسلحين الأخير»; the genitive keeps them.
        } else if at < end {
            found.slots.push((Slot::Object, Argument::Words(at..end)));
        }
        idx = end;
    }
    let limit = words.len().min(noun + REACH);
    let mut depth = 0usize;
    let mut objects = 0;
    while idx < limit {
        let next = &words[idx];
        if next.is_mark("(") {
            depth += 1;
        } else if next.is_mark(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            if next.is_sub("sub", "that", lang) {
                found.complement.get_or_insert(idx + 1);
                break;
            }
            if next.is_verb() || next.is_class("rel", lang) || next.upos == Upos::Sconj || next.is_mark("؛;:") {
                break;
            }
            if let Some(at) = phrase_at(phrases, idx) {
                let phrase = &phrases[at];
                match phrase.slot {
                    Some(slot) => found.slots.push((slot, Argument::Phrase(at))),
                    None if phrase.joined => {
                        // «حرب إيران والعراق»: joined to the genitive.
                        if own.is_some_and(|own| at == own + 1) && found.at(Slot::Of).next().is_some() && found.slots.len() == 1 {
                            found.slots.push((Slot::Of, Argument::Phrase(at)));
                        } else {
                            join(&mut found, at);
                        }
                    }
                    // «قصف الطيران مواقع»: an accusative after the genitive; a second one is another clause's.
                    None if objects == 0
                        && own.is_some_and(|own| at == own + 1)
                        && !words[phrase.begin.saturating_sub(1)].is_mark("،,") =>
                    {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                        objects += 1;
                    }
                    None => break,
                }
                idx = phrase.words.end;
                continue;
            }
        }
        idx += 1;
    }
    found.end = idx;
    found
}

/// Whether a phrase begins with a direction («جنوب لبنان»).
fn is_direction(phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    words[phrase.head].lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "direction"))
}

/// Whether something stands between a phrase and the verb or its subject.
fn tells_where(found: &Arguments, verb: usize, phrase: &Phrase, phrases: &[Phrase]) -> bool {
    let subject = found.at(Slot::Subject).filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None }).last();
    let after = subject.map_or(verb + 1, |at| phrases[at].words.end);
    phrase.begin > after
}

/// Whether a phrase is a name that a comma sets after a person's title.
fn is_apposition(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let phrase = &phrases[at];
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]) else { return false };
    let comma = phrase.begin > 0 && phrase.begin == before.words.end + 1 && words[phrase.begin - 1].is_mark("،,");
    let human = words[before.head].lemma.is_some_and(|lemma| lang.lemma(lemma).human);
    comma && human && words[phrase.head].upos == Upos::Propn
}

/// The phrase whose first word (or preposition) is `idx`.
fn phrase_at(phrases: &[Phrase], idx: usize) -> Option<usize> {
    let at = phrases.partition_point(|phrase| phrase.words.start < idx);
    phrases.get(at).filter(|phrase| phrase.words.start == idx).map(|_| at)
}

/// Adds a conjunct to the slot its first conjunct fills.
fn join(found: &mut Arguments, at: usize) {
    let first = found.slots.iter().rev().find(|(_, argument)| *argument == Argument::Phrase(at - 1)).map(|(slot, _)| *slot);
    if let Some(slot) = first {
        found.slots.push((slot, Argument::Phrase(at)));
    }
}

/// The phrase and those joined before it.
fn conjuncts_before(phrases: &[Phrase], last: usize) -> Range<usize> {
    let mut first = last;
    while first > 0 && phrases[first].joined {
        first -= 1;
    }
    first..last + 1
}

/// Whether a verb in front may have this noun as its subject: gender in the singular; plurals of things are feminine.
fn fits_subject(verb: &Word, head: &Word, lang: &Lang) -> bool {
    // «ناشدت المانحين», «أعلن هجوما»: an ending that shows the accusative is no subject's.
    let feats = &head.feats;
    let accusative = feats.case == Some(Case::Obl) && (feats.number != Some(Number::Sing) || feats.state == State::Absolute);
    if accusative && head.upos != Upos::Propn {
        return false;
    }
    let Some(gender) = verb.feats.gender else { return true };
    // «تظاهر مئات الآلاف», «قتلت عشرة»: a number takes the gender of what it counts.
    if head.upos == Upos::Num || lang.is_number(&head.key) {
        return true;
    }
    let human = head.lemma.is_none_or(|lemma| lang.lemma(lemma).human);
    match (head.feats.gender, head.feats.number) {
        (_, Some(Number::Plur)) if !human => gender == Gender::Fem || head.upos != Upos::Noun,
        (_, Some(Number::Plur)) => true,
        (Some(of_head), _) if matches!(head.upos, Upos::Noun | Upos::Propn) => of_head == gender,
        _ => true,
    }
}

/// «رفعت البحرية الاستعداد وسيرت دوريات», «نفت أن تكون أرسلت أسلحة»: a clause that goes on with the subject before it, so that an
/// indefinite plural of things after a transitive verb is its object.
fn carries_on(verb: usize, phrase: &Phrase, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let (word, head) = (&words[verb], &words[phrase.head]);
    let things = head.upos == Upos::Noun
        && head.feats.number == Some(Number::Plur)
        && words[phrase.words.clone()].iter().all(|word| !word.definite && !word.is_enclitic() && word.upos != Upos::Propn)
        && head.lemma.is_some_and(|lemma| !lang.lemma(lemma).human);
    let transitive = word.lemma.is_some_and(|lemma| lang.lemma(lemma).transitive);
    let goes_on = verb > 0 && {
        let before = &words[verb - 1];
        before.is_sub("conj", "coord", lang)
            || before.is_class("perf", lang)
            || before.is_class("fut", lang)
            || before.is_sub("sub", "that", lang)
    };
    let fits = |phrase: &Phrase| {
        let head = &words[phrase.head];
        phrase.slot.is_none()
            && (head.definite || head.upos == Upos::Propn)
            && head.feats.gender == word.feats.gender
            && head.feats.number.is_none_or(|number| number == Number::Sing)
    };
    things && transitive && goes_on && phrases.iter().take_while(|phrase| phrase.words.end <= verb).any(fits)
}

/// The indefinite phrase that ends right before a verb, which describes it.
fn described_before(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<usize> {
    let at = phrases.partition_point(|phrase| phrase.words.end <= verb).checked_sub(1)?;
    let phrase = &phrases[at];
    let between = words[phrase.words.end..verb]
        .iter()
        .all(|word| word.is_class("perf", lang) || word.is_class("fut", lang) || word.is_class("neg", lang));
    let indefinite = words[phrase.words.clone()].iter().all(|word| !word.definite && !word.is_enclitic() && word.upos != Upos::Propn);
    let noun = words[phrase.head].upos == Upos::Noun;
    (between && indefinite && noun).then_some(at)
}

fn is_relative(verb: usize, words: &[Word], lang: &Lang) -> bool {
    words[..verb].iter().rev().take(3).any(|word| word.is_class("rel", lang))
}

/// The phrase before a verb that is its subject, and whether it is so without those joined before it («تتخلى ليبيا عن برنامجها
/// وواشنطن ترحب»): «إيران هددت», «الذي زار», «كان مسؤولون حذروا».
fn subject_before(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<(usize, bool)> {
    let at = phrases.partition_point(|phrase| phrase.words.end <= verb);
    let mut candidate = at.checked_sub(1)?;
    let mut relative = false;
    for word in &words[phrases[candidate].words.end..verb] {
        let passes = word.part == Part::Fixed
            || is_quote(word)
            || matches!(word.upos, Upos::Adv | Upos::Part | Upos::Num)
            || word.is_class("perf", lang)
            || word.is_class("fut", lang)
            || word.is_class("neg", lang)
            || word.upos == Upos::Noun
            || word.is_class("rel", lang)
            || word.slot.is_some()
            || word.is_mark("()");
        if !passes {
            return None;
        }
        relative |= word.is_class("rel", lang);
    }
    let verb_word = &words[verb];
    if headline_joins(candidate, verb, words, phrases) {
        return Some((candidate, true));
    }
    // Prepositional phrases may stand between subject and verb: «الوزير في بيان أكد».
    let mut steps = 0;
    loop {
        let phrase = &phrases[candidate];
        if phrase.slot.is_none() || relative {
            break;
        }
        steps += 1;
        candidate = candidate.checked_sub(1)?;
        let gap = &words[phrases[candidate].words.end..phrase.begin];
        if steps > 2 || gap.iter().any(|word| word.is_verb() || word.upos == Upos::Punct && !is_quote(word) || word.upos == Upos::Sconj) {
            return None;
        }
    }
    let phrase = &phrases[candidate];
    let head = &words[phrase.head];
    let adjective = words[phrase.words.clone()].iter().all(|word| word.upos == Upos::Adj);
    let alone = phrase.joined
        && !adjective
        && verb_word.feats.number == Some(Number::Sing)
        && !matches!(head.feats.number, Some(Number::Plur | Number::Dual));
    let plural_subject = phrase.joined && !alone || head.feats.number == Some(Number::Plur) || head.feats.number == Some(Number::Dual);
    let fits = match verb_word.feats.number {
        Some(Number::Sing) => {
            !plural_subject
                || head.feats.number == Some(Number::Plur)
                    && head.lemma.is_none_or(|lemma| !lang.lemma(lemma).human)
                    && verb_word.feats.gender == Some(Gender::Fem)
        }
        Some(Number::Plur | Number::Dual) => {
            plural_subject || head.upos == Upos::Propn || head.lemma.is_none_or(|lemma| lang.lemma(lemma).human) || relative
        }
        None => true,
    } && match (verb_word.feats.gender, head.feats.gender) {
        (Some(a), Some(b)) if head.upos == Upos::Noun && verb_word.feats.number == Some(Number::Sing) && !plural_subject => a == b,
        _ => true,
    };
    let first_clause = !phrase_is_governed(phrase, words, lang) || relative;
    (fits && first_clause).then_some((candidate, alone))
}

/// «تشاد تغلق حدودها مع السودان ومصر ترسل …»: in a headline whose subjects come first, a name joined right before a verb that
/// agrees with it begins a clause of its own.
fn headline_joins(at: usize, verb: usize, words: &[Word], phrases: &[Phrase]) -> bool {
    let (phrase, word) = (&phrases[at], &words[verb]);
    let head = &words[phrase.head];
    let subjects_first = phrases.first().is_some_and(|first| first.slot.is_none() && words.get(first.words.end).is_some_and(Word::is_verb));
    subjects_first
        && phrase.joined
        && phrase.slot.is_some()
        && phrase.words.end == verb
        && head.upos == Upos::Propn
        && word.feats.number == Some(Number::Sing)
        && word.feats.gender.is_some()
        && word.feats.gender == head.feats.gender
}

/// Whether a verb stands right before the phrase: then the phrase is that verb's, unless the verb is an auxiliary.
fn phrase_is_governed(phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    let Some(before) = words[..phrase.begin].iter().rev().find(|word| !is_quote(word)) else { return false };
    before.is_verb() && !before.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma))
}
