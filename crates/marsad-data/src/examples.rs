//! The example sentences of the data, and whether they are coded as they say.
//!
//! «قصفت طائرات إسرائيلية مواقع لحزب الله» of the frame `assault.bombard` passes when a claim of its type has exactly the source
//! and target it names, apart from whom the context tells; a near miss passes when the frame codes nothing. One marked `known` must still fail.
//!
//! The example of a cue or reporting expression passes when an act in it has the status that the entry gives (nothing is
//! told as actual, where it withholds); the near miss when none has. That of a light verb passes when anything is coded, that of what
//! carries reports when the chain of an act has a link of its role.

use marsad::Lang;
use marsad::coded::{By, Claim, Factuality, Party, Role};
use marsad::pack::{CarrierRole, Content};

use crate::entry::{Entry, Text};
use crate::problems::{Place, Problems, nearest};

/// What an example belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A frame.
    Frame,
    /// A reporting expression that gives acts this status.
    Reporting(Content),
    /// A cue that gives acts this status.
    Cue(Content),
    /// A light verb.
    Light,
    /// Nouns of what carries reports.
    Carrier(CarrierRole),
}

/// A sentence and what is to be coded in it.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it belongs to.
    pub of: Of,
    /// Id of the entry it belongs to.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// Whether the entry must code nothing.
    pub near_miss: bool,
    /// Expected sources; `None` where the example does not say and need not.
    pub source: Option<Vec<Expected>>,
    /// Expected targets.
    pub target: Option<Vec<Expected>>,
    /// Expected speaker.
    pub speaker: Option<Vec<Expected>>,
    /// Expected status; `None` where the example does not say and need not.
    pub factuality: Option<Factuality>,
    /// Why it is known to fail.
    pub known: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// An expected party: `EGY.GOV`; without a role any role will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Country or organisation; `---` for none known.
    pub country: String,
    /// Role.
    pub role: Option<Role>,
}

/// All examples of the data.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// In the order of the files.
    pub list: Vec<Example>,
}

impl Examples {
    /// Takes the examples and near misses of an entry; gives how many there are of each.
    pub(crate) fn read(&mut self, of: &Of, id: &Text, entry: &mut Entry, problems: &mut Problems) -> (usize, usize) {
        let mut count = |key: &'static str, near_miss: bool| {
            let tables = entry.tables(key, problems);
            let n_tables = tables.len();
            for table in tables {
                let example = example(of, id, near_miss, table, problems);
                self.list.extend(example);
            }
            n_tables
        };
        (count("example", false), count("near_miss", true))
    }
}

fn example(of: &Of, id: &Text, near_miss: bool, mut entry: Entry, problems: &mut Problems) -> Option<Example> {
    let text = entry.need("text", problems);
    let known = entry.some("known", problems);
    let (mut source, mut target, mut speaker, mut factuality) = (None, None, None, None);
    if !near_miss {
        source = entry.text("source", problems).map(|text| parties(&text, problems));
        target = entry.text("target", problems).map(|text| parties(&text, problems));
        speaker = entry.text("speaker", problems).map(|text| parties(&text, problems));
        factuality = entry.text("factuality", problems).and_then(|text| status(&text, problems));
        if *of == Of::Frame {
            // What a frame's example does not name is not there.
            source.get_or_insert_default();
            target.get_or_insert_default();
            factuality.get_or_insert_default();
        }
    }
    let place = text.place.clone();
    entry.finish(problems);
    (!text.text.is_empty()).then(|| Example {
        of: of.clone(),
        id: id.text.clone(),
        text: text.text,
        near_miss,
        source,
        target,
        speaker,
        factuality,
        known,
        place,
    })
}

fn status(text: &Text, problems: &mut Problems) -> Option<Factuality> {
    let status = Factuality::from_name(&text.text);
    if status.is_none() {
        let known = ["actual", "planned", "conditional", "denied", "alleged"];
        problems.error(&text.place, format!("unknown factuality `{}`", text.text), nearest(&text.text, known));
    }
    status
}

fn parties(text: &Text, problems: &mut Problems) -> Vec<Expected> {
    let mut parties = Vec::new();
    for party in text.text.split_whitespace() {
        let (country, code) = party.split_once('.').map_or((party, None), |(country, code)| (country, Some(code)));
        let role = code.and_then(Role::from_code);
        if let (Some(code), None) = (code, role) {
            problems.error(&text.place, format!("unknown role `{code}`"), nearest(code, Role::ALL.map(Role::code)));
        }
        parties.push(Expected { country: country.to_owned(), role });
    }
    parties
}

/// What became of the examples.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Those that do not come out as they say, and marks `known` that no longer hold.
    pub problems: Problems,
    /// How many come out as they say.
    pub n_passing: usize,
    /// How many there are.
    pub n_examples: usize,
}

/// Codes every example and tells which do not come out as they say.
#[must_use]
pub fn check_examples(lang: &Lang, examples: &Examples, code: &dyn Fn(&str) -> Vec<Claim>) -> Checked {
    let mut checked = Checked::default();
    let problems = &mut checked.problems;
    for example in &examples.list {
        if example.of == Of::Frame && !lang.tables.frames.iter().any(|frame| frame.id == example.id) {
            continue;
        }
        let claims = code(&example.text);
        let passes = passes(example, &claims, lang);
        checked.n_examples += 1;
        checked.n_passing += usize::from(passes);
        let kind = if example.near_miss { "near miss" } else { "example" };
        match (&example.known, passes) {
            (None, false) => {
                problems.error(&example.place, format!("the {kind} of {} fails: {}", example.id, example.text), found(example, &claims))
            }
            (Some(_), true) => {
                problems.error(&example.place, format!("the {kind} of {} passes now", example.id), "remove the mark `known`")
            }
            (None, true) | (Some(_), false) => {}
        }
    }
    checked
}

fn passes(example: &Example, claims: &[Claim], lang: &Lang) -> bool {
    let matches = |claim: &&Claim| {
        example.source.as_ref().is_none_or(|source| same(source, &claim.source))
            && example.target.as_ref().is_none_or(|target| same(target, &claim.target))
            && example.speaker.as_ref().is_none_or(|speaker| same(speaker, claim.attribution.speaker.as_slice()))
            && example.factuality.is_none_or(|factuality| factuality == claim.factuality)
    };
    let mut matching = claims.iter().filter(matches);
    match &example.of {
        Of::Frame if example.near_miss => claims.iter().all(|claim| claim.frame != example.id),
        Of::Frame => matching.any(|claim| Some(claim.event_type.as_str()) == type_of(&example.id, lang)),
        Of::Light => matching.next().is_some() != example.near_miss,
        Of::Carrier(role) => {
            let carries = |claim: &Claim| claim.attribution.chain.iter().any(|link| link.role == role.name());
            let right = |claim: &Claim| carries(claim) && matches(&claim);
            if example.near_miss { !claims.iter().any(carries) } else { claims.iter().any(right) }
        }
        Of::Cue(content) | Of::Reporting(content) => match content {
            Content::As(status) => claims.iter().any(|claim| claim.factuality == *status) != example.near_miss,
            Content::Withheld => claims.iter().all(|claim| claim.factuality != Factuality::Actual) != example.near_miss,
            Content::Asserted => {
                let names = [&example.source, &example.target, &example.speaker].iter().any(|parties| parties.is_some());
                example.near_miss || !names || matching.next().is_some()
            }
        },
    }
}

/// The event type of a frame: another frame of the type may be the one that codes an example.
fn type_of<'l>(frame: &str, lang: &'l Lang) -> Option<&'l str> {
    let frame = lang.tables.frames.iter().find(|entry| entry.id == frame)?;
    Some(lang.tables.event_types[frame.event_type as usize].name.as_str())
}

/// Whether the parties are the expected ones, in any order. Who is meant by the context only is no matter of the frame: an example may name him or not.
fn same(expected: &[Expected], parties: &[Party]) -> bool {
    let told: Vec<Party> = parties.iter().filter(|party| party.by != By::Context).cloned().collect();
    are(expected, parties) || told.len() < parties.len() && are(expected, &told)
}

fn are(expected: &[Expected], parties: &[Party]) -> bool {
    let fits = |expected: &Expected, party: &Party| {
        party.country.as_deref().unwrap_or("---") == expected.country && expected.role.is_none_or(|role| party.role == Some(role))
    };
    expected.iter().all(|expected| parties.iter().any(|party| fits(expected, party)))
        && parties.iter().all(|party| expected.iter().any(|expected| fits(expected, party)))
}

/// What was coded instead, in one line.
fn found(example: &Example, claims: &[Claim]) -> String {
    let code = |parties: &[Party]| {
        let codes = parties.iter().map(|party| {
            format!(
                "{}{}",
                party.country.as_deref().unwrap_or("---"),
                party.role.map(|role| format!(".{}", role.code())).unwrap_or_default()
            )
        });
        codes.collect::<Vec<_>>().join(" ")
    };
    let line = |claim: &Claim| {
        let (frame, speaker) = (&claim.frame, code(claim.attribution.speaker.as_slice()));
        format!("{frame} [{}] → [{}] {}, said by [{speaker}]", code(&claim.source), code(&claim.target), claim.factuality.name())
    };
    let coded: Vec<String> = claims.iter().map(line).collect();
    let wanted = if example.near_miss { format!("no claim of {}", example.id) } else { format!("a claim of {}", example.id) };
    format!("expected {wanted}; coded: {}", if coded.is_empty() { "nothing".to_owned() } else { coded.join("; ") })
}
