//! Tests only: a small observatory of eight weeks, Monday 2024-01-01 to Sunday 2024-02-25.
//!
//! The outlet `one` brings two articles a day, but none in the fifth week (01-29 to 02-04). In the seventh week Iran consults Iraq in Baghdad (02-13) and
//! Israel attacks Lebanon (02-14); in the eighth Iran attacks Iraq twice (02-19, 02-21), and an attack of Israel on Syria (02-22) is told by `one` and denied by `two`.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Date;
use marsad::coded::{By, Claim, Factuality, Party, Statement};
use marsad::{Article, Lang};

use crate::query::{Query, parse};
use crate::store::article::{Incoming, put};
use crate::store::group::{Rules, Touched, regroup};
use crate::store::{Observatory, Run, Words};

/// The language data of the program.
pub fn lang() -> &'static Lang {
    static LANG: OnceLock<Lang> = OnceLock::new();
    LANG.get_or_init(|| crate::coding::language(None, &[]).unwrap())
}

/// A query of the observatory.
pub fn ask(observatory: &Observatory, text: &str) -> Query {
    parse(text, &observatory.db, lang()).unwrap()
}

fn party(name: &str, actor: &str, country: &str) -> Party {
    let base = crate::sample::full().claims[0].source[0].clone();
    Party { name: name.into(), actor: Some(actor.into()), country: Some(country.into()), office: None, by: By::Name, ..base }
}

/// An act: id, type and mode, day, who, whom, status.
fn act(id: &str, event_type: &str, day: &str, source: Party, target: Party, status: Factuality) -> Claim {
    let mut claim = crate::sample::full().claims.remove(0);
    claim.id = id.into();
    claim.event_type = event_type.into();
    claim.mode = None;
    claim.contexts = Vec::new();
    claim.attribution.speaker = Some(source.clone());
    (claim.source, claim.target, claim.others, claim.via) = (vec![source], vec![target], Vec::new(), Vec::new());
    (claim.condition, claim.retells, claim.denies, claim.figures) = (None, None, None, Vec::new());
    let date = claim.date.as_mut().unwrap();
    (date.edtf, date.start, date.end) = (day.into(), Some(day.into()), Some(day.into()));
    claim.factuality = status;
    if event_type == "CONSULT" {
        let place = claim.place.as_mut().unwrap();
        (place.name, place.id, place.country) = ("بغداد".into(), "baghdad".into(), Some("IRQ".into()));
        (claim.quad, claim.intensity, claim.confidence) = (1, 4.0, 0.9);
    } else {
        claim.place = None;
        (claim.quad, claim.intensity, claim.confidence) = (4, -9.0, 0.6);
    }
    claim
}

fn incoming(id: &str, outlet: &str, day: &str, claims: Vec<Claim>, statements: Vec<Statement>) -> Incoming {
    let article = Article {
        id: id.into(),
        url: None,
        outlet: Some(outlet.into()),
        published: Some(day.into()),
        title: format!("خبر {id}"),
        body: "قال الوزير إن بلاده تريد علاقات طيبة مع جيرانها وإن الحوار مستمر".into(),
    };
    // Every article has one word, and those that tell an act another.
    let forms = if claims.is_empty() { "خبر".to_owned() } else { "خبر حدث".to_owned() };
    let mut coded = crate::sample::full();
    (coded.claims, coded.statements, coded.figures, coded.roles) = (claims, statements, Vec::new(), Vec::new());
    coded.article.id = id.into();
    coded.article.outlet = Some(outlet.into());
    coded.article.published = Some(day.into());
    coded.article.title.clone_from(&article.title);
    coded.article.hash = article.hash();
    Incoming { article, coded, words: Words { forms, ..Words::default() } }
}

/// What Iran's minister said, of which the words from the fourteenth letter on are the content; and one who belongs to no state.
fn statements() -> Vec<Statement> {
    let mut minister = crate::sample::full().statements.remove(0);
    minister.speaker = Some(Party { office: Some("iran-foreign-minister".into()), ..party("الوزير", "iran", "IRN") });
    minister.addressee = Some(party("العراق", "iraq", "IRQ"));
    minister.content = [14, 45];
    let mut group = minister.clone();
    group.speaker = Some(party("حزب الله", "hezbollah", "LBN"));
    vec![minister, group]
}

/// A day, counted from 2024-01-01.
pub fn day(at: i64) -> Date {
    "2024-01-01".parse::<Date>().unwrap().checked_add(at.days()).unwrap()
}

/// An article of an outlet on a day, with an act of Iran towards Iraq, or none.
pub struct Told(&'static str, i64, Option<&'static str>);

impl Told {
    /// An article that tells nothing.
    pub fn nothing(outlet: &'static str, at: i64) -> Self {
        Self(outlet, at, None)
    }

    /// An article that tells an act of a type.
    pub fn act(outlet: &'static str, at: i64, event_type: &'static str) -> Self {
        Self(outlet, at, Some(event_type))
    }
}

/// An observatory of such articles; the same act on a day is one event.
pub fn told(articles: Vec<Told>) -> Observatory {
    let one = |(nth, Told(outlet, at, event_type)): (usize, Told)| {
        let day = day(at).to_string();
        let (iran, iraq) = (party("إيران", "iran", "IRN"), party("العراق", "iraq", "IRQ"));
        let claim = event_type.map(|event_type| act(&format!("c{nth}"), event_type, &day, iran, iraq, Factuality::Actual));
        incoming(&format!("t{nth}"), outlet, &day, claim.into_iter().collect(), Vec::new())
    };
    filled(articles.into_iter().enumerate().map(one).collect())
}

/// The observatory, and an attack on Iraq by a group that belongs to no state (02-24).
pub fn with_group() -> Observatory {
    let observatory = observatory();
    let group = Party { country: None, ..party("داعش", "isis", "") };
    let claim = act("c7", "ASSAULT", "2024-02-24", group, party("العراق", "iraq", "IRQ"), Factuality::Actual);
    let (run, mut touched) = (Run { run: 1, counts: [0; 4] }, Touched::default());
    observatory.db.execute_batch("BEGIN").unwrap();
    put(&observatory.db, &incoming("g1", "one", "2024-02-24", vec![claim], Vec::new()), &run, &mut touched).unwrap();
    regroup(&observatory.db, &mut touched, &run, &Rules::of(&lang().tables)).unwrap();
    observatory.db.execute_batch("COMMIT").unwrap();
    observatory
}

/// The observatory.
pub fn observatory() -> Observatory {
    let (iran, iraq) = (|| party("إيران", "iran", "IRN"), || party("العراق", "iraq", "IRQ"));
    let (israel, syria, lebanon) = (party("إسرائيل", "israel", "ISR"), party("سوريا", "syria", "SYR"), party("لبنان", "lebanon", "LBN"));
    let acts = [
        ("2024-02-13", act("c1", "CONSULT", "2024-02-13", iran(), iraq(), Factuality::Actual)),
        ("2024-02-14", act("c2", "ASSAULT", "2024-02-14", israel.clone(), lebanon, Factuality::Actual)),
        ("2024-02-19", act("c3", "ASSAULT", "2024-02-19", iran(), iraq(), Factuality::Actual)),
        ("2024-02-21", act("c4", "ASSAULT", "2024-02-21", iran(), iraq(), Factuality::Actual)),
        ("2024-02-22", act("c5", "ASSAULT", "2024-02-22", israel.clone(), syria.clone(), Factuality::Actual)),
    ];
    let mut articles = Vec::new();
    let mut take = |incoming: Incoming| articles.push(incoming);
    for n in (0..56).filter(|n| n / 7 != 4) {
        let day = day(n).to_string();
        let claims = acts.iter().filter(|(of, _)| *of == day).map(|(_, claim)| claim.clone()).collect();
        let said = if day == "2024-02-13" { statements() } else { Vec::new() };
        take(incoming(&format!("a{n}"), "one", &day, claims, said));
        take(incoming(&format!("b{n}"), "one", &day, Vec::new(), Vec::new()));
    }
    let denied = act("c6", "ASSAULT", "2024-02-22", israel, syria, Factuality::Denied);
    take(incoming("d1", "two", "2024-02-23", vec![denied], Vec::new()));
    filled(articles)
}

/// An observatory of articles.
fn filled(articles: Vec<Incoming>) -> Observatory {
    let observatory = Observatory::in_memory().unwrap();
    let db = &observatory.db;
    db.execute("INSERT INTO runs (command, began, marsad, pack, ontology, data) VALUES ('test', '', '', '', '', '')", []).unwrap();
    let run = Run { run: 1, counts: [0; 4] };
    let mut touched = Touched::default();
    db.execute_batch("BEGIN").unwrap();
    for incoming in articles {
        put(db, &incoming, &run, &mut touched).unwrap();
    }
    regroup(db, &mut touched, &run, &Rules::of(&lang().tables)).unwrap();
    db.execute_batch("COMMIT").unwrap();
    observatory
}
