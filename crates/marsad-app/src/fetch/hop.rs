//! What does one address answer: one request of HTTP over a connection that was checked, with bounds on all of it.
//!
//! In: an address, headers, how long it may take and how large it may be. Out: status, headers and the unpacked body, or why not.
//! Redirects are not followed here; who does asks again, so that every address on the way is checked anew.

use std::error::Error as _;
use std::io::{self, Read};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error};

use super::address::{Checked, Lookup, Refused};
use super::failure::Failure;
use marsad_read::coding::{self, Fault};

/// What is asked for, best first.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1";
/// Packings that are undone.
const ACCEPT_ENCODING: &str = "gzip, deflate, br";
/// Bytes of the value of one header that are kept.
const MAX_VALUE: usize = 2 << 10;

/// Bounds of one request.
#[derive(Clone, Copy)]
pub struct Limits {
    /// For everything from looking the name up to the last byte.
    pub timeout: Duration,
    /// Bytes of the body, packed and unpacked.
    pub bytes: usize,
    /// Whether a larger body is cut rather than refused.
    pub is_cut: bool,
}

/// What was answered.
pub struct Hop {
    /// Status.
    pub status: u16,
    /// The body, unpacked; empty unless the status is 200 to 299.
    pub bytes: Vec<u8>,
    headers: HeaderMap,
}

impl Hop {
    /// The value of a header, where it is text and not overlong.
    pub fn header(&self, name: &str) -> Option<String> {
        // Addresses with Arabic letters are sent as they are by servers that do not care.
        let value = std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()?.trim();
        (!value.is_empty() && value.len() <= MAX_VALUE).then(|| value.to_owned())
    }
}

/// A client that connects only to what `permits` lets pass, follows no redirect, keeps no connection and uses no proxy, because a proxy
/// would look names up itself.
pub fn agent(user_agent: &str, lookup: Arc<Lookup>, permits: fn(IpAddr) -> bool) -> Agent {
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(0)
        .proxy(None)
        .user_agent(user_agent)
        .accept(ACCEPT)
        .accept_encoding(ACCEPT_ENCODING)
        .tls_config(tls)
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Checked { lookup, permits })
}

/// Asks once.
///
/// # Errors
/// Why there is no answer.
pub fn get(agent: &Agent, url: &url::Url, headers: &[(&str, &str)], limits: Limits) -> Result<Hop, Failure> {
    let host = url.host_str().unwrap_or_default();
    let mut request = agent.get(url.as_str());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.config().timeout_global(Some(limits.timeout)).build().call();
    let answer = answer.map_err(|error| failure(error, host, limits))?;
    let status = answer.status().as_u16();
    let headers = answer.headers().clone();
    let mut hop = Hop { status, bytes: Vec::new(), headers };
    if (200..300).contains(&status) {
        let packed = body(answer, host, limits)?;
        let packing = hop.header("content-encoding").unwrap_or_default();
        hop.bytes = match coding::decoded(&packing, packed, limits.bytes) {
            Ok(bytes) => bytes,
            Err(Fault::TooLarge) => return Err(Failure::TooLarge { limit: limits.bytes }),
            Err(Fault::Unknown(name)) => return Err(Failure::Packed(format!("it is packed as {name}"))),
            Err(Fault::Damaged) => return Err(Failure::Packed("it is damaged".to_owned())),
        };
    }
    Ok(hop)
}

fn body(answer: Response<Body>, host: &str, limits: Limits) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = answer.into_body().into_reader().take(limits.bytes as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| failure(Error::from(error), host, limits))?;
    if bytes.len() > limits.bytes && !limits.is_cut {
        return Err(Failure::TooLarge { limit: limits.bytes });
    }
    bytes.truncate(limits.bytes);
    Ok(bytes)
}

/// An error of the client in words for the user.
fn failure(error: Error, host: &str, limits: Limits) -> Failure {
    let host = host.to_owned();
    match error {
        Error::Timeout(_) => Failure::TimedOut { seconds: limits.timeout.as_secs().max(1) },
        Error::HostNotFound => Failure::NoHost(host),
        Error::Other(error) => match error.downcast_ref::<Refused>() {
            Some(refused) => Failure::Private { host, address: refused.0 },
            None => Failure::Unreachable { host, why: error.to_string() },
        },
        Error::Rustls(error) => Failure::Certificate { host, why: error.to_string() },
        Error::Tls(why) => Failure::Certificate { host, why: why.to_owned() },
        // Errors of TLS come through the connection, too.
        Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => {
            let why = error.get_ref().map(ToString::to_string).unwrap_or_default();
            Failure::Certificate { host, why }
        }
        Error::Io(error) => Failure::Unreachable { host, why: reason(&error) },
        Error::Http(_) | Error::Protocol(_) | Error::LargeResponseHeader(..) => Failure::NoHttp { host, why: error.to_string() },
        error => Failure::Unreachable { host, why: error.source().map_or_else(|| error.to_string(), ToString::to_string) },
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nobody answers at this port".to_owned(),
        io::ErrorKind::UnexpectedEof => "the connection ended before the answer did".to_owned(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            "the connection was cut".to_owned()
        }
        _ => crate::end::reason(error),
    }
}
