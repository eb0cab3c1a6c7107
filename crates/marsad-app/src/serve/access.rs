//! Who may read, and who may decide?
//!
//! In: a request. Out: [`Reader`] for what comes after, or a refusal. On this machine everybody reads; elsewhere only who has the token, unless `--public-read`
//! says that all may. Deciding always takes the token: as `Authorization: Bearer …` from a program, or as a session of a browser that gave it once.
//!
//! A browser's session is a cookie that other sites cannot send (`SameSite=Strict`) and scripts cannot read; every form carries a second secret of the
//! session, and a request that says it comes from another site is refused. Tokens are compared in constant time, and guessing is slowed.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::problem::Problem;
use super::state::App;
use super::wish;
use crate::cli::ServeArgs;

/// The cookie of a session.
const COOKIE: &str = "marsad-session";
/// How long a session lasts.
const SESSION: Duration = Duration::from_secs(12 * 60 * 60);
/// Sessions at once; the oldest goes.
const MAX_SESSIONS: usize = 1_000;
/// Wrong tokens from one address (of IPv6: from one /64) before it has to wait.
const MAX_GUESSES: u32 = 5;
/// How long it has to wait.
const PAUSE: Duration = Duration::from_secs(60);
/// Letters of a token that somebody chose, at least.
const MIN_TOKEN: usize = 16;

/// Who may read and decide.
pub struct Access {
    token: [u8; 32],
    /// A token that was made for this run, to be shown to who started it.
    pub made: Option<String>,
    /// Whether reading takes the token too.
    pub closed: bool,
    sessions: Mutex<HashMap<[u8; 32], Instant>>,
    guesses: Mutex<HashMap<IpAddr, (u32, Instant)>>,
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// They gave the token.
    pub may_decide: bool,
    /// The secret that a form of theirs carries; empty where no cookie is concerned.
    pub csrf: String,
}

impl Access {
    /// By what was typed.
    ///
    /// # Errors
    /// In words, when an address that others reach is asked for without saying who may read.
    pub fn new(args: &ServeArgs) -> Result<Self, String> {
        let is_local = args.listen.ip().is_loopback();
        let given = match (&args.token_file, &args.token) {
            (Some(path), _) => Some(
                std::fs::read_to_string(path)
                    .map_err(|error| format!("--token-file {}: {}", path.display(), crate::end::reason(&error)))?,
            ),
            (None, token) => token.clone(),
        };
        let given = given.map(|token| token.trim().to_owned());
        if given.as_ref().is_some_and(|token| token.chars().count() < MIN_TOKEN) {
            return Err(format!("the token is too easy to guess: give at least {MIN_TOKEN} letters"));
        }
        if !is_local && given.is_none() && !args.public_read {
            return Err(format!(
                "{} can be reached by others: give a token (--token-file FILE, or MARSAD_TOKEN) that they need, or let all read with --public-read",
                args.listen
            ));
        }
        let made = if given.is_none() { Some(secret().ok_or("the system gives no random numbers")?) } else { None };
        let token = given.as_ref().or(made.as_ref()).map(|token| hash(token)).unwrap_or_default();
        Ok(Self { token, made, closed: !is_local && !args.public_read, sessions: Mutex::default(), guesses: Mutex::default() })
    }

    /// Begins a session for who gives the right token; gives its cookie.
    ///
    /// # Errors
    /// When the token is wrong, or was wrong too often.
    pub fn enter(&self, token: &str, from: IpAddr) -> Result<String, Problem> {
        self.guess(token, from)?;
        let session = secret().ok_or_else(Problem::broken)?;
        let mut sessions = lock(&self.sessions);
        sessions.retain(|_, began| began.elapsed() < SESSION);
        if sessions.len() >= MAX_SESSIONS
            && let Some(oldest) = sessions.iter().min_by_key(|(_, began)| **began).map(|(session, _)| *session)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(hash(&session), Instant::now());
        Ok(format!("{COOKIE}={session}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict", SESSION.as_secs()))
    }

    /// Ends the session of a request; gives the cookie that says so.
    pub fn leave(&self, session: Option<&str>) -> String {
        if let Some(session) = session {
            lock(&self.sessions).remove(&hash(session));
        }
        format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict")
    }

    /// Whether a token is right; wrong ones are counted.
    fn guess(&self, token: &str, from: IpAddr) -> Result<(), Problem> {
        let from = network(from);
        let mut guesses = lock(&self.guesses);
        guesses.retain(|_, (_, last)| last.elapsed() < PAUSE);
        if guesses.get(&from).is_some_and(|(n_wrong, _)| *n_wrong >= MAX_GUESSES) {
            return Err(Problem::too_many("too many wrong tokens: wait a minute", PAUSE.as_secs() as u32));
        }
        if bool::from(hash(token.trim()).ct_eq(&self.token)) {
            guesses.remove(&from);
            return Ok(());
        }
        guesses.entry(from).and_modify(|(n_wrong, last)| (*n_wrong, *last) = (*n_wrong + 1, Instant::now())).or_insert((1, Instant::now()));
        Err(Problem::no_token("this token is wrong; `marsad serve` printed the right one when it began"))
    }

    /// Who asks, by token or session.
    fn reader(&self, headers: &HeaderMap, session: Option<&str>, from: IpAddr) -> Result<Reader, Problem> {
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
            self.guess(token.ok_or_else(|| Problem::no_token("write Authorization: Bearer TOKEN"))?, from)?;
            return Ok(Reader { may_decide: true, csrf: String::new() });
        }
        let Some(session) = session else { return Ok(Reader::default()) };
        let is_known = lock(&self.sessions).get(&hash(session)).is_some_and(|began| began.elapsed() < SESSION);
        Ok(Reader { may_decide: is_known, csrf: if is_known { csrf(session) } else { String::new() } })
    }
}

impl Reader {
    /// Refuses who may not decide, or whose form was not this session's.
    ///
    /// # Errors
    /// In words.
    pub fn may_decide(&self, csrf: &str) -> Result<(), Problem> {
        if !self.may_decide {
            return Err(Problem::no_token("deciding takes the token: enter it under /enter, or send Authorization: Bearer TOKEN"));
        }
        if !self.csrf.is_empty() && !bool::from(self.csrf.as_bytes().ct_eq(csrf.as_bytes())) {
            return Err(Problem::not_allowed("the form is not of this session: load the page again"));
        }
        Ok(())
    }
}

/// Lets through who may read; leaves a [`Reader`] in the request.
pub async fn check(State(app): State<Arc<App>>, ConnectInfo(from): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let session = wish::cookie(&parts, COOKIE);
    let reader = match app.access.reader(&parts.headers, session.as_deref(), from.ip()) {
        Ok(reader) => reader,
        Err(problem) => return problem.into_response(),
    };
    let is_open = matches!(parts.uri.path(), "/enter") || parts.uri.path().starts_with("/assets/");
    if app.access.closed && !reader.may_decide && !is_open {
        let wants_page = !parts.uri.path().starts_with("/api/") && parts.method == Method::GET;
        return if wants_page {
            Redirect::to("/enter").into_response()
        } else {
            Problem::no_token("reading takes the token").into_response()
        };
    }
    if parts.method != Method::GET && parts.method != Method::HEAD && is_of_another_site(&parts.headers) {
        return Problem::not_allowed("the request comes from another site").into_response();
    }
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(reader);
    next.run(request).await
}

/// Whether a browser says that a page of somebody else made the request. `Sec-Fetch-Site` counts first: pages here give no referrer, and a form of such a page
/// has the origin `null`.
fn is_of_another_site(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match value("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => value("origin").is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != value("host")),
    }
}

/// What one guesser has of addresses: one, or of IPv6 the 64 bits that a network hands to each of its machines.
fn network(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
        ip => ip,
    }
}

/// The session of a request.
pub fn session(headers: &HeaderMap) -> Option<String> {
    wish::cookie_of(headers, COOKIE)
}

fn csrf(session: &str) -> String {
    hex(&hash(&format!("form of {session}")))
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Something that nobody guesses.
fn secret() -> Option<String> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
