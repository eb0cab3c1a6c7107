//! What stands around every page: language, direction, navigation, and how names and codes are shown.
//!
//! In: a request. Out: [`Frame`], which every template has; how it writes numbers is in `numbers`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::super::access::Reader;
use super::super::state::App;
use super::super::wish::{Tongue, Wish};
use super::super::{assets, texts};
use crate::view::event::EventView;
use crate::view::{Alert, FacetCount, Name, Named, Network};

/// Pages of the navigation and their addresses.
const PAGES: [(&str, &str); 12] = [
    ("overview", "/"),
    ("alerts", "/alerts"),
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
    /// Rules that fire.
    pub n_alerts: i64,
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

    /// What the program says of a wrong request, in the reader's language where somebody wrote it.
    pub fn said(&self, words: &str) -> Option<String> {
        texts::said(self.wish.tongue, words)
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

    /// What a rule is called: the names of its pair, else its query.
    pub fn rule_name(&self, alert: &Alert) -> String {
        match &alert.pair {
            Some([one, other]) => format!("{} {} {}", self.name(&one.name), self.t("towards"), self.name(&other.name)),
            None => self.isolated(&alert.query),
        }
    }

    /// A value that plain text around it does not turn.
    pub fn isolated(&self, text: impl std::fmt::Display) -> String {
        format!("\u{2068}{text}\u{2069}")
    }

    /// How a field of a claim is shown on which claims differ.
    pub fn tint(&self, view: &EventView, field: &str) -> &'static str {
        if view.differ.contains(&field) { "differs" } else { "" }
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
    let names = app.names;
    let read = app.pool.read(move |db| {
        let [n_review, n_trouble, n_alerts] = crate::view::waiting(db, names)?;
        Ok(Counts { n_review, n_trouble, n_alerts })
    });
    let counts = read.await.unwrap_or(old);
    *app.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((Instant::now(), counts));
    counts
}
