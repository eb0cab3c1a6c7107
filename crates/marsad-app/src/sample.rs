//! Tests only: a coded article in which nothing is empty, for everything that writes or describes coded articles.

use marsad::coded::*;

/// A coded article in which nothing is empty.
pub fn full() -> CodedArticle {
    let party = |name: &str| Party {
        name: name.to_owned(),
        actor: Some("egypt".to_owned()),
        office: Some("egypt-foreign-minister".to_owned()),
        country: Some("EGY".to_owned()),
        role: Some(Role::Gov),
        span: [0, 3],
        by: By::Office,
    };
    let link = ChainLink { role: "agency".into(), actor: Some("mena".to_owned()), name: "وكالة".to_owned(), span: [4, 8] };
    let attribution =
        || Attribution { speaker: Some(party("الوزير")), chain: vec![link.clone()], kind: "indirect".into(), cue: Some([1, 2]) };
    let organisation =
        Party { country: Some("IGO:UN".to_owned()), role: None, office: None, actor: None, ..party("الأمم المتحدة") };
    let figure = Figure {
        field: Field::Body,
        what: "killed".to_owned(),
        value: Some(12.0),
        low: Some(12.0),
        high: Some(15.5),
        modifier: Some("MORE_THAN".into()),
        unit: Some("person".to_owned()),
        counted: Some("جندي".to_owned()),
        span: [3, 6],
        attribution: attribution(),
    };
    let claim = Claim {
        id: "c1".to_owned(),
        field: Field::Title,
        event_type: "CONSULT".to_owned(),
        mode: Some("visit".to_owned()),
        contexts: vec!["military".to_owned()],
        source: vec![party("الوزير")],
        target: vec![organisation],
        others: vec![party("مصر")],
        via: vec![party("مصر")],
        condition: Some(Condition { text: "إذا".to_owned(), span: [1, 2] }),
        date: Some(EventDate {
            edtf: "2024-11-10/..".to_owned(),
            start: Some("2024-11-10".to_owned()),
            end: None,
            precision: "day".into(),
            span: [1, 2],
            carried: false,
        }),
        place: Some(EventPlace {
            name: "القاهرة".to_owned(),
            id: "cairo".to_owned(),
            geonames: Some(360_630),
            lat: Some(30.06),
            lon: Some(31.25),
            country: Some("EGY".to_owned()),
            precision: "city".to_owned(),
            span: [1, 2],
            carried: true,
        }),
        factuality: Factuality::Planned,
        attribution: attribution(),
        figures: vec![figure.clone()],
        trigger: [0, 1],
        sentence: [0, 9],
        evidence: "زار الوزير القاهرة".to_owned(),
        cameo: "042".to_owned(),
        plover: Plover { event_type: "CONSULT".to_owned(), mode: Some("visit".to_owned()) },
        quad: 1,
        intensity: 4.0,
        confidence: 0.86,
        frame: "consult.visit".to_owned(),
        retells: Some("c0".to_owned()),
        denies: Some("c0".to_owned()),
    };
    let statement = Statement {
        field: Field::Body,
        speaker: Some(party("الوزير")),
        addressee: Some(party("مصر")),
        topic: Some([2, 3]),
        content: [3, 9],
        verb: [0, 2],
        force: "neutral".to_owned(),
        quoted: "direct".into(),
        attribution: attribution(),
    };
    let role = RoleAssertion {
        field: Field::Body,
        name: "فلان".to_owned(),
        office: "foreign-minister".to_owned(),
        country: Some("EGY".to_owned()),
        on: Some("2024-11-10".to_owned()),
        span: [0, 4],
    };
    CodedArticle {
        schema: SCHEMA,
        article: ArticleHeader {
            id: "1".to_owned(),
            url: Some("https://example.org/1".to_owned()),
            outlet: Some("صحيفة".to_owned()),
            published: Some("2024-11-10".to_owned()),
            language: "ar".to_owned(),
            title: "عنوان".to_owned(),
            hash: format!("sha256:{}", "0".repeat(64)),
            body: Some("نص".to_owned()),
        },
        claims: vec![claim],
        statements: vec![statement],
        figures: vec![figure],
        roles: vec![role],
        notes: vec![Note { field: Field::Body, kind: "no-date".into(), span: [0, 0], text: "in words".to_owned() }],
        coder: CoderVersion { marsad: "0.1.0".into(), pack: "ar 2026.11.0".to_owned(), ontology: "1".to_owned() },
    }
}
