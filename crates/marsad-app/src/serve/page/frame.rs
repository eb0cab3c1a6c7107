//! What stands around every page: language, direction, navigation, and how numbers, names and codes are shown.
//!
//! In: a request. Out: [`Frame`], which every template has. Numbers are written with Latin digits here; a reader who wants Arabic-Indic ones has them
//! from [`Frame::number`] and its kin too, so that a page without scripts shows them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::super::access::Reader;
use super::super::state::App;
use super::super::wish::{Tongue, Wish};
use super::super::{assets, texts};
use crate::store::figure::Given;
use crate::view::claim::FigureView;
use crate::view::event::EventView;
use crate::view::{FacetCount, Mean, Name, Named, Network};

/// Pages of the navigation and their addresses.
const PAGES: [(&str, &str); 11] = [
    ("overview", "/"),
    ("search", "/search"),
    ("events", "/events"),
    ("dyads", "/dyads"),
    ("actors", "/actors"),
    ("map", "/map"),
    ("network", "/network"),
    ("timeline", "/timeline"),
    ("review", "/review"),
    ("sources", "/sources"),
    ("exports", "/exports"),
];
/// How long what the navigation counts is taken for true.
const FRESH: Duration = Duration::from_secs(30);

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What the reader wants.
    pub wish: Wish,
    /// Who reads.
    pub reader: Reader,
    /// Path of the address.
    pub path: String,
    /// Its parameters, as they came.
    pub query: String,
    /// Which page of the navigation it belongs to.
    pub here: &'static str,
    /// Its title.
    pub title: String,
    /// Scripts of its islands.
    pub islands: &'static [&'static str],
    /// Filters in force.
    pub chips: Vec<Chip>,
    /// What waits.
    pub counts: Counts,
}

/// A filter in force.
#[derive(Clone, Debug)]
pub struct Chip {
    /// As typed.
    pub typed: String,
    /// The query without it.
    pub without: String,
}

/// What waits for somebody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Claims and differences in the queue.
    pub n_review: i64,
    /// Feeds in trouble.
    pub n_trouble: i64,
}

impl FromRequestParts<Arc<App>> for Frame {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        Ok(Self::of(app, parts).await)
    }
}

impl Frame {
    /// The frame of a request.
    pub async fn of(app: &Arc<App>, parts: &Parts) -> Self {
        let reader = parts.extensions.get::<Reader>().cloned().unwrap_or_default();
        // Who stands at the door of a closed server learns nothing of what is inside.
        let counts = if app.access.closed && !reader.may_decide { Counts::default() } else { counts(app).await };
        Self {
            wish: Wish::of(parts),
            reader,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            here: "",
            title: String::new(),
            islands: &[],
            chips: Vec::new(),
            counts,
        }
    }

    /// The same for a page of the navigation, with its title and scripts.
    #[must_use]
    pub fn on(mut self, here: &'static str, title: impl Into<String>, islands: &'static [&'static str]) -> Self {
        (self.here, self.title, self.islands) = (here, title.into(), islands);
        self
    }

    /// The same with the filters of a query as chips.
    #[must_use]
    pub fn with_chips(mut self, q: &str, filters: &[String]) -> Self {
        let chip = |typed: &String| Chip {
            typed: typed.clone(),
            without: q.replacen(typed.as_str(), "", 1).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let days: Vec<String> =
            q.split_whitespace().filter(|part| part.starts_with("from:") || part.starts_with("to:")).map(str::to_owned).collect();
        self.chips = filters.iter().chain(&days).map(chip).collect();
        self
    }

    /// ISO 639-1.
    pub fn lang(&self) -> &'static str {
        self.wish.tongue.code()
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        self.wish.tongue.dir()
    }

    /// `latn` or `arab`.
    pub fn digits(&self) -> &'static str {
        if self.wish.arabic_digits { "arab" } else { "latn" }
    }

    /// The language that it is not in.
    pub fn other_lang(&self) -> &'static str {
        ["ar", "en"][self.wish.tongue as usize]
    }

    /// A text of the interface.
    pub fn t<'k>(&self, key: &'k str) -> &'k str {
        texts::text(self.wish.tongue, key)
    }

    /// The label of a value of a kind; the value itself where nobody wrote one.
    pub fn label(&self, kind: &str, value: impl std::fmt::Display) -> String {
        let key = format!("{kind}:{value}");
        let text = texts::text(self.wish.tongue, &key);
        if text == key { value.to_string() } else { text.to_owned() }
    }

    /// Type and mode in words.
    pub fn act(&self, event_type: &str, mode: &Option<String>) -> String {
        let label = self.label("type", event_type);
        match mode {
            Some(mode) => format!("{label}: {}", self.label("mode", format!("{event_type}/{mode}"))),
            None => label,
        }
    }

    /// Pages of the navigation and their addresses.
    pub fn pages(&self) -> &'static [(&'static str, &'static str)] {
        &PAGES
    }

    /// What a page is called in the navigation.
    pub fn nav(&self, page: &str) -> String {
        self.label("nav", page)
    }

    /// This address with another language, theme or digits.
    pub fn with(&self, name: &str, value: &str) -> String {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes()).filter(|(key, _)| key != name);
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).append_pair(name, value).finish();
        // `//elsewhere/` at the beginning of a link would name another site.
        format!("/{}?{query}", self.path.trim_start_matches(['/', '\\']))
    }

    /// Scripts that are inside this program.
    pub fn scripts(&self) -> impl Iterator<Item = &'static str> {
        ["shell"].into_iter().chain(self.islands.iter().copied()).filter(|name| assets::is_built(name))
    }

    /// Texts of the islands.
    pub fn island_texts(&self) -> &'static str {
        texts::of_islands(self.wish.tongue)
    }

    /// A name in the reader's language.
    pub fn name<'n>(&self, name: &'n Name) -> &'n str {
        match self.wish.tongue {
            Tongue::Arabic if !name.ar.is_empty() => &name.ar,
            Tongue::English if name.en.is_empty() => &name.ar,
            Tongue::Arabic | Tongue::English => &name.en,
        }
    }

    /// What a facet's value is called.
    pub fn facet(&self, filter: &str, value: &FacetCount) -> String {
        value
            .label
            .as_ref()
            .map_or_else(|| self.label(if filter == "said-by" { "actor" } else { filter }, &value.value), |name| self.name(name).to_owned())
    }

    /// A query with one more filter.
    pub fn added(&self, q: impl std::fmt::Display, filter: impl std::fmt::Display) -> String {
        format!("{q} {filter}").trim().to_owned()
    }

    /// A time of publication: its day, and its hour as its zone tells it.
    pub fn when(&self, time: &Option<String>) -> String {
        let Some(time) = time.as_deref() else { return "–".to_owned() };
        match (time.get(..10), time.get(11..16)) {
            (Some(day), Some(hour)) => format!("{day} {hour}"),
            _ => time.to_owned(),
        }
    }

    /// Whether somebody is told in words that say more than the names of their countries.
    pub fn is_words(&self, written: &str, codes: &[Named]) -> bool {
        !written.is_empty() && !written.is_ascii() && codes.iter().all(|code| self.name(&code.name) != written)
    }

    /// An outlet's name.
    pub fn outlet<'o>(&self, outlet: &'o Option<String>) -> &'o str {
        outlet.as_deref().unwrap_or("–")
    }

    /// A text, or a dash where there is none.
    pub fn or_dash<'o>(&self, text: &'o Option<String>) -> &'o str {
        text.as_deref().unwrap_or("–")
    }

    /// The date that is told, else the day.
    pub fn date<'d>(&self, date: &'d Option<String>, day: &'d str) -> &'d str {
        match date.as_deref().unwrap_or(day) {
            "" => "–",
            date => date,
        }
    }

    /// A whole number, with its thousands apart.
    pub fn number(&self, number: &i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        self.digits_of(&if *number < 0 { format!("-{text}") } else { text })
    }

    /// A number with as many places as it needs, at most one.
    pub fn decimal(&self, number: &f64) -> String {
        if number.fract().abs() < 0.05 { self.number(&(number.round() as i64)) } else { self.digits_of(&format!("{number:.1}")) }
    }

    /// Between which numbers.
    pub fn range(&self, low: &f64, high: &f64) -> String {
        if (high - low).abs() < f64::EPSILON { self.decimal(low) } else { format!("{}–{}", self.decimal(low), self.decimal(high)) }
    }

    /// A share, 0 to 1, with two places.
    pub fn share(&self, share: &f64) -> String {
        self.digits_of(&format!("{share:.2}"))
    }

    /// The same of a narrower number.
    pub fn share_of(&self, share: &f32) -> String {
        self.share(&f64::from(*share))
    }

    /// A figure as it was given.
    pub fn figure(&self, figure: &FigureView) -> String {
        self.figured(figure.modifier.as_deref(), figure.value, figure.low, figure.high)
    }

    fn figured(&self, modifier: Option<&str>, value: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
        let sign = match modifier {
            Some("MORE_THAN" | "EQUAL_OR_MORE") => "≥ ",
            Some("LESS_THAN" | "EQUAL_OR_LESS") => "≤ ",
            Some("APPROX") => "≈ ",
            _ => "",
        };
        match value {
            Some(value) => format!("{sign}{}", self.decimal(&value)),
            None => self.bounds(&low, &high),
        }
    }

    /// A number with its sign and one place.
    pub fn decimal_signed(&self, number: &f64) -> String {
        self.digits_of(&format!("{number:+.1}").replace('-', "\u{2212}"))
    }

    /// The same of a number that may be missing.
    pub fn signed(&self, number: &Option<f64>) -> String {
        number.as_ref().map_or_else(|| "–".to_owned(), |number| self.decimal_signed(number))
    }

    /// A mean with its interval.
    pub fn interval(&self, mean: &Option<f64>, low: &Option<f64>, high: &Option<f64>) -> String {
        self.within(10.0, mean, low, high)
    }

    /// A mean with its interval, of which what lies beyond the scale is not shown.
    fn within(&self, scale: f64, mean: &Option<f64>, low: &Option<f64>, high: &Option<f64>) -> String {
        let end = |end: f64| self.decimal_signed(&end.clamp(-scale, scale));
        let bounds = low.zip(*high).map(|(low, high)| format!(" ({} … {})", end(low), end(high)));
        format!("{}{}", self.signed(mean), bounds.unwrap_or_default())
    }

    /// A change with its interval.
    pub fn change(&self, change: &Option<Mean>) -> String {
        change.as_ref().map_or_else(|| "–".to_owned(), |change| self.within(20.0, &change.mean, &change.low, &change.high))
    }

    /// A share of what was expected, in hundredths.
    pub fn coverage(&self, coverage: &Option<f64>) -> String {
        coverage.map_or_else(|| "?".to_owned(), |coverage| self.digits_of(&format!("{:.0}%", coverage * 100.0)))
    }

    /// Seen of expected.
    pub fn seen(&self, seen: &Option<i64>, expected: &Option<f64>) -> String {
        let seen = seen.map_or_else(|| "–".to_owned(), |seen| self.number(&seen));
        let expected = expected.map_or_else(|| "?".to_owned(), |expected| self.decimal(&expected));
        format!("{seen} / {expected}")
    }

    /// A count.
    pub fn number_of(&self, number: &usize) -> String {
        self.number(&i64::try_from(*number).unwrap_or(i64::MAX))
    }

    /// A name in the language that is not the reader's.
    pub fn other_name<'n>(&self, name: &'n Name) -> &'n str {
        match self.wish.tongue {
            Tongue::Arabic => &name.en,
            Tongue::English => &name.ar,
        }
    }

    /// What a node of a network is called.
    pub fn node<'n>(&self, network: &'n Network, id: &'n str) -> &'n str {
        network.nodes.iter().find(|node| node.id == id).map_or(id, |node| self.name(&node.name))
    }

    /// `CONSULT/visit` in words.
    pub fn typed(&self, name: &str) -> String {
        match name.split_once('/') {
            Some((event_type, mode)) => self.act(event_type, &Some(mode.to_owned())),
            None => self.act(name, &None),
        }
    }

    /// Between which numbers, where they are known.
    pub fn bounds(&self, low: &Option<f64>, high: &Option<f64>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => self.range(low, high),
            (Some(low), None) => format!("≥ {}", self.decimal(low)),
            (None, Some(high)) => format!("≤ {}", self.decimal(high)),
            (None, None) => "?".to_owned(),
        }
    }

    /// A figure with who gives it.
    pub fn given(&self, given: &Given) -> String {
        let (value, low, high, modifier) = (given.value, given.low, given.high, given.modifier.as_deref());
        self.figured(modifier, value, low, high)
    }

    /// How a field of a claim is shown on which claims differ.
    pub fn tint(&self, view: &EventView, field: &str) -> &'static str {
        if view.differ.contains(&field) { "differs" } else { "" }
    }

    fn digits_of(&self, text: &str) -> String {
        if !self.wish.arabic_digits {
            return text.to_owned();
        }
        let digit = |letter: char| letter.to_digit(10).and_then(|digit| char::from_u32(0x660 + digit)).unwrap_or(letter);
        text.chars().map(digit).collect()
    }
}

/// What waits, as it was not long ago.
async fn counts(app: &Arc<App>) -> Counts {
    let kept = *app.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((at, counts)) = kept
        && at.elapsed() < FRESH
    {
        return counts;
    }
    let old = kept.map(|(_, counts)| counts).unwrap_or_default();
    // One counts again; the others take what was counted last.
    *app.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((Instant::now(), old));
    let read = app.pool.read(|db| {
        let (n_review, n_trouble) = crate::view::waiting(db)?;
        Ok(Counts { n_review, n_trouble })
    });
    let counts = read.await.unwrap_or(old);
    *app.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((Instant::now(), counts));
    counts
}
