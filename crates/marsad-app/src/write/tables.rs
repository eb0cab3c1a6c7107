//! `--format csv`: a folder with one table per kind, described in `docs/output.md`.
//!
//! The values of a row are in the order of the columns (`columns`). A folder appears whole or not at all; one that holds
//! other files than these tables is left alone.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::Writer;
use marsad::coded::{Attribution, Claim, CodedArticle, Figure, Party, Range, Statement};

use super::columns::TABLES;
use super::folder::Folder;

/// The rows of one article, a piece of each table.
pub type Rows = [Vec<u8>; 6];

/// Renders the rows of one article.
///
/// # Errors
/// When a row cannot be serialized, which no coded article causes.
pub fn rows(coded: &CodedArticle) -> io::Result<Rows> {
    let mut tables = [(); 6].map(|()| Writer::from_writer(Vec::new()));
    let [articles, claims, participants, statements, figures, roles] = &mut tables;
    let article = &coded.article;
    let id = article.id.as_str();
    let count = |n_items: usize| n_items.to_string();
    articles.write_record([
        id,
        text(&article.url),
        text(&article.outlet),
        text(&article.published),
        &article.language,
        &article.title,
        &article.hash,
        &count(coded.claims.len()),
        &count(coded.statements.len()),
        &count(coded.figures.len()),
        &count(coded.roles.len()),
        &count(coded.notes.len()),
        &coded.coder.marsad,
        &coded.coder.pack,
        &coded.coder.ontology,
        text(&article.body),
    ])?;
    for claim in &coded.claims {
        claims.write_record(claim_row(claim, id))?;
        let speaker = claim.attribution.speaker.as_slice();
        for (part, parties) in [
            ("source", claim.source.as_slice()),
            ("target", &claim.target),
            ("others", &claim.others),
            ("via", &claim.via),
            ("speaker", speaker),
        ] {
            for (position, party) in parties.iter().enumerate() {
                participants.write_record(party_row(party, claim, id, part, position))?;
            }
        }
        for figure in &claim.figures {
            figures.write_record(figure_row(figure, id, &claim.id))?;
        }
    }
    for (position, statement) in coded.statements.iter().enumerate() {
        statements.write_record(statement_row(statement, id, position))?;
    }
    for figure in &coded.figures {
        figures.write_record(figure_row(figure, id, ""))?;
    }
    for role in &coded.roles {
        let [start, end] = bounds(role.span);
        roles.write_record([id, &name(&role.field), &role.name, &role.office, text(&role.country), text(&role.on), &start, &end])?;
    }
    let mut rows = Rows::default();
    for (table, row) in tables.into_iter().zip(&mut rows) {
        *row = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    }
    Ok(rows)
}

fn claim_row(claim: &Claim, article: &str) -> Vec<String> {
    let (date, place) = (claim.date.as_ref(), claim.place.as_ref());
    let speaker = claim.attribution.speaker.as_ref();
    let [trigger_start, trigger_end] = bounds(claim.trigger);
    let [sentence_start, sentence_end] = bounds(claim.sentence);
    vec![
        claim.id.clone(),
        article.to_owned(),
        name(&claim.field),
        claim.event_type.clone(),
        claim.mode.clone().unwrap_or_default(),
        claim.contexts.join(" "),
        names(&claim.source),
        countries(&claim.source),
        names(&claim.target),
        countries(&claim.target),
        date.map(|date| date.edtf.clone()).unwrap_or_default(),
        date.and_then(|date| date.start.clone()).unwrap_or_default(),
        date.and_then(|date| date.end.clone()).unwrap_or_default(),
        date.map(|date| date.precision.to_string()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.map(|place| place.id.clone()).unwrap_or_default(),
        number(place.and_then(|place| place.geonames)),
        number(place.and_then(|place| place.lat)),
        number(place.and_then(|place| place.lon)),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        place.map(|place| place.precision.clone()).unwrap_or_default(),
        claim.factuality.name().to_owned(),
        claim.attribution.kind.to_string(),
        speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        speaker.and_then(|speaker| speaker.actor.clone()).unwrap_or_default(),
        chain(&claim.attribution),
        trigger_start,
        trigger_end,
        sentence_start,
        sentence_end,
        claim.evidence.clone(),
        claim.cameo.clone(),
        claim.plover.event_type.clone(),
        claim.plover.mode.clone().unwrap_or_default(),
        claim.quad.to_string(),
        claim.intensity.to_string(),
        claim.confidence.to_string(),
        claim.frame.clone(),
        claim.retells.clone().unwrap_or_default(),
        claim.denies.clone().unwrap_or_default(),
        date.map(|date| date.carried.to_string()).unwrap_or_default(),
        place.map(|place| place.carried.to_string()).unwrap_or_default(),
        claim.condition.as_ref().map(|condition| condition.text.clone()).unwrap_or_default(),
    ]
}

fn party_row(party: &Party, claim: &Claim, article: &str, part: &str, position: usize) -> Vec<String> {
    let [start, end] = bounds(party.span);
    let mut row = vec![claim.id.clone(), article.to_owned(), part.to_owned(), position.to_string()];
    row.extend(who(Some(party)));
    row.extend([name(&party.by), start, end]);
    row
}

fn statement_row(statement: &Statement, article: &str, position: usize) -> Vec<String> {
    let [content_start, content_end] = bounds(statement.content);
    let [verb_start, verb_end] = bounds(statement.verb);
    let mut row = vec![article.to_owned(), position.to_string(), name(&statement.field)];
    row.extend(who(statement.speaker.as_ref()));
    let [addressee, actor, _, country, role] = who(statement.addressee.as_ref());
    let [topic_start, topic_end] = statement.topic.map(bounds).unwrap_or_default();
    row.extend([addressee, actor, country, role, topic_start, topic_end, content_start, content_end, verb_start, verb_end]);
    row.extend([
        statement.force.clone(),
        statement.quoted.to_string(),
        statement.attribution.kind.to_string(),
        chain(&statement.attribution),
    ]);
    row
}

fn figure_row(figure: &Figure, article: &str, claim: &str) -> Vec<String> {
    let [start, end] = bounds(figure.span);
    let speaker = figure.attribution.speaker.as_ref();
    vec![
        article.to_owned(),
        claim.to_owned(),
        name(&figure.field),
        figure.what.clone(),
        number(figure.value),
        number(figure.low),
        number(figure.high),
        figure.modifier.as_deref().unwrap_or_default().to_owned(),
        figure.unit.clone().unwrap_or_default(),
        figure.counted.clone().unwrap_or_default(),
        start,
        end,
        figure.attribution.kind.to_string(),
        speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        speaker.and_then(|speaker| speaker.actor.clone()).unwrap_or_default(),
        chain(&figure.attribution),
    ]
}

/// Name, actor, office, country and role.
fn who(party: Option<&Party>) -> [String; 5] {
    let Some(party) = party else { return Default::default() };
    let role = party.role.map(|role| role.code().to_owned()).unwrap_or_default();
    [party.name.clone(), text(&party.actor).to_owned(), text(&party.office).to_owned(), text(&party.country).to_owned(), role]
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn countries(parties: &[Party]) -> String {
    parties.iter().map(|party| party.country.as_deref().unwrap_or("")).collect::<Vec<_>>().join("; ")
}

/// `agency:irna; relay:reuters`: the role of each carrier and its actor, or its words where it is nobody known.
fn chain(attribution: &Attribution) -> String {
    attribution
        .chain
        .iter()
        .map(|link| format!("{}:{}", link.role, link.actor.as_deref().unwrap_or(&link.name)))
        .collect::<Vec<_>>()
        .join("; ")
}

fn bounds(span: Range) -> [String; 2] {
    span.map(|at| at.to_string())
}

fn text(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("")
}

fn number(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The name under which a value of an enumeration is serialized.
fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A folder of tables that appears when it is whole. Dropped before that, nothing remains of it.
pub struct Tables {
    files: Vec<BufWriter<File>>,
    folder: Folder,
}

impl Tables {
    /// Begins the tables beside `path`, with their header rows.
    ///
    /// # Errors
    /// When the folder cannot be made, or `path` is a file or a folder with other files.
    pub fn open(path: &Path) -> io::Result<Self> {
        let folder = Folder::open(path, |name| TABLES.iter().any(|(table, _)| *table == name))?;
        let mut files = Vec::new();
        for (name, columns) in TABLES {
            let mut file = BufWriter::with_capacity(1 << 16, folder.file(name)?);
            writeln!(file, "{}", columns.join(","))?;
            files.push(file);
        }
        Ok(Self { files, folder })
    }

    /// Writes the rows of one article.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&mut self, rows: &Rows) -> io::Result<()> {
        self.files.iter_mut().zip(rows).try_for_each(|(file, rows)| file.write_all(rows))
    }

    /// Lets the folder appear, in the place of older tables.
    ///
    /// # Errors
    /// When the last of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for mut file in self.files {
            file.flush()?;
            file.get_ref().sync_all()?;
        }
        self.folder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_value_for_each_column() {
        let rows = rows(&crate::sample::full()).unwrap();
        let n_rows = [1, 1, 5, 1, 2, 1];
        for (((name, columns), bytes), expected) in TABLES.iter().zip(&rows).zip(n_rows) {
            let records: Vec<_> =
                csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice()).into_records().map(Result::unwrap).collect();
            assert_eq!(records.len(), expected, "{name}");
            assert!(records.iter().all(|record| record.len() == columns.len()), "{name}: {records:?}");
        }
        let claim = String::from_utf8(rows[1].clone()).unwrap();
        assert!(
            claim.contains(",الوزير,EGY,الأمم المتحدة,IGO:UN,2024-11-10/..,2024-11-10,,day,القاهرة,cairo,360630,30.06,31.25,"),
            "{claim}"
        );
        assert!(claim.contains(",planned,indirect,الوزير,egypt,agency:mena,0,1,0,9,"), "{claim}");
    }
}
