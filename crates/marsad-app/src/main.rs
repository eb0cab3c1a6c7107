//! The program `marsad`: Arabic news articles in, cited claims out; or text in, analysed sentences out.
//!
//! What was typed ([`cli`]) chooses a command; the command reads, works, writes and says how it ended ([`end`]).
//! No command opens the network; [`fetch`] alone can.

mod analyze;
mod batch;
mod cli;
mod code;
mod coding;
mod data;
mod decide;
mod doctor;
mod end;
mod explain;
mod export;
#[cfg_attr(not(test), expect(dead_code, unused_imports, reason = "no command opens the network yet"))]
mod fetch;
mod find;
mod import;
mod ingest;
#[cfg(feature = "neural")]
mod neural;
mod propose;
mod query;
mod read;
mod recode;
mod report;
#[cfg(test)]
mod sample;
mod snapshot;
mod store;
mod times;
mod train;
mod verify;
mod who;
mod work;
mod write;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let end = match Cli::parse().command {
        Command::Code(args) => code::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Analyze(args) => analyze::run(args),
        Command::Times(args) => times::run(args),
        Command::Who(args) => who::run(&args),
        Command::Ingest(args) => ingest::run(args),
        Command::Find(args) => find::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Decide(args) => decide::run(&args),
        Command::Recode(args) => recode::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Data(args) => data::run(&args.command),
    };
    end.finish()
}
