//! What every request needs: the archive, the language data, the names, who may do what.

use std::net::SocketAddr;
use std::path::PathBuf;

use marsad::Lang;

use super::access::Access;
use super::metrics::Metrics;
use super::pool::Pool;
use crate::batch::failed;
use crate::cli::ServeArgs;
use crate::end::End;
use crate::view::Names;

/// Connections that read at once, at most.
const MAX_READERS: usize = 16;

/// What every request needs.
pub struct App {
    /// The file.
    pub path: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Names under which it may be asked, besides its address.
    pub hosts: Vec<String>,
    /// Connections that read.
    pub pool: Pool,
    /// The language data.
    pub lang: &'static Lang,
    /// Names of actors and places.
    pub names: &'static Names<'static>,
    /// Who may read and decide.
    pub access: Access,
    /// Counts.
    pub metrics: Metrics,
    /// Answers that were made already.
    pub kept: std::sync::Mutex<super::kept::Kept>,
    /// What waits for somebody, and when that was counted.
    pub counts: std::sync::Mutex<Option<(std::time::Instant, super::page::Counts)>>,
    /// One decision at a time.
    pub writing: tokio::sync::Mutex<()>,
}

impl App {
    /// Opens the archive and learns who may do what.
    pub fn new(args: &ServeArgs, lang: Lang) -> Result<Self, End> {
        let access = Access::new(args).map_err(End::Usage)?;
        let n_readers = std::thread::available_parallelism().map_or(4, usize::from).saturating_mul(2).clamp(4, MAX_READERS);
        let pool = Pool::new(&args.db, n_readers).map_err(|error| failed(&args.db, &error))?;
        // They are needed until the process ends.
        let lang: &'static Lang = Box::leak(Box::new(lang));
        Ok(Self {
            path: args.db.clone(),
            listen: args.listen,
            hosts: args.hosts.clone(),
            pool,
            lang,
            names: Box::leak(Box::new(Names::new(lang))),
            access,
            metrics: Metrics::default(),
            kept: std::sync::Mutex::default(),
            counts: std::sync::Mutex::default(),
            writing: tokio::sync::Mutex::new(()),
        })
    }

    /// What waits is counted again for the next page.
    pub fn recount(&self) {
        *self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }
}
