//! The rows of `csv`, `parquet` and `package`: events, claims, who takes part, figures, statements, articles without their text, what people decided,
//! and what became of events.
//!
//! In: events in their order. Out: cells for each table, in the order of `columns`, to whatever writes them ([`Sink`]).

use std::io;

use marsad::coded::{Figure, Party, Statement};
use rusqlite::{Connection, params};

use super::chosen::Chosen;
use super::clean::{clean, first_words, quote};
use super::columns::Of;
use super::lines::thousandths;
use super::source::{Source, Telling, Told};
use super::{Failure, Outcome};
use crate::store::claim::{name, own_figures};
use crate::store::decision::decisions;

/// A value of a row.
pub type Cell = marsad_table::Cell<'static>;

/// What writes rows.
pub trait Sink {
    /// Writes a row of a table.
    ///
    /// # Errors
    /// When it cannot be written.
    fn row(&mut self, table: Of, cells: Vec<Cell>) -> io::Result<()>;
}

/// Writes all tables.
pub fn write(source: &Source<'_>, sink: &mut dyn Sink) -> Result<u64, Failure> {
    let db = source.db;
    let chosen = Chosen::new(source, source.is_whole() && !source.is_actual)?;
    db.execute_batch("CREATE TEMP TABLE left_events (id TEXT PRIMARY KEY) WITHOUT ROWID")?;
    let n_events = source.each(|told| -> Outcome {
        db.prepare_cached("INSERT OR IGNORE INTO temp.left_events VALUES (?1)")?.execute([&told.event.id])?;
        sink.row(Of::Events, event(source, told))?;
        told.tellings.iter().try_for_each(|telling| -> Outcome {
            chosen.add(telling.article.row)?;
            sink.row(Of::Claims, claim(source, told, telling))?;
            participants(source, telling, sink)?;
            let (claim, article) = (&telling.stored.claim, &telling.article.key);
            for (told, position) in claim.figures.iter().zip(0..) {
                sink.row(Of::Figures, figure(told, article, Some(&claim.id), position))?;
            }
            Ok(())
        })
    })?;
    chosen.each(|row| of_article(source, row, sink))?;
    decided(db, sink, source.is_whole())?;
    revised(db, sink, source.is_whole())?;
    Ok(n_events)
}

fn event(source: &Source<'_>, told: &Told) -> Vec<Cell> {
    let event = &told.event;
    let place = told.place(source).unwrap_or_default();
    vec![
        text(&event.id),
        text(&event.event_type),
        maybe(&event.mode),
        day(Some(&event.day)),
        maybe(&event.date),
        day(event.date_start.as_ref()),
        day(event.date_end.as_ref()),
        maybe(&event.date_precision),
        text(&event.source),
        text(&event.source_country),
        text(&event.target),
        text(&event.target_country),
        maybe(&event.place),
        text(&place.en),
        maybe(&event.place_id),
        place.geonames.map_or(Cell::Empty, |id| Cell::Int(i64::from(id))),
        float(place.point.map(|(lat, _)| lat)),
        float(place.point.map(|(_, lon)| lon)),
        maybe(&event.place_country),
        maybe(&event.place_precision),
        text(&event.factuality),
        Cell::Bool(event.disputed),
        Cell::Int(event.quad),
        Cell::Float(event.intensity),
        Cell::Float(event.confidence),
        Cell::Int(event.n_claims),
        Cell::Int(event.n_outlets),
        Cell::Int(event.n_stories),
        maybe(&event.first_reported),
    ]
}

fn claim(source: &Source<'_>, told: &Told, telling: &Telling) -> Vec<Cell> {
    let claim = &telling.stored.claim;
    let (date, place) = (claim.date.as_ref(), claim.place.as_ref());
    let point = place.filter(|place| source.names.is_point(&place.precision));
    vec![
        text(&telling.article.key),
        text(&claim.id),
        text(&told.event.id),
        text(&telling.stored.state),
        text(name(&claim.field)),
        text(&claim.event_type),
        maybe(&claim.mode),
        text(claim.contexts.join(" ")),
        date.map_or(Cell::Empty, |date| text(&date.edtf)),
        day(date.and_then(|date| date.start.as_ref())),
        day(date.and_then(|date| date.end.as_ref())),
        date.map_or(Cell::Empty, |date| text(&date.precision)),
        date.map_or(Cell::Empty, |date| Cell::Bool(date.carried)),
        place.map_or(Cell::Empty, |place| text(&place.name)),
        place.map_or(Cell::Empty, |place| text(&place.id)),
        place.and_then(|place| place.geonames).map_or(Cell::Empty, |id| Cell::Int(i64::from(id))),
        float(point.and_then(|place| place.lat)),
        float(point.and_then(|place| place.lon)),
        place.map_or(Cell::Empty, |place| maybe(&place.country)),
        place.map_or(Cell::Empty, |place| text(&place.precision)),
        place.map_or(Cell::Empty, |place| Cell::Bool(place.carried)),
        text(claim.factuality.name()),
        text(&claim.attribution.kind),
        at(claim.trigger[0]),
        at(claim.trigger[1]),
        at(claim.sentence[0]),
        at(claim.sentence[1]),
        text(quote(claim, source.n_words)),
        text(&claim.cameo),
        text(&claim.plover.event_type),
        maybe(&claim.plover.mode),
        Cell::Int(i64::from(claim.quad)),
        Cell::Float(thousandths(claim.intensity)),
        Cell::Float(thousandths(claim.confidence)),
        text(&claim.frame),
        maybe(&claim.retells),
        maybe(&claim.denies),
    ]
}

/// Parties and carriers of a claim.
fn participants(source: &Source<'_>, telling: &Telling, sink: &mut dyn Sink) -> Outcome {
    let claim = &telling.stored.claim;
    let speaker = claim.attribution.speaker.as_slice();
    let mut write = |part: &str, position: usize, party: &Party, by: String| {
        let row = vec![
            text(&telling.article.key),
            text(&claim.id),
            text(part),
            Cell::Int(position as i64),
            text(&party.name),
            text(source.names.party(party)),
            maybe(&party.actor),
            maybe(&party.office),
            maybe(&party.country),
            party.role.map_or(Cell::Empty, |role| text(role.code())),
            text(by),
            at(party.span[0]),
            at(party.span[1]),
        ];
        sink.row(Of::Participants, row)
    };
    for (part, parties) in [("source", &*claim.source), ("target", &claim.target), ("others", &claim.others), ("speaker", speaker)] {
        for (position, party) in parties.iter().enumerate() {
            write(part, position, party, name(&party.by))?;
        }
    }
    for (position, link) in claim.attribution.chain.iter().enumerate() {
        let party = Party { name: link.name.clone(), actor: link.actor.clone(), span: link.span, ..Party::default() };
        write(&link.role, position, &party, String::new())?;
    }
    Ok(())
}

fn figure(figure: &Figure, article: &str, claim: Option<&str>, position: i64) -> Vec<Cell> {
    let speaker = figure.attribution.speaker.as_ref();
    vec![
        text(article),
        claim.map_or(Cell::Empty, text),
        Cell::Int(position),
        text(name(&figure.field)),
        text(&figure.what),
        float(figure.value),
        float(figure.low),
        float(figure.high),
        figure.modifier.as_deref().map_or(Cell::Empty, text),
        maybe(&figure.unit),
        maybe(&figure.counted),
        at(figure.span[0]),
        at(figure.span[1]),
        text(&figure.attribution.kind),
        speaker.map_or(Cell::Empty, |speaker| text(&speaker.name)),
        speaker.map_or(Cell::Empty, |speaker| maybe(&speaker.actor)),
        speaker.map_or(Cell::Empty, |speaker| maybe(&speaker.country)),
    ]
}

/// An article, its figures that no claim carries, and what speakers said in it.
fn of_article(source: &Source<'_>, row: i64, sink: &mut dyn Sink) -> Outcome {
    let header = source.header(row)?;
    let sql = "SELECT marsad, pack, ontology, (SELECT count(*) FROM claims WHERE article = ?1 AND state <> 'rejected')
       FROM articles JOIN runs ON runs.run = articles.coded WHERE article = ?1";
    let (marsad, pack, ontology, n_claims): (String, String, String, i64) =
        source.db.prepare_cached(sql)?.query_row([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let cells = vec![
        text(&header.key),
        text(&header.id),
        maybe(&header.url),
        maybe(&header.outlet),
        maybe(&header.published),
        text(&header.language),
        text(first_words(&header.title, source.n_words)),
        text(&header.hash),
        header.length.map_or(Cell::Empty, Cell::Int),
        Cell::Int(header.version),
        text(&header.story),
        Cell::Int(n_claims),
        text(marsad),
        text(pack),
        text(ontology),
    ];
    sink.row(Of::Articles, cells)?;
    for (told, position) in own_figures(source.db, row)?.iter().zip(0..) {
        sink.row(Of::Figures, figure(told, &header.key, None, position))?;
    }
    let mut said = source.db.prepare_cached("SELECT detail FROM statements WHERE article = ?1 ORDER BY statement")?;
    let said: Vec<String> = said.query_map([row], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for (detail, position) in said.iter().zip(0..) {
        let said: Statement = serde_json::from_str(detail).map_err(crate::store::Error::from)?;
        sink.row(Of::Statements, statement(&said, &header.key, position))?;
    }
    Ok(())
}

fn statement(said: &Statement, article: &str, position: i64) -> Vec<Cell> {
    let (speaker, addressee) = (said.speaker.as_ref(), said.addressee.as_ref());
    let topic = |end: usize| said.topic.map_or(Cell::Empty, |topic| at(topic[end]));
    vec![
        text(article),
        Cell::Int(position),
        text(name(&said.field)),
        speaker.map_or(Cell::Empty, |party| text(&party.name)),
        speaker.map_or(Cell::Empty, |party| maybe(&party.actor)),
        speaker.map_or(Cell::Empty, |party| maybe(&party.office)),
        speaker.map_or(Cell::Empty, |party| maybe(&party.country)),
        speaker.and_then(|party| party.role).map_or(Cell::Empty, |role| text(role.code())),
        addressee.map_or(Cell::Empty, |party| text(&party.name)),
        addressee.map_or(Cell::Empty, |party| maybe(&party.actor)),
        addressee.map_or(Cell::Empty, |party| maybe(&party.country)),
        topic(0),
        topic(1),
        at(said.content[0]),
        at(said.content[1]),
        at(said.verb[0]),
        at(said.verb[1]),
        text(&said.force),
        text(&said.quoted),
        text(&said.attribution.kind),
    ]
}

/// Decisions with their anchors: of the articles that leave, and those that take such a decision back; all where everything leaves. Of a takedown only
/// that there was one.
fn decided(db: &Connection, sink: &mut dyn Sink, is_whole: bool) -> Outcome {
    let sql = "WITH RECURSIVE of_chosen (decision) AS (
         SELECT decision FROM anchors JOIN articles USING (hash) JOIN temp.chosen USING (article)
         UNION SELECT decisions.decision FROM decisions JOIN of_chosen ON decisions.revokes = of_chosen.decision)
       SELECT 1 FROM of_chosen WHERE decision = ?1";
    let mut is_chosen = db.prepare(sql)?;
    let mut anchors =
        db.prepare("SELECT side, hash, field, trigger_from, trigger_to, event_type FROM anchors WHERE decision = ?1 ORDER BY side, hash, field, trigger_from")?;
    for decision in decisions(db)? {
        if !is_whole && !is_chosen.exists([decision.decision])? {
            continue;
        }
        let is_takedown = decision.action == "takedown";
        let detail = if is_takedown { Cell::Empty } else { text(decision.detail.to_string()) };
        sink.row(
            Of::Decisions,
            vec![
                Cell::Int(decision.decision),
                text(&decision.at),
                text(&decision.author),
                if is_takedown { Cell::Empty } else { text(&decision.reason) },
                text(&decision.action),
                detail,
                decision.revokes.map_or(Cell::Empty, Cell::Int),
                Cell::Bool(decision.in_force),
                Cell::Int(decision.differs.len() as i64),
            ],
        )?;
        let mut rows = anchors.query([decision.decision])?;
        while let Some(row) = rows.next()? {
            sink.row(
                Of::Anchors,
                vec![
                    Cell::Int(decision.decision),
                    Cell::Int(row.get(0)?),
                    text(row.get::<_, String>(1)?),
                    text(row.get::<_, String>(2)?),
                    Cell::Int(row.get(3)?),
                    Cell::Int(row.get(4)?),
                    text(row.get::<_, String>(5)?),
                ],
            )?;
        }
    }
    Ok(())
}

/// What became of the events that leave; of all where everything leaves.
fn revised(db: &Connection, sink: &mut dyn Sink, is_whole: bool) -> Outcome {
    let sql = "SELECT event, coalesce(ended, began), command, change, became, detail FROM revisions JOIN runs USING (run)
       WHERE ?1 OR event IN (SELECT id FROM temp.left_events) OR became IN (SELECT id FROM temp.left_events)
       ORDER BY revisions.event, revisions.run, revision";
    let mut rows = db.prepare(sql)?;
    let mut rows = rows.query(params![is_whole])?;
    while let Some(row) = rows.next()? {
        let cells = (0..6).map(|column| Ok(maybe(&row.get::<_, Option<String>>(column)?))).collect::<rusqlite::Result<_>>()?;
        sink.row(Of::Revisions, cells)?;
    }
    Ok(())
}

fn text(text: impl AsRef<str>) -> Cell {
    let text = clean(text.as_ref());
    Cell::text(text)
}

fn maybe(value: &Option<String>) -> Cell {
    value.as_deref().map_or(Cell::Empty, text)
}

fn day(day: Option<&String>) -> Cell {
    day.filter(|day| !day.is_empty()).map_or(Cell::Empty, |day| Cell::Day(day.clone().into()))
}

fn float(number: Option<f64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Float)
}

fn at(position: u32) -> Cell {
    Cell::Int(i64::from(position))
}
