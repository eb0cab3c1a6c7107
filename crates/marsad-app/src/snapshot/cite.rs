//! How is it cited?
//!
//! In: a manifest and its id. Out: `CITATION.cff`, `citation.bib` and `datacite.json`; nothing of them comes from anywhere else, so they can be
//! checked by writing them again.
//!
//! The date of a snapshot is the last day of publication in it: that is what a reader has to know, and it is the same whenever it is made.

use std::fmt::Write;

use serde_json::{Value, json};

use super::manifest::{Manifest, REPOSITORY, short};

/// Who is named where nobody said who made it.
const ANONYMOUS: &str = "anonymous";

/// The files of the citation with their texts.
#[must_use]
pub fn files(manifest: &Manifest, id: &str) -> [(&'static str, String); 3] {
    [("CITATION.cff", cff(manifest, id)), ("citation.bib", bibtex(manifest, id)), ("datacite.json", datacite(manifest, id))]
}

/// A plain title for what was given none.
#[must_use]
pub fn title(manifest: &Manifest) -> String {
    let query = manifest.query.as_ref().map(|query| format!(" ({query})")).unwrap_or_default();
    format!("Events and claims from Arabic news{}{query}", period(manifest))
}

fn period(manifest: &Manifest) -> String {
    match (&manifest.first_day, &manifest.last_day) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    }
}

/// What it holds, in a sentence, with what it does not say.
fn summary(manifest: &Manifest) -> String {
    let rows = |file: &str| manifest.rows(file);
    let coders: Vec<String> = manifest
        .coders
        .iter()
        .map(|coder| format!("Marsad {} with language data {} and ontology {}", coder.marsad, coder.pack, coder.ontology))
        .collect();
    format!(
        "{} events according to {} claims in {} articles of {} outlets{}, coded by {}. What is reported, not what is verified.",
        rows("events.jsonl"),
        rows("claims.jsonl"),
        rows("articles.jsonl"),
        manifest.n_outlets,
        period(manifest),
        coders.join("; ")
    )
}

/// Family and given name of a person who is written `Family, Given`.
fn person(creator: &str) -> Option<(&str, &str)> {
    creator
        .split_once(',')
        .map(|(family, given)| (family.trim(), given.trim()))
        .filter(|(family, given)| !family.is_empty() && !given.is_empty())
}

fn is_address(licence: &str) -> bool {
    licence.starts_with("https://") || licence.starts_with("http://")
}

/// A text in quotes; what JSON writes, YAML reads.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The Citation File Format, version 1.2.0.
fn cff(manifest: &Manifest, id: &str) -> String {
    let citation = &manifest.citation;
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: \"If you use these data, please cite them with their version.\"\ntype: dataset\ntitle: {}\nauthors:\n",
        quoted(&citation.title)
    );
    if citation.creators.is_empty() {
        let _ = writeln!(text, "  - name: {ANONYMOUS}");
    }
    for creator in &citation.creators {
        let _ = match person(creator) {
            Some((family, given)) => writeln!(text, "  - family-names: {}\n    given-names: {}", quoted(family), quoted(given)),
            None => writeln!(text, "  - name: {}", quoted(creator)),
        };
    }
    let _ = writeln!(text, "version: {}", quoted(short(id)));
    if let Some(day) = &manifest.last_day {
        let _ = writeln!(text, "date-released: {}", quoted(day));
    }
    if let Some(licence) = &citation.licence {
        let _ = writeln!(text, "{}: {}", if is_address(licence) { "license-url" } else { "license" }, quoted(licence));
    }
    let _ = write!(
        text,
        "identifiers:\n  - type: other\n    value: {}\n    description: \"SHA-256 of manifest.json, which lists every table\"\nabstract: {}\nreferences:\n",
        quoted(&format!("sha256:{id}")),
        quoted(&summary(manifest))
    );
    for coder in &manifest.coders {
        let _ = write!(
            text,
            "  - type: software\n    title: Marsad\n    authors:\n      - name: The Marsad authors\n    version: {}\n    repository-code: {}\n    notes: {}\n",
            quoted(&coder.marsad),
            quoted(REPOSITORY),
            quoted(&format!("language data {} ({}), ontology {}", coder.pack, coder.data, coder.ontology))
        );
    }
    text
}

/// A BibTeX entry.
fn bibtex(manifest: &Manifest, id: &str) -> String {
    let citation = &manifest.citation;
    // Braces keep an organisation's name together.
    let author = |creator: &String| {
        let name = tex(creator);
        if person(creator).is_some() { name } else { format!("{{{name}}}") }
    };
    let authors: Vec<String> = citation.creators.iter().map(author).collect();
    let authors = if authors.is_empty() { format!("{{{ANONYMOUS}}}") } else { authors.join(" and ") };
    let date = manifest.last_day.as_ref().map(|day| format!("  year = {{{}}},\n  date = {{{day}}},\n", year(day))).unwrap_or_default();
    let licence = citation.licence.as_ref().map(|licence| format!(" Licence: {}.", tex(licence))).unwrap_or_default();
    format!(
        "@misc{{marsad-{short},\n  author = {{{authors}}},\n  title = {{{{{title}}}}},\n{date}  version = {{{short}}},\n  howpublished = {{Data set}},\n  \
         note = {{SHA-256 of manifest.json: {id}.{licence}}},\n  abstract = {{{summary}}}\n}}\n",
        short = short(id),
        title = tex(&citation.title),
        summary = tex(&summary(manifest))
    )
}

fn year(day: &str) -> &str {
    day.get(..4).unwrap_or(day)
}

/// A text with the characters escaped that mean something to TeX.
fn tex(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', letter]),
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '\\' => out += "\\textbackslash{}",
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// What DataCite asks of somebody who registers a DOI, in its JSON; the DOI itself and the publisher are the repository's to give.
fn datacite(manifest: &Manifest, id: &str) -> String {
    let citation = &manifest.citation;
    let creator = |creator: &String| match person(creator) {
        Some((family, given)) => json!({
            "name": format!("{family}, {given}"), "nameType": "Personal", "familyName": family, "givenName": given
        }),
        None => json!({ "name": creator, "nameType": "Organizational" }),
    };
    let mut creators: Vec<Value> = citation.creators.iter().map(creator).collect();
    if creators.is_empty() {
        creators.push(json!({ "name": ":unkn" }));
    }
    let n_bytes: u64 = manifest.files.iter().map(|listed| listed.bytes).sum();
    let mut fields = vec![
        ("types", json!({ "resourceType": "Event data", "resourceTypeGeneral": "Dataset" })),
        ("creators", json!(creators)),
        ("titles", json!([{ "title": citation.title }])),
        ("publisher", json!({ "name": ":tba" })),
        ("version", json!(short(id))),
        (
            "alternateIdentifiers",
            json!([{
                "alternateIdentifier": format!("sha256:{id}"), "alternateIdentifierType": "SHA-256 of manifest.json"
            }]),
        ),
        ("descriptions", json!([{ "description": summary(manifest), "descriptionType": "Abstract" }])),
        ("formats", json!(["application/jsonl"])),
        ("sizes", json!([format!("{n_bytes} bytes")])),
        (
            "relatedIdentifiers",
            json!([{
                "relatedIdentifier": REPOSITORY, "relatedIdentifierType": "URL", "relationType": "IsCompiledBy"
            }]),
        ),
        ("schemaVersion", json!("http://datacite.org/schema/kernel-4")),
    ];
    if let (Some(first), Some(last)) = (&manifest.first_day, &manifest.last_day) {
        fields.push(("publicationYear", json!(year(last))));
        let period = if first == last { first.clone() } else { format!("{first}/{last}") };
        fields.push(("dates", json!([{ "date": period, "dateType": "Other", "dateInformation": "publication of the articles" }])));
    }
    if let Some(licence) = &citation.licence {
        fields.push((
            "rightsList",
            json!([if is_address(licence) {
                json!({ "rightsUri": licence })
            } else {
                json!({ "rights": licence, "rightsIdentifier": licence.to_lowercase(), "rightsIdentifierScheme": "SPDX" })
            }]),
        ));
    }
    let object: serde_json::Map<String, Value> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let value = super::rows::sorted(&Value::Object(object));
    serde_json::to_string_pretty(&value).map(|text| text + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::manifest::{Citation, Coder};

    fn manifest(creators: &[&str], licence: Option<&str>) -> Manifest {
        let coder = |text: &str| text.to_owned();
        Manifest {
            snapshot: 1,
            query: None,
            first_day: Some("2003-08-20".to_owned()),
            last_day: Some("2024-11-10".to_owned()),
            n_outlets: 2,
            n_stories: 3,
            coders: vec![Coder { marsad: coder("0.1.0"), pack: coder("ar 1"), ontology: coder("1"), data: coder("ff"), n_articles: 3 }],
            citation: Citation {
                title: "100% «of» {it} & \"more\"".to_owned(),
                creators: creators.iter().map(|creator| (*creator).to_owned()).collect(),
                licence: licence.map(str::to_owned),
            },
            files: Vec::new(),
        }
    }

    #[test]
    fn names_are_persons_or_organisations() {
        let [(_, cff), (_, bib), (_, datacite)] =
            files(&manifest(&["Haddad, Huda", "مركز الدراسات"], Some("CC-BY-4.0")), "0123456789abcdef");
        assert!(cff.contains("family-names: \"Haddad\"\n    given-names: \"Huda\"\n  - name: \"مركز الدراسات\""), "{cff}");
        assert!(bib.contains("author = {Haddad, Huda and {مركز الدراسات}}"), "{bib}");
        assert!(bib.contains("100\\% «of» \\{it\\} \\& \"more\""), "{bib}");
        let datacite: Value = serde_json::from_str(&datacite).unwrap();
        assert_eq!(datacite["creators"][1]["nameType"], "Organizational");
        assert_eq!(datacite["publicationYear"], "2024");
        assert_eq!(datacite["rightsList"][0]["rightsIdentifier"], "cc-by-4.0");
    }

    #[test]
    fn what_was_not_said_is_not_made_up() {
        let [(_, cff), (_, bib), (_, datacite)] = files(&manifest(&[], None), "0123456789abcdef");
        assert!(cff.contains("- name: anonymous") && !cff.contains("license"), "{cff}");
        assert!(bib.contains("{{anonymous}}"), "{bib}");
        assert!(!datacite.contains("rights"), "{datacite}");
    }
}
