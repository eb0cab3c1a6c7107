//! How does one get from an address to its answer: leave of its site, one request, and again wherever that redirects to.
//!
//! In: an address, what is known of it and of sites. Out: an [`Answer`] or a [`Failure`], and what is known of sites now. Each address on
//! the way is checked as the first was: scheme, machine, `robots.txt`, the wait of its site. Time: what the configuration gives, over all
//! requests together.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use url::Url;

use super::hop::{self, Hop, Limits};
use super::hosts::{self, Hosts, Robots};
use super::{Answer, Document, Failure, Fetcher, PROGRAM, Validators, header, robots};

/// Bytes of an address, as much as browsers and servers agree on.
const MAX_ADDRESS: usize = 2048;
/// Redirects of `robots.txt` that are followed, as RFC 9309 has it.
const MAX_ROBOTS_REDIRECTS: u32 = 5;
/// How long `robots.txt` holds where its site says nothing else, and at most.
const ROBOTS_HOLD: SignedDuration = SignedDuration::from_hours(24);
/// How long it holds at least, and how long a site that did not give it is left alone.
const ROBOTS_RETRY: SignedDuration = SignedDuration::from_hours(1);

/// One fetch on its way.
pub struct Walk<'f> {
    fetcher: &'f Fetcher,
    /// Time that is left for the network.
    left: Duration,
    /// Sites that were asked.
    pub touched: Vec<String>,
    /// Where the document has moved for good.
    pub moved: Option<String>,
    /// The address that is asked.
    pub url: String,
}

impl<'f> Walk<'f> {
    /// A fetch that begins at `url`.
    pub fn new(fetcher: &'f Fetcher, url: &str) -> Self {
        Self { fetcher, left: fetcher.config.timeout, touched: Vec::new(), moved: None, url: url.to_owned() }
    }

    /// Goes on until there is an answer that is no redirect.
    ///
    /// # Errors
    /// Why there is none.
    pub fn follow(&mut self, known: Option<&Validators>, hosts: &mut Hosts) -> Result<Answer, Failure> {
        let mut url = address_of(&self.url).map_err(Failure::Address)?;
        // Redirects for good count up to the first that is for now.
        let mut for_good = true;
        for _ in 0..=self.fetcher.config.max_redirects {
            self.url = url.to_string();
            self.permitted(&url, hosts)?;
            let known = known.filter(|known| known.url == url.as_str());
            let mut headers = Vec::new();
            headers.extend(known.and_then(|known| known.etag.as_deref()).map(|etag| ("if-none-match", etag)));
            headers.extend(known.and_then(|known| known.last_modified.as_deref()).map(|date| ("if-modified-since", date)));
            headers.retain(|(_, value)| value.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            let hop = self.ask(&url, &headers, false, hosts)?;
            match (hop.status, hop.header("location"), known) {
                (301 | 302 | 303 | 307 | 308, Some(to), _) => {
                    url = url.join(&to).ok().filter(|to| address_of(to.as_str()).is_ok()).ok_or(Failure::Redirect(cut(&to)))?;
                    url.set_fragment(None);
                    for_good &= matches!(hop.status, 301 | 308);
                    if for_good {
                        self.moved = Some(url.to_string());
                    }
                }
                (304, _, Some(known)) => {
                    let newer = |name: &str, old: &Option<String>| hop.header(name).or_else(|| old.clone());
                    let (etag, last_modified) = (newer("etag", &known.etag), newer("last-modified", &known.last_modified));
                    return Ok(Answer::NotModified(Validators { url: known.url.clone(), etag, last_modified }));
                }
                (200..=299, ..) => {
                    let (etag, last_modified) = (hop.header("etag"), hop.header("last-modified"));
                    let validators = Validators { url: url.to_string(), etag, last_modified };
                    return Ok(Answer::Document(Document {
                        status: hop.status,
                        media: hop.header("content-type"),
                        bytes: hop.bytes,
                        validators,
                    }));
                }
                (status, ..) => return Err(self.refused(status, &hop, &url, hosts)),
            }
        }
        Err(Failure::Redirects { limit: self.fetcher.config.max_redirects })
    }

    /// An answer that is none; where the server says until when, its site waits.
    fn refused(&self, status: u16, hop: &Hop, url: &Url, hosts: &mut Hosts) -> Failure {
        let until = hop.header("retry-after").and_then(|value| header::retry_after(&value, self.fetcher.clock.now()));
        match until.filter(|_| matches!(status, 429 | 503)) {
            Some(until) => {
                hosts::hold(hosts, &hosts::site(url), until);
                Failure::Busy { status, until }
            }
            None => Failure::Status(status),
        }
    }

    /// Asks one address, when its site may be asked, in the time that is left.
    fn ask(&mut self, url: &Url, headers: &[(&str, &str)], is_robots: bool, hosts: &mut Hosts) -> Result<Hop, Failure> {
        let config = &self.fetcher.config;
        let site = hosts::site(url);
        if !self.touched.contains(&site) {
            self.touched.push(site.clone());
        }
        hosts::admit(hosts, &site, &*self.fetcher.clock, config.interval, config.max_wait)?;
        let bytes = if is_robots { robots::MAX_BYTES } else { config.max_bytes };
        let began = Instant::now();
        let timed_out = Failure::TimedOut { seconds: config.timeout.as_secs() };
        if self.left.is_zero() {
            return Err(timed_out);
        }
        let limits = Limits { timeout: self.left, bytes, is_cut: is_robots };
        let hop = hop::get(&self.fetcher.agent, url, headers, limits);
        self.left = self.left.saturating_sub(began.elapsed());
        hop.map_err(|failure| if matches!(failure, Failure::TimedOut { .. }) { timed_out } else { failure })
    }

    /// Whether the site of an address lets it be read.
    fn permitted(&mut self, url: &Url, hosts: &mut Hosts) -> Result<(), Failure> {
        let site = hosts::site(url);
        let now = self.fetcher.clock.now();
        let kept = hosts.get(&site).and_then(|host| host.robots.clone()).filter(|robots| robots.expires > now);
        let robots = match kept {
            Some(robots) => robots,
            None => {
                let robots = self.robots(url, hosts)?;
                hosts.entry(site.clone()).or_default().robots = Some(robots.clone());
                robots
            }
        };
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        match robots.text {
            None => Err(Failure::NoRobots { site, until: robots.expires }),
            Some(text) if robots::allows(&text, PROGRAM, path) => Ok(()),
            Some(_) => Err(Failure::Disallowed { url: url.to_string() }),
        }
    }

    /// Fetches the `robots.txt` of an address: where the site has none everything is allowed, where it cannot tell nothing.
    fn robots(&mut self, url: &Url, hosts: &mut Hosts) -> Result<Robots, Failure> {
        let now = self.fetcher.clock.now();
        let later = |hold: SignedDuration| now + hold.clamp(ROBOTS_RETRY, ROBOTS_HOLD);
        let unknown = Robots { text: None, expires: later(ROBOTS_RETRY) };
        let everything = Robots { text: Some(String::new()), expires: later(ROBOTS_HOLD) };
        let Ok(mut url) = url.join("/robots.txt") else { return Ok(unknown) };
        for _ in 0..=MAX_ROBOTS_REDIRECTS {
            // Where nobody answers there is nothing to keep: the next fetch asks again.
            let hop = self.ask(&url, &[], true, hosts)?;
            match (hop.status, hop.header("location")) {
                (200..=299, _) => {
                    let hold = hop.header("cache-control").and_then(|value| header::max_age(&value)).unwrap_or(ROBOTS_HOLD);
                    return Ok(Robots { text: Some(String::from_utf8_lossy(&hop.bytes).into_owned()), expires: later(hold) });
                }
                (301 | 302 | 303 | 307 | 308, Some(to)) => match url.join(&to).ok().filter(|to| address_of(to.as_str()).is_ok()) {
                    Some(to) => url = to,
                    None => return Ok(unknown),
                },
                // Too many requests: the site did not say that there is none.
                (429, _) | (500.., _) => {
                    let until = hop.header("retry-after").and_then(|value| header::retry_after(&value, now));
                    return Ok(Robots { text: None, expires: until.unwrap_or(unknown.expires) });
                }
                _ => return Ok(everything),
            }
        }
        Ok(everything)
    }
}

/// An address of the web.
///
/// # Errors
/// Why it is none, in words for the user.
pub fn address_of(text: &str) -> Result<Url, String> {
    if text.len() > MAX_ADDRESS {
        return Err(format!("it has more than {MAX_ADDRESS} letters"));
    }
    let mut url = Url::parse(text.trim()).map_err(|error| format!("{} ({error})", cut(text)))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("{} is neither http nor https", cut(text)));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds a name or a password".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}
