//! How good is it: coded articles against gold, sentence by sentence.
//!
//! In: articles with their sentences, gold acts by sentence, coded articles. Out: [`Report`]: precision, recall and F1 of
//! acts on four layers, accuracy of status, speaker, chain, date and place (of the acts whose gold has one), and counts by type.
//!
//! An act is found when one of its type stands in the sentence (`type`), with a country of the source in common (`source`), and
//! one of the target too (`full`; parties of a symmetric act count whoever is told first), and with roles (`role`).

mod attribution;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;

use attribution::{Link, chain_right, datelines, speaker_right};

/// Types whose parties count on either side.
const SYMMETRIC: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

/// Precision, recall and F1 with the counts they rest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and right.
    pub right: usize,
    /// Found.
    pub coded: usize,
    /// To be found.
    pub gold: usize,
}

impl Count {
    /// Share of what was found that is right, 0 to 1.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.coded)
    }

    /// Share of what was to be found that was, 0 to 1.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two, 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "P {:.3}  R {:.3}  F1 {:.3}  ({} right, {} coded, {} gold)",
            self.precision(),
            self.recall(),
            self.f1(),
            self.right,
            self.coded,
            self.gold
        )
    }
}

/// The result of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Sentences with gold, with or without acts.
    pub sentences: usize,
    /// `type`, `source`, `full`, `role`, in this order.
    pub layers: BTreeMap<&'static str, Count>,
    /// `factuality`, `speaker`, `chain`, `date`, `place`: right, of how many.
    pub accuracy: BTreeMap<&'static str, (usize, usize)>,
    /// The `type` layer by event type.
    pub by_type: BTreeMap<String, Count>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} sentences", self.sentences)?;
        for layer in ["type", "source", "full", "role"] {
            writeln!(f, "{layer:11} {}", self.layers.get(layer).copied().unwrap_or_default())?;
        }
        for (what, (right, of)) in &self.accuracy {
            writeln!(f, "{what:11} {right}/{of}")?;
        }
        for (event_type, count) in &self.by_type {
            writeln!(f, "  {event_type:11} {count}")?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct ArticleRow {
    id: String,
    #[serde(default)]
    body: String,
    sentences: Vec<SentenceRow>,
}

#[derive(Deserialize)]
pub(crate) struct SentenceRow {
    pub id: String,
    pub start: u32,
    pub end: u32,
}

/// An article with its sentences.
#[derive(Deserialize)]
pub(crate) struct GoldArticle {
    #[serde(flatten)]
    pub article: marsad::Article,
    pub sentences: Vec<SentenceRow>,
}

/// Articles, and the acts that the gold has in each sentence.
pub(crate) struct Gold {
    pub articles: Vec<GoldArticle>,
    pub acts: BTreeMap<String, Vec<GoldAct>>,
}

/// Reads articles and gold for calibration.
pub(crate) fn gold_of(articles: &str, gold: &str) -> Result<Gold, String> {
    let acts = rows::<GoldRow>("gold", gold)?.into_iter().map(|row| (row.id, row.events)).collect();
    Ok(Gold { articles: rows("articles", articles)?, acts })
}

/// A sentence that tells an act of a type, or does not.
pub(crate) struct Label {
    pub event_type: String,
    pub text: String,
    pub yes: bool,
}

/// Reads labelled sentences; ambiguous ones are left out.
pub(crate) fn labels_of(labels: &str) -> Result<Vec<Label>, String> {
    let rows = rows::<LabelRow>("labels", labels)?.into_iter().filter(|row| row.label != "ambiguous");
    Ok(rows.map(|row| Label { yes: row.label == "yes", event_type: row.event_type, text: row.text }).collect())
}

#[derive(Deserialize)]
struct GoldRow {
    id: String,
    events: Vec<GoldAct>,
}

/// An act of the gold; parties are codes such as `ISR.MIL`.
#[derive(Clone, Deserialize)]
pub(crate) struct GoldAct {
    #[serde(rename = "type")]
    pub event_type: String,
    pub source: Vec<String>,
    pub target: Vec<String>,
    factuality: String,
    #[serde(default)]
    speaker: String,
    /// Links as `role:words`, from the outside in; absent where nobody says.
    chain: Option<Vec<String>>,
    #[serde(default)]
    date: String,
    #[serde(default)]
    place: String,
}

/// An act as both sides are compared.
#[derive(Clone, Debug, Default)]
struct Act {
    event_type: String,
    source: Vec<Code>,
    target: Vec<Code>,
    factuality: String,
    speaker: Code,
    chain: Option<Vec<Link>>,
    date: String,
    /// In gold a name as an id is written; of a coded act the id.
    place: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Code {
    country: String,
    role: String,
}

impl Code {
    fn parse(code: &str) -> Self {
        let (country, role) = code.split_once('.').unwrap_or((code, ""));
        Self { country: country.to_owned(), role: role.to_owned() }
    }
}

#[derive(Deserialize)]
struct CodedRow {
    article: CodedHeader,
    claims: Vec<CodedClaim>,
}

#[derive(Deserialize)]
struct CodedHeader {
    id: String,
}

#[derive(Deserialize)]
struct CodedClaim {
    #[serde(rename = "in")]
    field: String,
    event_type: String,
    source: Vec<CodedParty>,
    target: Vec<CodedParty>,
    factuality: String,
    attribution: CodedAttribution,
    date: Option<CodedDate>,
    place: Option<CodedPlace>,
    trigger: [u32; 2],
}

#[derive(Deserialize)]
struct CodedParty {
    country: Option<String>,
    role: Option<String>,
}

#[derive(Deserialize)]
struct CodedAttribution {
    speaker: Option<CodedParty>,
    #[serde(default)]
    chain: Vec<CodedLink>,
}

#[derive(Deserialize)]
struct CodedLink {
    role: String,
    name: String,
    span: [u32; 2],
}

#[derive(Deserialize)]
struct CodedDate {
    edtf: String,
}

#[derive(Deserialize)]
struct CodedPlace {
    id: String,
}

fn rows<T: for<'de> Deserialize<'de>>(name: &str, jsonl: &str) -> Result<Vec<T>, String> {
    let lines = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| serde_json::from_str(line).map_err(|error| format!("{name}:{}: {error}", n + 1))).collect()
}

/// Compares coded articles with gold; each argument is the text of a JSONL file.
///
/// # Errors
/// When a line of one of them cannot be read: which, and why.
pub fn score(articles: &str, gold: &str, coded: &str) -> Result<Report, String> {
    let mut places: BTreeMap<String, (Vec<SentenceRow>, Vec<[u32; 2]>)> = BTreeMap::new();
    for article in rows::<ArticleRow>("articles", articles)? {
        places.insert(article.id, (article.sentences, datelines(&article.body)));
    }
    let mut found: BTreeMap<String, Vec<Act>> = BTreeMap::new();
    for row in rows::<CodedRow>("coded", coded)? {
        let Some((sentences, datelines)) = places.get(&row.article.id) else { continue };
        for claim in row.claims.into_iter().filter(|claim| claim.field == "body") {
            let at = claim.trigger[0];
            if let Some(sentence) = sentences.iter().find(|sentence| sentence.start <= at && at < sentence.end) {
                found.entry(sentence.id.clone()).or_default().push(act_of(claim, datelines));
            }
        }
    }
    let mut report = Report::default();
    for row in rows::<GoldRow>("gold", gold)? {
        let gold: Vec<Act> = row.events.into_iter().map(gold_act).collect();
        let coded = found.remove(&row.id).unwrap_or_default();
        report.add(&gold, &coded);
    }
    Ok(report)
}

fn gold_act(act: GoldAct) -> Act {
    Act {
        event_type: act.event_type,
        source: act.source.iter().map(|code| Code::parse(code)).collect(),
        target: act.target.iter().map(|code| Code::parse(code)).collect(),
        factuality: act.factuality,
        speaker: Code::parse(&act.speaker),
        chain: act.chain.map(|chain| chain.iter().map(|link| Link::parse(link)).collect()),
        date: act.date,
        place: act.place.to_lowercase().replace(' ', "-"),
    }
}

fn act_of(claim: CodedClaim, datelines: &[[u32; 2]]) -> Act {
    let code = |party: CodedParty| Code { country: party.country.unwrap_or_default(), role: party.role.unwrap_or_default() };
    let codes = |parties: Vec<CodedParty>| parties.into_iter().map(code).collect();
    let in_dateline = |link: &CodedLink| datelines.iter().any(|[start, end]| *start <= link.span[0] && link.span[0] < *end);
    let chain = claim.attribution.chain.into_iter().filter(|link| !in_dateline(link));
    Act {
        event_type: claim.event_type,
        source: codes(claim.source),
        target: codes(claim.target),
        factuality: claim.factuality,
        speaker: claim.attribution.speaker.map(code).unwrap_or_default(),
        chain: Some(chain.map(|link| Link::new(&link.role, &link.name)).collect()),
        date: claim.date.map(|date| date.edtf).unwrap_or_default(),
        place: claim.place.map(|place| place.id).unwrap_or_default(),
    }
}

fn countries(codes: &[Code]) -> BTreeSet<&str> {
    codes.iter().map(|code| code.country.as_str()).filter(|country| !country.is_empty() && *country != "---").collect()
}

fn agree(gold: &[Code], coded: &[Code]) -> bool {
    let (gold, coded) = (countries(gold), countries(coded));
    gold.intersection(&coded).next().is_some() || gold.is_empty() && coded.is_empty()
}

fn full(gold: &Act, coded: &Act) -> bool {
    if SYMMETRIC.contains(&gold.event_type.as_str()) {
        let both = |act: &Act| -> BTreeSet<String> {
            countries(&act.source).union(&countries(&act.target)).map(|country| (*country).to_owned()).collect()
        };
        if both(gold) == both(coded) {
            return true;
        }
    }
    agree(&gold.source, &coded.source) && agree(&gold.target, &coded.target)
}

fn roles_agree(gold: &[&Code], coded: &[&Code]) -> bool {
    let mut wanted = gold.iter().map(|code| &code.role).filter(|role| !role.is_empty()).peekable();
    wanted.peek().is_none() || wanted.any(|role| coded.iter().any(|code| code.role == *role))
}

impl Report {
    fn add(&mut self, gold: &[Act], coded: &[Act]) {
        self.sentences += 1;
        for act in gold {
            self.by_type.entry(act.event_type.clone()).or_default().gold += 1;
        }
        for act in coded {
            self.by_type.entry(act.event_type.clone()).or_default().coded += 1;
        }
        for layer in ["type", "source", "full", "role"] {
            let count = self.layers.entry(layer).or_default();
            count.gold += gold.len();
            count.coded += coded.len();
        }
        for (gold, coded) in pairs(gold, coded) {
            self.by_type.entry(gold.event_type.clone()).or_default().right += 1;
            let full = full(gold, coded);
            let symmetric = SYMMETRIC.contains(&gold.event_type.as_str());
            let (gs, gt): (Vec<&Code>, Vec<&Code>) = (gold.source.iter().collect(), gold.target.iter().collect());
            let (cs, ct): (Vec<&Code>, Vec<&Code>) = (coded.source.iter().collect(), coded.target.iter().collect());
            let roles = if symmetric {
                roles_agree(&[gs, gt].concat(), &[cs, ct].concat())
            } else {
                roles_agree(&gs, &cs) && roles_agree(&gt, &ct)
            };
            for (layer, right) in
                [("type", true), ("source", full || agree(&gold.source, &coded.source)), ("full", full), ("role", full && roles)]
            {
                self.layers.entry(layer).or_default().right += usize::from(right);
            }
            let mut judge = |what, right: bool| {
                let (n_right, of) = self.accuracy.entry(what).or_default();
                *n_right += usize::from(right);
                *of += 1;
            };
            judge("factuality", gold.factuality == coded.factuality);
            judge("speaker", speaker_right(gold, coded));
            if let Some(chain) = &gold.chain {
                judge("chain", chain_right(chain, coded.chain.as_deref().unwrap_or_default()));
            }
            if !gold.date.is_empty() {
                judge("date", gold.date == coded.date);
            }
            if !gold.place.is_empty() {
                judge("place", same_place(&gold.place, &coded.place));
            }
        }
    }
}

/// Whether an id is that of a place which the gold names: «Tripoli» is `tripoli-ly` too.
fn same_place(gold: &str, id: &str) -> bool {
    id.strip_prefix(gold).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// One-to-one within a type: full agreement first, then source, then target, then type alone.
fn pairs<'a>(gold: &'a [Act], coded: &'a [Act]) -> Vec<(&'a Act, &'a Act)> {
    let level = |g: &Act, c: &Act| {
        if g.event_type != c.event_type {
            return 0;
        }
        if full(g, c) {
            4
        } else if agree(&g.source, &c.source) {
            3
        } else if agree(&g.target, &c.target) {
            2
        } else {
            1
        }
    };
    let (mut used_gold, mut used_coded) = (vec![false; gold.len()], vec![false; coded.len()]);
    let mut pairs = Vec::new();
    for wanted in (1..=4).rev() {
        for (g, act) in gold.iter().enumerate() {
            for (c, other) in coded.iter().enumerate() {
                if !used_gold[g] && !used_coded[c] && level(act, other) == wanted {
                    (used_gold[g], used_coded[c]) = (true, true);
                    pairs.push((act, other));
                }
            }
        }
    }
    pairs
}

#[derive(Deserialize)]
struct LabelRow {
    event_type: String,
    label: String,
    text: String,
}

/// Scores sentences labelled as telling an act of a type (`yes`) or not (`easy no`, `difficult no`; `ambiguous` ones are left out).
///
/// `types_of` gives the event types coded in a sentence.
///
/// # Errors
/// When a line cannot be read: which, and why.
pub fn score_labels(labels: &str, types_of: &dyn Fn(&str) -> Vec<String>) -> Result<BTreeMap<String, Count>, String> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for Label { event_type, text, yes: gold } in labels_of(labels)? {
        let coded = types_of(&text).contains(&event_type);
        let count = counts.entry(event_type).or_default();
        count.gold += usize::from(gold);
        count.coded += usize::from(coded);
        count.right += usize::from(gold && coded);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(event_type: &str, source: &[&str], target: &[&str]) -> Act {
        let codes = |codes: &[&str]| codes.iter().map(|code| Code::parse(code)).collect();
        Act { event_type: event_type.into(), source: codes(source), target: codes(target), factuality: "actual".into(), ..Act::default() }
    }

    #[test]
    fn parties_of_a_meeting_count_on_either_side() {
        assert!(full(&act("CONSULT", &["IRQ.GOV"], &["IRN.GOV"]), &act("CONSULT", &["IRN.GOV", "IRQ.GOV"], &[])));
        assert!(!full(&act("ASSAULT", &["IRQ.GOV"], &["IRN.GOV"]), &act("ASSAULT", &["IRN.GOV"], &["IRQ.GOV"])));
    }

    #[test]
    fn the_best_pairs_are_taken_first() {
        let mut report = Report::default();
        let gold = [act("ASSAULT", &["ISR.MIL"], &["SYR.GOV"])];
        report.add(&gold, &[act("ASSAULT", &[], &[]), act("ASSAULT", &["ISR.GOV"], &["SYR.CVL"])]);
        assert_eq!(report.layers["full"], Count { right: 1, coded: 2, gold: 1 });
        assert_eq!(report.layers["role"].right, 0);
    }

    #[test]
    fn a_place_is_compared_by_its_id() {
        assert!(same_place("tripoli", "tripoli-ly") && same_place("doha", "doha"));
        assert!(!same_place("tripoli", "tripolitania") && !same_place("doha", ""));
    }

    #[test]
    fn a_broken_line_is_named() {
        assert!(score("{}", "", "").is_err_and(|error| error.starts_with("articles:1:")));
    }
}
