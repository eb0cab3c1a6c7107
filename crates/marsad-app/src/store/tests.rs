//! The store by what it promises: the same events in any order of arrival, claims grouped as people group them, decisions that hold, copies found.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use marsad::Article;
use marsad::coded::{ArticleHeader, Attribution, Claim, CodedArticle, CoderVersion, EventDate, EventPlace, Factuality, Figure, Party};
use marsad::pack::Tables;
use serde_json::Value;

use super::article::{self, Incoming, Outcome};
use super::decision::{New, anchor, decide, decisions};
use super::group::{Rules, Touched, regroup};
use super::{Observatory, Run, Words, claim};

/// What the rule was tuned on, and what it was not.
const OCCURRENCES: [&str; 2] =
    [include_str!("../../../../corpora/occurrences.jsonl"), include_str!("../../../../corpora/occurrences.heldout.jsonl")];

/// An observatory in memory, with a run.
fn empty() -> (Observatory, Run) {
    let observatory = Observatory::in_memory().unwrap();
    observatory
        .db
        .execute("INSERT INTO runs (command, began, marsad, pack, ontology, data) VALUES ('test', '', '', '', '', '')", [])
        .unwrap();
    (observatory, Run { run: 1, counts: [0; 4] })
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| crate::coding::tables(None, &[]).unwrap())
}

/// A claim from the short form of the file.
fn claim_of(row: &Value, at: usize) -> Claim {
    let told = &row["claim"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let parties = |side: &str| -> Vec<Party> {
        told[side].as_array().unwrap().iter().map(|party| serde_json::from_value(with_span(party)).unwrap()).collect()
    };
    let figure = |figure: &Value| Figure {
        field: Default::default(),
        what: text(&figure["what"]).unwrap(),
        value: figure["value"].as_f64(),
        low: figure["low"].as_f64(),
        high: figure["high"].as_f64(),
        modifier: None,
        unit: None,
        counted: None,
        span: [0, 1],
        attribution: Attribution::default(),
    };
    let (date, place) = (&told["date"], &told["place"]);
    Claim {
        id: format!("c{at}"),
        field: Default::default(),
        event_type: text(&told["event_type"]).unwrap(),
        mode: text(&told["mode"]),
        contexts: Vec::new(),
        source: parties("source"),
        target: parties("target"),
        others: Vec::new(),
        via: Vec::new(),
        condition: None,
        date: date.is_object().then(|| EventDate {
            edtf: text(&date["start"]).unwrap(),
            start: text(&date["start"]),
            end: text(&date["end"]),
            precision: "day".into(),
            span: [0, 1],
            carried: false,
        }),
        place: place.is_object().then(|| EventPlace {
            name: text(&place["id"]).unwrap(),
            id: text(&place["id"]).unwrap(),
            geonames: None,
            lat: known(place).and_then(|place| place.lat),
            lon: known(place).and_then(|place| place.lon),
            country: text(&place["country"]),
            precision: text(&place["precision"]).unwrap(),
            span: [0, 1],
            carried: false,
        }),
        factuality: Factuality::from_name(told["factuality"].as_str().unwrap()).unwrap(),
        attribution: Attribution { kind: "none".into(), ..Attribution::default() },
        figures: told["figures"].as_array().unwrap().iter().map(figure).collect(),
        trigger: [at as u32 * 10, at as u32 * 10 + 4],
        sentence: [0, 100],
        evidence: text(&told["evidence"]).unwrap(),
        cameo: "000".to_owned(),
        plover: Default::default(),
        quad: 1,
        intensity: 1.5,
        confidence: 0.75,
        frame: text(&told["frame"]).unwrap(),
        retells: None,
        denies: None,
    }
}

/// The place of that id in the knowledge base.
fn known(place: &Value) -> Option<&'static marsad::pack::Place> {
    tables().places.iter().find(|row| Some(row.id.as_str()) == place["id"].as_str())
}

fn with_span(party: &Value) -> Value {
    let mut party = party.clone();
    party["span"] = serde_json::json!([0, 1]);
    party["by"] = "name".into();
    party
}

fn incoming(id: &str, outlet: &str, published: &str, words: &str, body: &str, claims: Vec<Claim>) -> Incoming {
    let article = Article {
        id: id.to_owned(),
        url: None,
        outlet: Some(outlet.to_owned()),
        published: Some(published.to_owned()),
        title: String::new(),
        body: body.to_owned(),
    };
    let header = ArticleHeader {
        id: id.to_owned(),
        url: None,
        outlet: article.outlet.clone(),
        published: article.published.clone(),
        language: "ar".to_owned(),
        title: String::new(),
        hash: article.hash(),
        body: None,
    };
    let coder = CoderVersion { marsad: "0".into(), pack: String::new(), ontology: String::new() };
    let (statements, figures, roles, notes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let coded = CodedArticle { schema: 1, article: header, claims, statements, figures, roles, notes, coder };
    Incoming { article, coded, words: Words { forms: words.to_owned(), ..Words::default() } }
}

/// The file's articles, each with its claims; and the event that each claim belongs to, by article and id.
fn occurrences(lines: &str) -> (Vec<Incoming>, BTreeMap<(String, String), String>) {
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut articles: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for row in &rows {
        articles.entry(row["article"].as_str().unwrap().to_owned()).or_default().push(row);
    }
    let mut gold = BTreeMap::new();
    let mut incomings = Vec::new();
    for (id, rows) in articles {
        let text = |field: &str| rows[0][field].as_str().unwrap();
        // Twenty words of a story's own: copies share them all.
        let words: Vec<String> = (0..20).map(|n| format!("{}w{n}", text("story"))).collect();
        let claims: Vec<Claim> = rows.iter().enumerate().map(|(at, row)| claim_of(row, at)).collect();
        for (row, claim) in rows.iter().zip(&claims) {
            gold.insert((id.clone(), claim.id.clone()), row["event"].as_str().unwrap().to_owned());
        }
        incomings.push(incoming(&id, text("outlet"), text("published"), &words.join(" "), &id, claims));
    }
    (incomings, gold)
}

/// Which event each claim is in, by article and id, and a row of every event.
fn grouped(observatory: &Observatory) -> BTreeMap<(String, String), String> {
    let sql = "SELECT articles.id, claims.id, events.id || events.day || events.source || events.n_claims || events.factuality FROM claims
        JOIN articles USING (article) JOIN events USING (event)";
    let mut rows = observatory.db.prepare(sql).unwrap();
    rows.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?))).unwrap().map(Result::unwrap).collect()
}

/// Takes articles in, so many at a time.
fn take(observatory: &Observatory, run: &Run, incomings: &[&Incoming], step: usize) {
    for batch in incomings.chunks(step) {
        let mut touched = Touched::default();
        observatory.db.execute_batch("BEGIN").unwrap();
        for incoming in batch {
            article::put(&observatory.db, incoming, run, &mut touched).unwrap();
        }
        regroup(&observatory.db, &mut touched, run, &Rules::of(tables())).unwrap();
        observatory.db.execute_batch("COMMIT").unwrap();
    }
}

/// B³ precision and recall, and the share of claims that stand among those of another event.
fn score(found: &BTreeMap<(String, String), String>, gold: &BTreeMap<(String, String), String>) -> (f64, f64, f64) {
    let (mut precision, mut recall, mut strays) = (0.0, 0.0, 0.0);
    for (claim, event) in gold {
        let together: Vec<_> = gold.keys().filter(|other| found[*other] == found[claim]).collect();
        let belong = gold.values().filter(|other| *other == event).count();
        let right = together.iter().filter(|other| gold[**other] == *event).count();
        precision += right as f64 / together.len() as f64;
        recall += right as f64 / belong as f64;
        let most = together.iter().map(|one| together.iter().filter(|other| gold[**other] == gold[*one]).count()).max().unwrap_or(0);
        strays += f64::from(right < most);
    }
    let n = gold.len() as f64;
    (precision / n, recall / n, strays / n)
}

#[test]
fn claims_are_grouped_as_people_group_them() {
    for lines in OCCURRENCES {
        let (incomings, gold) = occurrences(lines);
        let (observatory, run) = empty();
        take(&observatory, &run, &incomings.iter().collect::<Vec<_>>(), 50);
        let (precision, recall, strays) = score(&grouped(&observatory), &gold);
        let f1 = 2.0 * precision * recall / (precision + recall);
        let report = format!("{} claims: B³ precision {precision:.3} recall {recall:.3} F1 {f1:.3}, strays {strays:.3}", gold.len());
        eprintln!("{report}");
        assert!(f1 >= 0.85 && strays <= 0.03, "{report}");
    }
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let (incomings, _) = occurrences(OCCURRENCES[0]);
    let mut first = None;
    for shuffle in 0..20_u64 {
        let mut order: Vec<&Incoming> = incomings.iter().collect();
        // A fixed shuffle: sorted by a number that depends on the article and on which shuffle it is.
        order.sort_by_key(|incoming| super::story::digest(&[&incoming.article.id, &shuffle.to_string()]));
        let (observatory, run) = empty();
        take(&observatory, &run, &order, 1 + shuffle as usize * 7);
        let found = grouped(&observatory);
        assert_eq!(*first.get_or_insert(found.clone()), found, "shuffle {shuffle}");
    }
}

/// An observatory with three outlets' reports of two raids; the rows of the claims of the first.
fn raids() -> (Observatory, Run, Vec<claim::Stored>) {
    let (incomings, _) = occurrences(OCCURRENCES[0]);
    let (observatory, run) = empty();
    take(&observatory, &run, &incomings.iter().collect::<Vec<_>>(), 500);
    let sql = "SELECT event FROM events WHERE n_claims >= 3 ORDER BY id LIMIT 1";
    let event: i64 = observatory.db.query_row(sql, [], |row| row.get(0)).unwrap();
    let claims = claim::read(&observatory.db, "event = ?1", [event]).unwrap();
    (observatory, run, claims)
}

fn count(observatory: &Observatory, sql: &str) -> i64 {
    observatory.db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Decides, and writes what follows.
fn decide_about(
    observatory: &Observatory,
    run: &Run,
    action: &str,
    detail: Value,
    claim: Option<(&Claim, &Claim)>,
    at: &[&claim::Stored],
    revokes: Option<i64>,
) -> i64 {
    let db = &observatory.db;
    db.execute_batch("BEGIN").unwrap();
    let decision = decide(db, &New { author: "huda", reason: "", action, detail, claim, revokes }).unwrap();
    let mut touched = Touched::default();
    for (side, stored) in at.iter().enumerate() {
        if revokes.is_none() {
            anchor(db, decision, side as i64, stored).unwrap();
        }
        article::decide_again(db, stored.article, run, &mut touched).unwrap();
    }
    regroup(db, &mut touched, run, &Rules::of(tables())).unwrap();
    db.execute_batch("COMMIT").unwrap();
    decision
}

#[test]
fn a_rejected_claim_counts_for_nothing_until_that_is_taken_back() {
    let (observatory, run, claims) = raids();
    let before = grouped(&observatory);
    let told = &claims[0].claim;
    let decision = decide_about(&observatory, &run, "reject", serde_json::json!({}), Some((told, told)), &[&claims[0]], None);
    assert_eq!(count(&observatory, "SELECT count(*) FROM claims WHERE state = 'rejected' AND event IS NULL"), 1);
    assert_eq!(grouped(&observatory).len(), before.len() - 1);
    decide_about(&observatory, &run, "revoke", serde_json::json!({}), None, &[&claims[0]], Some(decision));
    assert_eq!(grouped(&observatory), before);
}

#[test]
fn a_change_holds_when_the_coder_comes_again() {
    let (observatory, run, claims) = raids();
    let told = &claims[0].claim;
    let wanted = Claim { factuality: Factuality::Conditional, ..told.clone() };
    decide_about(&observatory, &run, "change", serde_json::json!({"fields": ["status"]}), Some((&wanted, told)), &[&claims[0]], None);
    // The coder comes again and finds nothing, then something else at the same words.
    let db = &observatory.db;
    let sql = "SELECT id, outlet, published FROM articles WHERE article = ?1";
    let header: [String; 3] = db.query_row(sql, [claims[0].article], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).unwrap();
    let again = |coded: Vec<Claim>| {
        let incoming = incoming(&header[0], &header[1], &header[2], "", &header[0], coded);
        let mut touched = Touched::default();
        db.execute_batch("BEGIN").unwrap();
        article::clear(db, claims[0].article, &mut touched).unwrap();
        article::write_coded(db, claims[0].article, &incoming.coded, &run, &mut touched).unwrap();
        regroup(db, &mut touched, &run, &Rules::of(tables())).unwrap();
        db.execute_batch("COMMIT").unwrap();
        claim::read(db, "article = ?1 AND state <> 'coded'", [claims[0].article]).unwrap().remove(0)
    };
    let kept = again(Vec::new());
    assert_eq!((kept.state.as_str(), kept.claim.factuality), ("kept", Factuality::Conditional));
    assert!(decisions(db).unwrap()[0].differs[0].is_null());
    let changed = again(vec![Claim { factuality: Factuality::Planned, ..told.clone() }]);
    assert_eq!((changed.state.as_str(), changed.claim.factuality), ("changed", Factuality::Conditional));
    assert_eq!(decisions(db).unwrap()[0].differs[0]["status"], "planned");
}

#[test]
fn events_are_merged_and_split_by_hand_and_back() {
    let (observatory, run, claims) = raids();
    let before = grouped(&observatory);
    let split = decide_about(&observatory, &run, "split", serde_json::json!({}), None, &claims.iter().collect::<Vec<_>>(), None);
    let rows =
        |id: &str| claim::read(&observatory.db, "id = ?1 AND article = ?2", rusqlite::params![id, claims[0].article]).unwrap().remove(0);
    let alone = rows(&claims[0].claim.id);
    assert_eq!(count(&observatory, &format!("SELECT n_claims FROM events WHERE event = {}", alone.event.unwrap())), 1);
    decide_about(&observatory, &run, "revoke", serde_json::json!({}), None, &claims.iter().collect::<Vec<_>>(), Some(split));
    assert_eq!(grouped(&observatory), before);
    let other = count(&observatory, "SELECT claim FROM claims WHERE event_type = 'THREATEN' ORDER BY claim LIMIT 1");
    let other = claim::read(&observatory.db, "claim = ?1", [other]).unwrap().remove(0);
    let first = rows(&claims[0].claim.id);
    let merge = decide_about(&observatory, &run, "merge", serde_json::json!({}), None, &[&first, &other], None);
    let event_of = |id: &str, article: i64| {
        claim::read(&observatory.db, "id = ?1 AND article = ?2", rusqlite::params![id, article]).unwrap().remove(0).event
    };
    assert_eq!(event_of(&first.claim.id, first.article), event_of(&other.claim.id, other.article));
    decide_about(&observatory, &run, "revoke", serde_json::json!({}), None, &[&first, &other], Some(merge));
    assert_eq!(grouped(&observatory), before);
}

#[test]
fn copies_are_one_story_and_a_takedown_stays() {
    let (observatory, run) = empty();
    let words: Vec<String> = (0..40).map(|n| format!("w{n}")).collect();
    let whole = words.join(" ");
    let shorter = words[..30].join(" ");
    let mut touched = Touched::default();
    let mut put = |id: &str, outlet: &str, words: &str| {
        article::put(&observatory.db, &incoming(id, outlet, "2024-11-10", words, id, Vec::new()), &run, &mut touched).unwrap()
    };
    assert_eq!(put("a", "one", &whole), Outcome::New);
    assert_eq!(put("b", "two", &shorter), Outcome::New);
    assert_eq!(put("c", "two", "other words altogether that nobody else has in any article of this small archive at all"), Outcome::New);
    assert_eq!(put("a", "one", &whole), Outcome::Known);
    assert_eq!(count(&observatory, "SELECT count(*) FROM stories"), 2);
    assert_eq!(count(&observatory, "SELECT n_outlets FROM stories WHERE n_articles = 2"), 2);
    let row = count(&observatory, "SELECT article FROM articles WHERE id = 'a'");
    article::remove(&observatory.db, row, "asked for", "huda", &mut Touched::default()).unwrap();
    let mut touched = Touched::default();
    let again = incoming("a", "one", "2024-11-10", &whole, "a", Vec::new());
    assert_eq!(article::put(&observatory.db, &again, &run, &mut touched).unwrap(), Outcome::Refused);
    assert_eq!(count(&observatory, "SELECT count(*) FROM articles"), 2);
    assert_eq!(count(&observatory, "SELECT count(*) FROM words WHERE words MATCH 'forms : w1'"), 1);
}
