//! Which sites are being asked, and what is known of them all?
//!
//! In: the sites of a visit. Out: leave to ask them, for one thread at a time; and [`Hosts`], which every fetch finds as the one before left them. When
//! a site may be asked is decided by [`crate::fetch`]; what is known is kept by [`crate::store::feed`].

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fetch::{Host, Hosts};

/// The sites of a watch.
pub struct Sites(Mutex<(Hosts, BTreeSet<String>)>);

impl Sites {
    /// Sites of which this is known.
    pub fn new(hosts: Hosts) -> Self {
        Self(Mutex::new((hosts, BTreeSet::new())))
    }

    /// Takes all of these sites, unless another thread is asking one of them.
    pub fn take(&self, sites: &[String]) -> bool {
        let mut inside = self.lock();
        let are_free = !sites.iter().any(|site| inside.1.contains(site));
        if are_free {
            inside.1.extend(sites.iter().cloned());
        }
        are_free
    }

    /// Gives them back.
    pub fn leave(&self, sites: &[String]) {
        let mut inside = self.lock();
        inside.1.retain(|site| !sites.contains(site));
    }

    /// What is known of all.
    pub fn hosts(&self) -> Hosts {
        self.lock().0.clone()
    }

    /// What is known of one.
    pub fn host(&self, site: &str) -> Option<Host> {
        self.lock().0.get(site).cloned()
    }

    /// Learns what a fetch found out of the sites that it asked; of two waits the longer one holds.
    pub fn learn(&self, mut hosts: Hosts, touched: &[String]) {
        let mut inside = self.lock();
        for site in touched {
            let Some(mut host) = hosts.remove(site) else { continue };
            let known = inside.0.entry(site.clone()).or_default();
            host.not_before = host.not_before.max(known.not_before);
            *known = host;
        }
    }

    fn lock(&self) -> MutexGuard<'_, (Hosts, BTreeSet<String>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
