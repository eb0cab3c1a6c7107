//! Slots of a verb: what its subject, object and prepositional phrases are.
//!
//! They are found by scanning right until the clause ends and, where no subject follows, left: «قصفت طائرات إسرائيلية أمس مخيما» has «طائرات
//! إسرائيلية» as subject and «مخيما» as object. The scan stops at the next verb, at a relative clause beyond which nothing goes on, and at the end
//! of the sentence. The slots of a noun are found by [`super::nominal`].

use std::ops::Range;

use super::belongs::{
    ends_in_participle, is_among, is_apposition, is_described, is_direction, is_help, is_of_deed, is_of_masdar, is_part_of_them,
    is_portfolio, is_second, lies_there, set_off, tells_of_them, tells_where,
};
use super::beyond::{Open, Sentence, beyond};
use super::control::{GoesOn, goes_on_from, is_asked_for, is_issued, is_left_for, is_met, is_spoken_of, is_whose_told_before};
use super::nominal::is_purpose;
use super::phrase::Phrase;
use super::subject::{
    are_needed_things, carries_on, conjuncts_before, described_before, fits_subject, goes_on_towards, headline_joins, is_relative,
    subject_before,
};
use crate::morph::Word;
use crate::pack::{AgentClass, Aspect, Gender, Lang, LemmaId, Number, Slot, Upos, VerbForm, Voice};
use crate::speech::{begins_circumstance, is_circumstance};

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
    /// The slot of the preposition before that «أن»: `b` for «بأن».
    pub complement_slot: Option<Slot>,
    /// One past the last word that was looked at.
    pub end: usize,
    /// The verb stands in a relative clause or after its subject.
    pub subject_first: bool,
    /// The verb may be passive: nothing but its form and its neighbours tells.
    pub passive: bool,
    /// The verb stands in a relative clause.
    pub relative: bool,
    /// A relative clause that stands in this clause, from its relative word to where this clause goes on.
    pub cut: Option<Range<usize>>,
}

impl Arguments {
    /// What fills a slot.
    pub fn at(&self, slot: Slot) -> impl Iterator<Item = &Argument> {
        self.slots.iter().filter(move |(at, _)| *at == slot).map(|(_, argument)| argument)
    }
}

/// Farthest that a predicate's slots are looked for, in words.
pub(super) const REACH: usize = 60;

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
    // «ما نفاه الوزير», «خلال زيارة يقوم بها الوزير»: a verb that describes a noun by its pronoun has its subject after it.
    let resumed = object_done && is_relative(verb, words, lang) || resumes(verb, words, phrases, lang);
    let impersonal = is_impersonal(verb, words, phrases, lang);
    let before = if resumed || impersonal { None } else { subject_before(verb, words, phrases, lang) };
    let mut subject_done = before.is_some() || word.feats.person != 3 && word.feats.person != 0;
    // A verb before its subject is singular; a plural or dual has its subject before it or none.
    let may_follow = word.feats.number.is_none_or(|number| number == Number::Sing);
    subject_done |= !may_follow || is_whose_told_before(verb, &Sentence { words, phrases, lang });
    // «أصدرت واشنطن بيانا اتهمت فيه إيران»: who issues it says so.
    subject_done |= resumed && !object_done && is_issued(verb, &Sentence { words, phrases, lang });
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
                found.complement_slot = words[idx - 1].slot;
                idx += 1;
                break;
            }
            // «قتل جنديان طبقا لما ذكره الحاكم»: who tells of it is another's subject.
            if idx > verb + 1 && is_told_by(words, idx, lang) {
                break;
            }
            // «رحبت برلين بالاتفاق، متهمة إسرائيل», «زار الوزير بغداد داعيا إيران»: the participle has its own object.
            if begins_circumstance(words, idx, lang) || idx > verb + 1 && says(next, lang) && is_circumstance(words, idx, lang) {
                break;
            }
            // «اتهمت روسيا، الحليف الرئيسي لدمشق، تركيا»: what stands between commas after the subject says who that is.
            if let Some(close) = set_off(&found, idx, words, phrases, lang) {
                idx = close + 1;
                continue;
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
            // «قتل مسلح كان يقود سيارة جنديا»: a clause without a relative word describes what is indefinite.
            let describes = next.is_verb() && found.cut.is_none() && is_described(&found, idx, words, phrases, lang);
            // «ألغت مناورات كانت مقررة مع إيران»: what is told with the participle is told of the act.
            let was = describes && next.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
            if was && words.get(idx + 1).is_some_and(|word| word.feats.verb_form == Some(VerbForm::PassPart) || word.upos == Upos::Noun) {
                idx += 2;
                continue;
            }
            let relative = next.is_class("rel", lang) && next.upos != Upos::Part;
            if relative && word.lemmas().any(|lemma| lang.reporting.contains_key(&lemma)) {
                found.complement = said_beyond(idx, limit, words, lang);
            }
            if (relative || describes) && found.complement.is_none() && found.cut.is_none() {
                let told = subject_done || described_before(verb, words, phrases, lang).is_some();
                let open = Open { subject: !told, object: !object_done };
                if let Some(back) = beyond(&found, idx, open, &Sentence { words, phrases, lang }) {
                    found.cut = Some(idx..back);
                    idx = back;
                    continue;
                }
            }
            // «قتل ستة جنود لكن الرئيس نجا»
            if next.is_verb() || relative || next.upos == Upos::Sconj || next.is_mark("؛;:") || next.is_sub("conj", "but", lang) {
                break;
            }
            if let Some(at) = phrase_at(phrases, idx) {
                let phrase = &phrases[at];
                if words.get(phrase.words.end).is_some_and(Word::is_verb) && headline_joins(at, phrase.words.end, words, phrases) {
                    break;
                }
                // «واتهمت إسرائيل بعرقلته»: its subject was told before.
                subject_done |= phrase.slot.is_none() && !phrase.joined && !object_done && goes_on_towards(verb, at, words, phrases, lang);
                subject_done |=
                    phrase.slot.is_none() && !object_done && !subject_done && is_met(verb, at, &Sentence { words, phrases, lang });
                // «اعتقل الصحافي وهو في بيته»: a clause of its own.
                let alone = &words[phrase.head];
                let after_and = phrase.begin > 0 && words[phrase.begin - 1].upos == Upos::Cconj;
                let free = phrase.slot.is_none() && alone.upos == Upos::Pron && !alone.is_enclitic();
                if free && (alone.feats.person == 3 && subject_done || after_and && found.at(Slot::Subject).next().is_some()) {
                    break;
                }
                match phrase.slot {
                    Some(Slot::From | Slot::By) if at > 0 && ends_in_participle(&phrases[at - 1], phrase.begin, words) => {}
                    // «سيطر على البلدة الواقعة على الحدود»: the second is of what lies there.
                    Some(Slot::On)
                        if at > 0 && found.at(Slot::On).next().is_some() && lies_there(&phrases[at - 1], phrase.begin, words) => {}
                    // «حرر الجيش عدن من الحوثيين بدعم من السعودية»
                    Some(Slot::From) if found.at(Slot::From).next().is_some() && is_help(&phrases[at - 1], phrase.begin, words, lang) => {}
                    Some(_) if is_of_deed(&found, at, phrases, words, lang) || is_portfolio(at, phrases, words, lang) => {}
                    Some(slot) => found.slots.push((slot, Argument::Phrase(at))),
                    None if phrase.joined => join(&mut found, at),
                    // «وأمهلت دبلوماسييها، بعد اتهامها طهران»: beyond a comma it is no subject either.
                    None if (subject_done || words[verb..phrase.begin].iter().any(|word| word.is_mark("،,")))
                        && is_of_masdar(at, phrases, words, lang)
                        && (object_done || !is_left_for(verb, at, &Sentence { words, phrases, lang })) => {}
                    // «قتل طفل حرقا»: an accusative that tells how.
                    None if subject_done
                        && is_purpose(&words[phrase.head])
                        && word.lemma.is_some_and(|lemma| lang.lemma(lemma).of_person) => {}
                    // «قتل عشرة أشخاص بينهم طفلان»: some of those told before.
                    None if is_among(at, phrases, words) || is_part_of_them(at, phrases, words, lang) => {}
                    // «قتل ثمانية جنود، ستة منهم أفغان»: how many of those told before.
                    None if tells_of_them(at, phrases, words) => {
                        idx = words.len();
                        continue;
                    }
                    // «استهدفت مقرهم، جنوبي الرمادي»: a direction after a comma tells where.
                    None if is_direction(phrase, words, lang) && phrase.begin > verb + 1 && words[phrase.begin - 1].is_mark("،,") => {
                        found.slots.push((Slot::In, Argument::Phrase(at)));
                    }
                    // «ونفى اعتقال صحفيين»
                    None if !subject_done && is_spoken_of(verb, at, &Sentence { words, phrases, lang }) => {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                        object_done = true;
                    }
                    // «ناشدهما إطلاق المحتجزين»: what somebody is asked for.
                    None if !subject_done
                        && object_of(verb, words).is_some()
                        && is_asked_for(verb, at, &Sentence { words, phrases, lang }) =>
                    {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                    }
                    None if !subject_done
                        && fits_subject(word, phrase, words, lang)
                        && (object_done
                            || !are_needed_things(verb, at, words, phrases, lang) && !carries_on(verb, phrase, words, phrases, lang)) =>
                    {
                        found.slots.push((Slot::Subject, Argument::Phrase(at)));
                        subject_done = true;
                    }
                    // «قتل جندي بالرصاص أمس جنوب المدينة»: a direction apart from verb and subject tells where.
                    // «قتل جندي جنوب لبنان»: what acts upon people alone is done there.
                    None if is_direction(phrase, words, lang)
                        && (tells_where(&found, verb, phrase, phrases) || word.lemma.is_some_and(|lemma| lang.lemma(lemma).of_person)) =>
                    {
                        found.slots.push((Slot::In, Argument::Phrase(at)));
                    }
                    // «قتل خمسة في بعقوبة مركز محافظة ديالى», «في هجوم غربي تعز»: what acts upon people has no place as its object.
                    None if word.lemma.is_some_and(|lemma| lang.lemma(lemma).of_person) && is_more_of_place(at, phrases, words, lang) => {}
                    None if !object_done && !is_apposition(at, phrases, words, lang) => {
                        found.slots.push((Slot::Object, Argument::Phrase(at)));
                        object_done = true;
                    }
                    // «يلتقي وزير الخارجية، سلفان شالوم، …»: a name between commas after a person is that person's.
                    None if is_apposition(at, phrases, words, lang) => {}
                    // «حمّلت إسرائيل مسؤولية التصعيد»: a second object right after the first.
                    None if at > 0 && is_second(&found, at, words, phrases) => {
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
    take_deed_as_object(&mut found, word, words, phrases, lang);
    take_deed_of_before(&mut found, words, phrases, lang);
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
    } else if found.at(Slot::Subject).next().is_none() && !impersonal {
        // «اتفاق يخفف العقوبات»: after an indefinite noun the verb tells of it.
        // «نائب اعتقلته قبل عام»: whom the pronoun means does not do it.
        let pronoun = object_of(verb, words).or_else(|| object_of(verb + 1, words).filter(|_| words[verb + 1].slot.is_some()));
        let resumed = |at: &usize| pronoun.is_some_and(|pronoun| agree(pronoun, &words[phrases[*at].head]));
        match described_before(verb, words, phrases, lang).filter(|at| !resumed(at)) {
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

/// «نفذت الهجمات قوات سورية», «شن الهجوم على السفارة تنظيم القاعدة»: a deed that a verb carries is its object, where somebody follows who carries it out.
fn take_deed_as_object(found: &mut Arguments, verb: &Word, words: &[Word], phrases: &[Phrase], lang: &Lang) {
    let carries = |row: &u32| {
        let light = &lang.tables.lights[*row as usize];
        light.noun == Slot::Object && light.subject == Some(Slot::Subject)
    };
    let mut rows = verb.lemmas().filter_map(|lemma| lang.lights.get(&lemma)).flatten();
    let agent =
        |word: &Word| word.lemmas().any(|lemma| lang.agent(lemma).is_some() || lang.nisba(lemma).is_some() || lang.lemma(lemma).human);
    let deed =
        |word: &Word| word.upos == Upos::Noun && word.definite && !agent(word) && word.lemmas().any(|lemma| lang.is_event_noun(lemma));
    let somebody = |word: &Word| word.upos == Upos::Propn || agent(word);
    let told = |wanted: Slot| {
        let mut at = found.slots.iter().enumerate().filter(move |(_, (slot, _))| *slot == wanted);
        match (at.next(), at.next()) {
            (Some((at, (_, Argument::Phrase(phrase)))), None) => Some((at, &words[phrases[*phrase].head])),
            _ => None,
        }
    };
    if let (Some((subject, what)), Some((object, who))) = (told(Slot::Subject), told(Slot::Object))
        && deed(what)
        && somebody(who)
        && rows.any(carries)
    {
        found.slots[subject].0 = Slot::Object;
        found.slots[object].0 = Slot::Subject;
    }
}

/// «صمتت باكستان بعدما أجرت تجربة نووية»: a deed that a verb carries, of a clause that goes on from another whose verb agrees with it, is its object.
fn take_deed_of_before(found: &mut Arguments, words: &[Word], phrases: &[Phrase], lang: &Lang) {
    let verb = found.verb;
    let of_object = |row: &u32| lang.tables.lights[*row as usize].noun == Slot::Object;
    let mut rows = words[verb].lemmas().filter_map(|lemma| lang.lights.get(&lemma)).flatten().peekable();
    let carries = rows.peek().is_some() && rows.all(of_object);
    // «حيث يجري التحقيق»: what goes on is no object.
    let done = words[verb].feats.aspect == Some(Aspect::Perf);
    let goes_on = done && goes_on_from(verb, words, lang) == Some(GoesOn::Hanging);
    let own = found.slots.iter().position(|(slot, argument)| {
        let deed = |word: &Word| {
            word.upos == Upos::Noun
                && !word.lemmas().any(|lemma| lang.agent(lemma).is_some())
                && word.lemmas().any(|lemma| lang.is_event_noun(lemma))
        };
        *slot == Slot::Subject && matches!(argument, Argument::Phrase(at) if phrases[*at].begin > verb && deed(&words[phrases[*at].head]))
    });
    let told =
        |word: &Word| word.is_verb() && (word.feats.gender, word.feats.number) == (words[verb].feats.gender, words[verb].feats.number);
    let before = words[..verb].iter().rev().find(|word| word.is_verb()).is_some_and(told);
    if let (true, true, true, Some(at)) = (carries, goes_on, before && found.at(Slot::Object).next().is_none(), own) {
        found.slots[at].0 = Slot::Object;
    }
}

/// Whether a phrase right after a prepositional one, or set off from it by a comma, tells more of where it was: what a town is, or a name after a
/// direction («غربي تعز»).
fn is_more_of_place(at: usize, phrases: &[Phrase], words: &[Word], lang: &Lang) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &phrases[at]).filter(|before| before.slot.is_some()) else { return false };
    let (phrase, last) = (&phrases[at], &words[before.words.end - 1]);
    let gap = &words[before.words.end..phrase.begin];
    let head = &words[phrase.head];
    let site = |lemma: LemmaId| {
        lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site)
            || ["region", "seat", "site"].iter().any(|class| lang.is_whereabouts(lemma, class))
    };
    let towards = gap.is_empty() && last.upos == Upos::Adj && !last.definite && head.upos == Upos::Propn;
    gap.iter().all(|word| word.is_mark("،,")) && (towards || !head.definite && head.lemmas().any(site))
}

/// «طبقا لما ذكره», «حسبما أعلن»: whether a phrase begins at a word that a verb of saying follows with who says it.
fn is_told_by(words: &[Word], idx: usize, lang: &Lang) -> bool {
    let says =
        |at: usize| words.get(at).is_some_and(|word| word.is_verb() && word.lemmas().any(|lemma| lang.reporting.contains_key(&lemma)));
    lang.reporting_phrases(words, idx)
        .any(|(row, n_words)| lang.tables.reporting[row as usize].speaker == Slot::Subject && says(idx + n_words))
}

/// Whether a participle tells that somebody says something: «داعيا», «متهما».
fn says(word: &Word, lang: &Lang) -> bool {
    word.is_participle() && word.lemmas().any(|lemma| lang.reporting.contains_key(&lemma))
}

/// The pronoun that is a verb's object.
fn object_of(verb: usize, words: &[Word]) -> Option<&Word> {
    words.get(verb + 1).filter(|word| word.is_enclitic() && word.feats.person == 3)
}

/// Whether a pronoun may mean a noun by number and gender alone: a singular may mean any plural.
fn agree(pronoun: &Word, noun: &Word) -> bool {
    let (own, head) = (&pronoun.feats, &noun.feats);
    let number = own.number == head.number || own.number == Some(Number::Sing) && head.number == Some(Number::Plur);
    number && (own.gender.is_none() || head.gender.is_none() || own.gender == head.gender || head.number == Some(Number::Plur))
}

/// Whether a verb right after an indefinite noun, or in a relative clause («الذي قام به مستوطنون»), refers to what it tells of by the pronoun after the
/// verb, and somebody told after that fits as its subject.
fn resumes(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let by_preposition = words.get(verb + 1).is_some_and(|word| word.slot.is_some());
    let pronoun = verb + 1 + usize::from(by_preposition);
    let is_pronoun = words.get(pronoun).is_some_and(|word| word.is_enclitic() && word.feats.person == 3);
    let subject = || phrase_at(phrases, pronoun + 1).filter(|at| phrases[*at].slot.is_none());
    let describes = || described_before(verb, words, phrases, lang).is_some_and(|at| phrases[at].words.end == verb);
    let somebody =
        |word: &Word| word.upos == Upos::Propn || word.lemmas().any(|lemma| lang.lemma(lemma).human || lang.agent(lemma).is_some());
    let told = || subject().is_some_and(|at| somebody(&words[phrases[at].head]) && !words[phrases[at].words.end - 1].is_enclitic());
    let relative = || by_preposition && verb > 0 && words[verb - 1].is_class("rel", lang) && told();
    is_pronoun && (describes() || relative()) && subject().is_some_and(|at| fits_subject(&words[verb], &phrases[at], words, lang))
}

/// «الخلية التي قبض عليها»: whether a verb in a relative clause does not agree with what it tells of, which the pronoun after its preposition means, and nobody
/// follows as its subject: nobody is told to do it.
fn is_impersonal(verb: usize, words: &[Word], phrases: &[Phrase], lang: &Lang) -> bool {
    let Some(rel) = verb.checked_sub(1).filter(|at| words[*at].is_class("rel", lang)) else { return false };
    let Some(at) = phrases.partition_point(|phrase| phrase.words.end <= rel).checked_sub(1) else { return false };
    let (own, head, pronoun) = (&words[verb].feats, &words[phrases[at].head], words.get(verb + 2));
    let resumes = words.get(verb + 1).is_some_and(|word| word.slot.is_some())
        && pronoun.is_some_and(|word| word.is_enclitic() && word.feats.person == 3 && agree_with(word, head, lang));
    let alone = own.gender == Some(Gender::Masc) && own.number == Some(Number::Sing) && own.person == 3;
    let differs = head.feats.gender == Some(Gender::Fem) || head.feats.number == Some(Number::Plur);
    let subject = phrase_at(phrases, verb + 3).is_some_and(|at| phrases[at].slot.is_none());
    phrases[at].words.end == rel && resumes && alone && differs && !subject
}

/// Whether a pronoun may mean a noun: plurals of things are feminine.
fn agree_with(pronoun: &Word, noun: &Word, lang: &Lang) -> bool {
    let things = noun.feats.number == Some(Number::Plur) && noun.lemma.is_some_and(|lemma| !lang.lemma(lemma).human);
    match (noun.feats.number, pronoun.feats.number) {
        (Some(Number::Plur), Some(Number::Sing)) => things && pronoun.feats.gender == Some(Gender::Fem),
        (Some(Number::Plur), _) => !things,
        (_, number) => number == Some(Number::Sing) && pronoun.feats.gender == noun.feats.gender,
    }
}

/// «قال للصحافيين الذين يرافقونه إن …»: where what is said begins beyond a relative clause in which nobody else says anything.
fn said_beyond(rel: usize, limit: usize, words: &[Word], lang: &Lang) -> Option<usize> {
    let at = (rel..limit).find(|at| words[*at].is_sub("sub", "that", lang) || words[*at].is_mark("؛;:."))?;
    let says = |word: &Word| word.is_verb() && word.lemmas().any(|lemma| lang.reporting.contains_key(&lemma));
    let own = words[at].is_class("sub", lang) && !words[rel..at].iter().any(says);
    own.then_some(at + 1)
}

/// The phrase whose first word (or preposition) is `idx`.
pub(super) fn phrase_at(phrases: &[Phrase], idx: usize) -> Option<usize> {
    let at = phrases.partition_point(|phrase| phrase.words.start < idx);
    phrases.get(at).filter(|phrase| phrase.words.start == idx).map(|_| at)
}

/// Adds a conjunct to the slot its first conjunct fills.
pub(super) fn join(found: &mut Arguments, at: usize) {
    let first = found.slots.iter().rev().find(|(_, argument)| *argument == Argument::Phrase(at - 1)).map(|(slot, _)| *slot);
    if let Some(slot) = first {
        found.slots.push((slot, Argument::Phrase(at)));
    }
}
