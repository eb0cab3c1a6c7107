//! The program `marsad`: Arabic news articles in, cited claims out; or text in, analysed sentences out.
//!
//! What was typed ([`cli`]) chooses a command; the command reads, works, writes and says how it ended ([`end`]).
//! No command opens the network.

mod analyze;
mod cli;
mod code;
mod coding;
mod data;
mod end;
mod explain;
mod import;
#[cfg(feature = "neural")]
mod neural;
mod propose;
mod read;
mod report;
#[cfg(test)]
mod sample;
mod times;
mod train;
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
        Command::Data(args) => data::run(&args.command),
    };
    end.finish()
}
