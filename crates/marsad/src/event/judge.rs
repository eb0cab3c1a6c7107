//! Is it so, and is it an act of its own: status of each draft, and what is only the content of another.
//!
//! «هددت إسرائيل بمهاجمة إيران»: the attack is what is threatened: withheld, and Iran is the threat's target.

use std::ops::Range;

use super::asked::{asked, befallen};
use super::condition::condition_of;
use super::draft::Draft;
use super::fill::verbal_act;
use super::light::Carried;
use super::public::is_public;
use super::retold::{prune, tell_on};
use super::scene::Scene;
use super::status::status;
use super::{Judged, Refused};
use crate::actor::Who;
use crate::coded::{By, Factuality};
use crate::morph::Word;
use crate::pack::{Aspect, Content, LemmaId, Side, Slot};
use crate::speech::begins_circumstance;
use crate::syntax::Argument;

/// Gives each draft its status, and drops what is only the content of another.
///
/// `nobodys` are drafts that nobody known is told to do: no acts, but what they demand or agree on is none either («تظاهر المئات مطالبين بطرد السفير»).
pub(super) fn judge<'l>(
    drafts: Vec<Draft<'l>>,
    mut nobodys: Vec<Draft<'l>>,
    carried: &[Carried],
    scene: &Scene<'_, 'l>,
    refused: &mut Vec<Refused>,
) -> (Vec<Judged<'l>>, Vec<Refused>) {
    let lang = scene.lang;
    let mut judged: Vec<Judged<'l>> = Vec::new();
    let mut drafts = drafts;
    drafts.retain(|draft| {
        let somebody = draft.source.iter().chain(&draft.target).any(|who| who.country.is_some() || who.role.is_some());
        let why = if !somebody {
            "nobody is told to do it or to suffer it"
        } else if !is_public(draft, scene) {
            "no public actor of any state is told to take part"
        } else {
            return true;
        };
        refused.push(Refused { frame: draft.frame, trigger: draft.trigger, why: why.into() });
        nobodys.push(draft.clone());
        false
    });
    let befallen: Vec<Vec<&'l str>> = drafts.iter().map(|draft| befallen(draft, &drafts, scene)).collect();
    drafts.iter_mut().zip(befallen).for_each(|(draft, befallen)| draft.befallen = befallen);
    let asked: Vec<(usize, Vec<Who<'l>>)> =
        drafts.iter().filter_map(|draft| Some((draft.trigger, asked(draft, &drafts, scene)?))).collect();
    // «أكد أهمية التعاون مع…»: the word that makes a verb this act is no act of its own.
    let needed: Vec<usize> = drafts.iter().filter(|draft| draft.doubt.is_none()).flat_map(|draft| needed_words(draft, scene)).collect();
    drafts.retain(|draft| {
        let own = !needed.contains(&draft.trigger) || is_deed_in_question(draft, scene);
        if !own {
            refused.push(Refused {
                frame: draft.frame,
                trigger: draft.trigger,
                why: "another act is told by this word with its verb".into(),
            });
        }
        own
    });
    let mut inherited: Vec<(usize, Vec<Who<'l>>)> = Vec::new();
    // What an act's content covers; an act that is itself withheld covers nothing.
    let contents: Vec<(usize, Vec<Range<usize>>, Content)> = drafts
        .iter()
        .filter(|draft| draft.doubt.is_none())
        .filter_map(|draft| {
            let content = lang.tables.event_types[lang.tables.frames[draft.frame as usize].event_type as usize].content;
            // «نفت طهران أن تكون قد سلحت»: what is denied is an act, denied.
            let content = if denies(draft, scene) { Content::As(Factuality::Denied) } else { content };
            (content != Content::Asserted).then(|| (draft.trigger, content_of(draft, scene), content))
        })
        .collect();
    let wanted: Vec<usize> =
        nobodys.iter().filter(|draft| draft.doubt.is_none() && !draft.tied).flat_map(|draft| wanted(draft, scene)).collect();
    for draft in &drafts {
        let carrier = carried.iter().find(|carried| carried.word == draft.trigger);
        // A noun that a light verb carries stands under the verb's cues, not under the preposition before it.
        let anchor = carrier.map_or(draft.trigger, |carried| carried.carrier);
        // «لن تتراجع»: the negation makes the refusal, it does not deny it.
        let formed = draft.verb && lang.tables.frames[draft.frame as usize].when.is_some();
        let (mut effect, mut cue) =
            status(anchor, scene.scopes.iter().filter(|scope| !formed || !(anchor.saturating_sub(1)..=anchor).contains(&scope.cue)));
        // «أعلنت إيران عدم موافقتها», «أعلن بوتين وقف إطلاق النار»: what the noun itself stands under counts with what its verb does; the verb frees it from
        // the preposition before it alone.
        let beside = |scope: &&super::status::Scope| {
            let word = &scene.parse.words[scope.cue];
            let negates = scope.cue + 1 == draft.trigger && word.is_sub("neg", "noun", lang);
            let phrases = scene.parse.phrase_of(scope.cue).zip(scene.parse.phrase_of(draft.trigger));
            let together =
                phrases.is_some_and(|(cue, own)| cue == own || scene.parse.phrases[cue].words.end == scene.parse.phrases[own].begin);
            negates || together && anchor < scope.cue && scope.cue < draft.trigger && word.slot.is_none()
        };
        let own = status(draft.trigger, scene.scopes.iter().filter(beside));
        if effect == Content::Asserted && own.0 != Content::Asserted {
            (effect, cue) = own;
        }
        if let Some(carried) = carrier
            && carried.effect != Content::Asserted
            && effect == Content::Asserted
        {
            (effect, cue) = (carried.effect, Some(carried.carrier));
        }
        // «لم تعلن أي جهة مسؤوليتها عن الهجوم»: nobody claims it, and it happened.
        let claimed = carrier.is_some_and(|carried| carried.noun == Slot::About) && scene.parse.words[draft.trigger].definite;
        let presumed = |denial: usize| claimed || carrier.is_none() && is_presumed(draft, denial, scene);
        // «نفت حماس مسؤوليتها عن الهجوم»: it happened, and nobody is told to have done it.
        let disowned = claimed && effect == Content::As(Factuality::Denied);
        if effect == Content::As(Factuality::Denied) && cue.is_some_and(presumed) {
            (effect, cue) = (Content::Asserted, None);
        }
        let outer = contents.iter().filter(|(trigger, ranges, _)| {
            *trigger != draft.trigger && ranges.iter().any(|range| range.contains(&anchor) || range.contains(&draft.trigger))
        });
        for (trigger, _, content) in outer {
            if *content == Content::Withheld {
                (effect, cue) = (Content::Withheld, Some(*trigger));
                inherited.push((*trigger, draft.target.clone()));
            } else if effect == Content::Asserted && !presumed(*trigger) {
                (effect, cue) = (*content, Some(*trigger));
            }
        }
        if effect == Content::Asserted && [anchor, draft.trigger].iter().any(|word| wanted.contains(word)) {
            effect = Content::Withheld;
        }
        // «حذرت إيران من أنها سترد»: who says what he himself will do says it to somebody.
        let speaks = |cue: usize| {
            let subjects = scene.parse.clause(cue).into_iter().flat_map(|clause| clause.at(Slot::Subject));
            let speakers: Vec<Who<'l>> = subjects.flat_map(|subject| scene.parties(subject)).collect();
            draft.source.iter().any(|who| speakers.iter().any(|speaker| who.same(speaker)))
        };
        // «من المتوقع أن يناقش الوزراء الاتفاق الذي وقعته تركيا»
        let was = draft.verb && is_presupposed(draft, anchor, scene) && scene.parse.clause(anchor).is_some_and(|clause| clause.relative);
        if effect == Content::As(Factuality::Planned) && was {
            (effect, cue) = (Content::Asserted, None);
        }
        let announced = formed && verbal_act(&lang.tables.frames[draft.frame as usize], scene);
        if effect == Content::Withheld && (is_presupposed(draft, anchor, scene) || announced && cue.is_some_and(speaks)) {
            (effect, cue) = (Content::Asserted, None);
        }
        // «حمّلت الحكومة تركيا مسؤولية القصف»: who blames says who did it.
        if effect == Content::Asserted && draft.blamed {
            effect = Content::As(Factuality::Alleged);
        }
        let factuality = match effect {
            Content::Asserted => Factuality::Actual,
            Content::As(status) => status,
            Content::Withheld => {
                refused.push(Refused {
                    frame: draft.frame,
                    trigger: draft.trigger,
                    why: "it is only what somebody wants, threatens or aims at".into(),
                });
                continue;
            }
        };
        let condition = condition_of(draft, scene);
        let source = if disowned { Vec::new() } else { draft.source.clone() };
        if disowned && draft.target.is_empty() {
            refused.push(Refused { frame: draft.frame, trigger: draft.trigger, why: "nobody is told to do it or to suffer it".into() });
            continue;
        }
        judged.push(Judged { draft: Draft { source, disowned, ..draft.clone() }, factuality, cue, condition, retold: Vec::new() });
    }
    for (trigger, target) in inherited {
        if let Some(outer) = judged.iter_mut().find(|judged| judged.draft.trigger == trigger) {
            let frame = &lang.tables.frames[outer.draft.frame as usize];
            let wanted = frame.target.contains(&Slot::That) && outer.draft.target.is_empty();
            if wanted && !target.iter().any(|who| outer.draft.source.iter().any(|source| source.country == who.country)) {
                outer.draft.target = target;
            }
        }
    }
    for judged in &mut judged {
        let draft = &mut judged.draft;
        let takes = lang.tables.event_types[lang.tables.frames[draft.frame as usize].event_type as usize].content_target;
        if takes == Some(Side::Target) && !draft.target.iter().any(Who::is_known) {
            draft.target = named_in_content(draft, scene);
        }
        if let Some((_, whos)) = asked.iter().find(|(trigger, _)| *trigger == draft.trigger) {
            draft.target.clone_from(whos);
        }
    }
    go_on(&mut judged, scene);
    tell_on(&mut judged, refused, scene);
    prune(&mut judged, refused, scene);
    (judged, std::mem::take(refused))
}

/// «تعلق الجامعة عضوية سورية وتلوح بعقوبات»: whoever did the act before this one goes on with the same other side.
fn go_on(judged: &mut [Judged<'_>], scene: &Scene<'_, '_>) {
    let event_type = |draft: &Draft<'_>| &scene.lang.tables.event_types[scene.lang.tables.frames[draft.frame as usize].event_type as usize];
    for at in 1..judged.len() {
        let (before, rest) = judged.split_at_mut(at);
        let (before, draft) = (&before[at - 1].draft, &mut rest[0].draft);
        let goes_on = draft.verb
            && !draft.relative
            && event_type(draft).content_target == Some(Side::Target)
            && !draft.target.iter().any(Who::is_known)
            && draft.source.iter().any(|who| who.by == By::Pronoun && before.source.iter().any(|other| other.same(who)));
        if goes_on {
            let span = scene.parse.words[draft.trigger].span;
            let told = before.target.iter().filter(|who| who.is_known() && !who.assumed && who.by != By::Context);
            draft.target = told.map(|who| Who { span, by: By::Context, ..who.clone() }).collect();
        }
    }
}

/// Whether a denial takes an act as known: it denies a part in it («نفت طهران تورطها في الهجوم على السفارة»), or what was charged and not that it was
/// («نفت طهران اتهامات واشنطن لها»).
fn is_presumed(draft: &Draft<'_>, denial: usize, scene: &Scene<'_, '_>) -> bool {
    let reported = is_denial(&scene.parse.words[denial], scene);
    let slot = scene.parse.phrase_of(draft.trigger).and_then(|at| scene.parse.phrases[at].slot);
    let within = matches!(slot, Some(Slot::In | Slot::B | Slot::About));
    let word = &scene.parse.words[draft.trigger];
    !draft.verb && reported && (within && word.definite || is_charge(word, scene))
}

/// Whether what somebody wants or threatens only refers to an act: «طالبت برفع العقوبات التي فرضت عقب الغزو». A relative clause in the perfect and what
/// something came after are told as known.
fn is_presupposed(draft: &Draft<'_>, anchor: usize, scene: &Scene<'_, '_>) -> bool {
    let parse = scene.parse;
    let done = |verb: usize| parse.words[verb].feats.aspect == Some(Aspect::Perf);
    let relative = parse.words[anchor].is_verb() && done(anchor) && parse.clause(anchor).is_some_and(|clause| clause.relative);
    let after = parse.phrase_of(draft.trigger).is_some_and(|at| parse.phrases[at].slot == Some(Slot::After));
    relative || draft.participle && draft.relative || !draft.verb && after
}

/// Whether a noun tells that somebody is charged with something: the verb that it is of reports by alleging.
pub(super) fn is_charge(word: &Word, scene: &Scene<'_, '_>) -> bool {
    word.lemmas().filter_map(|lemma| scene.lang.lemma(lemma).masdar_of).any(|verb| alleges(verb, scene))
}

/// Whether a verb tells that somebody is charged with something.
pub(super) fn is_charging(word: &Word, scene: &Scene<'_, '_>) -> bool {
    word.lemmas().any(|lemma| scene.lang.lemma(lemma).transitive && alleges(lemma, scene))
}

fn alleges(verb: LemmaId, scene: &Scene<'_, '_>) -> bool {
    let alleged = |row: &u32| scene.lang.tables.reporting[*row as usize].content == Content::As(Factuality::Alleged);
    scene.lang.reporting.get(&verb).into_iter().flatten().any(alleged)
}

/// Whether a word reports by denying.
pub(super) fn is_denial(word: &Word, scene: &Scene<'_, '_>) -> bool {
    let denied = |row: &u32| scene.lang.tables.reporting[*row as usize].content == Content::As(Factuality::Denied);
    word.lemmas().filter_map(|lemma| scene.lang.reporting.get(&lemma)).flatten().any(denied)
}

/// Whether the trigger is a verb that reports by denying.
fn denies(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    draft.verb && is_denial(&scene.parse.words[draft.trigger], scene)
}

/// Whether a definite deed is alleged or denied of somebody: «اتهمت الرياض طهران بقصف السفينة السعودية» tells who is said to have done what to whom.
fn is_deed_in_question(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let told = |parties: &[Who<'_>]| parties.iter().any(|who| who.country.is_some() && !who.assumed && who.by != By::Context);
    let (effect, _) = status(draft.trigger, scene.scopes.iter());
    matches!(effect, Content::As(Factuality::Alleged | Factuality::Denied)) && told(&draft.source) && told(&draft.target)
}

/// The words of a verb's complements that its frame needs.
pub(super) fn needed_words(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> Vec<usize> {
    if !draft.verb {
        return Vec::new();
    }
    let needs = &scene.lang.tables.frames[draft.frame as usize].needs;
    let arguments = draft.arguments.slots.iter().filter(|(slot, _)| needs.iter().any(|(needed, _)| needed == slot));
    // «نفت إسرائيل أنها قصفت»: what is denied by «أن» is an act, denied.
    let complements = if denies(draft, scene) { &[][..] } else { &needs[..] };
    let said = complements.iter().flat_map(|(needed, _)| scene.complement(&draft.arguments, *needed));
    let words = arguments.flat_map(|(_, argument)| scene.words(argument)).chain(said);
    words.filter(|word| scene.parse.words[*word].lemmas().any(|lemma| needs.iter().any(|(_, lemmas)| lemmas.contains(&lemma)))).collect()
}

/// Whom the content of an act names first, other than the source: «تعهدت بتقديم مساعدات للسودان».
fn named_in_content<'l>(draft: &Draft<'l>, scene: &Scene<'_, 'l>) -> Vec<Who<'l>> {
    let first = content_of(draft, scene).iter().map(|range| range.start).min();
    let Some(start) = first else { return Vec::new() };
    let parse = scene.parse;
    let end = (start..parse.words.len()).find(|idx| parse.words[*idx].is_mark("،,؛.")).unwrap_or(parse.words.len());
    let place = |slot: Option<Slot>| matches!(slot, Some(Slot::In | Slot::At | Slot::Between | Slot::With));
    let phrases = parse
        .phrases
        .iter()
        .enumerate()
        .filter(|(_, phrase)| phrase.words.start >= start && phrase.words.start < end && !place(phrase.slot));
    let known = |who: &&Who<'l>| who.country.is_some() && !who.assumed && draft.source.iter().all(|source| source.country != who.country);
    phrases
        .map(|(at, _)| scene.whos[at].iter().filter(known).cloned().collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The words for what nobody known demands or agrees on: «مطالبين بطرد السفير», «اتفق الجانبان على انسحاب القوات».
fn wanted(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> Vec<usize> {
    let frame = &scene.lang.tables.frames[draft.frame as usize];
    if scene.lang.tables.event_types[frame.event_type as usize].content != Content::Withheld || denies(draft, scene) {
        return Vec::new();
    }
    // «ترد بطرد ثلاثة دبلوماسيين», «أقر الاتحاد حظر السلاح»: what answers or is approved need not be only wanted.
    let demands = scene.lang.tables.event_types[frame.event_type as usize].content_target == Some(Side::Source);
    let slots: &[Slot] = match () {
        () if frame.symmetric => &[Slot::On],
        () if demands => &[Slot::B, Slot::On, Slot::Object],
        () => return Vec::new(),
    };
    let told = draft.arguments.slots.iter().filter(|(slot, _)| slots.contains(slot));
    let heads =
        told.filter_map(|(_, argument)| if let Argument::Phrase(at) = argument { Some(scene.parse.phrases[*at].head) } else { None });
    let words = &scene.parse.words;
    let ends = |at: &usize| words[*at].is_mark("،,؛;.؟?!");
    let verb = draft
        .arguments
        .complement
        .filter(|_| draft.verb)
        .and_then(|start| (start..words.len()).take_while(|at| !ends(at)).find(|at| words[*at].is_verb()));
    heads.chain(verb).collect()
}

/// The words that tell what is demanded, threatened, refused or alleged.
pub(super) fn content_of(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    // «وصفت القيادة الاتفاق بأنه خيانة»: the words after «بأن» are the verb's.
    let of_verb = |start: &usize| !draft.verb && scene.parse.clauses.iter().any(|(_, clause)| clause.complement == Some(*start));
    if let Some(start) = draft.arguments.complement.filter(|start| !of_verb(start)) {
        // «طالب بأن …، متهما إسرائيل»: the participle is no more of it.
        let words = &scene.parse.words;
        let end = (start..words.len()).find(|at| begins_circumstance(words, *at, scene.lang)).unwrap_or(words.len());
        ranges.push(start..end);
    }
    for (slot, argument) in &draft.arguments.slots {
        let inside = matches!(
            slot,
            Slot::B
                | Slot::Object
                | Slot::To
                | Slot::From
                | Slot::On
                | Slot::Of
                | Slot::Over
                | Slot::About
                | Slot::L
                | Slot::In
                | Slot::Because
                | Slot::Against
        );
        if inside && !matches!(argument, Argument::Pronoun(_)) {
            let words = scene.words(argument);
            if words.start > draft.trigger {
                ranges.push(words);
            }
        }
    }
    ranges
}
