//! Which events leave, with what, and in which order?
//!
//! In: an observatory and a query. Out: events one after the other, the latest day first and within a day by id, each with its claims and their
//! articles. Ids and days rest on what articles tell, never on rows, so the order is the same in whatever order articles came in.
//!
//! What is kept in memory are the ids of one day's events. All is read in one transaction: what is written meanwhile is not seen.

use std::rc::Rc;

use marsad::Lang;
use rusqlite::{Connection, Row};

use super::names::Names;
use super::{Failure, Outcome};
use crate::query::{Query, events};
use crate::store::Result;
use crate::store::claim::Stored;
use crate::store::event::{Event, read};
use crate::store::group::members_of;
use crate::store::story::digest;

/// Events of a page.
const STEP: usize = 1_000;

/// What is exported.
pub struct Source<'a> {
    /// The observatory.
    pub db: &'a Connection,
    /// The language data, for ids.
    pub lang: &'a Lang,
    /// English names and codes of what claims name.
    pub names: Names<'a>,
    /// Which events.
    pub query: Query,
    /// As it was typed.
    pub typed: String,
    /// Whether only what is told to have happened leaves.
    pub is_actual: bool,
    /// Words of a quote, at most.
    pub n_words: usize,
}

/// An event with what tells it.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it is.
    pub event: Event,
    /// Its claims, in the order of publication, article and id.
    pub tellings: Vec<Telling>,
    /// The run that last changed it.
    pub run: Rc<RunOf>,
}

/// A claim with its article.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The claim.
    pub stored: Stored,
    /// Its article.
    pub article: Rc<Header>,
}

/// What is told of an article, without its text.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its row.
    pub row: i64,
    /// By what it is known in exports: unique, and the same in every observatory.
    pub key: String,
    /// As given.
    pub id: String,
    /// As given.
    pub url: Option<String>,
    /// As given.
    pub outlet: Option<String>,
    /// As given.
    pub published: Option<String>,
    /// Of its text.
    pub language: String,
    /// As given.
    pub title: String,
    /// Of its text.
    pub hash: String,
    /// How often its text changed, and once more.
    pub version: i64,
    /// Code points of its text.
    pub length: Option<i64>,
    /// By what its story is known: the key of the first of its articles.
    pub story: String,
}

/// A run that changed the observatory.
#[derive(Clone, Debug)]
pub struct RunOf {
    /// When it ended, or else began.
    pub at: String,
    /// Version of the program.
    pub marsad: String,
    /// Of the language data.
    pub pack: String,
    /// Of the ontology.
    pub ontology: String,
}

impl Source<'_> {
    /// Does something with every event that leaves, without its claims; gives how many there are.
    ///
    /// # Errors
    /// When they cannot be read, or the work fails.
    pub fn each_event(&self, mut work: impl FnMut(i64, Event) -> Outcome) -> std::result::Result<u64, Failure> {
        let (mut after, mut n_events) = (None, 0);
        let mut of_day: Vec<(String, i64)> = Vec::new();
        let mut day = String::new();
        loop {
            let page = events(self.db, &self.query, after.as_ref(), STEP)?;
            for (row, event) in page.events.into_iter().filter(|(_, event)| !self.is_actual || event.factuality == "actual") {
                if event.day != day {
                    self.hand_on(&mut of_day, &mut work)?;
                    day.clone_from(&event.day);
                }
                of_day.push((event.id, row));
                n_events += 1;
            }
            after = page.next;
            if after.is_none() {
                self.hand_on(&mut of_day, &mut work)?;
                return Ok(n_events);
            }
        }
    }

    /// Does something with every event that leaves; gives how many there are.
    ///
    /// # Errors
    /// When they cannot be read, or the work fails.
    pub fn each(&self, mut work: impl FnMut(&Told) -> Outcome) -> std::result::Result<u64, Failure> {
        self.each_event(|row, event| {
            let tellings = members_of(self.db, row)?
                .into_iter()
                .map(|member| Ok(Telling { article: Rc::new(self.header(member.stored.article)?), stored: member.stored }))
                .collect::<Result<Vec<_>>>()?;
            let sql = "SELECT coalesce(ended, began), marsad, pack, ontology FROM events JOIN runs USING (run) WHERE event = ?1";
            let run = self.db.prepare_cached(sql)?.query_row([row], run_of)?;
            work(&Told { event, tellings, run: Rc::new(run) })
        })
    }

    fn hand_on(&self, of_day: &mut Vec<(String, i64)>, work: &mut impl FnMut(i64, Event) -> Outcome) -> Outcome {
        of_day.sort_unstable();
        let mut one = self.db.prepare_cached("SELECT * FROM events WHERE event = ?1")?;
        of_day.drain(..).try_for_each(|(_, row)| work(row, one.query_row([row], read)?))
    }

    /// Whether no event leaves.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        let mut after = None;
        loop {
            let page = events(self.db, &self.query, after.as_ref(), STEP)?;
            if page.events.iter().any(|(_, event)| !self.is_actual || event.factuality == "actual") {
                return Ok(false);
            }
            after = page.next;
            if after.is_none() {
                return Ok(true);
            }
        }
    }

    /// An article by its row.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn header(&self, row: i64) -> Result<Header> {
        let sql = "SELECT key, id, url, outlet, published, language, title, hash, version, length(body),
             (SELECT first.key FROM stories JOIN articles AS first ON first.article = stories.first WHERE stories.story = articles.story)
           FROM articles WHERE article = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([row], |found| {
            Ok(Header {
                row,
                key: named('a', &found.get::<_, String>(0)?),
                id: found.get(1)?,
                url: found.get(2)?,
                outlet: found.get(3)?,
                published: found.get(4)?,
                language: found.get(5)?,
                title: found.get(6)?,
                hash: found.get(7)?,
                version: found.get(8)?,
                length: found.get(9)?,
                story: named('s', &found.get::<_, Option<String>>(10)?.unwrap_or_default()),
            })
        })?)
    }

    /// The latest run of the observatory.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last_run(&self) -> Result<RunOf> {
        let sql = "SELECT max(coalesce(ended, began)), marsad, pack, ontology FROM runs";
        Ok(self.db.query_row(sql, [], run_of)?)
    }

    /// Whether everything of the observatory leaves.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.query == Query::default()
    }
}

fn run_of(row: &Row<'_>) -> rusqlite::Result<RunOf> {
    Ok(RunOf { at: row.get(0)?, marsad: row.get(1)?, pack: row.get(2)?, ontology: row.get(3)? })
}

/// A name that a key always has: a letter and sixteen digits.
fn named(letter: char, key: &str) -> String {
    format!("{letter}{:016x}", digest(&[key]) as u64)
}

/// The number of an event in formats that ask for one: the digits of its id, kept positive.
#[must_use]
pub fn number(id: &str) -> i64 {
    let digits = u64::from_str_radix(id.strip_prefix('e').unwrap_or(id), 16);
    (digits.unwrap_or_default() & (u64::MAX >> 1)) as i64
}
