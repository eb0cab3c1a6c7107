//! Who is the subject of a verb: the phrase after it, the one before it, or the one its clause describes.
//!
//! Arabic verbs stand before or after their subject. «هددت إيران», «إيران هددت», «اتفاق يخفف العقوبات», «تشاد تغلق حدودها ومصر ترسل …».
//! In: a verb among the phrases of its sentence. Out: a phrase, or none, when the subject is the pronoun inside the verb.

use std::ops::Range;

use smallvec::SmallVec;

use super::beyond::{Sentence, before};
use super::control::{GoesOn, goes_on_from};
use super::phrase::{Phrase, is_quote};
use super::topic::{parted_by_commas, topic};
use crate::coded::Factuality;
use crate::morph::{Part, Word};
use crate::pack::{AgentClass, Aspect, Case, Content, Frame, Gender, Lang, LemmaId, Number, Slot, State, Upos};

/// The phrase and those joined before it.
pub(super) fn conjuncts_before(phrases: &[Phrase], last: usize) -> Range<usize> {
    let mut first = last;
    while first > 0 && phrases[first].joined {
        first -= 1;
    }
    first..last + 1
}

/// Whether a verb in front may have this noun as its subject: gender in the singular; plurals of things are feminine.
pub(super) fn fits_subject(verb: &Word, phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    let head = &words[phrase.head];
    // «ناشدت المانحين», «أعلن هجوما»: an ending that shows the accusative is no subject's.
    let feats = &head.feats;
    // «تظاهر مئات الفلسطينيين»: after a number its own case says nothing.
    if is_counted(phrase, words, lang) {
        return true;
    }
    let accusative = feats.case == Some(Case::Obl) && (feats.number != Some(Number::Sing) || feats.state == State::Absolute);
    if accusative && head.upos != Upos::Propn {
        return false;
    }
    let Some(gender) = verb.feats.gender else { return true };
    // «تظاهر مئات الآلاف», «قتلت عشرة»: a number takes the gender of what it counts.
    if head.upos == Upos::Num || lang.is_number(&head.key) {
        return true;
    }
    // «هاجم عناصر داعش»: what names people is of people, whatever its lemma says.
    let person = |lemma: LemmaId| lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Person);
    let human = head.lemma.is_none_or(|lemma| lang.lemma(lemma).human || person(lemma));
    match (head.feats.gender, head.feats.number) {
        (_, Some(Number::Plur)) if !human => gender == Gender::Fem || head.upos != Upos::Noun,
        (_, Some(Number::Plur)) => true,
        (Some(of_head), _) if matches!(head.upos, Upos::Noun | Upos::Propn) => of_head == gender,
        _ => true,
    }
}

/// Whether a number or a quantifier stands before the head: «15 فلسطينيا», «مئات الفلسطينيين».
fn is_counted(phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    let mut before = words[phrase.words.start..phrase.head].iter();
    before.any(|word| word.upos == Upos::Num || lang.is_number(&word.key) || word.is_class("quant", lang))
}

/// «رفعت البحرية الاستعداد وسيرت دوريات», «نفت أن تكون أرسلت أسلحة»: a clause that goes on with the subject before it, so that an
/// indefinite plural of things after a transitive verb is its object.
pub(super) fn carries_on(verb: usize, phrase: &Phrase, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
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

/// «وألغت ثلاث مناورات كانت مقررة»: things that are counted, which a frame of the verb asks for as its object, where nothing else may be that.
pub(super) fn are_needed_things(verb: usize, at: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let (word, head) = (&words[verb], &words[phrases[at].head]);
    let thing = |lemma: &LemmaId| !lang.lemma(*lemma).human && lang.agent(*lemma).is_none();
    let rows = word.lemmas().filter(|lemma| lang.lemma(*lemma).transitive).filter_map(|lemma| lang.frames.get(&lemma)).flatten();
    let mut needs = rows.flat_map(|row| &lang.tables.frames[*row as usize].needs).filter(|(slot, _)| *slot == Slot::Object);
    let stops = |word: &Word| word.is_verb() || word.upos == Upos::Sconj || word.is_mark("،,؛;:.؟?!");
    let end = (phrases[at].words.end..words.len()).find(|at| stops(&words[*at])).unwrap_or(words.len());
    let another = || phrases[at + 1..].iter().take_while(|next| next.begin < end).any(|next| next.slot.is_none() && !next.joined);
    let told = |lemmas: &[LemmaId]| head.lemmas().any(|lemma| thing(&lemma) && lemmas.contains(&lemma));
    head.upos == Upos::Noun && is_counted(&phrases[at], words, lang) && needs.any(|(_, lemmas)| told(lemmas)) && !another()
}

/// «رحبت ألمانيا بالاتفاق واتهمت إسرائيل بعرقلته», «أما باريس فرحبت به واتهمت إسرائيل بعرقلته»: a joined verb that goes on with the subject of the verb before
/// it or of «أما», so that the only definite phrase after it is whom it acts towards. «وقصفت إسرائيل غزة» has another; the second object that a frame
/// needs («وحمّلت إسرائيل مسؤولية الفشل») is none.
pub(super) fn goes_on_towards(verb: usize, at: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let (word, phrase) = (&words[verb], &phrases[at]);
    let Some(goes_on) = goes_on_from(verb, words, lang) else { return false };
    let rows = word.lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
    // «زار واشنطن والتقى الرئيس الأميركي»: whom «مع» would tell too, where it tells nobody.
    let clause = (verb + 1..words.len()).find(|at| words[*at].is_verb() || words[*at].upos == Upos::Sconj).unwrap_or(words.len());
    let stands = |slot: &Slot| phrases[at..].iter().take_while(|next| next.begin < clause).any(|next| next.slot == Some(*slot));
    let towards = |frame: &&Frame| {
        let before = frame.target.iter().take_while(|slot| **slot != Slot::Object);
        frame.target.contains(&Slot::Object) && !before.into_iter().any(stands)
    };
    let of_person = word.lemmas().any(|lemma| lang.lemma(lemma).of_person);
    let frames: SmallVec<[&Frame; 8]> = rows.map(|row| &lang.tables.frames[*row as usize]).filter(towards).collect();
    let meets = |frame: &&Frame| frame.symmetric && lang.tables.event_types[frame.event_type as usize].mutual;
    // «كما أعلنت الوزارة» has its own; «كما التقى الوزير», «بعد أن التقى الوزير» lack whom they met, or who met him.
    let acts = |frame: &&Frame| {
        let told = match goes_on {
            GoesOn::Joined => true,
            GoesOn::Further => of_person || meets(frame),
            GoesOn::Hanging => meets(frame),
        };
        told && frame.verbs.iter().any(|lemma| word.lemma == Some(*lemma))
    };
    if !frames.iter().any(acts) {
        return false;
    }
    let definite = |phrase: &Phrase| words[phrase.words.clone()].iter().any(|word| word.definite || word.upos == Upos::Propn);
    let stops = |word: &Word| word.is_verb() || word.upos == Upos::Punct && !is_quote(word) || word.upos == Upos::Sconj;
    let end = (phrase.words.end..words.len()).find(|at| stops(&words[*at])).unwrap_or(words.len());
    // «وأكدت إسرائيل أن» is another who says it; «وحضت الرياض على أن» is not.
    let that = |word: &&Word| word.is_sub("sub", "that", lang) && word.entry(lang).is_some_and(|entry| entry.keys.len() == 1);
    let says = words.get(end).filter(that).is_some() && words[end - 1].slot.is_none();
    let needed = |phrase: &Phrase| {
        let mut needs = frames.iter().flat_map(|frame| &frame.needs).filter(|(slot, _)| *slot == Slot::Object);
        needs.any(|(_, lemmas)| words[phrase.head].lemmas().any(|lemma| lemmas.contains(&lemma)))
    };
    let bare = |next: &&Phrase| next.slot.is_none() && !next.joined;
    // «…، ونفت موسكو الاتهامات», «وطردت إيران السفير السعودي»: subject and object; things alone are given to somebody.
    let denies = word
        .lemmas()
        .filter_map(|lemma| lang.reporting.get(&lemma))
        .flatten()
        .any(|row| lang.tables.reporting[*row as usize].content == Content::As(Factuality::Denied));
    let somebody = |phrase: &Phrase| words[phrase.head].lemmas().any(|lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some());
    let given = |next: &Phrase| needed(next) && !somebody(next) && !denies;
    let another = phrases[at + 1..].iter().take_while(|next| next.begin < end).filter(bare).any(|next| !given(next));
    let of_same = |subject: &Phrase| {
        let head = &words[subject.head];
        let alike = |told: &Word| told.is_verb() && told.feats.gender == word.feats.gender;
        let after = subject.begin.checked_sub(1).is_some_and(|before| alike(&words[before]) || words[before].is_class("topic", lang));
        // «الولايات المتحدة»: a plural of things has a feminine verb.
        let several = head.feats.number == Some(Number::Plur);
        let things = head.lemma.is_some_and(|lemma| !lang.lemma(lemma).human) && head.feats.gender == Some(Gender::Fem);
        let agrees = head.feats.gender.is_none_or(|gender| word.feats.gender == Some(gender));
        after && agrees && subject.slot.is_none() && definite(subject) && (!several || things)
    };
    let begin = (0..verb).rev().find(|at| words[*at].is_mark(".؛;!؟?")).map_or(0, |at| at + 1);
    let before = || phrases[..at].iter().rev().take_while(|phrase| phrase.begin >= begin);
    // «اقتحم الجيش المدينة واعتقل ثلاثة فلسطينيين»: whom a force acts upon.
    let body = |word: &Word| word.lemmas().filter_map(|lemma| lang.agent(lemma)).any(|agent| agent.class == AgentClass::Body);
    let agent = |subject: &Phrase| words[subject.head].upos == Upos::Propn || body(&words[subject.head]);
    let several = !definite(phrase) && of_person && before().find(|subject| of_same(subject)).is_some_and(agent);
    (definite(phrase) || several) && !says && !another && word.feats.gender.is_some() && before().any(of_same)
}

/// The indefinite phrase that ends right before a verb, which describes it.
pub(super) fn described_before(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<usize> {
    let at = phrases.partition_point(|phrase| phrase.words.end <= verb).checked_sub(1)?;
    let phrase = &phrases[at];
    let between = words[phrase.words.end..verb]
        .iter()
        .all(|word| word.is_class("perf", lang) || word.is_class("fut", lang) || word.is_class("neg", lang));
    let indefinite = words[phrase.words.clone()].iter().all(|word| !word.definite && !word.is_enclitic() && word.upos != Upos::Propn);
    // «انتحاري يقود سيارة», «ثلاثة فرنسيين اختطفوا»: an adjective that leads a phrase stands as a noun.
    let head = &words[phrase.head];
    let leads = words[phrase.words.start..phrase.head].iter().all(|word| word.upos == Upos::Num || lang.is_number(&word.key));
    let national = || head.feats.number != Some(Number::Sing) && head.lemmas().any(|lemma| lang.nisba(lemma).is_some());
    let noun = head.upos == Upos::Noun || head.upos == Upos::Adj && leads && (crate::speech::is_somebody(head, lang) || national());
    (between && indefinite && noun).then_some(at)
}

/// Whether the word before a verb is «مَن» («من يساند الانقلاب»), which looks like the preposition: none stands before a verb.
pub(super) fn is_whoever(verb: usize, words: &[Word], lang: &Lang) -> bool {
    let before = words[..verb].iter().rev().find(|word| !word.is_class("neg", lang) && !word.is_class("fut", lang));
    before.is_some_and(|word| word.slot == Some(Slot::From))
}

pub(super) fn is_relative(verb: usize, words: &[Word], lang: &Lang) -> bool {
    words[..verb].iter().rev().take(3).any(|word| word.is_class("rel", lang))
}

/// The phrase before a verb that is its subject, and whether it is so without those joined before it («تتخلى ليبيا عن برنامجها
/// وواشنطن ترحب»): «إيران هددت», «الذي زار», «كان مسؤولون حذروا», «إن الوزير الذي زار عمان هدد».
pub(super) fn subject_before(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<(usize, bool)> {
    if is_whoever(verb, words, lang) {
        return None;
    }
    let sentence = Sentence { words, phrases, lang };
    if let Some(at) = topic(verb, &sentence) {
        let (fits, alone) = agrees(at, verb, false, words, phrases, lang);
        return fits.then_some((at, alone));
    }
    beside(verb, words, phrases, lang).or_else(|| {
        let relative = before(verb, &sentence).filter(|at| phrases[*at].slot.is_none());
        let at = relative.or_else(|| parted_by_commas(verb, &sentence))?;
        let (fits, alone) = agrees(at, verb, false, words, phrases, lang);
        (fits && !phrase_is_governed(&phrases[at], words, lang)).then_some((at, alone))
    })
}

/// The subject before a verb, where no relative clause stands between.
fn beside(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<(usize, bool)> {
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
            // «إيران لا تزال تدعم»
            || word.is_verb() && word.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma))
            || word.upos == Upos::Noun
            || word.is_class("rel", lang)
            || word.slot.is_some()
            || word.is_mark("()");
        if !passes {
            return None;
        }
        relative |= word.is_class("rel", lang);
    }
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
    if let Some(at) = parted_from(&phrases[candidate], &words[verb], words, phrases, lang).filter(|_| !relative) {
        return Some((at, false));
    }
    let (fits, alone) = agrees(candidate, verb, relative, words, phrases, lang);
    let first_clause = !phrase_is_governed(&phrases[candidate], words, lang) || relative || is_doing(&phrases[candidate], verb, words);
    (fits && first_clause).then_some((candidate, alone))
}

/// Whether a verb after a phrase may have it as its subject, and whether without those joined before it.
fn agrees(at: usize, verb: usize, relative: bool, words: &[Word], phrases: &[Phrase], lang: &Lang) -> (bool, bool) {
    // «طائرات أميركية وعربية شنت»: an adjective that is joined describes the same.
    let describes = |phrase: &Phrase| phrase.joined && words[phrase.words.clone()].iter().all(|word| word.upos == Upos::Adj);
    let own = (0..=at).rev().find(|at| !describes(&phrases[*at])).unwrap_or(at);
    if own < at {
        return agrees(own, verb, relative, words, phrases, lang);
    }
    let (phrase, verb_word) = (&phrases[at], &words[verb]);
    let head = &words[phrase.head];
    // «42 حوثيا قتلوا»: an adjective that is counted stands for people.
    if head.upos == Upos::Adj && head.feats.state == State::Absolute && is_counted(phrase, words, lang) {
        return (verb_word.feats.number != Some(Number::Dual), false);
    }
    let one = verb_word.feats.number == Some(Number::Sing) && !matches!(head.feats.number, Some(Number::Plur | Number::Dual));
    let alone = phrase.joined && one;
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
        // «غالبية البرلمان ترفض»: a quantity lends its own gender.
        (Some(Gender::Fem), _) if words[phrase.words.start..phrase.head].iter().any(is_feminine_quantity) => true,
        (Some(a), Some(b)) if head.upos == Upos::Noun && verb_word.feats.number == Some(Number::Sing) && !plural_subject => a == b,
        _ => true,
    };
    (fits, alone && !follow_that(at, verb, words, phrases, lang))
}

/// «غالبية», «مجموعة»: a quantity that is spelt with the ending of the feminine.
fn is_feminine_quantity(word: &Word) -> bool {
    word.upos == Upos::Det && word.key.ends_with('\u{0647}')
}

/// «أن الجيش والمقاومة أسرت»: whether all that are joined before a verb stand between it and «أن», so that each of them is its subject.
fn follow_that(last: usize, verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let first = conjuncts_before(phrases, last).start;
    let that = phrases[first].begin.checked_sub(1).is_some_and(|at| words[at].is_sub("sub", "that", lang));
    let begins = that && phrases[first].slot.is_none();
    begins && !words[phrases[first].begin..verb].iter().any(|word| word.is_verb() || word.upos == Upos::Punct && !is_quote(word))
}

/// «مسلحون يستقلون دراجات نارية أطلقوا النار»: the indefinite noun from which a clause that tells of it parts its verb, where `last` is
/// that clause's object.
fn parted_from(last: &Phrase, verb: &Word, words: &[Word], phrases: &[Phrase], lang: &Lang) -> Option<usize> {
    let inner = last.begin.checked_sub(1).filter(|at| words[*at].is_verb() && words[*at].feats.aspect == Some(Aspect::Imp))?;
    let at = described_before(inner, words, phrases, lang)?;
    let (head, told) = (&words[phrases[at].head], &words[inner]);
    let person = crate::speech::is_somebody(head, lang);
    let begins = phrases[at].slot.is_none() && !phrase_is_governed(&phrases[at], words, lang);
    let agrees = verb.feats.number == told.feats.number && verb.feats.gender == told.feats.gender;
    (person && begins && agrees && verb.feats.aspect == Some(Aspect::Perf)).then_some(at)
}

/// «تشاد تغلق حدودها مع السودان ومصر ترسل …»: in a headline whose subjects come first, a name joined right before a verb that
/// agrees with it begins a clause of its own.
pub(super) fn headline_joins(at: usize, verb: usize, words: &[Word], phrases: &[Phrase]) -> bool {
    let (phrase, word) = (&phrases[at], &words[verb]);
    let head = &words[phrase.head];
    let subjects_first = phrases.first().is_some_and(|first| first.slot.is_none() && words.get(first.words.end).is_some_and(Word::is_verb));
    subjects_first
        && phrase.joined
        && phrase.words.end == verb
        && head.upos == Upos::Propn
        && word.feats.number == Some(Number::Sing)
        && word.feats.gender.is_some()
        && word.feats.gender == head.feats.gender
}

/// «بدأت إسرائيل تقصف غزة», «وصل الوزير يحمل رسالة»: what a subject begins to do, or does meanwhile.
fn is_doing(phrase: &Phrase, verb: usize, words: &[Word]) -> bool {
    let (head, word) = (&words[phrase.head], &words[verb]);
    let definite = words[phrase.words.clone()].iter().any(|word| word.definite || word.upos == Upos::Propn);
    let alike = word.feats.gender.is_some() && word.feats.gender == head.feats.gender && word.feats.number == Some(Number::Sing);
    word.feats.aspect == Some(Aspect::Imp) && phrase.words.end == verb && definite && alike
}

/// Whether a verb stands right before the phrase: then the phrase is that verb's, unless the verb is an auxiliary.
fn phrase_is_governed(phrase: &Phrase, words: &[Word], lang: &Lang) -> bool {
    let Some(before) = words[..phrase.begin].iter().rev().find(|word| !is_quote(word)) else { return false };
    before.is_verb() && !before.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma))
}
