//! Whether the coder knows whom a pronoun, a noun or a short name means: by the parties of the act that it takes part in.

use marsad::coded::{Claim, Party};
use marsad::{Article, Lang};
use serde_json::Value;

use super::text;

pub(super) fn wrong(case: &Value, lang: &Lang) -> Result<Option<String>, String> {
    let body = text(case, "text")?;
    let article = Article { outlet: case["outlet"].as_str().map(str::to_owned), ..Article::from_text(body, case["published"].as_str()) };
    // Whether an act is sure enough to be told is not asked here.
    let coded = marsad::code_from(&article, lang, 0.0);
    let act = text(case, "act")?;
    let at = body.find(act).ok_or_else(|| format!("{act} is not in the text"))?;
    let start = body[..at].chars().count() as u32;
    let end = start + act.chars().count() as u32;
    let claims: Vec<&Claim> = coded.claims.iter().filter(|claim| claim.trigger[0] < end && start < claim.trigger[1]).collect();
    if claims.is_empty() {
        return Ok(Some(format!("no act at {act}")));
    }
    let slot = text(case, "slot")?;
    let mut given = Vec::new();
    for claim in claims {
        let parties: Vec<&Party> = match slot {
            "source" => claim.source.iter().collect(),
            "target" => claim.target.iter().collect(),
            "speaker" => claim.attribution.speaker.iter().collect(),
            other => return Err(format!("unknown slot `{other}`")),
        };
        // «البلدان» are two: the second may stand on the other side.
        let second: Vec<&Party> = claim.source.iter().chain(&claim.target).collect();
        let also = case["also"].as_array().is_none_or(|also| also.iter().all(|is| second.iter().any(|party| same(party, is))));
        if also && parties.iter().any(|party| same(party, &case["is"])) {
            return Ok(None);
        }
        given.extend(parties.iter().map(|party| described(party)));
    }
    Ok(Some(format!("{slot} {} instead of {}", if given.is_empty() { "nobody".to_owned() } else { given.join(", ") }, case["is"])))
}

fn same(party: &Party, is: &Value) -> bool {
    let country = party.country.as_deref() == is["country"].as_str();
    // Organisations have no role.
    let role = party.role.is_none_or(|role| Some(role.code()) == is["role"].as_str());
    let actor = is["actor"].as_str().is_none_or(|actor| party.actor.as_deref() == Some(actor));
    country && role && actor
}

fn described(party: &Party) -> String {
    let role = party.role.map(|role| role.code()).unwrap_or_default();
    format!("{} {} {}", party.country.as_deref().unwrap_or("---"), role, party.actor.as_deref().unwrap_or("-"))
}
