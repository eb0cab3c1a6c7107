//! Frames: what tells an act and where its parties stand.

use marsad::pack::{Frame, LemmaId, Slot, Tables, Upos, When};

use crate::classes::Classes;
use crate::entry::{Entry, Text};
use crate::examples::{Examples, Of};
use crate::knowledge::role;
use crate::lexicon::Builder;
use crate::merge::{Unique, merge};
use crate::ontology::cameo;
use crate::problems::{Problems, nearest};
use crate::sources::Sources;

/// The lists of words of slots, as the data has them.
type Lists = Vec<(Slot, Vec<Text>)>;

const NOMINALS: [Upos; 4] = [Upos::Noun, Upos::Adj, Upos::Propn, Upos::Verb];

/// Reads all frames.
pub(crate) fn read(
    sources: &mut Sources,
    words: &Builder,
    contexts: &[String],
    tables: &mut Tables,
    examples: &mut Examples,
    problems: &mut Problems,
) {
    let mut unique = Unique::default();
    let mut frames: Vec<(Frame, [Lists; 2])> = Vec::new();
    for (event_type, mut entry) in std::mem::take(&mut sources.frames) {
        let id = entry.need("id", problems);
        let read = frame(&event_type, &id, &mut entry, words, contexts, tables, problems);
        let n_examples = examples.read(&Of::Frame, &id, &mut entry, problems);
        entry.finish(problems);
        if n_examples.0 == 0 || n_examples.1 == 0 {
            let lacking = if n_examples.0 == 0 { "example" } else { "near_miss" };
            problems.error(
                &id.place,
                format!("the frame {} has no {lacking}", id.text),
                format!("add [[frame.{lacking}]] with a sentence of your own"),
            );
        }
        if let Some(frame) = read
            && unique.id("frames", &id.text, &id.place, problems)
        {
            frames.push(frame);
        }
    }
    // A frame may name the nouns of others, so words are looked up when all are read.
    let nouns = frames.iter().filter(|(_, [needs, _])| needs.is_empty()).map(|(frame, _)| frame);
    let classes = Classes::of(tables, nouns.chain(&tables.frames));
    let mut lemmas = |lists: Lists| -> Vec<(Slot, Vec<LemmaId>)> {
        lists.into_iter().map(|(slot, list)| (slot, classes.resolve(list, words, &NOMINALS, problems))).collect()
    };
    let frames =
        frames.into_iter().map(|(frame, [needs, unless])| Frame { needs: lemmas(needs), unless: lemmas(unless), ..frame }).collect();
    merge(&mut tables.frames, frames, |frame: &Frame| frame.id.clone());
}

fn frame(
    event_type: &Text,
    id: &Text,
    entry: &mut Entry,
    words: &Builder,
    contexts: &[String],
    tables: &Tables,
    problems: &mut Problems,
) -> Option<(Frame, [Lists; 2])> {
    let position = tables.event_types.iter().position(|known| known.name == event_type.text);
    if position.is_none() {
        let known = tables.event_types.iter().map(|event_type| event_type.name.as_str());
        problems.error(&event_type.place, format!("unknown event type `{}`", event_type.text), nearest(&event_type.text, known));
    }
    let mode = entry.text("mode", problems);
    if let (Some(mode), Some(at)) = (&mode, position) {
        let modes = &tables.event_types[at].modes;
        if !modes.iter().any(|known| known.name == mode.text) {
            let help = nearest(&mode.text, modes.iter().map(|mode| mode.name.as_str()));
            problems.error(&mode.place, format!("{} has no mode `{}`", event_type.text, mode.text), help);
        }
    }
    let mut named = entry.texts("contexts", problems);
    named.retain(|context| {
        // A layer on a pack has no list of contexts: the pack does not hold it.
        let known = contexts.is_empty() || contexts.contains(&context.text);
        if !known {
            problems.error(
                &context.place,
                format!("unknown context `{}`", context.text),
                nearest(&context.text, contexts.iter().map(String::as_str)),
            );
        }
        known
    });
    let mut require = entry.texts("require", problems);
    require.retain(|party| {
        let known = matches!(party.text.as_str(), "source" | "target");
        if !known {
            problems.error(&party.place, format!("`{}` is not a party", party.text), "known are: source, target");
        }
        known
    });
    let requires = |name: &str| require.iter().any(|party| party.text == name);
    let of = entry.text("of", problems);
    let of = of.and_then(|of| slot(&of, problems)).unwrap_or(Slot::Subject);
    if !matches!(of, Slot::Subject | Slot::Object) {
        problems.error(&id.place, "`of` is neither subject nor object", "it says what a bare genitive after a trigger noun fills");
    }
    let when = entry.text("when", problems).and_then(|when| match when.text.as_str() {
        "negated" => Some(When::Negated),
        "not" => Some(When::Not),
        "future" => Some(When::Future),
        "owed" => Some(When::Owed),
        "said" => Some(When::Said),
        other => {
            problems.error(&when.place, format!("`{other}` is no form of a verb"), "known are: negated, not, future, owed, said");
            None
        }
    });
    let mut lists = |key: &'static str, problems: &mut Problems| -> Lists {
        let lists = entry.lists(key, problems);
        lists.into_iter().filter_map(|(name, list)| Some((slot(&name, problems)?, list))).collect()
    };
    let lists = [lists("needs", problems), lists("unless", problems)];
    let (verb_list, noun_list) = (entry.texts("verbs", problems), entry.texts("nouns", problems));
    let listed = !verb_list.is_empty() || !noun_list.is_empty();
    let verbs = words.resolve(&verb_list, &[Upos::Verb], problems);
    let nouns = words.resolve(&noun_list, &[Upos::Noun, Upos::Adj], problems);
    if !listed && when != Some(When::Owed) {
        problems.error(&id.place, format!("the frame {} has neither verbs nor nouns", id.text), "");
    }
    let source = slots(entry.texts("source", problems), problems);
    let frame = Frame {
        id: id.text.clone(),
        event_type: position.unwrap_or_default() as u8,
        mode: mode.map(|mode| mode.text),
        contexts: named.into_iter().map(|context| context.text).collect(),
        cameo: cameo(entry.text("cameo", problems), problems),
        source: if source.is_empty() { vec![Slot::Subject] } else { source },
        target: slots(entry.texts("target", problems), problems),
        of,
        require_source: requires("source"),
        require_target: requires("target"),
        symmetric: entry.flag("symmetric", problems),
        at_home: entry.flag("at_home", problems),
        untold: role(entry, "untold", problems),
        when,
        needs: Vec::new(),
        unless: Vec::new(),
        line: id.place.to_string(),
        verbs,
        nouns,
    };
    let prefix = event_type.text.to_lowercase();
    if !id.text.starts_with(&format!("{prefix}.")) {
        problems.error(&id.place, format!("the frame id {} does not begin with its event type", id.text), format!("write {prefix}.…"));
    }
    let told = !(frame.verbs.is_empty() && frame.nouns.is_empty()) || frame.when == Some(When::Owed);
    (position.is_some() && told).then_some((frame, lists))
}

/// The slot of a name; an error when there is none.
pub(crate) fn slot(name: &Text, problems: &mut Problems) -> Option<Slot> {
    let slot = Slot::from_name(&name.text);
    if slot.is_none() {
        problems.error(
            &name.place,
            format!("`{}` is not a slot", name.text),
            nearest(&name.text, Slot::ALL.iter().map(|slot| slot.name())),
        );
    }
    slot
}

/// The slots of a list of names.
pub(crate) fn slots(names: Vec<Text>, problems: &mut Problems) -> Vec<Slot> {
    names.iter().filter_map(|name| slot(name, problems)).collect()
}
