//! Connections, one after the other, and a clean end.
//!
//! In: an address. Out: answers, until SIGINT or SIGTERM; then nothing new is taken and what runs may end. A head that does not arrive in time, and more
//! connections than fit, end without an answer: nobody can keep others out by being slow.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tracing_subscriber::EnvFilter;

use super::state::App;
use super::stream::Patient;
use crate::cli::{LogFormat, ServeArgs};
use crate::end::{End, reason};

/// Connections at once.
const MAX_CONNECTIONS: usize = 1_024;
/// How long the head of a request may take.
const MAX_HEAD: Duration = Duration::from_secs(10);
/// How long nothing of a body may come.
const MAX_PAUSE: Duration = Duration::from_secs(15);
/// How long a reader may take nothing of an answer.
const MAX_TAKING: Duration = Duration::from_secs(30);
/// How long what runs may take when the server ends.
const MAX_END: Duration = Duration::from_secs(8);

/// Serves until it is told to end.
pub fn until_told(args: &ServeArgs, app: Arc<App>) -> End {
    log(args.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return End::Output(format!("no threads to serve with: {}", reason(&error))),
    };
    let end = runtime.block_on(async {
        let listener = match TcpListener::bind(args.listen).await {
            Ok(listener) => listener,
            Err(error) => return End::Usage(format!("{}: {}; choose another address with --listen", args.listen, reason(&error))),
        };
        let at = listener.local_addr().unwrap_or(args.listen);
        if let Err(error) = announce(at, &app) {
            return crate::end::not_written("standard output", &error);
        }
        serve(listener, &super::router(app)).await;
        End::Done
    });
    // Work for readers who are gone by now is left: a runtime that is merely dropped would wait for it.
    runtime.shutdown_timeout(Duration::from_millis(500));
    end
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("MARSAD_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Somebody may have set one before.
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
}

/// Says where it is, and how to get in.
fn announce(at: SocketAddr, app: &App) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "the console is at http://{at}/ (end it with Ctrl-C)")?;
    if let Some(token) = &app.access.made {
        writeln!(out, "to decide there, enter by http://{at}/enter?token={token}")?;
    }
    out.flush()
}

/// Takes connections until it is told to end.
async fn serve(listener: TcpListener, router: &Router) {
    let (graceful, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MAX_CONNECTIONS)));
    let mut told = std::pin::pin!(told_to_end());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut told => break,
        };
        let Ok((stream, from)) = accepted else {
            // Too many open files: those that end make room.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        // What comes in slowly ends, and so does a reader who takes nothing.
        let service = router.clone().layer(axum::Extension(ConnectInfo(from))).layer(RequestBodyTimeoutLayer::new(MAX_PAUSE));
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(MAX_HEAD);
        let connection =
            graceful.watch(http.serve_connection(TokioIo::new(Patient::new(stream, MAX_TAKING)), TowerToHyperService::new(service)));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(MAX_END, graceful.shutdown()).await;
}

/// Ends when the process is told to.
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
