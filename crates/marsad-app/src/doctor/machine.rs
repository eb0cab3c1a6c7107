//! What does it run on: cores, memory, room on a disk.
//!
//! In: what the system tells. Out: findings; what a system does not tell is left out, never guessed.

use std::path::Path;

use super::{Finding, Level};

/// Bytes of a mebibyte.
const MIB: u64 = 1 << 20;
/// Memory that coding on a few cores needs.
const MEMORY: u64 = 512 * MIB;
/// Room that a run needs in any case: its log, and what SQLite sorts on the disk.
const ROOM: u64 = 256 * MIB;

/// Examines the machine.
pub fn examine() -> Vec<Finding> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let Some((free, all)) = memory() else {
        return vec![Finding::ok("machine", format!("{cores} cores; this system does not tell its memory"))];
    };
    let found = format!("{cores} cores, {} MiB of memory, of which {} MiB are free", all / MIB, free / MIB);
    vec![match free < MEMORY {
        true => Finding::new(Level::Warning, "machine", found, "end other programs, or use fewer cores with --jobs"),
        false => Finding::ok("machine", found),
    }]
}

/// Bytes of memory that are free, and all there are, as Linux tells them.
fn memory() -> Option<(u64, u64)> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kib = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    Some((kib("MemAvailable:")? * 1024, kib("MemTotal:")? * 1024))
}

/// Whether there is room on the disk of an observatory of this size.
pub fn room(path: &Path, size: u64) -> Option<Finding> {
    let free = free(path)?;
    let found = format!("{} MiB are free on the disk of a file of {} MiB", free / MIB, size / MIB);
    // Coding it again may write all of it once more into the log.
    Some(if free < ROOM {
        Finding::new(Level::Broken, "disk", found, "free some space: a run that finds the disk full is undone")
    } else if free < size {
        Finding::new(
            Level::Warning,
            "disk",
            found,
            "free some space before the next `marsad recode`, which may need as much as the file has",
        )
    } else {
        Finding::ok("disk", found)
    })
}

/// Bytes that are free where a file is.
#[cfg(unix)]
fn free(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
