//! Why was nothing fetched: every way in which that ends, in words for whoever keeps the list of feeds.

use std::fmt;
use std::net::IpAddr;

use jiff::Timestamp;

/// Why there is no answer that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What was given is no address of the web.
    Address(String),
    /// A redirect leads to something that is no address of the web.
    Redirect(String),
    /// The name leads to a machine that is not on the public internet.
    Private {
        /// The name.
        host: String,
        /// What it leads to.
        address: IpAddr,
    },
    /// Nobody has that name.
    NoHost(String),
    /// Nobody answers there, or the connection broke.
    Unreachable {
        /// The name.
        host: String,
        /// What the system said.
        why: String,
    },
    /// Who answers cannot prove to be who was asked.
    Certificate {
        /// The name.
        host: String,
        /// What is wrong.
        why: String,
    },
    /// It took too long.
    TimedOut {
        /// Seconds that were given.
        seconds: u64,
    },
    /// The answer is no HTTP.
    NoHttp {
        /// The name.
        host: String,
        /// What is wrong.
        why: String,
    },
    /// The answer is larger than is read, packed or unpacked.
    TooLarge {
        /// Bytes that are read.
        limit: usize,
    },
    /// The answer is packed in a way that cannot be undone.
    Packed(String),
    /// One redirect after the other.
    Redirects {
        /// How many were followed.
        limit: u32,
    },
    /// The site asks not to be read there.
    Disallowed {
        /// The address.
        url: String,
    },
    /// The site did not say what may be read, so nothing is.
    NoRobots {
        /// The site.
        site: String,
        /// When it may be asked again.
        until: Timestamp,
    },
    /// It is too early to ask that site.
    NotYet {
        /// The site.
        site: String,
        /// From when on it may be asked.
        until: Timestamp,
    },
    /// The site asks to come back later.
    Busy {
        /// What it answered.
        status: u16,
        /// From when on it may be asked.
        until: Timestamp,
    },
    /// Some other answer than the article or feed.
    Status(u16),
}

impl Failure {
    /// Whether asking again later may help; where not, somebody has to look at the address.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Failure::NoHost(_) | Failure::Unreachable { .. } | Failure::Certificate { .. } | Failure::TimedOut { .. } => true,
            Failure::NoHttp { .. } | Failure::NoRobots { .. } | Failure::NotYet { .. } | Failure::Busy { .. } => true,
            Failure::Status(status) => *status >= 500 || matches!(status, 408 | 425 | 429),
            Failure::Address(_) | Failure::Redirect(_) | Failure::Private { .. } | Failure::Redirects { .. } => false,
            Failure::TooLarge { .. } | Failure::Packed(_) | Failure::Disallowed { .. } => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Address(why) => write!(f, "this is no address of the web: {why}; write it as https://example.org/feed.xml"),
            Failure::Redirect(to) => {
                write!(f, "the site sends on to {to}, which is no address of the web; look for the new address of the feed")
            }
            Failure::Private { host, address } => {
                write!(f, "{host} leads to {address}, a machine that is not on the public internet; such machines are never asked")
            }
            Failure::NoHost(host) => {
                write!(f, "there is no site named {host}, or no name server answers; check the spelling and the network")
            }
            Failure::Unreachable { host, why } => write!(f, "{host} cannot be reached ({why}); it may be down, try later"),
            Failure::Certificate { host, why } => {
                write!(f, "{host} cannot prove who it is ({why}); its certificate may have run out, tell its editors")
            }
            Failure::TimedOut { seconds } => write!(f, "the site did not answer in full within {seconds} seconds; try later"),
            Failure::NoHttp { host, why } => write!(f, "{host} does not answer as a web site ({why})"),
            Failure::TooLarge { limit } => write!(f, "the answer is larger than {} KiB; no feed and no article is that long", limit >> 10),
            Failure::Packed(how) => write!(f, "the answer cannot be unpacked ({how}); tell the site's editors"),
            Failure::Redirects { limit } => write!(f, "the site sends on more than {limit} times; look for the new address of the feed"),
            Failure::Disallowed { url } => write!(f, "the site's robots.txt asks programs not to read {url}; ask its editors for leave"),
            Failure::NoRobots { site, until } => {
                write!(f, "{site} does not say in robots.txt what may be read, because that cannot be fetched; not asked before {until}")
            }
            Failure::NotYet { site, until } => write!(f, "{site} was asked a moment ago, or asked to wait; not asked before {until}"),
            Failure::Busy { status, until } => write!(f, "the site is busy (status {status}) and asks to come back after {until}"),
            Failure::Status(404 | 410) => f.write_str("there is nothing at this address (any more); look for the new address of the feed"),
            Failure::Status(401 | 403 | 451) => f.write_str("the site does not let this program read that; ask its editors for leave"),
            Failure::Status(status @ 500..) => write!(f, "the site has a fault of its own (status {status}); try later"),
            Failure::Status(status) => write!(f, "the site answers with status {status}, which is no article and no feed"),
        }
    }
}

impl std::error::Error for Failure {}
