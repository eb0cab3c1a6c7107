//! An export over HTTP, made while it is sent.
//!
//! In: a query, a format. Out: a body that a thread writes as the reader takes it, so that a million rows need no more memory than ten. A reader who takes nothing
//! for a while is left, and one who goes ends the work. What goes wrong once the answer has begun ends the connection: half an export never looks whole.

use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use marsad::Lang;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::problem::Problem;
use crate::export::{self, Wanted};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for the reader.
const WAITING: usize = 8;
/// How long a reader may take nothing.
const MAX_PAUSE: Duration = Duration::from_secs(30);
/// How much of it each piece gives back: who takes less than 16 KiB a second for long is left, so that four cannot keep all others from exporting.
const EARNED: Duration = Duration::from_secs(4);
/// Exports at once.
static ROOM: Semaphore = Semaphore::const_new(4);

type Piece = io::Result<Frame<Bytes>>;

/// Begins an export.
///
/// # Errors
/// When it cannot begin: the query is not understood, nothing fulfils it, too many run.
pub async fn begin(path: PathBuf, lang: &'static Lang, wanted: Wanted) -> Result<Response, Problem> {
    let Ok(place) = ROOM.try_acquire() else { return Err(Problem::too_many("four exports run already: try again when one has ended", 30)) };
    let (name, kind) = (wanted.file_name(), wanted.media_type());
    let (send, receive) = channel::<Piece>(WAITING);
    let runtime = tokio::runtime::Handle::current();
    let (tell, told) = tokio::sync::oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let mut out = Pieces { reader: send, runtime, waiting: Vec::with_capacity(PIECE), begun: Some(tell), patience: MAX_PAUSE };
        let ended = export::stream(&path, lang, &wanted, &mut out).and_then(|n_events| {
            if n_events > 0 {
                out.send()?;
            }
            Ok(n_events)
        });
        if let Some(begun) = out.begun.take() {
            // Nothing was sent yet: the answer can still say why.
            let _ = begun.send(Some(match ended {
                Ok(_) => Problem::not_found("nothing to export: no event fulfils the query in this format"),
                Err(failure) => Problem::from(failure),
            }));
        } else if let Err(failure) = ended {
            let _ = out.reader.blocking_send(Err(io::Error::other(failure.to_string())));
        }
    });
    if let Ok(Some(problem)) = told.await {
        return Err(problem);
    }
    let disposition = format!("attachment; filename=\"{name}\"");
    let body = Body::new(Arriving(receive));
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition.as_str())], body).into_response())
}

/// A body of what arrives.
struct Arriving(Receiver<Piece>);

impl hyper::body::Body for Arriving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.poll_recv(context)
    }
}

/// Bytes that become pieces of a body.
struct Pieces {
    reader: Sender<Piece>,
    runtime: tokio::runtime::Handle,
    waiting: Vec<u8>,
    begun: Option<tokio::sync::oneshot::Sender<Option<Problem>>>,
    /// How long is waited for the reader.
    patience: Duration,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Nothing: pieces go when they are full, and at the end. A head of a table alone is no export.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pieces {
    /// Hands on what waits.
    fn send(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        if let Some(begun) = self.begun.take() {
            let _ = begun.send(None);
        }
        let piece = Bytes::from(std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE)));
        let began = Instant::now();
        let sent = self.runtime.block_on(async { tokio::time::timeout(self.patience, self.reader.send(Ok(Frame::data(piece)))).await });
        self.patience = (self.patience.saturating_sub(began.elapsed()) + EARNED).min(MAX_PAUSE);
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the reader went")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the reader takes nothing")),
        }
    }
}
