//! Who and where: actors, titles, offices, persons, holders and places → tables.

use std::collections::BTreeMap;

use marsad::coded::Role;
use marsad::pack::{Actor, Convention, Gender, Office, Person, Place as Spot, Tables, Title};

use crate::additions;
use crate::dates;
use crate::entry::{Entry, Text};
use crate::merge::{Unique, merge};
use crate::problems::{Place, Problems, nearest};
use crate::sources::{Sources, Table};
use crate::words;

const KINDS: [&str; 10] = ["state", "igo", "ngo", "armed", "party", "institution", "media", "company", "people", "bloc"];

/// Reads actors alone: their relational adjectives are words of the lexicon.
pub(crate) fn read_actors(sources: &mut Sources, tables: &mut Tables, problems: &mut Problems) -> Vec<Actor> {
    let mut unique = Unique::default();
    let mut actors = Vec::new();
    for mut entry in additions::add(sources.take("actor"), &mut tables.actors, problems) {
        let id = entry.need("id", problems);
        let kind = entry.need("kind", problems);
        if !KINDS.contains(&kind.text.as_str()) {
            problems.error(&kind.place, format!("unknown kind `{}`", kind.text), nearest(&kind.text, KINDS));
        }
        let actor = Actor {
            id: id.text.clone(),
            country: country(&entry.need("country", problems), problems),
            role: role(&mut entry, "role", problems).unwrap_or_else(|| usual_role(&kind, &id, problems)),
            kind: kind.text,
            roles: dated_roles(&mut entry, problems),
            parent: entry.some("parent", problems),
            from: date(&mut entry, "from", problems),
            to: date(&mut entry, "to", problems),
            gender: entry.text("gender", problems).map(|text| if text.text == "m" { Gender::Masc } else { Gender::Fem }),
            en: entry.need("en", problems).text,
            wikidata: wikidata(&mut entry, problems),
            names: entry.strings("names", problems),
            nisbas: entry.strings("nisbas", problems),
            metonyms: entry.strings("metonyms", problems),
            need: entry.strings("need", problems),
            members: entry.strings("members", problems),
            line: id.place.to_string(),
        };
        entry.finish(problems);
        if actor.names.is_empty() {
            problems.error(&id.place, format!("the actor {} has no names", actor.id), "add names = [\"…\"], the usual one first");
        }
        dates::check_order(&id.place, actor.from.as_deref(), actor.to.as_deref(), problems);
        if unique.id("actors", &actor.id, &id.place, problems) {
            actors.push(actor);
        }
    }
    merge(&mut tables.actors, actors.clone(), |actor| actor.id.clone());
    let mut named: BTreeMap<String, &str> = BTreeMap::new();
    for actor in &actors {
        let place = line_of(&actor.line);
        for name in &actor.names {
            let other = named.insert(words::keys(name).join(" "), &actor.id).filter(|other| *other != actor.id);
            if let (Some(other), true) = (other, actor.need.is_empty()) {
                problems.warn(&place, format!("{name} names {other} too"), "add `need`: words of which the article must have one");
            }
        }
        for other in actor.parent.iter().chain(&actor.members) {
            known_actor(&Text { text: other.clone(), place: place.clone() }, tables, problems);
        }
    }
    actors
}

/// Roles that an actor has from a day on: `roles = [{ role = "GOV", from = "2021-08-15" }]`.
fn dated_roles(entry: &mut Entry, problems: &mut Problems) -> Vec<(String, Role)> {
    let mut roles = Vec::new();
    for mut dated in entry.tables("roles", problems) {
        let from = date(&mut dated, "from", problems);
        let role = need_role(&mut dated, problems);
        if from.is_none() {
            problems.error(&dated.place, "`from` is missing", "write the day from which it has the role");
        }
        roles.extend(from.map(|from| (from, role)));
        dated.finish(problems);
    }
    roles.sort_by(|a, b| a.0.cmp(&b.0));
    roles
}

fn usual_role(kind: &Text, id: &Text, problems: &mut Problems) -> Role {
    match kind.text.as_str() {
        "institution" => {
            problems.error(&id.place, format!("the institution {} has no role", id.text), "add role = \"GOV\", \"MIL\", \"LEG\" …");
            Role::Gov
        }
        "armed" => Role::Reb,
        "party" => Role::Pty,
        "media" => Role::Med,
        "company" => Role::Bus,
        "ngo" | "people" => Role::Cvl,
        _ => Role::Gov,
    }
}

/// Reads the rest of the knowledge.
pub(crate) fn read(sources: &mut Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut titles = Vec::new();
    for mut entry in sources.take("title") {
        let id = entry.need("id", problems);
        let title = Title {
            id: id.text.clone(),
            role: need_role(&mut entry, problems),
            en: entry.need("en", problems).text,
            forms: entry.strings("forms", problems),
            head_of_state: entry.flag("head_of_state", problems),
            style: entry.flag("style", problems),
        };
        if title.forms.is_empty() {
            problems.error(&id.place, format!("the title {} has no forms", title.id), "add forms = [\"…\"]");
        }
        entry.finish(problems);
        if unique.id("titles", &title.id, &id.place, problems) {
            titles.push(title);
        }
    }
    merge(&mut tables.titles, titles, |title| title.id.clone());

    let mut offices = Vec::new();
    for mut entry in additions::add(sources.take("office"), &mut tables.offices, problems) {
        let id = entry.need("id", problems);
        let (title, of) = (entry.need("title", problems), entry.need("of", problems));
        let known = tables.titles.iter().find(|known| known.id == title.text);
        if known.is_none() {
            problems.error(
                &title.place,
                format!("unknown title `{}`", title.text),
                nearest(&title.text, tables.titles.iter().map(|title| title.id.as_str())),
            );
        }
        let actor = known_actor(&of, tables, problems);
        let office = Office {
            id: id.text.clone(),
            title: title.text,
            of: of.text,
            role: role(&mut entry, "role", problems).or(known.map(|title| title.role)).unwrap_or_default(),
            country: actor.map(|actor| tables.actors[actor].country.clone()).unwrap_or_default(),
            en: entry.need("en", problems).text,
            wikidata: wikidata(&mut entry, problems),
            aliases: entry.strings("aliases", problems),
            line: id.place.to_string(),
        };
        let usable = known.is_some() && actor.is_some();
        entry.finish(problems);
        if unique.id("offices", &office.id, &id.place, problems) && usable {
            offices.push(office);
        }
    }
    merge(&mut tables.offices, offices, |office| office.id.clone());

    let mut persons = Vec::new();
    for mut entry in additions::add(sources.take("person"), &mut tables.persons, problems) {
        let id = entry.need("id", problems);
        let person = Person {
            id: id.text.clone(),
            country: country(&entry.need("country", problems), problems),
            en: entry.need("en", problems).text,
            wikidata: wikidata(&mut entry, problems),
            names: entry.strings("names", problems),
            alone: entry.strings("alone", problems),
            role: role(&mut entry, "role", problems),
            of: entry.text("of", problems).filter(|of| known_actor(of, tables, problems).is_some()).map(|of| of.text),
            line: id.place.to_string(),
        };
        if person.names.is_empty() {
            problems.error(&id.place, format!("the person {} has no names", person.id), "add names = [\"…\"], the usual one first");
        }
        entry.finish(problems);
        if unique.id("persons", &person.id, &id.place, problems) {
            persons.push(person);
        }
    }
    merge(&mut tables.persons, persons, |person| person.id.clone());
    dates::read_holders(sources, tables, problems);
    read_places(sources, tables, problems);
    read_conventions(sources, tables, problems);
}

fn read_conventions(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut conventions = Vec::new();
    for row in sources.rows(Table::Conventions) {
        let first_day = row.number(1, problems).unwrap_or(1.0);
        if !(1.0..=7.0).contains(&first_day) {
            problems.error(&row.place, format!("`{first_day}` is not a weekday"), "Monday is 1, Sunday is 7");
        }
        if !matches!(row.field(2), "point" | "comma") {
            problems.error(&row.place, format!("unknown decimal separator `{}`", row.field(2)), "write point or comma");
        }
        if !matches!(row.field(3), "gregorian" | "solar") {
            problems.error(&row.place, format!("unknown calendar `{}`", row.field(3)), "write gregorian or solar");
        }
        let country = country(&Text { text: row.field(0).to_owned(), place: row.place.clone() }, problems);
        if unique.id("conventions", &country, &row.place, problems) {
            let (decimal_comma, solar) = (row.field(2) == "comma", row.field(3) == "solar");
            conventions.push(Convention { country, first_day: first_day as i8, decimal_comma, solar });
        }
    }
    merge(&mut tables.conventions, conventions, |convention| convention.country.clone());
}

fn read_places(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut places: Vec<Spot> = Vec::new();
    for row in sources.rows(Table::Places) {
        let (id, name) = (row.field(0).to_owned(), row.field(9).to_owned());
        if row.field(1) == "name" {
            match places.iter_mut().rfind(|place| place.id == id).or(tables.places.iter_mut().find(|place| place.id == id)) {
                Some(place) if place.names.contains(&name) => {}
                Some(place) => place.names.push(name),
                None => problems.error(&row.place, format!("a further name of an unknown place `{id}`"), "write the place's own row first"),
            }
            continue;
        }
        let place = Spot {
            kind: row.field(1).to_owned(),
            country: if row.field(2).is_empty() {
                String::new()
            } else {
                country(&Text { text: row.field(2).to_owned(), place: row.place.clone() }, problems)
            },
            lat: row.number(3, problems),
            lon: row.number(4, problems),
            geonames: row.number(5, problems).map(|id| id as u32),
            wikidata: row.some(6),
            population: row.number(7, problems).map(|count| count as u32),
            en: row.field(8).to_owned(),
            names: vec![name],
            id,
        };
        if place.lat.is_some_and(|lat| lat.abs() > 90.0) || place.lon.is_some_and(|lon| lon.abs() > 180.0) {
            problems.error(&row.place, "the coordinates are not on the earth", "latitude first, in degrees");
        }
        if unique.id("places", &place.id, &row.place, problems) {
            places.push(place);
        }
    }
    merge(&mut tables.places, places, |place| place.id.clone());
}

/// Row of an actor; an error when there is none.
fn known_actor(id: &Text, tables: &Tables, problems: &mut Problems) -> Option<usize> {
    let actor = tables.actors.iter().position(|actor| actor.id == id.text);
    if actor.is_none() {
        problems.error(
            &id.place,
            format!("unknown actor `{}`", id.text),
            nearest(&id.text, tables.actors.iter().map(|actor| actor.id.as_str())),
        );
    }
    actor
}

/// The role that a field tells.
pub(crate) fn role(entry: &mut Entry, field: &'static str, problems: &mut Problems) -> Option<Role> {
    let text = entry.text(field, problems)?;
    let role = Role::from_code(&text.text);
    if role.is_none() {
        problems.error(&text.place, format!("unknown role `{}`", text.text), nearest(&text.text, Role::ALL.map(Role::code)));
    }
    role
}

fn need_role(entry: &mut Entry, problems: &mut Problems) -> Role {
    let before = problems.n_errors();
    role(entry, "role", problems).unwrap_or_else(|| {
        if problems.n_errors() == before {
            problems.error(&entry.place, "`role` is missing", "");
        }
        Role::default()
    })
}

/// ISO 3166 alpha-3, `IGO:UN`-like, or `---`.
fn country(code: &Text, problems: &mut Problems) -> String {
    let alpha = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let fine = match code.text.split_once(':') {
        Some((prefix, rest)) => matches!(prefix, "IGO" | "NGO" | "MNC") && alpha(rest),
        None => code.text == "---" || code.text.len() == 3 && alpha(&code.text),
    };
    if !fine && !code.text.is_empty() {
        problems.error(
            &code.place,
            format!("`{}` is not a country code", code.text),
            "write ISO 3166 alpha-3 (EGY), IGO:UN, NGO:HRW or ---",
        );
    }
    code.text.clone()
}

pub(crate) fn wikidata(entry: &mut Entry, problems: &mut Problems) -> Option<String> {
    let text = entry.text("wikidata", problems)?;
    if !text.text.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())) {
        problems.error(&text.place, format!("`{}` is not a Wikidata id", text.text), "write Q and a number");
    }
    Some(text.text)
}

fn date(entry: &mut Entry, key: &'static str, problems: &mut Problems) -> Option<String> {
    let text = entry.text(key, problems)?;
    dates::check(&text.place, &text.text, problems).then_some(text.text)
}

/// The place that an entry of the tables came from.
pub(crate) fn line_of(line: &str) -> Place {
    line.rsplit_once(':').map_or_else(|| Place::new(line, 0), |(file, number)| Place::new(file, number.parse().unwrap_or_default()))
}
