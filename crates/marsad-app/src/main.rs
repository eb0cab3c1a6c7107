//! The program `marsad`: Arabic news articles in, cited claims out; or text in, analysed sentences out.
//!
//! What was typed ([`cli`]) chooses a command; the command reads, works, writes and says how it ended ([`end`]).
//! [`watch`] alone opens connections to others, through [`fetch`], and only to feeds that its user listed and what they link to; [`serve`] answers
//! those who ask it.

mod alerts;
mod analyze;
mod batch;
mod cli;
mod code;
mod coding;
mod data;
mod decide;
mod demo;
mod doctor;
mod end;
mod explain;
mod export;
mod feeds;
mod fetch;
mod find;
mod gaps;
mod import;
mod ingest;
#[cfg(feature = "neural")]
mod neural;
mod parts;
mod propose;
mod query;
mod recode;
mod report;
mod retain;
#[cfg(test)]
mod sample;
mod serve;
mod snapshot;
mod store;
mod times;
mod train;
mod verify;
mod view;
mod watch;
mod who;
mod write;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        Command::Retain(args) => retain::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Feeds(args) => feeds::run(&args),
        Command::Watch(args) => watch::run(args),
        Command::Alerts(args) => alerts::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(args),
        Command::Data(args) => data::run(&args.command),
    };
    end.finish()
}
