//! Which office is that: a label of somebody else's data and the body it belongs to → an office of the base, or a new one with its title.
//!
//! In: names of an office («وزير خارجية لبنان»), its body (`lebanon`). Out: an id, and what has to be written for it.
//!
//! The words of the base's titles are looked for at the beginning of the name, without articles: «وزير خارجية» is the title
//! `foreign-minister`, and «لبنان» names the body: the office is the base's `lebanon-foreign-minister`. «رئيس الجمهورية اللبنانية» could be two
//! titles; the one that the base has an office with is meant. «محافظ نينوى» has a rest that does not name
//! its body; it is an office of its own, with a title of its own that only this phrase tells.
//!
//! A title of the base is used for one office of a state or an organisation at most: where two had it, the coder could not tell who «وزير
//! الخارجية» is. Offices of parties and other bodies inside a country have titles of their own for the same reason.

use marsad::coded::Role;
use marsad::pack::Actor;
use marsad::text::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};

use super::base::Base;
use super::names::key;
use super::rows;

/// The article, which titles have and names of offices often lack.
const ARTICLE: &str = "\u{0627}\u{0644}";
/// Prepositions that are written with their word: to, and with.
const ATTACHED: [char; 2] = ['\u{0644}', '\u{0628}'];

/// An office as somebody else tells it.
pub struct Told<'a> {
    /// The id it gets when it is new.
    pub id: &'a str,
    pub wikidata: Option<&'a str>,
    pub names: &'a [String],
    pub en: &'a str,
    /// What its holders do, where no title tells.
    pub role: Role,
}

/// The body that an office belongs to.
pub struct Body {
    pub id: String,
    pub country: String,
    /// Whether a title of the base may be used for it.
    is_whole: bool,
    words: Vec<String>,
}

/// An office that was found, with entries to write for it.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub id: String,
    pub title: Option<String>,
    pub office: Option<String>,
}

/// Finds offices; remembers the titles it gave.
pub struct Offices<'b> {
    base: &'b Base,
    forms: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    /// Offices of the base by title and country.
    of_title: FxHashMap<&'b str, FxHashMap<&'b str, Vec<usize>>>,
    /// Offices of the base by the phrases that name them.
    aliases: FxHashMap<String, usize>,
    given: FxHashSet<(usize, String)>,
    own_titles: FxHashMap<String, String>,
}

impl Body {
    /// A body of the base.
    pub fn of(actor: &Actor) -> Self {
        let words = actor.names.iter().chain(&actor.nisbas).flat_map(|name| words(name)).collect();
        let is_whole = actor.kind == "state" || actor.country.starts_with("IGO:");
        Self { id: actor.id.clone(), country: actor.country.clone(), is_whole, words }
    }

    /// A body that the layer itself has.
    pub fn new(id: &str, country: &str) -> Self {
        Self { id: id.to_owned(), country: country.to_owned(), is_whole: country.starts_with("IGO:"), words: Vec::new() }
    }

    /// Whether a word of an office's name only tells the body: its name, or its relational adjective in any gender.
    fn explains(&self, word: &str) -> bool {
        let alone = word.strip_prefix(ATTACHED).map(bare_key);
        self.words
            .iter()
            .any(|known| word.starts_with(known.as_str()) || alone.as_ref().is_some_and(|word| word.starts_with(known.as_str())))
    }
}

impl<'b> Offices<'b> {
    /// With the titles and offices of the base.
    pub fn new(base: &'b Base) -> Self {
        let mut forms: FxHashMap<String, Vec<(Vec<String>, usize)>> = FxHashMap::default();
        for (row, title) in base.titles.iter().enumerate() {
            for form in &title.forms {
                let mut words = words(form);
                if !words.is_empty() {
                    forms.entry(words.remove(0)).or_default().push((words, row));
                }
            }
        }
        for entries in forms.values_mut() {
            entries.sort_by_key(|(rest, row)| (std::cmp::Reverse(rest.len()), *row));
        }
        let mut of_title: FxHashMap<_, FxHashMap<_, Vec<usize>>> = FxHashMap::default();
        let mut aliases = FxHashMap::default();
        for (row, office) in base.offices.iter().enumerate() {
            aliases.extend(office.aliases.iter().map(|alias| (key(alias), row)));
            of_title.entry(office.title.as_str()).or_default().entry(office.country.as_str()).or_default().push(row);
        }
        Self { base, forms, of_title, aliases, given: FxHashSet::default(), own_titles: FxHashMap::default() }
    }

    /// The office with these names in this body.
    pub fn find(&mut self, told: &Told<'_>, body: &Body) -> Found {
        if let Some(office) =
            told.names.iter().find_map(|name| self.aliases.get(&key(name))).filter(|row| self.base.offices[**row].of == body.id)
        {
            return self.known(*office, told);
        }
        let titles = told.names.iter().flat_map(|name| self.titles(name)).filter(|(_, rest)| rest.iter().all(|word| body.explains(word)));
        let titles: Vec<usize> = titles.map(|(title, _)| title).filter(|_| body.is_whole).collect();
        for title in &titles {
            if let [office] = self.of_title(*title, body)
                && self.base.offices[*office].of == body.id
            {
                return self.known(*office, told);
            }
        }
        if let Some(title) = titles.first()
            && self.of_title(*title, body).is_empty()
            && self.given.insert((*title, body.country.clone()))
        {
            return new_office(told, &self.base.titles[*title].id, body, None);
        }
        let role = told.names.iter().find_map(|name| self.titles(name).next()).map_or(told.role, |(title, _)| self.base.titles[title].role);
        let forms: Vec<String> = told.names.to_vec();
        let Some(first) = forms.first() else { return Found::default() };
        if let Some(title) = self.own_titles.get(&key(first)) {
            return new_office(told, &title.clone(), body, None);
        }
        self.own_titles.insert(key(first), told.id.to_owned());
        let mut title = String::new();
        rows::table(&mut title, "title");
        rows::text(&mut title, "id", told.id);
        rows::text(&mut title, "role", role.code());
        rows::text(&mut title, "en", told.en);
        rows::list(&mut title, "forms", &forms);
        title.push('\n');
        new_office(told, told.id, body, Some(title))
    }

    /// An office of the base; it learns its Wikidata id.
    fn known(&self, row: usize, told: &Told<'_>) -> Found {
        let office = &self.base.offices[row];
        let learns = told.wikidata.filter(|_| office.wikidata.is_none()).map(|wikidata| {
            let mut entry = String::new();
            rows::table(&mut entry, "office");
            rows::text(&mut entry, "id", &office.id);
            entry.push_str("adds = true\n");
            rows::text(&mut entry, "wikidata", wikidata);
            entry.push('\n');
            entry
        });
        Found { id: office.id.clone(), title: None, office: learns }
    }

    /// The offices of the base with a title in the country of a body.
    fn of_title(&self, title: usize, body: &Body) -> &[usize] {
        let offices = self.of_title.get(self.base.titles[title].id.as_str()).and_then(|countries| countries.get(body.country.as_str()));
        offices.map_or(&[], Vec::as_slice)
    }

    /// The titles of the base at the beginning of a name, the longest first, each with the words after it.
    fn titles(&self, name: &str) -> impl Iterator<Item = (usize, Vec<String>)> {
        let mut words = words(name);
        let forms = if words.is_empty() { None } else { self.forms.get(&words.remove(0)) };
        let forms = forms.into_iter().flatten();
        forms.filter_map(move |(form, title)| Some((*title, words.strip_prefix(form.as_slice())?.to_vec())))
    }
}

fn new_office(told: &Told<'_>, title: &str, body: &Body, new_title: Option<String>) -> Found {
    let mut entry = String::new();
    rows::table(&mut entry, "office");
    rows::text(&mut entry, "id", told.id);
    rows::text(&mut entry, "title", title);
    rows::text(&mut entry, "of", &body.id);
    rows::text(&mut entry, "en", told.en);
    rows::text(&mut entry, "wikidata", told.wikidata.unwrap_or_default());
    entry.push('\n');
    Found { id: told.id.to_owned(), title: new_title, office: Some(entry) }
}

/// The words of a name as they are compared: folded, without articles.
fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(|word| bare_key(&fold(word))).filter(|word| !word.is_empty()).collect()
}

/// A key without its article, as titles are looked up: a short word keeps it.
fn bare_key(key: &str) -> String {
    key.strip_prefix(ARTICLE).filter(|rest| rest.chars().count() > 2).unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use marsad::pack::{Office, Tables, Title};

    use super::*;

    fn base() -> Base {
        let title = |id: &str, forms: &[&str]| Title {
            id: id.into(),
            forms: forms.iter().map(|form| (*form).into()).collect(),
            ..Title::default()
        };
        let lebanon = Actor {
            id: "lebanon".into(),
            kind: "state".into(),
            country: "LBN".into(),
            names: vec!["لبنان".into(), "الجمهورية اللبنانية".into()],
            nisbas: vec!["لبناني".into()],
            ..Actor::default()
        };
        let office = Office {
            id: "lebanon-foreign-minister".into(),
            title: "foreign-minister".into(),
            of: "lebanon".into(),
            country: "LBN".into(),
            ..Office::default()
        };
        let tables = Tables {
            actors: vec![lebanon],
            titles: vec![
                title("minister", &["الوزير"]),
                title("foreign-minister", &["وزير الخارجية"]),
                title("speaker", &["رئيس مجلس النواب"]),
            ],
            offices: vec![office],
            ..Tables::default()
        };
        Base::new(tables, &[]).unwrap()
    }

    #[test]
    fn names_are_told_apart_by_the_words_after_the_title() {
        let base = base();
        let mut offices = Offices::new(&base);
        let body = Body::of(&base.actors[0]);
        let mut find = |id: &str, name: &str| {
            let names = vec![name.to_owned()];
            offices.find(&Told { id, wikidata: Some("Q1"), names: &names, en: "Trial", role: Role::Gov }, &body)
        };
        for name in ["وزير خارجية لبنان", "وزير الخارجية اللبناني", "وزير خارجية الجمهورية اللبنانية", "وزير الخارجية"]
        {
            let found = find("wd-q1", name);
            assert_eq!((found.id.as_str(), found.title), ("lebanon-foreign-minister", None), "{name}");
            assert!(found.office.unwrap().contains("adds = true\nwikidata = \"Q1\""));
        }
        let found = find("wd-q2", "رئيس مجلس النواب اللبناني");
        assert!(found.title.is_none() && found.office.unwrap().contains("title = \"speaker\""));
        let found = find("wd-q3", "رئيس مجلس نواب لبنان");
        assert!(found.title.unwrap().contains("id = \"wd-q3\""), "the title of one office is given once");
        let found = find("wd-q4", "وزير الدولة لشؤون التنمية");
        assert!(found.title.unwrap().contains("وزير الدولة لشؤون التنمية") && found.office.unwrap().contains("of = \"lebanon\""));
        let found = find("wd-q5", "وزير الدولة لشؤون التنمية");
        assert!(found.title.is_none() && found.office.unwrap().contains("title = \"wd-q4\""), "one phrase, one title");
    }
}
