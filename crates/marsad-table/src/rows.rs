//! Which rows does a coded article give?
//!
//! In: a coded article, or what is wrong with one. Out: rows of each table, a cell for each column in the order of [`super::TABLES`].
//! «التقى الوزير نظيره في بغداد» gives a row of `articles`, one of `claims`, and two of `participants`. Notes are counted and not written: JSON has them.

use marsad::coded::{Attribution, Claim, CodedArticle, Figure, Party, RoleAssertion, Statement};
use marsad_read::trouble::{At, Kind, Trouble};

use crate::cell::Cell;
use crate::columns::Of;

/// Takes the rows.
pub type TakeRow<'t> = &'t mut dyn FnMut(Of, &[Cell<'_>]);

/// Gives the rows of an article, in the order of its claims and statements.
pub fn rows(coded: &CodedArticle, take: TakeRow<'_>) {
    let id = coded.article.id.as_str();
    take(Of::Articles, &article(coded));
    for told in &coded.claims {
        take(Of::Claims, &claim(told, id));
        let speaker = told.attribution.speaker.as_slice();
        let parts = [
            ("source", told.source.as_slice()),
            ("target", &told.target),
            ("others", &told.others),
            ("via", &told.via),
            ("speaker", speaker),
        ];
        for (part, parties) in parts {
            for (position, party) in parties.iter().enumerate() {
                take(Of::Participants, &participant(party, &told.id, id, part, position));
            }
        }
        for number in &told.figures {
            take(Of::Figures, &figure(number, id, &told.id));
        }
    }
    for (position, said) in coded.statements.iter().enumerate() {
        take(Of::Statements, &statement(said, id, position));
    }
    for number in &coded.figures {
        take(Of::Figures, &figure(number, id, ""));
    }
    for told in &coded.roles {
        take(Of::Roles, &role(told, id));
    }
}

/// Gives the row of something that was left out, or was not as it should be; `article` is the id of the article where there is one.
pub fn reject(trouble: &Trouble, article: &str, take: TakeRow<'_>) {
    let place = match trouble.origin.place {
        At::Whole => Cell::Empty,
        At::Line(place) | At::Byte(place) | At::Row(place) => Cell::Int(i64::try_from(place).unwrap_or(i64::MAX)),
    };
    let kind = match trouble.kind {
        Kind::Skipped => "skipped",
        Kind::NoDate => "no-date",
        Kind::Encoding => "encoding",
        Kind::Other => "other",
    };
    take(Of::Rejects, &[Cell::text(&*trouble.origin.file), place, Cell::text(article), Cell::text(kind), Cell::text(&*trouble.message)]);
}

fn article(coded: &CodedArticle) -> [Cell<'_>; 16] {
    let article = &coded.article;
    [
        Cell::text(&article.id),
        Cell::maybe(&article.url),
        Cell::maybe(&article.outlet),
        Cell::maybe(&article.published),
        Cell::text(&article.language),
        Cell::text(&article.title),
        Cell::text(&article.hash),
        Cell::count(coded.claims.len()),
        Cell::count(coded.statements.len()),
        Cell::count(coded.figures.len()),
        Cell::count(coded.roles.len()),
        Cell::count(coded.notes.len()),
        Cell::text(&*coded.coder.marsad),
        Cell::text(&coded.coder.pack),
        Cell::text(&coded.coder.ontology),
        Cell::maybe(&article.body),
    ]
}

fn claim<'c>(claim: &'c Claim, article: &'c str) -> [Cell<'c>; 43] {
    let (date, place) = (claim.date.as_ref(), claim.place.as_ref());
    let speaker = claim.attribution.speaker.as_ref();
    [
        Cell::text(&claim.id),
        Cell::text(article),
        Cell::text(claim.field.name()),
        Cell::text(&claim.event_type),
        Cell::maybe(&claim.mode),
        Cell::text(claim.contexts.join(" ")),
        names(&claim.source),
        countries(&claim.source),
        names(&claim.target),
        countries(&claim.target),
        date.map_or(Cell::Empty, |date| Cell::text(&date.edtf)),
        Cell::day(date.and_then(|date| date.start.as_ref())),
        Cell::day(date.and_then(|date| date.end.as_ref())),
        date.map_or(Cell::Empty, |date| Cell::text(&*date.precision)),
        place.map_or(Cell::Empty, |place| Cell::text(&place.name)),
        place.map_or(Cell::Empty, |place| Cell::text(&place.id)),
        Cell::int(place.and_then(|place| place.geonames)),
        Cell::float(place.and_then(|place| place.lat)),
        Cell::float(place.and_then(|place| place.lon)),
        place.map_or(Cell::Empty, |place| Cell::maybe(&place.country)),
        place.map_or(Cell::Empty, |place| Cell::text(&place.precision)),
        Cell::text(claim.factuality.name()),
        Cell::text(&*claim.attribution.kind),
        speaker.map_or(Cell::Empty, |speaker| Cell::text(&speaker.name)),
        speaker.map_or(Cell::Empty, |speaker| Cell::maybe(&speaker.actor)),
        chain(&claim.attribution),
        at(claim.trigger[0]),
        at(claim.trigger[1]),
        at(claim.sentence[0]),
        at(claim.sentence[1]),
        Cell::text(&claim.evidence),
        Cell::text(&claim.cameo),
        Cell::text(&claim.plover.event_type),
        Cell::maybe(&claim.plover.mode),
        Cell::Int(i64::from(claim.quad)),
        Cell::Float(decimal(claim.intensity)),
        Cell::Float(decimal(claim.confidence)),
        Cell::text(&claim.frame),
        Cell::maybe(&claim.retells),
        Cell::maybe(&claim.denies),
        date.map_or(Cell::Empty, |date| Cell::Bool(date.carried)),
        place.map_or(Cell::Empty, |place| Cell::Bool(place.carried)),
        claim.condition.as_ref().map_or(Cell::Empty, |condition| Cell::text(&condition.text)),
    ]
}

fn participant<'c>(party: &'c Party, claim: &'c str, article: &'c str, part: &'static str, position: usize) -> [Cell<'c>; 12] {
    let [name, actor, office, country, role] = who(Some(party));
    let (claim, article, part) = (Cell::text(claim), Cell::text(article), Cell::text(part));
    [
        claim,
        article,
        part,
        Cell::count(position),
        name,
        actor,
        office,
        country,
        role,
        Cell::text(party.by.name()),
        at(party.span[0]),
        at(party.span[1]),
    ]
}

fn statement<'c>(said: &'c Statement, article: &'c str, position: usize) -> [Cell<'c>; 22] {
    let [speaker, speaker_actor, speaker_office, speaker_country, speaker_role] = who(said.speaker.as_ref());
    let [addressee, addressee_actor, _, addressee_country, addressee_role] = who(said.addressee.as_ref());
    [
        Cell::text(article),
        Cell::count(position),
        Cell::text(said.field.name()),
        speaker,
        speaker_actor,
        speaker_office,
        speaker_country,
        speaker_role,
        addressee,
        addressee_actor,
        addressee_country,
        addressee_role,
        Cell::int(said.topic.map(|topic| topic[0])),
        Cell::int(said.topic.map(|topic| topic[1])),
        at(said.content[0]),
        at(said.content[1]),
        at(said.verb[0]),
        at(said.verb[1]),
        Cell::text(&said.force),
        Cell::text(&*said.quoted),
        Cell::text(&*said.attribution.kind),
        chain(&said.attribution),
    ]
}

fn figure<'c>(figure: &'c Figure, article: &'c str, claim: &'c str) -> [Cell<'c>; 16] {
    let speaker = figure.attribution.speaker.as_ref();
    [
        Cell::text(article),
        Cell::text(claim),
        Cell::text(figure.field.name()),
        Cell::text(&figure.what),
        Cell::float(figure.value),
        Cell::float(figure.low),
        Cell::float(figure.high),
        figure.modifier.as_deref().map_or(Cell::Empty, Cell::text),
        Cell::maybe(&figure.unit),
        Cell::maybe(&figure.counted),
        at(figure.span[0]),
        at(figure.span[1]),
        Cell::text(&*figure.attribution.kind),
        speaker.map_or(Cell::Empty, |speaker| Cell::text(&speaker.name)),
        speaker.map_or(Cell::Empty, |speaker| Cell::maybe(&speaker.actor)),
        chain(&figure.attribution),
    ]
}

fn role<'c>(told: &'c RoleAssertion, article: &'c str) -> [Cell<'c>; 8] {
    [
        Cell::text(article),
        Cell::text(told.field.name()),
        Cell::text(&told.name),
        Cell::text(&told.office),
        Cell::maybe(&told.country),
        Cell::maybe(&told.on),
        at(told.span[0]),
        at(told.span[1]),
    ]
}

/// Name, actor, office, country and role.
fn who(party: Option<&Party>) -> [Cell<'_>; 5] {
    let Some(party) = party else { return [const { Cell::Empty }; 5] };
    let role = party.role.map_or(Cell::Empty, |role| Cell::text(role.code()));
    [Cell::text(&party.name), Cell::maybe(&party.actor), Cell::maybe(&party.office), Cell::maybe(&party.country), role]
}

/// The words of parties, separated by `; `; borrowed where there is one, which is nearly always.
fn names(parties: &[Party]) -> Cell<'_> {
    joined(parties, |party| &party.name)
}

fn countries(parties: &[Party]) -> Cell<'_> {
    joined(parties, |party| party.country.as_deref().unwrap_or(""))
}

fn joined<'p>(parties: &'p [Party], word: impl Fn(&'p Party) -> &'p str) -> Cell<'p> {
    match parties {
        [party] => Cell::text(word(party)),
        _ => Cell::text(parties.iter().map(word).collect::<Vec<_>>().join("; ")),
    }
}

/// `agency:irna; relay:reuters`: the role of each carrier and its actor, or its words where it is nobody known.
fn chain(attribution: &Attribution) -> Cell<'_> {
    let link = |link: &marsad::coded::ChainLink| format!("{}:{}", link.role, link.actor.as_deref().unwrap_or(&link.name));
    Cell::text(attribution.chain.iter().map(link).collect::<Vec<_>>().join("; "))
}

fn at(position: u32) -> Cell<'static> {
    Cell::Int(i64::from(position))
}

/// The decimal number that JSON has: 0.86 and not the nearest thing to it in half the digits.
fn decimal(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}
