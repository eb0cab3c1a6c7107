//! Whether a question about an office is answered right, or rightly not answered.

use marsad::Lang;
use marsad::actor::{Asked, who};
use serde_json::Value;

use super::text;

pub(super) fn wrong(case: &Value, lang: &Lang) -> Result<Option<String>, String> {
    let on = text(case, "on")?;
    let on = on.parse().map_err(|_| format!("`on` is no day: {on}"))?;
    let wanted: Vec<&str> = case["answer"].as_array().ok_or("`answer` is missing")?.iter().filter_map(Value::as_str).collect();
    let answer = who(text(case, "query")?, on, lang);
    let tables = &lang.tables;
    let given: Vec<&str> = answer
        .terms
        .iter()
        .map(|term| match answer.asked {
            Some(Asked::Person(_)) => tables.offices[term.office as usize].id.as_str(),
            _ => tables.persons[term.person as usize].id.as_str(),
        })
        .collect();
    let right = if wanted.is_empty() { given.is_empty() } else { wanted.iter().any(|wanted| given.contains(wanted)) };
    let why = || match &answer.unknown {
        Some(unknown) => format!("unknown ({unknown:?}) instead of {}", wanted.join(" or ")),
        None if wanted.is_empty() => format!("{} instead of unknown", given.join(", ")),
        None => format!("{} instead of {}", given.join(", "), wanted.join(" or ")),
    };
    Ok((!right).then(why))
}
