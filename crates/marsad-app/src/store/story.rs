//! Which articles are copies of one text?
//!
//! In: folded words of an article. Out: [`Signature`]; the share of equal places of two estimates how many runs of three words the texts share
//! (MinHash). Articles that share half of theirs, within [`DAYS`] days, are one story, and so is whatever hangs together by such pairs: the
//! result does not depend on who came first.
//!
//! A wire copy with another headline and two sentences less is a copy; two reports of one event in each outlet's own words are not.

use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;

use super::error::Result;

/// Places of a signature.
const PLACES: usize = 48;
/// Places that are looked up together: alike in all of them, two articles are compared.
const ROWS: usize = 4;
/// Equal places that make two articles copies: half.
const ALIKE: usize = PLACES / 2;
/// Days between two copies of a text.
const DAYS: i64 = 14;
/// Articles of one band that are compared; more share only what every article of an outlet has.
const MAX_COMPARED: i64 = 200;
/// Runs of words that a text needs to be told apart.
const MIN_RUNS: usize = 8;

/// What is kept of a text to find its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u32; PLACES]);

impl Signature {
    /// The signature of a text, from its folded words; that of no text where it is too short to be told apart.
    ///
    /// Cost: its words times the number of places.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let hashes: Vec<u64> = words.split(' ').filter(|word| !word.is_empty()).map(|word| hash(word.as_bytes())).collect();
        let mut places = [u32::MAX; PLACES];
        if hashes.len() < MIN_RUNS + 2 {
            return Self(places);
        }
        for run in hashes.windows(3) {
            let run = mix(run[0] ^ mix(run[1] ^ mix(run[2])));
            for (at, place) in places.iter_mut().enumerate() {
                *place = (*place).min((mix(run ^ (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32);
            }
        }
        Self(places)
    }

    /// As bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|place| place.to_le_bytes()).collect()
    }

    /// From bytes; that of no text where they are none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut places = [u32::MAX; PLACES];
        places
            .iter_mut()
            .zip(bytes.chunks_exact(4))
            .for_each(|(place, four)| *place = u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        Self(places)
    }

    /// Whether two texts share half of their runs of words, as far as the signatures tell.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        self.is_told() && other.is_told() && self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count() >= ALIKE
    }

    fn is_told(&self) -> bool {
        self.0[0] != u32::MAX
    }

    /// Where it is looked up.
    fn bands(&self) -> Vec<i64> {
        if !self.is_told() {
            return Vec::new();
        }
        let band = |(at, rows): (usize, &[u32])| rows.iter().fold(at as u64, |band, row| mix(band ^ u64::from(*row))) as i64;
        self.0.chunks(ROWS).enumerate().map(band).collect()
    }
}

/// A number that tells texts apart, the same on every machine and in every version.
#[must_use]
pub fn digest(parts: &[&str]) -> i64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write(&[0xff]);
    }
    mix(hasher.finish()) as i64
}

/// The same on every machine and in every version: signatures are kept.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    hasher.write(bytes);
    hasher.finish()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }
}

/// Scatters a number over all its bits (the end of SplitMix64).
fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Finds the story of an article that is in its table already with a story of 0, and joins stories that it shows to be one.
///
/// Gives the articles whose story changed, the article itself among them.
///
/// # Errors
/// When it cannot be read or written.
pub fn enter(db: &Connection, article: i64, signature: &Signature, day: Option<&str>) -> Result<Vec<i64>> {
    let mut candidates: BTreeSet<i64> = BTreeSet::new();
    for band in signature.bands() {
        let mut found = db.prepare_cached("SELECT article FROM bands WHERE band = ?1 AND article <> ?2 ORDER BY article DESC LIMIT ?3")?;
        for other in found.query_map(params![band, article, MAX_COMPARED], |row| row.get(0))? {
            candidates.insert(other?);
        }
        db.prepare_cached("INSERT OR IGNORE INTO bands (band, article) VALUES (?1, ?2)")?.execute(params![band, article])?;
    }
    let mut stories: BTreeSet<i64> = BTreeSet::new();
    for other in candidates {
        let sql = "SELECT signature, day, story FROM articles WHERE article = ?1";
        let found: Option<(Vec<u8>, Option<String>, i64)> =
            db.prepare_cached(sql)?.query_row([other], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let Some((bytes, other_day, story)) = found else { continue };
        if story != 0 && signature.is_alike(&Signature::read(&bytes)) && near(day, other_day.as_deref()) {
            stories.insert(story);
        }
    }
    let mut moved = vec![article];
    let mut found = stories.into_iter();
    let story = match found.next() {
        Some(story) => story,
        None => {
            db.prepare_cached("INSERT INTO stories (first, n_articles, n_outlets) VALUES (?1, 0, 0)")?.execute([article])?;
            db.last_insert_rowid()
        }
    };
    for other in found {
        moved.extend(members(db, other)?);
        db.execute("UPDATE articles SET story = ?1 WHERE story = ?2", [story, other])?;
        db.execute("DELETE FROM stories WHERE story = ?1", [other])?;
    }
    db.prepare_cached("UPDATE articles SET story = ?1 WHERE article = ?2")?.execute([story, article])?;
    count(db, story)?;
    Ok(moved)
}

/// Takes an article out of its story; what no longer hangs together falls apart. Gives the articles whose story changed.
///
/// # Errors
/// When it cannot be read or written.
pub fn leave(db: &Connection, article: i64) -> Result<Vec<i64>> {
    let sql = "SELECT story, signature FROM articles WHERE article = ?1";
    let (story, bytes): (i64, Vec<u8>) = db.query_row(sql, [article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for band in Signature::read(&bytes).bands() {
        db.prepare_cached("DELETE FROM bands WHERE band = ?1 AND article = ?2")?.execute([band, article])?;
    }
    db.execute("UPDATE articles SET story = 0 WHERE article = ?1", [article])?;
    let left = members(db, story)?;
    if left.is_empty() {
        db.execute("DELETE FROM stories WHERE story = ?1", [story])?;
        return Ok(Vec::new());
    }
    let mut kept: BTreeMap<i64, (Signature, Option<String>)> = BTreeMap::new();
    for member in &left {
        let row = db.query_row("SELECT signature, day FROM articles WHERE article = ?1", [member], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))
        })?;
        kept.insert(*member, (Signature::read(&row.0), row.1));
    }
    let mut moved = Vec::new();
    let mut is_first = true;
    while let Some((start, _)) = kept.first_key_value() {
        let mut open = vec![*start];
        let mut together = Vec::new();
        while let Some(member) = open.pop() {
            let Some((signature, day)) = kept.remove(&member) else { continue };
            together.push(member);
            let alike = |(_, (other, other_day)): &(&i64, &(Signature, Option<String>))| {
                signature.is_alike(other) && near(day.as_deref(), other_day.as_deref())
            };
            open.extend(kept.iter().filter(alike).map(|(member, _)| *member));
        }
        if !is_first {
            db.execute("INSERT INTO stories (first, n_articles, n_outlets) VALUES (?1, 0, 0)", [together[0]])?;
            let fresh = db.last_insert_rowid();
            for member in &together {
                db.execute("UPDATE articles SET story = ?1 WHERE article = ?2", [fresh, *member])?;
            }
            count(db, fresh)?;
            moved.extend(together);
        }
        is_first = false;
    }
    count(db, story)?;
    Ok(moved)
}

fn members(db: &Connection, story: i64) -> Result<Vec<i64>> {
    let mut rows = db.prepare_cached("SELECT article FROM articles WHERE story = ?1 ORDER BY article")?;
    Ok(rows.query_map([story], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Counts a story again, and finds which of its articles was first: by time of publication, then by key.
///
/// # Errors
/// When it cannot be written.
pub fn count(db: &Connection, story: i64) -> Result<()> {
    db.prepare_cached(
        "UPDATE stories SET
           first = (SELECT article FROM articles WHERE story = ?1 ORDER BY published IS NULL, published, key LIMIT 1),
           n_articles = (SELECT count(*) FROM articles WHERE story = ?1),
           n_outlets = (SELECT count(DISTINCT coalesce(outlet, '')) FROM articles WHERE story = ?1)
         WHERE story = ?1",
    )?
    .execute([story])?;
    Ok(())
}

/// Whether two days are near enough for copies; a day that nobody knows is near every other.
fn near(one: Option<&str>, other: Option<&str>) -> bool {
    match one.and_then(day_number).zip(other.and_then(day_number)) {
        Some((one, other)) => (one - other).abs() <= DAYS,
        None => true,
    }
}

/// Days since 1970-01-01 of an ISO day.
pub fn day_number(day: &str) -> Option<i64> {
    let date: jiff::civil::Date = day.get(..10)?.parse().ok()?;
    Some(i64::from(date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_copy_is_alike_and_another_report_is_not() {
        let text = "اعلن وزير الخارجية ان بلاده ستستضيف جولة جديدة من المحادثات بين الطرفين في العاصمة الاسبوع المقبل وان الدعوات وجهت الى جميع الاطراف المعنية بالازمة";
        let copy = "اعلن وزير الخارجية ان بلاده ستستضيف جولة جديدة من المحادثات بين الطرفين في العاصمة الاسبوع المقبل وان الدعوات وجهت";
        let other = "قال الوزير ان المحادثات ستعقد بعد ايام في العاصمة وسيحضرها ممثلون عن الحكومة والمعارضة برعاية دولية كما كان مقررا في الجولة السابقة";
        let [text, copy, other] = [text, copy, other].map(Signature::of);
        assert!(text.is_alike(&copy));
        assert!(!text.is_alike(&other));
        assert_eq!(Signature::read(&text.bytes()), text);
        assert!(!Signature::of("خبر قصير").is_alike(&Signature::of("خبر قصير")), "too short to tell");
    }
}
