//! When may a site be asked, and what may be read there: the state of sites, which the caller keeps.
//!
//! In: [`Hosts`] and the time. Out: leave to ask now, or the time from which on there is leave. A [`Clock`] from outside tells the time
//! and waits, so that what is said here can be tested without waiting.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::failure::Failure;

/// State of sites by [`site`]; a store may keep each row.
pub type Hosts = BTreeMap<String, Host>;

/// What is known of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Before this it is not asked.
    pub not_before: Option<Timestamp>,
    /// What may be read there.
    pub robots: Option<Robots>,
}

/// What a site answered when it was asked for `robots.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robots {
    /// The file; empty where there is none, which allows everything; `None` where nobody could tell, which allows nothing.
    pub text: Option<String>,
    /// From then on it is asked for again.
    pub expires: Timestamp,
}

/// Tells the time and waits.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn sleep(&self, time: SignedDuration);
}

/// The clock of this machine.
pub struct System;

impl Clock for System {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, time: SignedDuration) {
        std::thread::sleep(time.try_into().unwrap_or_default());
    }
}

/// The site of an address: scheme, host and port, for which one `robots.txt` holds.
pub fn site(url: &url::Url) -> String {
    url.origin().ascii_serialization()
}

/// Waits until a site may be asked, where that is soon, and books the next time.
///
/// # Errors
/// When it is not soon: [`Failure::NotYet`].
pub fn admit(hosts: &mut Hosts, site: &str, clock: &dyn Clock, interval: SignedDuration, max_wait: SignedDuration) -> Result<(), Failure> {
    let host = hosts.entry(site.to_owned()).or_default();
    let now = clock.now();
    if let Some(until) = host.not_before.filter(|until| *until > now) {
        let wait = until.duration_since(now);
        if wait > max_wait {
            return Err(Failure::NotYet { site: site.to_owned(), until });
        }
        clock.sleep(wait);
    }
    host.not_before = Some(clock.now() + interval);
    Ok(())
}

/// Makes a site wait until `until`, unless it waits longer already.
pub fn hold(hosts: &mut Hosts, site: &str, until: Timestamp) {
    let host = hosts.entry(site.to_owned()).or_default();
    host.not_before = host.not_before.max(Some(until));
}

#[cfg(test)]
mod tests {
    use super::super::testing::Still;
    use super::*;

    const SITE: &str = "https://news.example";

    #[test]
    fn short_waits_are_waited_and_long_ones_told() {
        let clock = Still::new();
        let (interval, max_wait) = (SignedDuration::from_secs(2), SignedDuration::from_secs(5));
        let mut hosts = Hosts::new();
        let ask = |hosts: &mut Hosts| admit(hosts, SITE, &clock, interval, max_wait);
        ask(&mut hosts).unwrap();
        assert_eq!(clock.slept(), 0);
        ask(&mut hosts).unwrap();
        assert_eq!(clock.slept(), 2);
        let until = clock.now() + SignedDuration::from_secs(60);
        hold(&mut hosts, SITE, until);
        hold(&mut hosts, SITE, clock.now());
        assert_eq!(ask(&mut hosts), Err(Failure::NotYet { site: SITE.to_owned(), until }));
        assert_eq!(clock.slept(), 2);
        clock.sleep(SignedDuration::from_secs(60));
        ask(&mut hosts).unwrap();
        admit(&mut hosts, "https://other.example", &clock, interval, max_wait).unwrap();
        assert_eq!(clock.slept(), 62, "other sites do not wait");
    }

    #[test]
    fn a_site_is_scheme_host_and_port() {
        let of = |url: &str| site(&url::Url::parse(url).unwrap());
        assert_eq!(of("https://News.example:443/a?b"), "https://news.example");
        assert_eq!(of("http://news.example:8080/"), "http://news.example:8080");
    }
}
