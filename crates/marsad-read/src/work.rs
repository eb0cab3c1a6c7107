//! Many at a time, in order: items are read by one thread, worked on by several, and handed on in the order they were read.
//!
//! In: a reader that pushes items, a function, a number of threads. Out: results in input order, whatever the number.
//! What is between reader and writer is bounded in number and in bytes, so memory does not depend on the size of the input
//! and one slow item holds the reader back instead of letting results pile up behind it.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::trouble::{Origin, Trouble};

/// Bytes of input that may be on their way at once; a single larger item goes alone.
const MAX_BYTES: usize = 96 << 20;
/// Stack of a worker: pages nest deeply and their tree is walked recursively.
pub const STACK: usize = 64 << 20;

/// Pushes items until told to stop.
pub type Push<'a, I> = &'a mut dyn FnMut(I) -> ControlFlow<()>;

/// Runs `work` on everything that `read` pushes, on `jobs` threads, and gives the results to `write` in order.
///
/// `weight` is the size of an item in bytes. `write` also gets to know when nothing is waiting, so that it can flush; when
/// it breaks, the rest is dropped and nothing waits for a reader that may be blocked on its input.
/// `work` must not panic: an item whose work does is missing from the results.
///
/// # Errors
/// When the system gives no thread, or the reader's thread ended in a panic.
pub fn in_order<I, O>(
    jobs: usize,
    weight: fn(&I) -> usize,
    read: impl FnOnce(Push<'_, I>) + Send + 'static,
    work: impl Fn(I) -> O + Send + Sync + 'static,
    mut write: impl FnMut(Option<O>) -> ControlFlow<()>,
) -> io::Result<()>
where
    I: Send + 'static,
    O: Send + 'static,
{
    let gate = Arc::new(Gate::new(jobs * 16 + 16));
    let (to_work, from_read) = sync_channel::<(u64, usize, I)>(jobs * 2);
    let (to_write, from_work) = sync_channel::<(u64, usize, O)>(jobs * 2);
    let from_read = Arc::new(Mutex::new(from_read));
    let work = Arc::new(work);

    let entrance = Arc::clone(&gate);
    let reader = thread::Builder::new().name("read".to_owned()).stack_size(STACK).spawn(move || {
        let mut seq = 0;
        read(&mut |item| {
            let weight = weight(&item);
            entrance.enter(weight);
            let sent = to_work.send((seq, weight, item));
            seq += 1;
            if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    })?;
    for job in 0..jobs {
        let (from_read, to_write, work) = (Arc::clone(&from_read), to_write.clone(), Arc::clone(&work));
        thread::Builder::new().name(format!("code {job}")).stack_size(STACK).spawn(move || {
            while let Some((seq, weight, item)) = next(&from_read) {
                if to_write.send((seq, weight, work(item))).is_err() {
                    return;
                }
            }
        })?;
    }
    drop((to_write, from_read));

    let mut early: BTreeMap<u64, (usize, O)> = BTreeMap::new();
    let mut due = 0;
    loop {
        let (seq, weight, result) = match from_work.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                if write(None).is_break() {
                    return Ok(());
                }
                match from_work.recv() {
                    Ok(result) => result,
                    Err(_) => break,
                }
            }
        };
        early.insert(seq, (weight, result));
        while let Some((weight, result)) = early.remove(&due) {
            due += 1;
            gate.leave(weight);
            if write(Some(result)).is_break() {
                return Ok(());
            }
        }
    }
    reader.join().map_err(|_| io::Error::other("the reader stopped by a mistake of the program"))
}

/// What `work` gives; where it panics, which only a mistake of the program makes it do, a report with its place.
///
/// # Errors
/// That report.
pub fn caught<T>(origin: &Origin, message: &str, work: impl FnOnce() -> T) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Trouble::skipped(origin, message))
}

/// Panics of workers become reports with a place ([`caught`]); the usual message would only interrupt them.
pub fn keep_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !thread::current().name().is_some_and(|name| name.starts_with("code ")) || std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(panic);
        }
    }));
}

fn next<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    lock(queue).recv().ok()
}

/// Counts what is inside and lets nothing more in while that is too much.
struct Gate {
    inside: Mutex<(usize, usize)>,
    left: Condvar,
    max_items: usize,
}

impl Gate {
    fn new(max_items: usize) -> Self {
        Self { inside: Mutex::new((0, 0)), left: Condvar::new(), max_items }
    }

    fn enter(&self, weight: usize) {
        let full = |inside: &mut (usize, usize)| inside.0 > 0 && (inside.0 >= self.max_items || inside.1 + weight > MAX_BYTES);
        let mut inside = self.left.wait_while(lock(&self.inside), full).unwrap_or_else(PoisonError::into_inner);
        inside.0 += 1;
        inside.1 += weight;
    }

    fn leave(&self, weight: usize) {
        let mut inside = lock(&self.inside);
        inside.0 -= 1;
        inside.1 -= weight;
        self.left.notify_one();
    }
}

/// Locks; a panic elsewhere cannot have left a queue or two counters half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(jobs: usize, n_items: u64, stop_at: Option<u64>) -> Vec<u64> {
        let mut results = Vec::new();
        in_order(
            jobs,
            |_| 1 << 20,
            move |push| {
                for item in 0..n_items {
                    if push(item).is_break() {
                        return;
                    }
                }
            },
            |item| {
                for _ in 0..(item % 7) * 1000 {
                    std::hint::black_box(item);
                }
                item * item
            },
            |result| {
                let Some(result) = result else { return ControlFlow::Continue(()) };
                results.push(result);
                if Some(result) == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        )
        .unwrap();
        results
    }

    #[test]
    fn results_keep_the_order_of_their_items() {
        let expected: Vec<u64> = (0..1000).map(|item| item * item).collect();
        for jobs in [1, 2, 3, 16] {
            assert_eq!(squares(jobs, 1000, None), expected, "{jobs} jobs");
        }
        assert_eq!(squares(4, 0, None), [0_u64; 0]);
    }

    #[test]
    fn a_panic_is_a_report() {
        let origin = Origin { file: "a.jsonl".into(), place: crate::trouble::At::Line(3) };
        let trouble = caught(&origin, "please report it", || panic!("a mistake of the program")).unwrap_err();
        assert_eq!(trouble.origin.to_string(), "a.jsonl:3");
        assert!(trouble.message.contains("please report"));
        assert_eq!(caught(&origin, "", || 1).unwrap(), 1);
    }

    #[test]
    fn a_writer_that_stops_gets_nothing_more() {
        assert_eq!(squares(3, 100_000, Some(16)), [0, 1, 4, 9, 16]);
    }
}
