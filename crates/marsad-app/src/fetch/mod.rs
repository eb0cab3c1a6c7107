//! What is at that address: one polite fetch of one feed or article.
//!
//! ```text
//! address, what is known of it and of its site → outcome: document | not modified | why not, and what is known now
//! ```
//!
//! Polite: it tells who asks, asks only for what has changed, reads `robots.txt` first, waits between two requests to one site and does
//! not come back before it may. Careful: bounds on bytes, on what they unpack to, on redirects and on time; only `http` and `https`; only
//! machines of the public internet, checked on the very address that is connected to, and again after each redirect.
//!
//! It keeps nothing. The caller keeps [`Validators`] of each address and [`Hosts`], hands them in and finds them changed; so a store can
//! keep them, and two runs do the same. It does not come back by itself, and leaves to [`marsad_read`] what a document says
//! ([`Document::each`]).
//!
//! `walk` from an address to its answer · `hop` one request · `address` which machines may be asked · `hosts` when a site may be asked · `robots` what may be read there ·
//! `header` when a server wants to be asked again · `failure` why nothing was fetched.

mod address;
mod failure;
mod header;
mod hop;
mod hosts;
mod robots;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod walk;

use std::net::IpAddr;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use address::Lookup;
pub use failure::Failure;
use hosts::{Clock, System};
pub use hosts::{Host, Hosts, Robots};
use marsad_read::work::Push;
use marsad_read::{self as read, Item};

/// What the program calls itself, also in `robots.txt`.
const PROGRAM: &str = "marsad";

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Config {
    /// Who asks, for the editors of a site: an address of the web or of mail.
    pub contact: String,
    /// For one fetch with its redirects and `robots.txt`; waiting for leave not counted.
    pub timeout: Duration,
    /// Bytes of a document, packed and unpacked.
    pub max_bytes: usize,
    /// Redirects that are followed.
    pub max_redirects: u32,
    /// Between two requests to one site.
    pub interval: SignedDuration,
    /// The longest wait for leave that is waited; what is longer is told.
    pub max_wait: SignedDuration,
    /// Asks machines of private networks too: for tests, and for feeds in one's own house.
    pub allow_private: bool,
}

impl Config {
    /// The usual bounds.
    #[must_use]
    pub fn new(contact: impl Into<String>) -> Self {
        Self {
            contact: contact.into(),
            timeout: Duration::from_secs(30),
            max_bytes: 16 << 20,
            max_redirects: 5,
            interval: SignedDuration::from_secs(2),
            max_wait: SignedDuration::from_secs(5),
            allow_private: false,
        }
    }
}

/// What a server said of a document, so that it can be asked whether that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that answered, after redirects; others are not asked with these.
    pub url: String,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// How a fetch ended.
#[derive(Debug)]
pub struct Outcome {
    /// What was answered, or why nothing was.
    pub result: Result<Answer, Failure>,
    /// The address that was asked last.
    pub url: String,
    /// Where the document has moved for good, to be asked from now on.
    pub moved: Option<String>,
    /// Before this the site that was asked last is not asked again.
    pub not_before: Option<Timestamp>,
    /// Sites whose rows in [`Hosts`] may have changed.
    pub touched: Vec<String>,
}

/// A good answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// A document.
    Document(Document),
    /// It has not changed since it was fetched with these.
    NotModified(Validators),
}

/// What was fetched.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The status of the answer, 200 to 299.
    pub status: u16,
    /// Its media type with parameters, as the server tells it.
    pub media: Option<String>,
    /// To ask whether it changed.
    pub validators: Validators,
}

/// The address of the web that `text` is, as it is kept and compared.
///
/// # Errors
/// Why it is none.
pub fn address(text: &str) -> Result<String, Failure> {
    walk::address_of(text).map(String::from).map_err(Failure::Address)
}

/// The site of an address, by which [`Hosts`] are kept.
pub fn site(url: &str) -> Option<String> {
    Url::parse(url).ok().map(|url| hosts::site(&url))
}

impl Document {
    /// Cuts the document into items of a feed, or gives its page, for [`marsad_read::prepare`].
    pub fn each(self, push: Push<'_, Item>) -> ControlFlow<()> {
        read::fetched(&self.validators.url, self.media.as_deref(), self.bytes, push)
    }
}

/// Fetches.
pub struct Fetcher {
    config: Config,
    agent: ureq::Agent,
    clock: Arc<dyn Clock>,
}

impl Fetcher {
    /// A fetcher with the clock and the names of this machine.
    ///
    /// # Errors
    /// When no site could tell from `contact` who asks.
    pub fn new(config: Config) -> Result<Self, String> {
        let permits = if config.allow_private { |_| true } else { address::is_public };
        Self::with(config, Arc::new(System), Arc::new(address::system), permits)
    }

    /// A fetcher with a clock, a lookup of names and a rule for addresses of one's own.
    ///
    /// # Errors
    /// When no site could tell from `contact` who asks.
    pub fn with(config: Config, clock: Arc<dyn Clock>, lookup: Arc<Lookup>, permits: fn(IpAddr) -> bool) -> Result<Self, String> {
        let contact = config.contact.trim();
        let is_told = contact.contains(['@', '.']) && contact.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"()".contains(&byte));
        if !is_told {
            return Err(format!("{contact:?} is no contact; give an address of mail or of the web, so that editors can tell who asks"));
        }
        let user_agent = format!("{PROGRAM}/{} (+{contact})", env!("CARGO_PKG_VERSION"));
        let agent = hop::agent(&user_agent, lookup, permits);
        Ok(Self { config, agent, clock })
    }

    /// Fetches what is at `url`, unless it is as `known` says; `hosts` is what is known of sites.
    pub fn fetch(&self, url: &str, known: Option<&Validators>, hosts: &mut Hosts) -> Outcome {
        let mut walk = walk::Walk::new(self, url);
        let result = walk.follow(known, hosts);
        let booked = site(&walk.url).and_then(|site| hosts.get(&site)).and_then(|host| host.not_before);
        let not_before = match &result {
            Err(Failure::NoRobots { until, .. }) => booked.max(Some(*until)),
            _ => booked,
        };
        Outcome { result, url: walk.url, moved: walk.moved, not_before, touched: walk.touched }
    }
}
