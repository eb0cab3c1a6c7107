//! What was typed for the commands that freeze and examine an observatory.

use std::path::PathBuf;

use clap::Args;

use super::{LanguageArgs, ListFormat};

/// Freeze an observatory, or what of it fulfils a query, into a folder that can be cited and checked.
///
/// The folder holds sorted tables (events, claims, participants, figures, articles without their text, decisions), a manifest, and the
/// citation for CFF, BibTeX and DataCite. Its id is the SHA-256 of the manifest: the same articles, decisions and versions give the same
/// bytes, in whatever order they came. Quotes have at most 25 words. QUERY is as for `marsad find`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad snapshot news.marsad --title 'News of 2024' --creator 'Haddad, Huda' --licence CC-BY-4.0
  marsad snapshot news.marsad -o iraq-iran --query 'actor:iraq actor:iran from:2024-10'

Exit status: 0 done, 1 nothing to freeze, 2 wrong usage, 3 the folder could not be written.")]
pub struct SnapshotArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: PathBuf,
    /// The folder to make; it appears whole or not at all, and replaces nothing [default: marsad- and the begin of the id]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Only events that fulfil it, with their claims and articles
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// Title of the citation
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub title: Option<String>,
    /// Who made it: 'Family, Given' for a person, any other name for an organisation; may be given again
    #[arg(long = "creator", value_name = "NAME", value_parser = line)]
    pub creators: Vec<String>,
    /// SPDX identifier of the licence, or its address
    #[arg(long, value_name = "LICENCE", value_parser = licence)]
    pub licence: Option<String>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Check a snapshot: its files against its manifest, its tables against each other, and with --against the whole against an observatory.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad verify iraq-iran
  marsad verify iraq-iran --id 4f1c2a9be07d
  marsad verify iraq-iran --against news.marsad

Exit status: 0 it is whole (and the observatory still says the same), 1 it is not, 2 wrong usage.")]
pub struct VerifyArgs {
    /// The folder of the snapshot
    #[arg(value_name = "SNAPSHOT")]
    pub snapshot: PathBuf,
    /// The id under which it is cited, or its first 12 letters or more
    #[arg(long, value_name = "ID", value_parser = id)]
    pub id: Option<String>,
    /// An observatory from which it is made again, to say what differs
    #[arg(long, value_name = "DB")]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Say what is installed, stale or broken, and what to do about it; with DB also of an observatory.
///
/// Nothing is changed. Each finding is `ok`, a `note`, a `warning` or `broken`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad doctor
  marsad doctor news.marsad
  marsad doctor news.marsad --format json

Exit status: 0 nothing is broken, 1 something is, 2 wrong usage.")]
pub struct DoctorArgs {
    /// The observatory
    #[arg(value_name = "DB")]
    pub db: Option<PathBuf>,
    /// For a reader, or one JSON object a line
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
    #[command(flatten)]
    pub language: LanguageArgs,
}

fn line(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("it is empty".to_owned()),
        text if text.chars().any(char::is_control) => Err("give it on one line".to_owned()),
        text => Ok(text.to_owned()),
    }
}

fn licence(text: &str) -> Result<String, String> {
    let is_id = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.+".contains(letter));
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if is_id || is_address && !text.contains(char::is_whitespace) {
        return Ok(text.to_owned());
    }
    Err("give an SPDX identifier such as CC-BY-4.0, or an address".to_owned())
}

fn id(text: &str) -> Result<String, String> {
    let id = text.strip_prefix("sha256:").unwrap_or(text).to_ascii_lowercase();
    if (12..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(id);
    }
    Err("give the 64 letters of the id, or at least its first 12".to_owned())
}
