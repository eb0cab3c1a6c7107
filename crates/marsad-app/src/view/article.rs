//! An article as it is shown: its text, what it claims, its copies; and marks over its letters, each with why.
//!
//! In: the id of an article. Out: [`ArticleView`], [`Marks`]. Marks come from what the archive keeps (so a decision shows at once); the reasons of the coder,
//! frame and words of each slot, are made anew by coding the text once more, about a millisecond.
//!
//! A text that was let go has no marks in it; its claims and their quotes stay.

use marsad::coded::{Field, Party, Range, Statement};
use marsad::explain::Reason;
use marsad::{Article, Lang};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use utoipa::ToSchema;

use super::claim::{ClaimView, PartyView};
use super::name::Names;
use crate::coding;
use crate::store::Result;
use crate::store::claim::{self, Stored};

/// An article.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ArticleView {
    /// Its id.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// By whom.
    pub outlet: Option<String>,
    /// When, as given.
    pub published: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// Its headline.
    pub title: String,
    /// Its text; null where it was let go.
    pub body: Option<String>,
    /// SHA-256 of the text.
    pub hash: String,
    /// Which version of the text it is, from 1.
    pub version: i64,
    /// When it was taken in.
    pub ingested: String,
    /// Claims in the order of the text, with their events.
    pub claims: Vec<Told>,
    /// Other articles of the same story, the first published first.
    pub copies: Vec<Copy>,
}

/// A claim of an article.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Told {
    /// The claim.
    pub claim: ClaimView,
    /// Id of its event; null for a rejected claim.
    pub event: Option<String>,
}

/// Another article of the same story.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Copy {
    /// Its id.
    pub id: String,
    /// By whom.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Its headline.
    pub title: String,
}

/// Marks over the letters of an article.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Marks {
    /// The headline.
    pub title: String,
    /// The text.
    pub body: Option<String>,
    /// The marks, in the order of the text.
    pub marks: Vec<Mark>,
}

/// A mark.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mark {
    /// `actor`, `act`, `time`, `place`, `speech`, `figure`.
    pub layer: &'static str,
    /// `title` or `body`.
    #[serde(rename = "in")]
    pub field: &'static str,
    /// From and to, half-open, in code points.
    #[schema(value_type = Vec<u32>)]
    pub span: Range,
    /// In a word or two.
    pub label: String,
    /// Id of the claim that it belongs to.
    pub claim: Option<String>,
    /// What it rests on.
    pub why: Vec<Why>,
}

/// A line of an explanation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Why {
    /// What: `frame`, `lemma`, `source`, `role`, `found-by`, `held`, `confidence` …
    pub term: &'static str,
    /// In plain values.
    pub text: String,
}

/// An article by its id; `None` where there is none.
///
/// # Errors
/// When it cannot be read.
pub fn article(db: &Connection, names: &Names<'_>, id: &str) -> Result<Option<ArticleView>> {
    let Some(row) = row_of(db, id)? else { return Ok(None) };
    let sql = "SELECT id, url, outlet, published, language, title, body, hash, version, ingested, story FROM articles WHERE article = ?1";
    let (mut view, story): (ArticleView, i64) = db.prepare_cached(sql)?.query_row([row], |row| {
        let view = ArticleView {
            id: row.get(0)?,
            url: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            language: row.get(4)?,
            title: row.get(5)?,
            body: row.get(6)?,
            hash: row.get(7)?,
            version: row.get(8)?,
            ingested: row.get(9)?,
            claims: Vec::new(),
            copies: Vec::new(),
        };
        Ok((view, row.get(10)?))
    })?;
    for stored in claims(db, row)? {
        let sql = "SELECT id FROM events WHERE event = ?1";
        let event = stored.event.map(|event| db.prepare_cached(sql)?.query_row([event], |row| row.get(0))).transpose()?;
        view.claims.push(Told { claim: ClaimView::of(&stored, names), event });
    }
    let sql = "SELECT id, outlet, published, title FROM articles WHERE story = ?1 AND article <> ?2 ORDER BY published IS NULL, published, id LIMIT 100";
    let copy = |row: &rusqlite::Row<'_>| Ok(Copy { id: row.get(0)?, outlet: row.get(1)?, published: row.get(2)?, title: row.get(3)? });
    view.copies = db.prepare_cached(sql)?.query_map([story, row], copy)?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(view))
}

/// A claim with its article, for a decision about it; `None` where there is no such claim.
///
/// # Errors
/// When it cannot be read.
pub fn told(db: &Connection, names: &Names<'_>, id: &str) -> Result<Option<(ArticleView, Told)>> {
    let Some(stored) = claim::read(db, "id = ?1", [id])?.into_iter().next() else { return Ok(None) };
    let key: String = db.prepare_cached("SELECT id FROM articles WHERE article = ?1")?.query_row([stored.article], |row| row.get(0))?;
    let Some(mut view) = article(db, names, &key)? else { return Ok(None) };
    let at = view.claims.iter().position(|told| told.claim.id == id);
    Ok(at.map(|at| view.claims.swap_remove(at)).map(|told| (view, told)))
}

/// The row of an article; several articles may have one id, as different outlets count alike: the latest is meant.
fn row_of(db: &Connection, id: &str) -> Result<Option<i64>> {
    let sql = "SELECT article FROM articles WHERE id = ?1 ORDER BY article DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}

fn claims(db: &Connection, row: i64) -> Result<Vec<Stored>> {
    let mut claims = claim::read(db, "article = ?1", [row])?;
    claims.sort_by_key(|stored| (stored.claim.field, stored.claim.trigger));
    Ok(claims)
}

/// The marks of an article; `None` where there is no such article.
///
/// Cost: coding its text once.
///
/// # Errors
/// When it cannot be read.
pub fn marks(db: &Connection, lang: &Lang, names: &Names<'_>, id: &str) -> Result<Option<Marks>> {
    let Some(row) = row_of(db, id)? else { return Ok(None) };
    let sql = "SELECT id, url, outlet, published, title, body FROM articles WHERE article = ?1";
    let (mut article, body): (Article, Option<String>) = db.prepare_cached(sql)?.query_row([row], |row| {
        let article = Article {
            id: row.get(0)?,
            url: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            title: row.get(4)?,
            body: String::new(),
        };
        Ok((article, row.get(5)?))
    })?;
    let Some(body) = body else { return Ok(Some(Marks { title: article.title, body: None, marks: Vec::new() })) };
    article.body.clone_from(&body);
    let explanation = coding::explain(&article, lang);
    let reasons: rustc_hash::FxHashMap<&str, &Reason> =
        explanation.coded.claims.iter().map(|claim| claim.id.as_str()).zip(&explanation.reasons).collect();
    let texts = [article.title.chars().collect::<Vec<char>>(), body.chars().collect()];
    let mut marks = Vec::new();
    for stored in claims(db, row)? {
        of_claim(&stored, reasons.get(stored.claim.id.as_str()).copied(), &texts, names, &mut marks);
    }
    let sql = "SELECT detail FROM statements WHERE article = ?1";
    let mut rows = db.prepare_cached(sql)?;
    let details: Vec<String> = rows.query_map([row], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for detail in details {
        of_statement(&serde_json::from_str(&detail)?, names, &mut marks);
    }
    // The same words for two claims are two marks; the same mark twice is one.
    marks.sort_by(|one: &Mark, other| {
        (one.field != "title", one.span, one.layer, &one.claim).cmp(&(other.field != "title", other.span, other.layer, &other.claim))
    });
    marks.dedup_by(|one, other| (one.span, one.layer, one.field, &one.claim) == (other.span, other.layer, other.field, &other.claim));
    let inside = |mark: &Mark| mark.span[0] < mark.span[1] && mark.span[1] as usize <= texts[usize::from(mark.field != "title")].len();
    marks.retain(inside);
    Ok(Some(Marks { title: article.title, body: Some(body), marks }))
}

fn field_name(field: Field) -> &'static str {
    ["title", "body"][field as usize]
}

fn of_claim(stored: &Stored, reason: Option<&Reason>, texts: &[Vec<char>; 2], names: &Names<'_>, marks: &mut Vec<Mark>) {
    let claim = &stored.claim;
    let field = field_name(claim.field);
    let text = &texts[claim.field as usize];
    let words =
        |[from, to]: Range| text.get(from as usize..to as usize).map(|letters| letters.iter().collect::<String>()).unwrap_or_default();
    let mut mark = |layer, span, label: String, why| marks.push(Mark { layer, field, span, label, claim: Some(claim.id.clone()), why });
    let mode = claim.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let line = reason.map(|reason| format!(" ({})", reason.line)).unwrap_or_default();
    let mut why = vec![
        Why { term: "frame", text: format!("{}{line}", claim.frame) },
        Why { term: "status", text: claim.factuality.name().to_owned() },
        Why { term: "confidence", text: format!("{:.2}", claim.confidence) },
    ];
    if let Some(reason) = reason {
        why.push(Why { term: "lemma", text: reason.lemma.clone() });
        why.extend(reason.slots.iter().map(|(slot, span)| Why { term: "slot", text: format!("{}: {}", slot.name(), words(*span)) }));
        why.extend(reason.cue.map(|cue| Why { term: "cue", text: words(cue) }));
        if reason.passive {
            why.push(Why { term: "passive", text: String::new() });
        }
    }
    why.push(Why { term: "state", text: stored.state.clone() });
    mark("act", claim.trigger, format!("{}{mode}", claim.event_type), why);
    let speaker = claim.attribution.speaker.as_slice();
    for (part, parties) in
        [("source", &*claim.source), ("target", &claim.target), ("others", &claim.others), ("via", &claim.via), ("speaker", speaker)]
    {
        for party in parties {
            let layer = if part == "speaker" { "speech" } else { "actor" };
            mark(layer, party.span, part.to_owned(), of_party(part, party, names));
        }
    }
    if let Some(cue) = claim.attribution.cue {
        let chain = claim.attribution.chain.iter().map(|link| Why { term: "chain", text: format!("{}: {}", link.role, link.name) });
        mark("speech", cue, claim.attribution.kind.to_string(), chain.collect());
    }
    if let Some(date) = &claim.date {
        let rule = if date.carried { "carried" } else { "told" };
        mark(
            "time",
            date.span,
            date.edtf.clone(),
            vec![Why { term: "date", text: format!("{} ({})", date.edtf, date.precision) }, Why { term: "rule", text: rule.to_owned() }],
        );
    }
    if let Some(place) = &claim.place {
        let at = place.lat.zip(place.lon).map(|(lat, lon)| format!(" {lat} N {lon} E")).unwrap_or_default();
        let country = place.country.as_deref().unwrap_or("–");
        mark(
            "place",
            place.span,
            place.id.clone(),
            vec![Why { term: "place", text: format!("{} ({}, {country}){at}", place.id, place.precision) }],
        );
    }
    for figure in claim.figures.iter().filter(|figure| figure.field == claim.field) {
        let value = figure.value.map_or_else(|| format!("{:?}–{:?}", figure.low, figure.high), |value| value.to_string());
        let modifier = figure.modifier.as_deref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
        mark(
            "figure",
            figure.span,
            format!("{} {value}", figure.what),
            vec![Why { term: "figure", text: format!("{}{modifier} {value}", figure.what) }],
        );
    }
}

/// Whom a party means, and by which fact.
fn of_party(part: &'static str, party: &Party, names: &Names<'_>) -> Vec<Why> {
    let view = PartyView::of(party, names);
    let mut why = vec![Why { term: "part", text: part.to_owned() }];
    let mut add = |term, text: Option<String>| why.extend(text.map(|text| Why { term, text }));
    add("known", view.known.map(|known| format!("{} · {}", known.ar, known.en)));
    add("actor", view.actor);
    add("office", view.office);
    add("country", view.country);
    add("role", view.role.map(str::to_owned));
    add("found-by", Some(view.by));
    why
}

fn of_statement(statement: &Statement, names: &Names<'_>, marks: &mut Vec<Mark>) {
    let field = field_name(statement.field);
    let speaker = statement.speaker.as_ref().map(|party| PartyView::of(party, names));
    let mut why = vec![Why { term: "force", text: statement.force.clone() }, Why { term: "quoted", text: statement.quoted.to_string() }];
    why.extend(speaker.as_ref().map(|speaker| Why { term: "speaker", text: speaker.name.clone() }));
    marks.push(Mark {
        layer: "speech",
        field,
        span: statement.content,
        label: statement.quoted.to_string(),
        claim: None,
        why: why.clone(),
    });
    marks.push(Mark { layer: "speech", field, span: statement.verb, label: statement.force.clone(), claim: None, why });
    if let Some(party) = &statement.speaker {
        marks.push(Mark {
            layer: "speech",
            field,
            span: party.span,
            label: "speaker".to_owned(),
            claim: None,
            why: of_party("speaker", party, names),
        });
    }
}
