//! One trigger against one frame: voice, slots, conditions, parties.
//!
//! «قُتل ثلاثة جنود برصاص مسلحين»: the verb is transitive, nothing is its object: passive, so the soldiers are the target.
//! «القصف الإسرائيلي لمواقع حزب الله»: the adjective is the masdar's subject, «لـ» its target.

use super::draft::{Draft, Refusal};
use super::fill::{fill, verbal_act};
use super::govern::{
    about_to, accused_of, adjunct_of, announcer_of, attributed_to, blamed_for, given_by, gives, governing_report, of_people, topic_of,
    uses_force,
};
use super::judge::{is_charge, is_charging};
use super::light::Carried;
use super::refer::{is_town, suffers};
use super::scene::Scene;
use crate::actor::{Who, resolve};
use crate::coded::{By, Role};
use crate::mention::Named;
use crate::morph::Word;
use crate::pack::{Agent, AgentClass, Aspect, Frame, Gender, Number, Side, Slot, Upos, VerbForm, Voice};
use crate::syntax::{Argument, Arguments, is_purpose, noun_arguments};

/// Matches the finite verb (or circumstantial participle) at `verb` with a frame.
///
/// # Errors
/// The reason why it is no such act.
pub fn match_verb<'l>(row: u32, arguments: &Arguments, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let frame = &scene.lang.tables.frames[row as usize];
    let word = &scene.parse.words[arguments.verb];
    let transitive = word.lemmas().any(|lemma| frame.verbs.contains(&lemma) && scene.lang.lemma(lemma).transitive);
    let by = arguments.at(Slot::By).next().is_some();
    let no_object = arguments.at(Slot::Object).next().is_none();
    let wants_object = frame.target.first() == Some(&Slot::Object) || frame.needs.iter().any(|(slot, _)| *slot == Slot::Object);
    // «اعتقل المئات للاشتباه بانتمائهم إلى …»: what for is nobody.
    // «قُتل في منطقة بالعاصمة»: where it was is nobody either.
    let located = |argument: &Argument| matches!(argument, Argument::Phrase(at) if scene.places.iter().any(|(phrase, slot, _)| phrase == at && *slot == Slot::B));
    let alone = |argument: &Argument| matches!(argument, Argument::Pronoun(_)) || scene.words(argument).len() == 1;
    let told = |argument: &Argument| scene.parties(argument).iter().any(|who| who.is_known() && (who.by != By::Pronoun || alone(argument)));
    // «يحاكم أحمدي بتهمة التجسس لإسرائيل»: what follows the charge is of that.
    let charge = arguments.at(Slot::Because).map(|charge| scene.words(charge).start).min().unwrap_or(usize::MAX);
    let of_charge = |argument: &Argument| scene.words(argument).start > charge;
    let other_target = frame
        .target
        .iter()
        .filter(|slot| **slot != Slot::Object)
        .any(|slot| arguments.at(*slot).any(|argument| !located(argument) && !of_charge(argument) && told(argument)));
    let has_subject = arguments.at(Slot::Subject).any(|argument| !matches!(argument, Argument::Pronoun(_)));
    // «قصفت مواقع للحوثيين في صنعاء»: a site does nothing to anybody.
    let violent = scene.lang.tables.event_types[frame.event_type as usize].people.is_some();
    let site = |at: usize| {
        let head = &scene.parse.words[scene.parse.phrases[at].head];
        head.lemma.and_then(|lemma| scene.lang.agent(lemma)).is_some_and(|agent| agent.class == AgentClass::Site)
    };
    let hits_site = violent && arguments.at(Slot::Subject).any(|argument| matches!(argument, Argument::Phrase(at) if site(*at)));
    // «حذر بلير من…»: who is told to say something says it.
    // «اتهم الجيش بقتل المدنيين»: who is told to accuse accuses somebody, else he is accused himself.
    let charges = is_charging(word, scene) && word.lemmas().any(|lemma| frame.verbs.contains(&lemma));
    let says = !by && !charges && word.lemmas().any(|lemma| frame.verbs.contains(&lemma) && scene.lang.reporting.contains_key(&lemma));
    // «اعتقل ضابط من الجيش الأميركي بتهمة التجسس لروسيا»: somebody told without the article whom a verb of people has no object beside.
    let somebody = |at: usize| {
        let head = &scene.parse.words[scene.parse.phrases[at].head];
        let person =
            |lemma| scene.lang.lemma(lemma).human || scene.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Person);
        !head.definite && head.upos == Upos::Noun && head.lemma.is_some_and(person)
    };
    let of_person = word.lemmas().any(|lemma| frame.verbs.contains(&lemma) && scene.lang.lemma(lemma).of_person);
    let suffers_alone = of_person && arguments.at(Slot::Subject).any(|argument| matches!(argument, Argument::Phrase(at) if somebody(*at)));
    // «دعت باريس طهران إلى الحوار لكن طهران رفضت»: who was spoken to answers.
    let spoken_to = |who: &Who<'_>| scene.before.last().is_some_and(|before| before.target.iter().any(|other| other.same(who)));
    let named = |argument: &Argument| scene.parties(argument).iter().any(|who| who.is_known() && spoken_to(who));
    let answers = arguments.subject_first && verbal_act(frame, scene) && arguments.at(Slot::Subject).any(named);
    let open = word.feats.voice == Voice::Either && transitive && !says && no_object && arguments.complement.is_none();
    let passive = word.feats.voice == Voice::Pass
        || open && (by || wants_object && (!other_target || hits_site || suffers_alone) && has_subject && !answers);
    // «وقتل في يوليو جراء إصابته», «واعتقل في بنغازي»: a verb of people that has neither subject nor object befalls whom it means.
    let hidden = arguments.at(Slot::Subject).all(|argument| matches!(argument, Argument::Pronoun(_)));
    let forceful = scene.lang.tables.event_types[frame.event_type as usize].quad == 4;
    // «قتلوا وشردوا المدنيين»: the object of both follows the last.
    let goes_on = scene.parse.words.get(arguments.verb + 1).is_some_and(|next| next.upos == Upos::Cconj);
    let done = word.feats.aspect == Some(Aspect::Perf) && !goes_on;
    let befell = of_person && forceful && hidden && done && wants_object && !other_target && !arguments.relative;
    let passive = passive || open && befell;
    let mut slots = arguments.clone();
    // «التقى الوزير نظيره. وحكم بالسجن على صحافي»: what a court does is not done by whoever a verb without a subject might mean.
    let court = |who: &Who<'_>| who.role == Some(Role::Jud);
    let impersonal = word.feats.person == 3 && word.feats.gender == Some(Gender::Masc) && word.feats.number == Some(Number::Sing);
    if frame.untold == Some(Role::Jud) && impersonal && !arguments.relative {
        slots.slots.retain(|(slot, argument)| {
            *slot != Slot::Subject || !matches!(argument, Argument::Pronoun(_)) || scene.parties(argument).iter().any(court)
        });
    }
    slots.slots.extend(shared(arguments, frame.event_type, scene));
    // «استعاد الجيش المدينة بدعم من التحالف» is not from the alliance.
    slots.slots.retain(|(slot, argument)| *slot != Slot::From || !matches!(argument, Argument::Phrase(at) if gives(*at, scene)));
    // «إن إيران يجب أن تتعاون», «إن إيران يتعين عليها التعاون»: whose duty it is stands before the verb.
    // «يجب على إيران الرد على المبادرة»: what follows the deed belongs to it.
    if frame.target == [Slot::On] && verbal_act(frame, scene) {
        let bare = scene.parse.phrases.iter().find(|phrase| phrase.begin > arguments.verb && phrase.slot.is_none() && !phrase.joined);
        let deed =
            |head: &Word| head.feats.verb_form == Some(VerbForm::Masdar) && !head.lemmas().any(|lemma| scene.lang.agent(lemma).is_some());
        let end = bare.filter(|bare| deed(&scene.parse.words[bare.head])).map_or(usize::MAX, |deed| deed.begin);
        slots.slots.retain(|(slot, argument)| *slot != Slot::On || scene.words(argument).start < end);
    }
    let pronoun = |argument: &Argument| scene.parse.words[scene.words(argument)].iter().all(Word::is_enclitic);
    if frame.target == [Slot::On]
        && slots.at(Slot::On).all(pronoun)
        && let Some(topic) = said_of(arguments.verb, scene)
    {
        slots.slots.retain(|(slot, argument)| *slot != Slot::On && *argument != topic);
        slots.slots.push((Slot::On, topic));
    }
    if passive {
        slots.slots.retain(|(slot, argument)| *slot == Slot::Because || !(frame.target.contains(slot) && of_charge(argument)));
        for (slot, _) in &mut slots.slots {
            *slot = match *slot {
                Slot::Subject => Slot::Object,
                Slot::By => Slot::Subject,
                other => other,
            };
        }
    }
    // «اعتقل ثلاثة ناشطين على يد الشرطة»: after a number the form hides that they are the subject.
    let hidden = !passive && by && !has_subject && !no_object && transitive;
    if hidden {
        slots.slots.retain(|(slot, _)| *slot != Slot::Subject);
        slots.slots.iter_mut().filter(|(slot, _)| *slot == Slot::By).for_each(|(slot, _)| *slot = Slot::Subject);
    }
    let draft = Draft { verb: true, passive: passive || hidden, ..fill(row, frame, slots, true, scene)? };
    // Whoever says what another must do demands it.
    let demands = frame.target == [Slot::On] && draft.source.is_empty();
    // «الثمن الذي يتعين على تركيا أن تدفعه» demands nothing.
    if demands && arguments.relative && verbal_act(frame, scene) {
        return Err(Refusal { why: "it only describes a thing", slot: None });
    }
    let speaker =
        scene.speaking(arguments.verb).filter(|who| demands && who.is_known() && !draft.target.iter().any(|other| other.same(who)));
    Ok(Draft { source: speaker.into_iter().chain(draft.source).collect(), ..draft })
}

/// The phrase between «أن» and a verb: what is said of somebody («قال إن إيران يجب أن تتعاون»).
fn said_of(verb: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let parse = scene.parse;
    let at = parse.phrases.iter().position(|phrase| phrase.words.end == verb && phrase.slot.is_none())?;
    let that = parse.phrases[at].begin.checked_sub(1).is_some_and(|before| parse.words[before].is_sub("sub", "that", scene.lang));
    (that && parse.words[parse.phrases[at].head].upos != Upos::Pron).then_some(Argument::Phrase(at))
}

/// What the next verb of the same type has and this one shares: «قُتل جنديان وأصيب ثالث برصاص مسلحين», «لقي شخصان مصرعهما وأصيب سبعة في حادث».
fn shared(arguments: &Arguments, event_type: u8, scene: &Scene<'_, '_>) -> Vec<(Slot, Argument)> {
    let (parse, lang) = (scene.parse, scene.lang);
    let circumstances = [Slot::In, Slot::B, Slot::By, Slot::Because, Slot::After, Slot::During];
    let Some((verb, next)) = parse.clauses.iter().find(|(verb, _)| *verb > arguments.verb) else { return Vec::new() };
    let between = &parse.words[arguments.verb + 1..*verb];
    let joined = between.last().is_some_and(|word| word.upos == Upos::Cconj) && !between.iter().any(|word| word.is_mark(".؛:!؟"));
    let rows = parse.words[*verb].lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
    let same = rows.map(|row| &lang.tables.frames[*row as usize]).any(|frame| frame.event_type == event_type);
    let violent = lang.tables.event_types[event_type as usize].people.is_some();
    if !(joined && same && violent) || circumstances.iter().any(|slot| arguments.at(*slot).next().is_some()) {
        return Vec::new();
    }
    next.slots.iter().filter(|(slot, _)| circumstances.contains(slot)).cloned().collect()
}

/// Matches the noun at `noun` with a frame.
///
/// # Errors
/// The reason why it is no such act.
pub fn match_noun<'l>(row: u32, noun: usize, carried: Option<&Carried>, scene: &Scene<'_, 'l>) -> Result<Draft<'l>, Refusal> {
    let parse = scene.parse;
    let frame = &scene.lang.tables.frames[row as usize];
    let mut found = noun_arguments(noun, parse.phrase_of(noun), &parse.words, &parse.phrases, scene.lang);
    // «دعما ماليا»: an adjective that here is no actor's.
    let names_nobody = |words: &std::ops::Range<usize>| resolve(parse, words.clone(), scene.document, scene.lang).is_empty();
    found.slots.retain(|(slot, argument)| *slot != Slot::Subject || !matches!(argument, Argument::Words(words) if names_nobody(words)));
    // «سيطرة الحوثيين على عدن واستعادتها من قبل التحالف»: who does the later deed does not do the earlier.
    let later: Vec<usize> =
        found.at(Slot::By).filter_map(|argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None }).collect();
    let has_doer = frame.of == Slot::Subject && found.at(Slot::Of).next().is_some();
    let of_another = |by: usize| {
        let own = parse.phrase_of(noun).unwrap_or(by);
        let deed = |at: usize| parse.phrases[at].joined && parse.words[parse.phrases[at].head].feats.verb_form == Some(VerbForm::Masdar);
        has_doer && (own + 1..by).any(deed)
    };
    let others: Vec<usize> = later.into_iter().filter(|by| of_another(*by)).collect();
    found.slots.retain(|(slot, argument)| *slot != Slot::By || !matches!(argument, Argument::Phrase(at) if others.contains(at)));
    // «مقتل وإصابة عشرات الجنود»: two deeds have one genitive.
    if let Some(of) = joined_genitive(noun, &found, scene) {
        found.slots.push((Slot::Of, of));
    }
    if let Some((giver, receiver)) = given_by(noun, frame, scene).filter(|_| carried.is_none()) {
        found.slots.retain(|(_, argument)| *argument != giver);
        found.slots.push((Slot::Subject, giver));
        found.slots.extend(frame.target.first().map(|slot| (*slot, receiver)));
    }
    let verb = carried.filter(|carried| carried.verb);
    let anchor = carried.map_or(noun, |carried| carried.carrier);
    // «نفت طهران اتهامات واشنطن لها»: the noun has both its sides, so nobody around it acts.
    let named = |words: &std::ops::Range<usize>| {
        let whos = resolve(parse, words.clone(), scene.document, scene.lang);
        whos.iter().any(|who| who.country.is_some() && !who.assumed && who.by != By::Nominal)
    };
    let is_party = |argument: &Argument| match argument {
        Argument::Words(words) => named(words),
        Argument::Phrase(at) => named(&parse.phrases[*at].words),
        Argument::Pronoun(_) => true,
    };
    let towards = [Slot::L, Slot::To, Slot::Against];
    let is_whole = found.at(Slot::Between).any(is_party)
        || found.at(Slot::Of).any(is_party) && towards.iter().any(|slot| found.at(*slot).any(is_party));
    // «أعلنت وزارة الصحة مقتل خمسة»: who announces force has used it where it is a force, and not upon its own.
    let charges = parse.words[noun].feats.number == Some(Number::Plur) && is_charge(&parse.words[noun], scene);
    let own_slots = found.clone();
    let used = |argument: &Argument| !of_people(noun, scene) || uses_force(argument, frame, &own_slots, scene);
    let governor = scene
        .scopes
        .iter()
        .filter(|scope| scope.words.contains(&anchor))
        .find_map(|scope| scope.subject_of)
        .or_else(|| {
            governing_report(anchor, frame, scene)
                .filter(|_| !charges)
                .filter(|verb| scene.parse.clause(*verb).is_none_or(|clause| clause.at(Slot::Subject).all(used)))
        })
        .filter(|_| !is_whole);
    let accused = accused_of(anchor, scene).filter(|_| !is_whole);
    let blamed = blamed_for(noun, scene).filter(|_| !is_whole && accused.is_none());
    let announcer = announcer_of(anchor, scene).filter(|announcer| !is_whole && used(announcer));
    // «قامت القوات بقصف مواقع»: who does it is told by the verb, so the genitive is what it is done to.
    let own = parse.phrase_of(noun);
    let told = |verb: usize| {
        let mut subjects = parse.clause(verb).into_iter().flat_map(|clause| clause.at(Slot::Subject));
        subjects.any(|subject| matches!(subject, Argument::Phrase(at) if Some(*at) != own))
    };
    // «استمرار إسرائيل في قصف غزة»
    let continuer =
        carried.filter(|carried| !carried.verb && carried.subject.is_some()).and_then(|carried| genitive_of(carried.carrier, scene));
    let done = continuer.is_some()
        || verb.is_some_and(|carried| carried.subject == Some(Slot::Subject) && told(carried.carrier))
        || governor.is_some_and(told)
        || accused.is_some()
        || blamed.is_some()
        || announcer.is_some();
    // «اقتحام القوات المسجد»: before what it is done to stands who does it.
    let done_to = found.at(Slot::Object).any(|argument| is_done_to(noun, argument, &found, scene));
    // «نفت إيران اتهامات السعودية»: charges are made by whom they are of.
    // «اتهام إيران بتسليح الحوثيين»: who is charged with something, where nobody else is.
    let charged = !charges
        && !done
        && frame.of == Slot::Subject
        && is_charge(&parse.words[noun], scene)
        && found.at(Slot::B).next().is_some()
        && ![Slot::L, Slot::To, Slot::Object, Slot::Against, Slot::By].iter().any(|slot| found.at(*slot).next().is_some());
    let of = if charged {
        frame.target.first().copied().unwrap_or(Slot::Object)
    } else if charges {
        Slot::Subject
    } else if found.at(Slot::Of).any(|argument| suffers(argument, frame, scene) && !(done_to && scene.is_people(argument))) {
        Slot::Object
    } else if (done_to || is_done_to_others(noun, &found, scene) || is_by_authorities(noun, &found, scene))
        && is_transitive(noun, frame, scene)
    {
        Slot::Subject
    } else if done && frame.target.contains(&Slot::Object) && is_transitive(noun, frame, scene) {
        Slot::Object
    } else {
        frame.of
    };
    let aimed = frame.target.iter().any(|slot| !matches!(slot, Slot::Of | Slot::In | Slot::Object) && found.at(*slot).next().is_some());
    let where_ = scene.lang.tables.event_types[frame.event_type as usize].people.is_some() && of == Slot::Subject && !aimed;
    for (slot, argument) in &mut found.slots {
        if *slot == Slot::Of && where_ && is_town(argument, scene) {
            // «معارك درنة», «تفجيرات مدريد»: a town does no violence where nobody is told to suffer it.
            *slot = Slot::In;
        } else if *slot == Slot::Of {
            // «أعربت فرنسا عن دعمها للبنان»: its pronoun is who does it.
            let pronoun = parse.words[scene.words(argument)].iter().any(crate::morph::Word::is_enclitic);
            *slot = if pronoun && !done_to { frame.of } else { of };
        } else if *slot == Slot::By {
            *slot = Slot::Subject;
        }
    }
    if let Some(carried) = verb
        && let Some(clause) = parse.clause(carried.carrier)
    {
        // «استأنفت الحكومة محادثات السلام مع المتمردين»: a genitive that is nobody does nothing.
        let somebody = |argument: &Argument| !matches!(argument, Argument::Words(words) if is_nobody(words, scene));
        let filled = carried.subject.is_some_and(|as_| found.at(as_).any(somebody));
        for (slot, argument) in &clause.slots {
            match *slot {
                Slot::Subject => {
                    let says = parse.words[carried.carrier].lemmas().any(|lemma| scene.lang.reporting.contains_key(&lemma));
                    if let Some(as_) = carried.subject
                        && !filled
                        && (!says || used(argument))
                    {
                        found.slots.push((as_, argument.clone()));
                    }
                }
                slot if slot != carried.noun => found.slots.push((slot, argument.clone())),
                _ => {}
            }
        }
        found.end = found.end.max(clause.end);
    }
    if let Some(continuer) = continuer.filter(|_| found.at(Slot::Subject).next().is_none() && acts(noun, frame, scene)) {
        found.slots.push((Slot::Subject, continuer));
    }
    if found.at(Slot::Subject).next().is_none()
        && let Some(told) = accused.clone().or_else(|| blamed.clone())
    {
        found.slots.push((Slot::Subject, told));
    }
    if found.at(Slot::Subject).next().is_none() && acts(noun, frame, scene) {
        // «يعتزم زيارة», «أعلن الجيش قصف»: the subject of the verb that governs the noun.
        let governor = governor.or_else(|| adjunct_of(anchor, frame, scene));
        if let Some(told) = announcer.clone().or_else(|| attributed_to(noun, scene)) {
            found.slots.push((Slot::Subject, told));
        } else if let Some(clause) = governor.and_then(|verb| parse.clause(verb)) {
            found.slots.extend(clause.at(Slot::Subject).map(|subject| (Slot::Subject, subject.clone())));
        } else if let Some(topic) = topic_of(anchor, frame, scene).or_else(|| about_to(anchor, scene)) {
            found.slots.extend(topic.map(|at| (Slot::Subject, Argument::Phrase(at))));
        }
    }
    Ok(Draft {
        light: verb.map(|carried| carried.carrier),
        carrier: carried.map(|carried| carried.carrier),
        result: verb.is_some_and(|carried| carried.subject.is_none() && carried.noun != Slot::Subject),
        blamed: blamed.is_some(),
        governed: governor.is_some() || accused.is_some() || announcer.is_some(),
        ..fill(row, frame, found, verb.is_some() || governor.is_some(), scene)?
    })
}

/// Whether words tell nobody, known or not.
fn is_nobody(words: &std::ops::Range<usize>, scene: &Scene<'_, '_>) -> bool {
    let agent = |word: &Word| word.lemmas().any(|lemma| scene.lang.agent(lemma).is_some() || scene.lang.lemma(lemma).human);
    !scene.parse.words[words.clone()].iter().any(agent) && resolve(scene.parse, words.clone(), scene.document, scene.lang).is_empty()
}

/// The genitive of the masdar that is joined to a noun which stands alone: «إدخال وتوزيع المساعدات».
fn joined_genitive(noun: usize, found: &Arguments, scene: &Scene<'_, '_>) -> Option<Argument> {
    let parse = scene.parse;
    let deed = |at: usize| parse.words[at].upos == Upos::Noun && parse.words[at].lemmas().any(|lemma| scene.lang.is_event_noun(lemma));
    let at = parse.phrase_of(noun).filter(|at| parse.phrases[*at].words == (noun..noun + 1) && !parse.words[noun].definite)?;
    let next = parse.phrases.get(at + 1).filter(|next| next.joined && next.words.start == noun + 2 && next.head == next.words.start)?;
    let bare = found.at(Slot::Of).next().is_none() && deed(next.head) && !parse.words[next.head].definite;
    let own = bare.then(|| noun_arguments(next.head, Some(at + 1), &parse.words, &parse.phrases, scene.lang))?;
    own.at(Slot::Of).find(|of| matches!(of, Argument::Words(_))).cloned()
}

/// The genitive of a noun, or its adjective, where it names somebody.
fn genitive_of(noun: usize, scene: &Scene<'_, '_>) -> Option<Argument> {
    let found = noun_arguments(noun, scene.parse.phrase_of(noun), &scene.parse.words, &scene.parse.phrases, scene.lang);
    let somebody = |argument: &&Argument| !matches!(argument, Argument::Words(words) if resolve(scene.parse, words.clone(), scene.document, scene.lang).is_empty());
    found.at(Slot::Of).chain(found.at(Slot::Subject)).find(somebody).cloned()
}

/// Whether somebody does what the noun tells: «قصف», «زيارة», but not «مقتل», «استشهاد».
fn acts(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> bool {
    frame.of == Slot::Subject || is_transitive(noun, frame, scene)
}

/// Whether the noun is the masdar of a verb that takes an object.
fn is_transitive(noun: usize, frame: &Frame, scene: &Scene<'_, '_>) -> bool {
    let lemmas = scene.parse.words[noun].lemmas().filter(|lemma| frame.nouns.contains(lemma));
    let mut verbs = lemmas.map(|lemma| scene.lang.lemma(lemma).masdar_of);
    verbs.any(|verb| verb.is_some_and(|verb| scene.lang.lemma(verb).transitive))
}

/// «قمع الحكومة السورية للمتظاهرين», «استهداف المستوطنين لمنزل»: whether «لـ» right after a noun and its genitive tells to whom the genitive does it.
fn is_done_to_others(noun: usize, found: &Arguments, scene: &Scene<'_, '_>) -> bool {
    let Some(of) = found.at(Slot::Of).next().filter(|of| matches!(of, Argument::Words(_))) else { return false };
    let words = scene.words(of);
    let beside = |argument: &Argument| matches!(argument, Argument::Phrase(at) if scene.parse.phrases[*at].begin == words.end);
    let agent = scene.parse.words[words.start].lemma.and_then(|lemma| scene.lang.agent(lemma));
    let body = agent.is_some_and(|agent| agent.class == AgentClass::Body);
    let state = |who: &Who<'_>| who.by == By::Name && who.title.is_none() && who.person.is_none() && who.actor.is_some();
    let acts = body || scene.parse.names.iter().any(|name| name.words == words) && scene.parties(of).iter().any(state);
    let known = |argument: &Argument| scene.parties(argument).iter().any(Who::is_known);
    // Several people, and whoever holds an office, do it to people, to what is theirs or to what they do.
    let several = || scene.parse.words[words.start].feats.number == Some(Number::Plur) && agent.is_some();
    // «توقيف الزعيم السابق لصرب البوسنة»
    let official = || !of_people(noun, scene) && scene.parties(of).iter().any(|who| who.office.is_some() || who.person.is_some());
    let lot = |argument: &Argument| {
        let Argument::Phrase(at) = argument else { return false };
        let head = &scene.parse.words[scene.parse.phrases[*at].head];
        let site = head.lemmas().filter_map(|lemma| scene.lang.agent(lemma)).any(|agent| agent.class == AgentClass::Site);
        let types = head.lemmas().flat_map(|lemma| scene.lang.types_of_noun(lemma));
        let protest = types.into_iter().any(|row| scene.lang.tables.event_types[*row as usize].people == Some(Side::Source));
        site || protest || head.feats.number == Some(Number::Plur) && known(argument)
    };
    let mut others = found.at(Slot::L).filter(|argument| beside(argument));
    noun < words.end && others.any(|argument| acts && known(argument) || (several() || official()) && lot(argument))
}

/// «قيد اعتقال السلطات الإيرانية»: a body of a state kills, hurts and takes people, and is not taken.
fn is_by_authorities(noun: usize, found: &Arguments, scene: &Scene<'_, '_>) -> bool {
    let Some(Argument::Words(of)) = found.at(Slot::Of).next() else { return false };
    let words = &scene.parse.words;
    let agent = words[of.start].lemma.and_then(|lemma| scene.lang.agent(lemma));
    let authority = |agent: &Agent| agent.class == AgentClass::Body && matches!(agent.role, Role::Gov | Role::Cop | Role::Spy | Role::Jud);
    // «اعتقال قيادات حوثية»: those of a group in arms are taken.
    let armed = || scene.parties(&Argument::Words(of.clone())).iter().any(|who| who.role == Some(Role::Reb));
    noun < of.start && of_people(noun, scene) && agent.is_some_and(authority) && !armed()
}

/// Whether a bare phrase right after a noun and its genitive is what the genitive does it to: «تدمير الطيران القنصلية», «اقتحام محتجين السفارة»,
/// «طرد روسيا دبلوماسيين», not «اغتيال الوزير رفيق الحريري». A force or a state acts, or several who fight or protest.
fn is_done_to(noun: usize, argument: &Argument, found: &Arguments, scene: &Scene<'_, '_>) -> bool {
    let Argument::Phrase(at) = argument else { return false };
    let (words, phrase) = (&scene.parse.words, &scene.parse.phrases[*at]);
    // «أعلنت كييف قتلها مئة جندي روسي»
    if let Some(Argument::Pronoun(of)) = found.at(Slot::Of).next() {
        let human = words[phrase.head].lemma.is_some_and(|lemma| scene.lang.lemma(lemma).human);
        return of + 1 == phrase.begin && human && !is_purpose(&words[phrase.head]);
    }
    let Some(Argument::Words(of)) = found.at(Slot::Of).next() else { return false };
    let (doer, head) = (&words[of.start], &words[phrase.head]);
    let agent = doer.lemma.and_then(|lemma| scene.lang.agent(lemma));
    let several = doer.feats.number == Some(Number::Plur);
    let force = |agent: &Agent| matches!(agent.role, Role::Mil | Role::Cop | Role::Spy | Role::Reb | Role::Opp);
    // «اعتقال السلطات مراسلا»
    let acts = agent.is_some_and(|agent| {
        agent.class == AgentClass::Body && doer.definite || force(agent) && (several || agent.class == AgentClass::Body)
    });
    let another = words.get(phrase.words.end).is_some_and(Word::is_verb);
    let named = scene.parse.names.iter().find(|name| name.words == *of);
    let states = named.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(_) | Named::Metonym(_))));
    // «تحميل إيران مسؤولية الهجوم من قبل واشنطن»: who acts is told.
    let told = found.at(Slot::By).next().is_some();
    noun < phrase.begin && of.end == phrase.begin && (acts || states && !told) && !another && !is_purpose(head)
}
