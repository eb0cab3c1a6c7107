//! A claim as it is shown: who, what, on whose word, and the words that say so.
//!
//! In: a [`Member`] of an event. Out: [`ClaimView`], with its sentence cut into parts, each marked by what it tells: «أعلن الوزير» speech, «قصفت» act.
//!
//! Nothing is translated: names stand as written, with the name of whom they mean in both languages beside them.

use marsad::coded::{Claim, Figure, Party, Range};
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Name, Names};
use crate::store::claim::{Stored, name};

/// Somebody in a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyView {
    /// As written.
    pub name: String,
    /// Whom it means, where that is known.
    pub known: Option<Name>,
    /// Id of an actor or person.
    pub actor: Option<String>,
    /// Id of the office.
    pub office: Option<String>,
    /// ISO alpha-3, or `IGO:UN`-like.
    pub country: Option<String>,
    /// Code of `ontology/roles.toml`.
    pub role: Option<&'static str>,
    /// How it was found: `name`, `office`, `nisba`, `metonym`, `pronoun`, `nominal`, `context`.
    pub by: String,
}

impl PartyView {
    /// The party as it is shown.
    #[must_use]
    pub fn of(party: &Party, names: &Names<'_>) -> Self {
        let ids = [&party.actor, &party.office, &party.country];
        Self {
            name: party.name.clone(),
            known: ids.into_iter().flatten().find_map(|id| names.find(id)),
            actor: party.actor.clone(),
            office: party.office.clone(),
            country: party.country.clone(),
            role: party.role.map(marsad::coded::Role::code),
            by: name(&party.by),
        }
    }

    /// Under which id it has a page: itself, its office, its country.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        [&self.actor, &self.office, &self.country].into_iter().flatten().map(String::as_str).next()
    }
}

/// A link of the chain from the outlet to the speaker.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkView {
    /// `outlet`, `agency`, `relay`, `document`.
    pub role: String,
    /// As written.
    pub name: String,
    /// Id of an actor.
    pub actor: Option<String>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Segment {
    /// Its letters.
    pub text: String,
    /// What they tell: `act`, `source`, `target`, `speaker`, `cue`, `time`, `place`, `figure`; null for the rest.
    pub part: Option<&'static str>,
}

/// A figure with who gave it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FigureView {
    /// `killed`, `wounded`, `money` …
    pub what: String,
    /// The number.
    pub value: Option<f64>,
    /// At least.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
    /// `MORE_THAN`, `LESS_THAN`, `APPROX` …
    pub modifier: Option<String>,
    /// What is counted, as written.
    pub counted: Option<String>,
    /// Who gave it, as written.
    pub by: Option<String>,
}

impl FigureView {
    /// The figure as it is shown.
    #[must_use]
    pub fn of(figure: &Figure) -> Self {
        let speaker = figure.attribution.speaker.as_ref().map(|party| party.name.clone());
        Self {
            what: figure.what.clone(),
            value: figure.value,
            low: figure.low,
            high: figure.high,
            modifier: figure.modifier.as_deref().map(str::to_owned),
            counted: figure.counted.clone(),
            by: speaker.or_else(|| figure.attribution.chain.last().map(|link| link.name.clone())),
        }
    }
}

/// A claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimView {
    /// Its id: the same in every copy of the text.
    pub id: String,
    /// `title` or `body`.
    #[serde(rename = "in")]
    pub field: String,
    /// Event type.
    pub event_type: String,
    /// Mode of the type.
    pub mode: Option<String>,
    /// What it is about.
    pub contexts: Vec<String>,
    /// Who acts.
    pub source: Vec<PartyView>,
    /// Towards whom.
    pub target: Vec<PartyView>,
    /// Who else takes part.
    pub others: Vec<PartyView>,
    /// Through whom words went.
    pub via: Vec<PartyView>,
    /// Who says so.
    pub speaker: Option<PartyView>,
    /// Through whom the outlet has it.
    pub chain: Vec<LinkView>,
    /// How it is told: `direct`, `indirect`, `unattributed` …
    pub attribution: String,
    /// EDTF.
    pub date: Option<String>,
    /// As written.
    pub place: Option<String>,
    /// Id of the place.
    pub place_id: Option<String>,
    /// On what condition, as written.
    pub condition: Option<String>,
    /// `actual`, `planned`, `conditional`, `denied`, `alleged`.
    pub factuality: &'static str,
    /// How sure the coder is, 0 to 1, calibrated on development data.
    pub confidence: f32,
    /// Figures told of it.
    pub figures: Vec<FigureView>,
    /// Its sentence in parts.
    pub evidence: Vec<Segment>,
    /// Where in the text the sentence stands, in code points.
    #[schema(value_type = Vec<u32>)]
    pub sentence: Range,
    /// Where the word stands that tells the act.
    #[schema(value_type = Vec<u32>)]
    pub trigger: Range,
    /// The frame by which it was coded.
    pub frame: String,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// −10 to +10.
    pub intensity: f32,
    /// CAMEO code.
    pub cameo: String,
    /// Id of the claim that it retells.
    pub retells: Option<String>,
    /// Id of the claim that it denies.
    pub denies: Option<String>,
    /// `coded`, or what a decision made of it: `accepted`, `changed`, `kept`, `rejected`.
    pub state: String,
    /// As the coder had it, where a decision changed it: type, parties and status in a line.
    pub coded: Option<String>,
}

impl ClaimView {
    /// The claim as it is shown.
    #[must_use]
    pub fn of(stored: &Stored, names: &Names<'_>) -> Self {
        let claim = &stored.claim;
        let parties = |parties: &[Party]| parties.iter().map(|party| PartyView::of(party, names)).collect::<Vec<_>>();
        let chain = claim.attribution.chain.iter();
        Self {
            id: claim.id.clone(),
            field: name(&claim.field),
            event_type: claim.event_type.clone(),
            mode: claim.mode.clone(),
            contexts: claim.contexts.clone(),
            source: parties(&claim.source),
            target: parties(&claim.target),
            others: parties(&claim.others),
            via: parties(&claim.via),
            speaker: claim.attribution.speaker.as_ref().map(|party| PartyView::of(party, names)),
            chain: chain.map(|link| LinkView { role: link.role.to_string(), name: link.name.clone(), actor: link.actor.clone() }).collect(),
            attribution: claim.attribution.kind.to_string(),
            date: claim.date.as_ref().map(|date| date.edtf.clone()),
            place: claim.place.as_ref().map(|place| place.name.clone()),
            place_id: claim.place.as_ref().map(|place| place.id.clone()),
            condition: claim.condition.as_ref().map(|condition| condition.text.clone()),
            factuality: claim.factuality.name(),
            confidence: claim.confidence,
            figures: claim.figures.iter().map(FigureView::of).collect(),
            evidence: segments(claim),
            sentence: claim.sentence,
            trigger: claim.trigger,
            frame: claim.frame.clone(),
            quad: claim.quad,
            intensity: claim.intensity,
            cameo: claim.cameo.clone(),
            retells: claim.retells.clone(),
            denies: claim.denies.clone(),
            state: stored.state.clone(),
            coded: stored.coded.as_ref().map(in_a_line),
        }
    }
}

/// What a claim says, in one line of plain values.
fn in_a_line(claim: &Claim) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let mode = claim.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    format!("{}{mode} · {} · {} → {}", claim.event_type, claim.factuality.name(), names(&claim.source), names(&claim.target))
}

/// The sentence of a claim in parts. Parts never overlap: where two tell the same letters, the first in this order has them.
#[must_use]
pub fn segments(claim: &Claim) -> Vec<Segment> {
    let letters: Vec<char> = claim.evidence.chars().collect();
    let [from, to] = claim.sentence;
    // A long sentence is quoted in part: positions in it are not known.
    if letters.len() as u32 != to.saturating_sub(from) {
        return vec![Segment { text: claim.evidence.clone(), part: None }];
    }
    let parties = |list: &[Party], part: &'static str| list.iter().map(move |party| (party.span, part)).collect::<Vec<_>>();
    let mut spans: Vec<(Range, &'static str)> = vec![(claim.trigger, "act")];
    spans.extend(claim.attribution.cue.map(|cue| (cue, "cue")));
    spans.extend(parties(&claim.source, "source"));
    spans.extend(parties(&claim.target, "target"));
    spans.extend(parties(claim.attribution.speaker.as_slice(), "speaker"));
    spans.extend(claim.date.iter().map(|date| (date.span, "time")));
    spans.extend(claim.place.iter().map(|place| (place.span, "place")));
    spans.extend(claim.figures.iter().filter(|figure| figure.field == claim.field).map(|figure| (figure.span, "figure")));
    let mut parts: Vec<Option<&'static str>> = vec![None; letters.len()];
    for ([start, end], part) in spans {
        let inside = from <= start && start < end && end <= to;
        let range = if inside { (start - from) as usize..(end - from) as usize } else { 0..0 };
        if parts[range.clone()].iter().all(Option::is_none) {
            parts[range].fill(Some(part));
        }
    }
    let mut segments: Vec<Segment> = Vec::new();
    for (at, (letter, part)) in letters.iter().zip(&parts).enumerate() {
        // Two marked words side by side are apart by their space.
        match segments.last_mut() {
            Some(last) if at > 0 && last.part == *part => last.text.push(*letter),
            _ => segments.push(Segment { text: letter.to_string(), part: *part }),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_where_something_is_told() {
        let mut claim = crate::sample::full().claims.remove(0);
        claim.evidence = "زار الوزير القاهرة".to_owned();
        claim.sentence = [10, 28];
        claim.trigger = [10, 13];
        claim.source[0].span = [15, 21];
        claim.target[0].span = [40, 44];
        claim.attribution.speaker = None;
        claim.attribution.cue = None;
        claim.place.as_mut().unwrap().span = [21, 28];
        claim.figures.clear();
        let segments = segments(&claim);
        let parts: Vec<_> = segments.iter().map(|segment| (segment.text.as_str(), segment.part)).collect();
        assert_eq!(parts[0], ("زار", Some("act")));
        assert_eq!(segments.iter().map(|segment| segment.text.as_str()).collect::<String>(), claim.evidence, "no letter is lost");
        assert!(parts.contains(&("القاهرة", Some("place"))));
        claim.sentence = [10, 400];
        assert_eq!(super::segments(&claim).len(), 1, "a quote that is cut has no positions");
    }
}
