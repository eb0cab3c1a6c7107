//! What was typed for the console.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::LanguageArgs;

/// Serve an observatory: the console for people, its API for programs.
///
/// Everybody on this machine may read. Deciding takes a token: the one that is printed when it begins, or one of yours. Any other address than this machine's
/// takes a token for reading too, unless --public-read lets all read. TLS is the business of a proxy in front of it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad serve news.marsad
  marsad serve news.marsad --listen 0.0.0.0:7877 --token-file /etc/marsad/token --host news.example.org

MARSAD_LOG=info writes a line for each request to standard error.
Exit status: 0 ended when told to, 2 wrong usage, 3 the observatory could not be read.")]
pub struct ServeArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// Address and port to answer on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7877")]
    pub listen: SocketAddr,
    /// Let everybody who reaches the address read
    #[arg(long)]
    pub public_read: bool,
    /// A file with the token, 16 letters at least
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The token itself: others on this machine may see what you type, a file they need not
    #[arg(long, value_name = "TOKEN", env = "MARSAD_TOKEN", hide_env_values = true, conflicts_with = "token_file")]
    pub token: Option<String>,
    /// A name under which it is asked, such as that of a proxy's; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Shape of the log
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub log: LogFormat,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Shape of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line for people
    Text,
    /// An object a line
    Json,
}

/// Make an observatory from the project's own sample articles, and serve it.
///
/// The articles are inside the program and invented; nothing is fetched.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad demo
  marsad demo --no-serve

Exit status: 0 ended when told to, 2 wrong usage, 3 it could not be written.")]
pub struct DemoArgs {
    /// Only show in the terminal what was told
    #[arg(long)]
    pub no_serve: bool,
    /// Where the observatory is made; what stands there is kept and served [default: a folder for the time being]
    #[arg(long, value_name = "DB")]
    pub db: Option<PathBuf>,
    /// Address and port to answer on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7877")]
    pub listen: SocketAddr,
}
