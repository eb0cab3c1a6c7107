//! A coded article on paper: labels and codes on lines of their own, Arabic on lines of its own, indented below them.

use std::io::{self, Write};

use marsad::Article;
use marsad::coded::{Attribution, Claim, Field, Figure, Party, Range, RoleAssertion, Statement};
use marsad::explain::{Considered, Explanation, Meant, Reason};
use marsad::pack::Side;

/// Text that goes to a terminal or a file, with colour where it is wanted.
pub struct Paper<W> {
    out: W,
    color: bool,
}

/// What a line is.
#[derive(Clone, Copy)]
enum Ink {
    /// The first line of an article or a claim.
    Head,
    /// A label with its code.
    Label,
    /// Words of the article.
    Words,
}

impl<W: Write> Paper<W> {
    /// Paper over `out`.
    pub fn new(out: W, color: bool) -> Self {
        Self { out, color }
    }

    /// Hands on what is held back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn line(&mut self, indent: usize, ink: Ink, text: &str) -> io::Result<()> {
        let (on, off) = match (self.color, ink) {
            (false, _) | (true, Ink::Label) => ("", ""),
            (true, Ink::Head) => ("\x1b[1m", "\x1b[0m"),
            (true, Ink::Words) => ("\x1b[36m", "\x1b[0m"),
        };
        writeln!(self.out, "{:indent$}{on}{}{off}", "", plain(text))
    }

    fn label(&mut self, text: &str) -> io::Result<()> {
        self.line(2, Ink::Label, text)
    }

    fn words(&mut self, text: &str) -> io::Result<()> {
        self.line(6, Ink::Words, text)
    }
}

/// Shows an article's claims with their reasons, what was considered and not coded, statements, figures, roles and notes.
///
/// # Errors
/// When it cannot be written.
pub fn article<W: Write>(explanation: &Explanation, article: &Article, out: &mut Paper<W>) -> io::Result<()> {
    let coded = &explanation.coded;
    let texts = Texts { title: &article.title, body: &article.body };
    out.line(0, Ink::Head, &format!("article {}", coded.article.id))?;
    if let Some(outlet) = &coded.article.outlet {
        out.label("outlet")?;
        out.words(outlet)?;
    }
    out.label(&format!("published {}", coded.article.published.as_deref().unwrap_or("unknown: relative dates stay open")))?;
    if !article.title.is_empty() {
        out.label("title")?;
        out.words(&article.title)?;
    }
    out.label(&format!("coder {}, pack {}, ontology {}", coded.coder.marsad, coded.coder.pack, coded.coder.ontology))?;
    if coded.claims.is_empty() {
        out.label("no claims")?;
    }
    let reasons = explanation.reasons.iter().map(Some).chain(std::iter::repeat(None));
    for (position, (item, reason)) in coded.claims.iter().zip(reasons).enumerate() {
        claim(position + 1, item, reason, &texts, out)?;
        for (word, other) in [("retells", &item.retells), ("denies", &item.denies)] {
            let Some(other) = other else { continue };
            let number = coded.claims.iter().position(|claim| claim.id == *other);
            out.label(&number.map_or_else(|| format!("{word} claim {other}"), |number| format!("{word} claim {}", number + 1)))?;
        }
    }
    for tried in explanation.considered.chunk_by(|one, next| (one.field, one.trigger) == (next.field, next.trigger)) {
        considered(tried, out)?;
    }
    for (position, item) in coded.statements.iter().enumerate() {
        statement(position + 1, item, &texts, out)?;
    }
    for item in &coded.figures {
        out.line(0, Ink::Head, &format!("figure: {}", figure(item)))?;
        out.words(texts.of(item.field, item.span))?;
        attribution(&item.attribution, item.field, &texts, out)?;
    }
    for item in &coded.roles {
        role(item, &texts, out)?;
    }
    for note in &coded.notes {
        out.line(0, Ink::Head, &format!("note: {}", note.kind))?;
        out.words(&note.text)?;
    }
    writeln!(out.out)
}

fn claim<W: Write>(number: usize, claim: &Claim, reason: Option<&Reason>, texts: &Texts<'_>, out: &mut Paper<W>) -> io::Result<()> {
    let mode = claim.mode.as_ref().map(|mode| format!(" / {mode}")).unwrap_or_default();
    writeln!(out.out)?;
    out.line(
        0,
        Ink::Head,
        &format!("claim {number}: {}{mode}, {}, confidence {:.2}", claim.event_type, claim.factuality.name(), claim.confidence),
    )?;
    let line = reason.map(|reason| format!(" ({})", reason.line)).unwrap_or_default();
    out.label(&format!("frame {}{line}, triggered by", claim.frame))?;
    out.words(texts.of(claim.field, claim.trigger))?;
    if let Some(reason) = reason {
        grammar(reason, claim.field, texts, out)?;
    }
    for (part, parties) in [("source", &claim.source), ("target", &claim.target), ("others", &claim.others), ("via", &claim.via)] {
        if parties.is_empty() && !matches!(part, "others" | "via") {
            out.label(&format!("{part}: nobody was found"))?;
        }
        for item in parties {
            party(part, item, out)?;
        }
    }
    if let Some(best) = reason.and_then(|reason| reason.meant.first()) {
        meant(best, out)?;
    }
    if let Some(condition) = &claim.condition {
        out.label("on the condition")?;
        out.words(&condition.text)?;
    }
    match &claim.date {
        Some(date) => {
            let from = if date.carried { "carried from another telling of the act to the words" } else { "from the words" };
            out.label(&format!("date {} ({}), {from}", date.edtf, date.precision))?;
            out.words(texts.of(claim.field, date.span))?;
        }
        None => out.label("date: the text does not tell")?,
    }
    match &claim.place {
        Some(place) => {
            let country = place.country.as_deref().unwrap_or("no single country");
            let point = place.lat.zip(place.lon).map(|(lat, lon)| format!(", {lat} N {lon} E")).unwrap_or_default();
            let from = if place.carried { "carried from another telling of the act, in the words" } else { "from the words" };
            out.label(&format!("place {} ({}, {country}{point}), {from}", place.id, place.precision))?;
            out.words(&place.name)?;
        }
        None => out.label("place: the text does not tell")?,
    }
    attribution(&claim.attribution, claim.field, texts, out)?;
    for item in &claim.figures {
        out.label(&format!("figure {}, from the words", figure(item)))?;
        out.words(texts.of(item.field, item.span))?;
    }
    if !claim.contexts.is_empty() {
        out.label(&format!("contexts {}", claim.contexts.join(" ")))?;
    }
    let plover_mode = claim.plover.mode.as_ref().map(|mode| format!(" / {mode}")).unwrap_or_default();
    out.label(&format!(
        "CAMEO {}, PLOVER {}{plover_mode}, quad class {}, intensity {}",
        claim.cameo, claim.plover.event_type, claim.quad, claim.intensity
    ))?;
    out.label(&format!("evidence, {} {}-{}", field(claim.field), claim.sentence[0], claim.sentence[1]))?;
    out.words(&claim.evidence)
}

/// How the frame was matched: the trigger's lemma, the words in each slot, what made it passive, carried or not plainly so.
fn grammar<W: Write>(reason: &Reason, field: Field, texts: &Texts<'_>, out: &mut Paper<W>) -> io::Result<()> {
    if !reason.lemma.is_empty() {
        out.label(if reason.passive { "lemma, read as passive" } else { "lemma" })?;
        out.words(&reason.lemma)?;
    }
    if let Some(light) = reason.light {
        out.label("carried by the verb")?;
        out.words(texts.of(field, light))?;
    }
    for (slot, span) in &reason.slots {
        out.label(&format!("slot {}, {}-{}", slot.name(), span[0], span[1]))?;
        out.words(texts.of(field, *span))?;
    }
    if let Some(cue) = reason.cue {
        out.label("status told by")?;
        out.words(texts.of(field, cue))?;
    }
    Ok(())
}

/// Who is likeliest to be meant where no words tell who acts or towards whom, and what speaks for and against it.
fn meant<W: Write>(best: &Meant, out: &mut Paper<W>) -> io::Result<()> {
    let parties: Vec<String> = best.parties.iter().map(code).collect();
    let who = if best.side == Side::Source { "who acts" } else { "towards whom" };
    out.label(&format!("no words tell {who}; likeliest {}, chance {:.2}, by", parties.join(" and "), best.chance))?;
    out.label(&best.features.join(" "))
}

/// A trigger that gave no claim, with each frame that was tried.
fn considered<W: Write>(tried: &[Considered], out: &mut Paper<W>) -> io::Result<()> {
    let Some(first) = tried.first() else { return Ok(()) };
    writeln!(out.out)?;
    out.line(0, Ink::Head, &format!("not coded: {} {}-{}", field(first.field), first.trigger[0], first.trigger[1]))?;
    out.words(&first.word)?;
    tried.iter().try_for_each(|item| {
        let slot = item.slot.map(|slot| format!(" ({slot})")).unwrap_or_default();
        out.label(&format!("not {} ({}): {}{slot}", item.frame, item.line, item.why))
    })
}

fn statement<W: Write>(number: usize, statement: &Statement, texts: &Texts<'_>, out: &mut Paper<W>) -> io::Result<()> {
    writeln!(out.out)?;
    out.line(0, Ink::Head, &format!("statement {number}: {}, {}", statement.force, statement.quoted))?;
    match &statement.speaker {
        Some(speaker) => party("speaker", speaker, out)?,
        None => out.label("speaker: nobody was found")?,
    }
    if let Some(addressee) = &statement.addressee {
        party("addressee", addressee, out)?;
    }
    if let Some(topic) = statement.topic {
        out.label("about")?;
        out.words(texts.of(statement.field, topic))?;
    }
    out.label("reporting word")?;
    out.words(texts.of(statement.field, statement.verb))?;
    out.label("what was said")?;
    out.words(texts.of(statement.field, statement.content))?;
    attribution(&statement.attribution, statement.field, texts, out)
}

fn role<W: Write>(role: &RoleAssertion, texts: &Texts<'_>, out: &mut Paper<W>) -> io::Result<()> {
    let country = role.country.as_deref().unwrap_or("unknown country");
    let day = role.on.as_deref().unwrap_or("an unknown day");
    out.line(0, Ink::Head, &format!("role: {} of {country} on {day}", role.office))?;
    out.words(&role.name)?;
    out.words(texts.of(role.field, role.span))
}

/// A party's code: `ISR.MIL`.
fn code(party: &Party) -> String {
    match (&party.country, party.role) {
        (Some(country), Some(role)) => format!("{country}.{}", role.code()),
        (Some(country), None) => country.clone(),
        (None, Some(role)) => format!("unknown country, {}", role.code()),
        (None, None) => "unknown".to_owned(),
    }
}

fn party<W: Write>(part: &str, party: &Party, out: &mut Paper<W>) -> io::Result<()> {
    let code = code(party);
    let actor = party.actor.as_ref().map(|actor| format!(" = {actor}")).unwrap_or_default();
    let office = party.office.as_ref().map(|office| format!(" as {office}")).unwrap_or_default();
    let by = serde_json::to_string(&party.by).unwrap_or_default();
    out.label(&format!("{part} {code}{actor}{office}, found by {}, {}-{}", by.trim_matches('"'), party.span[0], party.span[1]))?;
    out.words(&party.name)
}

fn attribution<W: Write>(attribution: &Attribution, field: Field, texts: &Texts<'_>, out: &mut Paper<W>) -> io::Result<()> {
    if attribution.speaker.is_none() && attribution.chain.is_empty() {
        return out.label("on the outlet's own word");
    }
    if let Some(speaker) = &attribution.speaker {
        party(&format!("on the word ({}) of", attribution.kind), speaker, out)?;
    }
    for link in &attribution.chain {
        out.label(&format!("through {} {}", link.role, link.actor.as_deref().unwrap_or("(not in the knowledge base)")))?;
        out.words(&link.name)?;
    }
    if let Some(cue) = attribution.cue {
        out.label("told by the words")?;
        out.words(texts.of(field, cue))?;
    }
    Ok(())
}

fn figure(figure: &Figure) -> String {
    let bound = |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string());
    let value = figure.value.map_or_else(|| format!("{} to {}", bound(figure.low), bound(figure.high)), |value| value.to_string());
    let modifier = figure.modifier.as_ref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
    let unit = figure.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{}{modifier} {value}{unit}", figure.what)
}

fn field(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Body => "body",
    }
}

/// The texts that spans count in.
struct Texts<'a> {
    title: &'a str,
    body: &'a str,
}

impl<'a> Texts<'a> {
    /// The words under a span, in code points.
    fn of(&self, field: Field, [start, end]: Range) -> &'a str {
        let text = match field {
            Field::Title => self.title,
            Field::Body => self.body,
        };
        let byte = |point: u32| text.char_indices().nth(point as usize).map_or(text.len(), |(at, _)| at);
        text.get(byte(start)..byte(end)).unwrap_or("")
    }
}

/// One line that cannot steer a terminal: control characters and marks that turn the writing direction become spaces or vanish.
fn plain(text: &str) -> String {
    let is_mark = |letter: &char| matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}');
    text.chars().filter(|letter| !is_mark(letter)).map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use marsad::pack::Slot;

    use super::*;

    fn explanation() -> Explanation {
        let reason = Reason {
            line: "frames/consult.toml:7".to_owned(),
            lemma: "زار".to_owned(),
            slots: vec![(Slot::Object, [0, 2])],
            cue: Some([2, 3]),
            light: None,
            passive: false,
            features: Vec::new(),
            meant: vec![Meant {
                side: Side::Target,
                parties: vec![Party { country: Some("ISR".to_owned()), role: Some(marsad::coded::Role::Gov), ..Party::default() }],
                features: vec!["abroad".to_owned(), "abroad-most".to_owned()],
                chance: 0.25,
                told: false,
            }],
        };
        let considered = Considered {
            field: Field::Body,
            trigger: [0, 3],
            word: "زار".to_owned(),
            frame: "consult.visit".to_owned(),
            line: "frames/consult.toml:7".to_owned(),
            why: "nobody is known to have done it",
            slot: None,
        };
        Explanation { coded: crate::sample::full(), reasons: vec![reason], considered: vec![considered] }
    }

    #[test]
    fn everything_is_shown_and_scripts_do_not_mix() {
        let article_read =
            Article { title: "عنوان".to_owned(), body: "زار الوزير القاهرة أمس".to_owned(), ..Article::default() };
        let mut bytes = Vec::new();
        article(&explanation(), &article_read, &mut Paper::new(&mut bytes, false)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for piece in [
            "claim 1: CONSULT / visit, planned, confidence 0.86\n",
            "  frame consult.visit (frames/consult.toml:7), triggered by\n      ع\n",
            "  lemma\n      زار\n  slot object, 0-2\n      عن\n  status told by\n      و\n",
            "not coded: body 0-3\n      زار\n  not consult.visit (frames/consult.toml:7): nobody is known to have done it\n",
            "  source EGY.GOV = egypt as egypt-foreign-minister, found by office, 0-3\n      الوزير\n",
            "  target IGO:UN, found by office, 0-3\n",
            "  no words tell towards whom; likeliest ISR.GOV, chance 0.25, by\n  abroad abroad-most\n",
            "  date 2024-11-10/.. (day), from the words\n",
            "  place cairo (city, EGY, 30.06 N 31.25 E), carried from another telling of the act, in the words\n      القاهرة\n",
            "  retells claim c0\n  denies claim c0\n",
            "  on the word (indirect) of EGY.GOV = egypt",
            "  through agency mena\n      وكالة\n",
            "  figure killed MORE_THAN 12 person, from the words\n",
            "  CAMEO 042, PLOVER CONSULT / visit, quad class 1, intensity 4\n",
            "  evidence, title 0-9\n      زار الوزير القاهرة\n",
            "statement 1: neutral, direct\n",
            "role: foreign-minister of EGY on 2024-11-10\n",
            "note: no-date\n",
        ] {
            assert!(text.contains(piece), "{piece} is not in:\n{text}");
        }
        let is_arabic = |letter| ('\u{600}'..='\u{6FF}').contains(&letter);
        let mixed = text.lines().find(|line| line.contains(is_arabic) && line.contains(|letter: char| letter.is_ascii_alphabetic()));
        assert_eq!(mixed, None);
    }

    #[test]
    fn colour_is_closed_on_the_line_it_was_opened_on() {
        let mut bytes = Vec::new();
        article(&explanation(), &Article::default(), &mut Paper::new(&mut bytes, true)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("\x1b[1m"));
        assert!(text.lines().all(|line| line.matches('\x1b').count() % 2 == 0));
    }
}
