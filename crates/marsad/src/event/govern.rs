//! Who does what a noun tells, where another word of the sentence says it: who announces, promises, is accused, is on the way.
//!
//! In: a noun that tells an act, and its sentence. Out: the word, or the argument, that tells who acts.
//!
//! «أعلن الجيش قصف مواقع»: the army. «اتهمت الرياض طهران بقصف السفينة»: Tehran. «بعد إعلان واشنطن فرض عقوبات»: Washington. «وصل الوزير في
//! زيارة»: the minister.
//!
//! It looks at the noun's own phrase and its neighbours; what the noun tells itself (genitive, adjective) comes first, in `frame`.

use smallvec::SmallVec;

use super::judge::is_charge;
use super::refer::befalls_person;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::{Factuality, Role};
use crate::morph::{Part, Word};
use crate::pack::{Content, Frame, LemmaId, Number, Reporting, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Arguments, befalls_people, noun_arguments};

/// The reporting verb whose complement the noun is, where whoever speaks acts: «أعلن قصف», «نفى قصف», «كشف عن إجراء مباحثات»,
/// «تعهد بإغلاق المعبر».
pub(super) fn governing_report(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<usize> {
    let at = headed_by(noun, scene)?;
    let force = scene.lang.tables.event_types[frame.event_type as usize].people.is_some();
    scene.parse.clauses.iter().find_map(|(verb, clause)| {
        let slots = [Slot::Object, Slot::About, Slot::B];
        let slot = slots.into_iter().find(|slot| clause.at(*slot).any(|argument| *argument == Argument::Phrase(at)))?;
        let own = |entry: &Reporting| match entry.content {
            // «تحدث مسؤول أمني عن قتل العشرات»: only who declares force uses it.
            Content::Asserted => slot == Slot::Object || slot == Slot::About && (!force || entry.complement.contains(&Slot::Object)),
            // «نفت مصر اعتقال صحفيين»: who denies is who would have done it; «نفت الاتهامات» are those of others.
            Content::As(Factuality::Denied) => slot == Slot::Object && !scene.parse.words[noun].definite,
            Content::As(Factuality::Planned) => entry.force == "promise",
            _ => false,
        };
        reports(&scene.parse.words[*verb], scene).any(|entry| own(entry) && entry.complement.contains(&slot)).then_some(*verb)
    })
}

/// Of whom it is alleged that he did what the noun tells: «اتهمت الرياض طهران بقصف السفينة», «اتهام إسرائيليين بإحراق كنيسة».
pub(super) fn accused_of(noun: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let at = headed_by(noun, scene)?;
    let charged = scene.parse.clauses.iter().find_map(|(verb, clause)| {
        let alleged = |entry: &Reporting| entry.content == Content::As(Factuality::Alleged) && entry.complement.contains(&Slot::B);
        let charge = clause.at(Slot::B).any(|argument| *argument == Argument::Phrase(at));
        let accused = clause.at(Slot::Object).next().filter(|_| charge)?;
        reports(&scene.parse.words[*verb], scene).any(alleged).then(|| accused.clone())
    });
    charged.or_else(|| charged_by_noun(at, scene))
}

/// «اتهام إسرائيليين بإحراق كنيسة», «اتهامات لإيران بتسليح الحوثيين»: whom a noun charges with the deed of the phrase at `deed`, which stands after it.
fn charged_by_noun(deed: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let parse = scene.parse;
    let before = (0..deed).rev().take(CHARGE);
    let charge = before.map(|at| parse.phrases[at].head).find(|head| is_charge(&parse.words[*head], scene))?;
    let found = noun_arguments(charge, parse.phrase_of(charge), &parse.words, &parse.phrases, scene.lang);
    if !found.at(Slot::B).any(|argument| *argument == Argument::Phrase(deed)) {
        return None;
    }
    let towards = [Slot::L, Slot::To, Slot::Object].into_iter().find_map(|slot| found.at(slot).next());
    // «اتهامات واشنطن بـ…» are Washington's.
    let of = || found.at(Slot::Of).next().filter(|_| parse.words[charge].feats.number != Some(Number::Plur));
    towards.or_else(of).cloned()
}

/// How many phrases before a deed the noun that charges with it may stand.
const CHARGE: usize = 3;

/// Whom an act of words blames for what the noun tells: «حمّلت الحكومة تركيا مسؤولية قصف المنتجع», «المسؤولية عن مقتل مدنيين».
pub(super) fn blamed_for(noun: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let (parse, tables) = (scene.parse, &scene.lang.tables);
    let at = parse.phrase_of(noun)?;
    parse.clauses.iter().filter(|(verb, _)| *verb < noun).find_map(|(verb, clause)| {
        let objects: SmallVec<[&Argument; 2]> = clause.at(Slot::Object).collect();
        let [accused, burden @ Argument::Phrase(burdened)] = objects[..] else { return None };
        let rows = parse.words[*verb].lemmas().filter_map(|lemma| scene.lang.frames.get(&lemma)).flatten();
        let mut frames = rows.map(|row| &tables.frames[*row as usize]);
        let blames = frames.any(|frame| {
            let needed = frame.needs.iter().any(|(slot, lemmas)| *slot == Slot::Object && scene.has_lemma(burden, lemmas));
            tables.event_types[frame.event_type as usize].quad == 3 && frame.target.contains(&Slot::Object) && needed
        });
        let head = parse.phrases[*burdened].head;
        let about = clause.at(Slot::About).any(|argument| *argument == Argument::Phrase(at)) && parse.phrases[at].head == noun;
        (blames && (about || *burdened == at && head < noun)).then(|| accused.clone())
    })
}

/// To whom an act of words gives the deed that the noun tells: «هجمات نسبت إلى المقاتلين الأكراد», «هجوم نسبته السلطات إلى الحزب».
pub(super) fn attributed_to(noun: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let (parse, tables) = (scene.parse, &scene.lang.tables);
    let word = &parse.words[noun];
    parse.clauses.iter().filter(|(verb, _)| *verb > noun).find_map(|(verb, clause)| {
        let told = &parse.words[*verb];
        let rows = told.lemmas().filter_map(|lemma| scene.lang.frames.get(&lemma)).flatten();
        let mut frames = rows.map(|row| &tables.frames[*row as usize]);
        let attributes = frames.any(|frame| {
            let of_deed =
                |(slot, lemmas): &(Slot, Vec<LemmaId>)| *slot == Slot::Object && word.lemmas().any(|lemma| lemmas.contains(&lemma));
            tables.event_types[frame.event_type as usize].quad == 3 && frame.target.contains(&Slot::To) && frame.needs.iter().any(of_deed)
        });
        let apart = parse.words[noun..*verb].iter().any(|word| word.is_mark(".؛!؟?"));
        let resumed = parse.words.get(*verb + 1).is_some_and(Word::is_enclitic);
        let own = told.feats.gender.is_none() || told.feats.gender == word.feats.gender || word.feats.number == Some(Number::Plur);
        let alone = clause.at(Slot::Object).next().is_none() && own;
        (attributes && !apart && (resumed || alone)).then(|| clause.at(Slot::To).next().cloned()).flatten()
    })
}

/// Who announces the act by a noun: «إعلان واشنطن فرض عقوبات», «إعلان المتمردين في الشمال تعليق المحادثات».
pub(super) fn announcer_of(noun: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let (parse, lang) = (scene.parse, scene.lang);
    let at = headed_by(noun, scene).filter(|at| parse.phrases[*at].slot.is_none() && !parse.phrases[*at].joined)?;
    let beside = at.checked_sub(1)?;
    let before = if parse.phrases[beside].slot == Some(Slot::In) { beside.checked_sub(1)? } else { beside };
    let range = parse.phrases[before].words.clone();
    let verb_of = |word: &Word| word.lemmas().find_map(|lemma| lang.lemma(lemma).masdar_of);
    let says = |word: &Word| {
        let mut rows = verb_of(word).and_then(|verb| lang.reporting.get(&verb)).into_iter().flatten();
        rows.any(|row| {
            let entry = &lang.tables.reporting[*row as usize];
            entry.content == Content::Asserted && entry.complement.contains(&Slot::Object)
        })
    };
    let announcing = range.clone().rev().find(|idx| says(&parse.words[*idx]))?;
    let gap = &parse.words[range.end..parse.phrases[at].begin];
    let apart = gap.iter().any(|word| word.upos == Upos::Punct || word.is_verb());
    (announcing + 1 < range.end && !apart).then_some(Argument::Words(announcing + 1..range.end))
}

/// The phrase whose head the noun is.
fn headed_by(noun: usize, scene: &Scene<'_, '_>) -> Option<usize> {
    scene.parse.phrase_of(noun).filter(|at| scene.parse.phrases[*at].head == noun)
}

/// The reporting expressions that a word may be.
fn reports<'s>(word: &'s Word, scene: &Scene<'s, '_>) -> impl Iterator<Item = &'s Reporting> {
    let lang = scene.lang;
    word.lemmas().filter_map(|lemma| lang.reporting.get(&lemma)).flatten().map(|row| &lang.tables.reporting[*row as usize])
}

/// The phrase in which a noun tells the circumstance of somebody.
fn circumstance(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<usize> {
    let at = scene.parse.phrase_of(noun)?;
    let phrase = &scene.parse.phrases[at];
    // Talks and visits only: who is hit «في هجوم» is not who attacks.
    let quad = scene.lang.tables.event_types[frame.event_type as usize].quad;
    let slot = matches!(phrase.slot, Some(Slot::In | Slot::During | Slot::B | Slot::After | Slot::Before));
    // «نفذت الشرطة الحملة بالتنسيق مع الجيش»
    let together = quad == 2 && frame.symmetric && phrase.slot == Some(Slot::B);
    (slot && (quad == 1 || together) && phrase.head == noun && frame.of == Slot::Subject).then_some(at)
}

/// «استعاد الجيش المدينة بدعم من التحالف», «اعتقلته الشرطة بطلب من القضاء»: who gives what an indefinite noun after «بـ» tells, and whoever the verb
/// tells to act, who gets it.
pub(super) fn given_by(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<(Argument, Argument)> {
    let parse = scene.parse;
    let force = scene.lang.tables.event_types[frame.event_type as usize].people.is_some();
    let at = headed_by(noun, scene).filter(|at| gives(at + 1, scene))?;
    let from = Argument::Phrase(at + 1);
    let known = scene.parties(&from).iter().any(Who::is_known);
    let (_, clause) = parse.clauses.iter().rev().find(|(verb, clause)| *verb < noun && clause.end > noun)?;
    let receiver = clause.at(Slot::Subject).next()?;
    // «فازت بدعم الأغلبية من المساهمين», «تتزامن الزيارة مع عملية للجيش بدعم من …»: it is somebody else who gets it.
    let whose = noun_arguments(noun, Some(at), &parse.words, &parse.phrases, scene.lang).at(Slot::Of).next().is_some();
    let head = if let Argument::Phrase(at) = receiver { parse.phrases[*at].head } else { scene.words(receiver).start };
    let lemmas = || parse.words[head].lemmas();
    let deed = lemmas().any(|lemma| scene.lang.is_event_noun(lemma)) && !lemmas().any(|lemma| scene.lang.agent(lemma).is_some());
    (known && !whose && !deed && !force && !frame.symmetric).then(|| (from, receiver.clone()))
}

/// «بدعم من التحالف»: whether a phrase tells who gives what the indefinite noun of an act after «بـ» right before it tells.
pub(super) fn gives(at: usize, scene: &Scene<'_, '_>) -> bool {
    let phrases = &scene.parse.phrases;
    let Some(before) = at.checked_sub(1).map(|before| &phrases[before]) else { return false };
    let head = &scene.parse.words[before.head];
    let act = || head.lemmas().any(|lemma| scene.lang.is_event_noun(lemma));
    let from = phrases.get(at).is_some_and(|own| own.slot == Some(Slot::From) && own.begin == before.words.end);
    from && before.slot == Some(Slot::B) && !head.definite && head.feats.verb_form == Some(VerbForm::Masdar) && act()
}

/// The phrases about whom a headline without verb tells the circumstance: «الرئيس المصري في زيارة إلى الرياض».
pub(super) fn topic_of(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<std::ops::Range<usize>> {
    let parse = scene.parse;
    let at = circumstance(noun, frame, scene)?;
    let verbless = parse.clauses.iter().all(|(verb, _)| *verb > noun);
    let first = parse.phrases.partition_point(|phrase| phrase.words.start < parse.start);
    let joined = parse.phrases.get(first + 1..at)?.iter().all(|phrase| phrase.joined);
    let beside = at > first && parse.phrases[first].slot.is_none() && parse.phrases[at - 1].words.end == parse.phrases[at].begin;
    (verbless && joined && beside).then_some(first..at)
}

/// «إيران على وشك توقيع اتفاق», «لكنها بصدد إرسال قوات»: the phrases at the head of a clause without verb whose predicate says that the noun's act is to come.
pub(super) fn about_to(noun: usize, scene: &Scene<'_, '_>) -> Option<std::ops::Range<usize>> {
    let (words, phrases) = (&scene.parse.words, &scene.parse.phrases);
    let planned = |row: u32| scene.lang.tables.cues[row as usize].effect == Content::As(Factuality::Planned);
    let leads = |at: &usize| {
        let mut cues = scene.lang.cue_phrases(words, *at).filter(|(row, _)| planned(*row));
        cues.any(|(_, n_words)| {
            let between = words.get(at + n_words..noun);
            between.is_some_and(|between| between.iter().all(|word| word.slot.is_some() || word.is_enclitic() || word.part == Part::Fixed))
        })
    };
    let cue = (noun.saturating_sub(BEFORE_DEED)..noun).find(leads)?;
    let at = phrases.iter().rposition(|phrase| phrase.words.end == cue && phrase.slot.is_none())?;
    let first = (0..=at).rev().find(|at| !phrases[*at].joined)?;
    let verb = phrases[first].begin.checked_sub(1).is_some_and(|before| words[before].is_verb());
    (!verb).then_some(first..at + 1)
}

/// How far before a noun the words may begin that say its act is to come.
const BEFORE_DEED: usize = 6;

/// The verb in whose clause the noun tells the circumstance: «وصل الوزير في زيارة», «قال خلال اجتماع مع نظيره».
pub(super) fn adjunct_of(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> Option<usize> {
    let at = circumstance(noun, frame, scene)?;
    // «رحبت مصر بالاتفاق»: what is welcomed is no act of who welcomes it.
    let reacts = |verb: usize| {
        let rows = scene.parse.words[verb].lemmas().filter_map(|lemma| scene.lang.frames.get(&lemma)).flatten();
        let mut frames = rows.map(|row| &scene.lang.tables.frames[*row as usize]);
        scene.parse.phrases[at].slot == Some(Slot::B)
            && frames.any(|other| other.event_type != frame.event_type && other.target.contains(&Slot::B))
    };
    let mut before = scene.parse.clauses.iter().rev();
    before
        .find(|(verb, clause)| *verb < noun && clause.slots.iter().any(|(_, argument)| *argument == Argument::Phrase(at)))
        .map(|(verb, _)| *verb)
        .filter(|verb| !reacts(*verb))
        .or_else(|| led_into(at, scene))
}

/// «وخلال زيارة إلى بيروت، أكد وزير الخارجية الفرنسي»: the verb that a circumstance at the head of the sentence leads into, where its subject is told after it.
pub(super) fn led_into(at: usize, scene: &Scene<'_, '_>) -> Option<usize> {
    let (parse, words) = (scene.parse, &scene.parse.words);
    let phrase = &parse.phrases[at];
    let time = matches!(phrase.slot, Some(Slot::During | Slot::After | Slot::Before | Slot::In));
    let opens = time && phrase.begin <= parse.start + 1;
    let (verb, clause) = parse.clauses.iter().find(|(verb, _)| opens && *verb > phrase.begin)?;
    let deed = |at: usize| {
        let head = &words[parse.phrases[at].head];
        head.lemmas().any(|lemma| scene.lang.is_event_noun(lemma)) && !head.lemmas().any(|lemma| scene.lang.agent(lemma).is_some())
    };
    let told = |argument: &Argument| matches!(argument, Argument::Phrase(own) if parse.phrases[*own].begin > *verb && !deed(*own));
    // «وخلال زيارته، استقبله رئيس الوزراء» is about another.
    let of_him = words.get(verb + 1).is_some_and(Word::is_enclitic);
    (words[verb - 1].is_mark("،,") && !of_him && clause.at(Slot::Subject).any(told)).then_some(*verb)
}

/// Whether a noun tells that people are killed, hurt or taken: «مقتل», «اعتقال».
pub(super) fn of_people(noun: usize, scene: &Scene<'_, '_>) -> bool {
    scene.parse.words[noun].lemmas().any(|lemma| befalls_people(lemma, scene.lang))
}

/// Whether who announces such a deed may have done it: he is a force or an armed group, and those it befell are not of his own; a government arrests
/// whomever it likes, but not abroad.
pub(super) fn uses_force(announcer: &Argument, frame: &Frame, found: &Arguments, scene: &Scene<'_, '_>) -> bool {
    let whos = scene.parties(announcer);
    let elsewhere = |who: &Who<'_>| {
        let places = found.at(Slot::In).filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None });
        let countries = places.filter_map(|at| scene.places.iter().find(|(phrase, _, _)| *phrase == at)?.2.place.country(scene.lang));
        countries.into_iter().any(|country| who.country.is_some_and(|own| own.len() == 3 && own != country))
    };
    // «أعلنت الأمم المتحدة اعتقال صحافي»: an organisation without forces takes and kills nobody.
    let unarmed = |who: &Who<'_>| {
        let actor = who.actor.map(|row| &scene.lang.tables.actors[row as usize]);
        let armed = |role| matches!(role, Role::Mil | Role::Cop | Role::Jud | Role::Spy | Role::Reb);
        who.country.is_none_or(|code| code.len() != 3) && actor.is_some_and(|actor| !armed(actor.role_on(scene.document.day)))
    };
    let befell: Vec<Who<'_>> = found.at(Slot::Of).flat_map(|argument| scene.parties(argument)).collect();
    if scene.lang.tables.event_types[frame.event_type as usize].people.is_none() {
        // «أعلنت الحركة اعتقال ثلاثة من عناصرها»: nor does anybody take his own.
        let same = |who: &Who<'_>, other: &Who<'_>| who.same(other) || who.actor.is_some() && who.actor == other.actor;
        if befell.iter().any(|other| other.role == Some(Role::Reb) && whos.iter().any(|who| same(who, other))) {
            return false;
        }
        let person = befalls_person(&scene.parse.words[found.verb], scene.lang);
        return whos.is_empty() || whos.iter().any(|who| !(elsewhere(who) || person && unarmed(who)));
    }
    let force = |who: &Who<'_>| matches!(who.role, Some(Role::Mil | Role::Cop | Role::Spy | Role::Reb | Role::Jud) | None);
    let alliance = |who: &Who<'_>| who.country.is_some_and(|code| code.len() != 3) && !unarmed(who);
    // An army reports its own dead, the police those of the country.
    let own = |who: &Who<'_>| {
        let mine = |other: &Who<'_>| {
            other.country == who.country && !other.assumed && matches!(other.role, Some(Role::Mil | Role::Cop | Role::Gov))
        };
        who.country.is_some() && who.role != Some(Role::Reb) && befell.iter().any(mine)
    };
    // «أعلنت إسرائيل اغتيال القيادي في حماس»: a state tells of its enemies' dead.
    let of_enemy = |who: &Who<'_>| {
        let enemy = |other: &Who<'_>| {
            other.country.is_some() && other.country != who.country && !other.assumed && matches!(other.role, Some(Role::Reb | Role::Mil))
        };
        let state = who.actor.is_some_and(|row| scene.lang.tables.actors[row as usize].kind == "state") && who.title.is_none();
        state && befell.iter().any(enemy)
    };
    whos.is_empty() || whos.iter().any(|who| (force(who) && !unarmed(who) || alliance(who) || of_enemy(who)) && !own(who))
}
