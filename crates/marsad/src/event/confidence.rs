//! How sure: what a claim rests on, weighed with weights learnt from the development gold.
//!
//! In: a judged draft and its sentence. Out: the features that hold of it, and from their weights the chance that an annotator finds
//! an act of this type in the sentence. «قتل الجيش ثلاثة مسلحين» (verb, source, target, figure) is surer than «الهجوم» alone.
//!
//! The tree of the models is evidence here and nowhere else: it neither finds an act nor forbids one ([`crate::analysis`]).
//!
//! The weights are data (`lang/ar/confidence.tsv`), learnt by `marsad data calibrate`; what is not listed weighs nothing.

use super::Judged;
use super::draft::Draft;
use crate::actor::Who;
use crate::analysis::Opinion;
use crate::coded::{By, Factuality, Field, Role};
use crate::mention::Named;
use crate::pack::{Lang, Slot};
use crate::syntax::{Argument, Arguments, Parse};

/// So many words from its beginning a sentence has told what it reports.
const FAR: usize = 15;

/// What holds of a claim, by the names in `lang/ar/confidence.tsv`.
#[must_use]
pub(crate) fn features(
    judged: &Judged<'_>,
    parse: &Parse,
    opinions: &[Opinion],
    field: Field,
    (sentence, n_sentences): (usize, usize),
    lang: &Lang,
) -> Vec<String> {
    let draft = &judged.draft;
    let frame = &lang.tables.frames[draft.frame as usize];
    let event_type = lang.tables.event_types[frame.event_type as usize].name.to_lowercase();
    let mut found = vec!["bias".to_owned(), format!("type-{event_type}")];
    let mut add = |holds: bool, name: &str| {
        if holds {
            found.push(name.to_owned());
        }
    };
    add(draft.verb && !draft.participle, "verb");
    add(draft.participle, "participle");
    add(!draft.verb && draft.light.is_some(), "noun-carried");
    add(!draft.verb && draft.light.is_none() && draft.governed, "noun-governed");
    add(!draft.verb && draft.light.is_none() && !draft.governed, "noun-bare");
    if !draft.verb {
        draft.evidence.names().for_each(|name| add(true, name));
        // «الحرب», «المعركة» are spoken of far more than «الغارة» or «الزيارة».
        add(draft.light.is_none() && !draft.governed, &format!("noun-bare-{event_type}"));
    }
    if let Some(doubt) = draft.doubt {
        add(true, doubt.name());
        add(true, &format!("{}-{event_type}", doubt.name()));
        add(n_sentences == 1, &format!("{}-alone", doubt.name()));
    }
    add(draft.relative, "relative");
    add(draft.passive, "passive");
    add(draft.tied, "tied");
    add(draft.result, "result");
    for (parties, side) in [(&draft.source, "source"), (&draft.target, "target")] {
        add(true, &format!("{side}-{}", told_by(parties)));
        add(parties.iter().any(|who| private(who.role)), &format!("{side}-private"));
    }
    match judged.factuality {
        Factuality::Actual => {}
        status => add(true, &format!("status-{}", status.name())),
    }
    let complements =
        draft.arguments.slots.iter().filter(|(slot, argument)| *slot != Slot::Subject && !matches!(argument, Argument::Pronoun(_))).count();
    add(complements == 0, "no-complement");
    add(complements >= 3, "many-complements");
    add(!frame.needs.is_empty(), "frame-specific");
    let last = parse.words.len().max(1);
    add(draft.trigger * 3 > last * 2, "late");
    add(draft.trigger < 4 + parse.start, "early");
    add(last > 45, "long");
    add(field == Field::Title, "title");
    add(n_sentences > 1 && sentence < 2, "lead");
    // Without a text around it less tells whether a sentence reports the act or only mentions it; that somebody known denies it is told.
    let denied = judged.factuality == Factuality::Denied && draft.source.iter().any(|who| who.country.is_some() && !who.assumed);
    if n_sentences == 1 && !denied && !is_reported(draft, parse) {
        add(true, &format!("alone-{event_type}"));
        alone(draft, parse, lang).filter(|(holds, _)| *holds).for_each(|(_, name)| add(true, name));
    }
    let clause = parse.words[draft.trigger.saturating_sub(3)..(draft.trigger + 12).min(parse.words.len())].iter();
    add(clause.filter(|word| word.upos == crate::pack::Upos::Num).count() > 0, "number");
    add(!parse.times.is_empty(), "time");
    // «قال إنه سيدين من هاجم السفارة»: the deeper under other verbs, the less an act is what the sentence reports.
    if let Some(own) = opinions.get(draft.trigger) {
        add(true, &format!("under-{}", Opinion::n_verbs_above(opinions, draft.trigger)));
        add(parse.words[draft.trigger].is_verb(), &format!("relation-{}", own.relation(lang)));
        for (parties, side) in [(&draft.source, "source"), (&draft.target, "target")] {
            let named = parties.iter().find(|who| matches!(who.by, By::Name | By::Metonym) && who.actor.is_some());
            if let Some(who) = named {
                let label = parse
                    .words
                    .iter()
                    .zip(opinions)
                    .filter(|(word, _)| who.span.contains(word.span))
                    .map(|(_, opinion)| opinion.entity.as_str())
                    .find(|label| !label.is_empty());
                add(true, &format!("{side}-label-{}", label.map_or("none", |label| &label[2..]).to_lowercase()));
            }
        }
    }
    found
}

/// What tells of a sentence without a text around it whether it reports an act as its news, or comes back to it: how far in it stands, and what day,
/// year and place the sentence tells.
fn alone(draft: &Draft<'_>, parse: &Parse, lang: &Lang) -> impl Iterator<Item = (bool, &'static str)> {
    let word = &parse.words[draft.trigger];
    let phrase = parse.phrase_of(draft.trigger).map(|at| &parse.phrases[at]).filter(|phrase| phrase.head == draft.trigger);
    let place = |named: &Named| matches!(named, Named::Place(_) | Named::Metonym(_));
    let n_words = parse.words.len() - parse.start;
    [
        (draft.trigger >= parse.start + FAR, "alone-far"),
        (n_words < FAR, "alone-brief"),
        (n_words > 3 * FAR, "alone-long"),
        (!draft.verb && phrase.is_some_and(|phrase| phrase.slot.is_some()), "alone-complement"),
        (!draft.verb && word.definite, "alone-definite"),
        (draft.relative, "alone-relative"),
        (draft.trigger > 0 && parse.words[draft.trigger - 1].is_class("perf", lang), "alone-perfect"),
        (parse.times.iter().any(|time| time.is_since() || time.precision == "year"), "alone-year"),
        (parse.times.iter().any(|time| time.precision == "day"), "alone-day"),
        (parse.names.iter().any(|name| name.named.iter().any(place)), "alone-place"),
    ]
    .into_iter()
}

/// Whether a sentence tells an act with both sides by its first verb, or by the noun that it begins with: «شن الجيش التركي غارات على مواقع الحزب»,
/// «أعلنت إسرائيل اغتيال القيادي في حماس», «غارات تركية على مواقع الحزب».
fn is_reported(draft: &Draft<'_>, parse: &Parse) -> bool {
    let told = |parties: &[Who<'_>]| parties.iter().any(|who| who.is_known() && !who.assumed && who.by != By::Context);
    let anchor = draft.light.unwrap_or(draft.trigger);
    let first = parse.phrases.iter().find(|phrase| phrase.begin >= parse.start);
    let begins = first.is_some_and(|phrase| phrase.head == anchor && phrase.slot.is_none());
    let own = parse.phrase_of(draft.trigger).map(Argument::Phrase);
    let governs = |clause: &Arguments| draft.governed && clause.at(Slot::Object).any(|argument| own.as_ref() == Some(argument));
    let tells = |verb: usize, clause: &Arguments| (verb == anchor || governs(clause)) && !clause.relative || verb > anchor && begins;
    let reported = parse.clauses.first().map_or(begins, |(verb, clause)| tells(*verb, clause));
    reported && told(&draft.source) && told(&draft.target)
}

/// The chance that the claim is right, 0 to 1, to two places.
#[must_use]
pub(crate) fn confidence(features: &[String], lang: &Lang) -> f32 {
    let sum: f64 = features.iter().map(|feature| lang.tables.confidence.get(feature).copied().unwrap_or(0.0)).sum();
    let chance = 1.0 / (1.0 + (-sum).exp());
    ((chance * 100.0).round() / 100.0) as f32
}

/// How the surest of the parties was told.
fn told_by(parties: &[Who<'_>]) -> &'static str {
    let known = parties.iter().filter(|who| who.is_known());
    let best = known.min_by_key(|who| (who.assumed, who.by == By::Pronoun, who.by == By::Nominal));
    match best {
        None if parties.is_empty() => "none",
        None => "unknown",
        Some(who) if who.assumed => "assumed",
        Some(who) => match who.by {
            By::Pronoun => "pronoun",
            By::Nominal => "nominal",
            By::Context => "context",
            _ => "named",
        },
    }
}

/// Whether a role is no public one.
pub(super) fn private(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Cvl | Role::Bus | Role::Med | Role::Edu | Role::Lab | Role::Rel))
}
