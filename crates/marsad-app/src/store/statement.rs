//! How is kept what somebody said?
//!
//! In: statements of a coded article. Out: their rows; and, before an article's text is let go, a quote of at most [`MAX_WORDS`] words in each, so that
//! what was said can be read afterwards too.

use marsad::coded::{Range, Statement};
use rusqlite::{Connection, OptionalExtension, params};

use super::claim::name;
use super::error::Result;

/// Words of a quote.
pub const MAX_WORDS: usize = 25;

/// Writes a statement of an article that was published on `day`; empty where nobody knows it.
///
/// # Errors
/// When it cannot be written.
pub fn write_statement(db: &Connection, article: i64, day: &str, statement: &Statement) -> Result<()> {
    let (speaker, addressee) = (statement.speaker.as_ref(), statement.addressee.as_ref());
    db.prepare_cached(
        "INSERT INTO statements (article, field, speaker, speaker_actor, speaker_country, addressee, addressee_actor, addressee_country, force,
           quoted, content_from, content_to, detail, speaker_office, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        article,
        name(&statement.field),
        speaker.map(|party| &party.name),
        speaker.and_then(|party| party.actor.as_ref()),
        speaker.and_then(|party| party.country.as_ref()),
        addressee.map(|party| &party.name),
        addressee.and_then(|party| party.actor.as_ref()),
        addressee.and_then(|party| party.country.as_ref()),
        statement.force,
        &*statement.quoted,
        statement.content[0],
        statement.content[1],
        serde_json::to_string(statement)?,
        speaker.and_then(|party| party.office.as_ref()),
        day,
    ])?;
    Ok(())
}

/// Keeps a quote in each statement of an article whose text is about to go.
///
/// # Errors
/// When they cannot be read or written.
pub fn quote_statements(db: &Connection, article: i64) -> Result<()> {
    let body: Option<String> =
        db.prepare_cached("SELECT body FROM articles WHERE article = ?1")?.query_row([article], |row| row.get(0)).optional()?.flatten();
    let Some(body) = body else { return Ok(()) };
    let letters: Vec<char> = body.chars().collect();
    let sql = "SELECT statement, content_from, content_to FROM statements WHERE article = ?1 AND field = 'body'";
    let mut rows = db.prepare_cached(sql)?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?]));
    let rows: Vec<(i64, Range)> = rows.query_map([article], row)?.collect::<rusqlite::Result<_>>()?;
    let mut keep = db.prepare_cached("UPDATE statements SET quote = ?2 WHERE statement = ?1")?;
    for (row, content) in rows {
        keep.execute(params![row, quote(&letters, content)])?;
    }
    Ok(())
}

/// The first words of a span of a text, in code points; `…` stands for the rest.
#[must_use]
pub fn quote(letters: &[char], content: Range) -> String {
    let [from, to] = content.map(|at| (at as usize).min(letters.len()));
    let text: String = letters[from.min(to)..to].iter().collect();
    let mut words = text.split_whitespace();
    let mut quote = words.by_ref().take(MAX_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        quote.push_str(" …");
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_short_and_within_its_text() {
        let letters: Vec<char> = "قال إن الجولة ستبدأ غدا".chars().collect();
        assert_eq!(quote(&letters, [4, 13]), "إن الجولة");
        assert_eq!(quote(&letters, [7, 900]), "الجولة ستبدأ غدا");
        assert_eq!(quote(&letters, [900, 901]), "");
        let long: Vec<char> = "كلمة ".repeat(40).chars().collect();
        assert_eq!(quote(&long, [0, 200]).split(' ').count(), MAX_WORDS + 1);
    }
}
