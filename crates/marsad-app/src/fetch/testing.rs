//! For tests: a clock that stands still; `server` has servers on this machine, which the tests of the program use too.

mod server;

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

use super::hosts::Clock;
pub use server::{Server, say};

/// A clock that moves only when somebody waits.
pub struct Still(Mutex<(Timestamp, SignedDuration)>);

impl Still {
    pub fn new() -> Self {
        Self(Mutex::new(("2026-11-26T12:00:00Z".parse().unwrap(), SignedDuration::ZERO)))
    }

    /// Seconds that were waited.
    pub fn slept(&self) -> i64 {
        self.0.lock().unwrap().1.as_secs()
    }
}

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, time: SignedDuration) {
        let mut state = self.0.lock().unwrap();
        *state = (state.0 + time, state.1 + time);
    }
}
