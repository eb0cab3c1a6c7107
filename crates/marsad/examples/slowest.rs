//! Which articles take longest, and how fast is one core.
//!
//! `cargo run --release -p marsad --example slowest -- PACK [N] < articles.jsonl` codes the articles of standard input one after the
//! other and prints the N slowest (10 unless told) as `milliseconds  kilobytes  id`, and the articles per second.

use std::io::BufRead;
use std::process::ExitCode;
use std::time::Instant;

use marsad::{Article, Lang};

fn main() -> ExitCode {
    match run() {
        Ok(report) => {
            print(&report);
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("slowest: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let mut args = std::env::args().skip(1);
    let pack = args.next().ok_or("name a pack: `marsad data build -o ar.pack` makes one")?;
    let n_shown: usize = args.next().map_or(Ok(10), |n| n.parse()).map_err(|error| format!("N: {error}"))?;
    let lang =
        Lang::read(&std::fs::read(&pack).map_err(|error| format!("{pack}: {error}"))?).map_err(|error| format!("{pack}: {error}"))?;
    let (mut times, mut n_claims, mut total) = (Vec::new(), 0, 0.0);
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| format!("line {}: {error}", n + 1))?;
        let article: Article = serde_json::from_str(&line).map_err(|error| format!("line {}: {error}", n + 1))?;
        let start = Instant::now();
        n_claims += marsad::code(&article, &lang).claims.len();
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
        total += milliseconds;
        times.push((milliseconds, article.body.len(), article.id));
    }
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut report: String =
        times.iter().take(n_shown).map(|(time, n_bytes, id)| format!("{time:.1} ms  {:.1} kB  {id}\n", *n_bytes as f64 / 1000.0)).collect();
    let rate = times.len() as f64 / (total / 1000.0).max(1e-9);
    report += &format!("{} articles, {n_claims} claims, {rate:.0} articles/s on one core\n", times.len());
    Ok(report)
}

#[allow(clippy::print_stdout, reason = "the times are what this program prints")]
fn print(report: &str) {
    print!("{report}");
}
