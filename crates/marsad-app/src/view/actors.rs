//! Who acts in the observatory?
//!
//! In: words of a name. Out: [`Actors`]: states, organisations, groups, offices and persons that act in events, each with how many, in the order of their
//! Arabic names without the article: «الأردن» stands under «أ», «العراق» under «ع».

use rusqlite::Connection;
use serde::Serialize;
use utoipa::ToSchema;

use super::name::{Name, Names, key, order};
use crate::store::Result;

/// Who acts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Actors {
    /// In the order of their Arabic names.
    pub actors: Vec<Acting>,
    /// All that act, whatever was asked for.
    pub n_all: usize,
}

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Acting {
    /// Code or id.
    pub id: String,
    /// What it is called.
    pub name: Name,
    /// `state`, `igo`, `armed`, `office`, `person` …; `None` where the language data does not know it.
    pub kind: Option<String>,
    /// Code of the country or organisation it belongs to.
    pub country: Option<String>,
    /// The letter under which it stands.
    pub letter: String,
    /// Events in which it acts or is acted upon.
    pub n_events: i64,
}

/// Those who act and have the words in one of their names, their id or code; all for no words.
///
/// Cost: one pass over the facets of actors (thousands), whatever the number of events.
///
/// # Errors
/// When they cannot be read.
pub fn actors(db: &Connection, names: &Names<'_>, q: &str) -> Result<Actors> {
    let wanted = key(q.trim());
    let mut rows = db.prepare_cached("SELECT substr(name, 7), n_events FROM facets WHERE name >= 'actor:' AND name < 'actor;'")?;
    let rows: Vec<(String, i64)> = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    let mut n_all = 0;
    for (id, n_events) in rows {
        // A state's own id says the same as its code, of fewer events.
        if names.canonical(&id) != id {
            continue;
        }
        n_all += 1;
        let name = names.name(&id);
        if !wanted.is_empty() && !is_called(&id, &name, &wanted, names) {
            continue;
        }
        let order = order(&name.ar);
        let letter = order.chars().next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        let kind = names.kind(&id).map(str::to_owned);
        let country = names.country(&id).map(str::to_owned);
        found.push((order, Acting { id, name, kind, country, letter, n_events }));
    }
    found.sort_by(|one, other| (&one.0, &one.1.id).cmp(&(&other.0, &other.1.id)));
    Ok(Actors { actors: found.into_iter().map(|(_, acting)| acting).collect(), n_all })
}

fn is_called(id: &str, name: &Name, wanted: &str, names: &Names<'_>) -> bool {
    let others = names.actor(id).map(|actor| &actor.names).or_else(|| names.person_of(id).map(|person| &person.names));
    let mut texts = [id, &name.ar, &name.en].into_iter().chain(others.into_iter().flatten().map(String::as_str));
    texts.any(|text| key(text).contains(wanted))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{lang, observatory};
    use super::*;

    #[test]
    fn names_are_found_in_both_scripts_and_ordered_without_the_article() {
        let (observatory, names) = (observatory(), Names::new(lang()));
        let of =
            |q: &str| -> Vec<String> { actors(&observatory.db, &names, q).unwrap().actors.into_iter().map(|acting| acting.id).collect() };
        assert_eq!(of(""), ["ISR", "IRN", "SYR", "IRQ", "LBN"]);
        assert_eq!(
            (of("عراق"), of("العراق"), of("iraq"), of("IRQ")),
            (vec!["IRQ".into()], vec!["IRQ".into()], vec!["IRQ".into()], vec!["IRQ".into()])
        );
        assert!(of("لا أحد").is_empty());
        let all = actors(&observatory.db, &names, "ايران").unwrap();
        assert_eq!((all.n_all, all.actors[0].n_events, all.actors[0].kind.as_deref()), (5, 3, Some("state")));
        assert_eq!(all.actors[0].country.as_deref(), Some("IRN"));
    }
}
