//! `marsad demo`: an observatory of the project's own sample articles, served.
//!
//! In: the articles inside the program, which are invented. Out: with `--no-serve` what was told in them, in the terminal; else an observatory and the console over
//! it. Nothing is fetched, nothing is left behind unless `--db` says where.

use std::path::PathBuf;

use crate::cli::{CodeArgs, DefaultArgs, DemoArgs, Format, IngestArgs, LanguageArgs, LogFormat, ServeArgs};
use crate::end::End;
use crate::{code, ingest, serve};

/// Articles of several outlets over ten weeks.
static ARTICLES: &str = include_str!("../../../corpora/demo.jsonl");

/// A folder that goes with the program.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the command.
pub fn run(args: DemoArgs) -> End {
    let folder = Folder(std::env::temp_dir().join(format!("marsad-demo-{}", std::process::id())));
    let articles = folder.0.join("articles.jsonl");
    if let Err(error) = std::fs::create_dir_all(&folder.0).and_then(|()| std::fs::write(&articles, ARTICLES)) {
        return End::Output(format!("{}: {}", articles.display(), crate::end::reason(&error)));
    }
    let defaults = || DefaultArgs { published: None, outlet: None };
    if args.no_serve {
        return code::run(CodeArgs {
            inputs: vec![articles],
            format: Format::Summary,
            output: None,
            parts: None,
            jobs: None,
            language: LanguageArgs::default(),
            min_confidence: None,
            with_text: false,
            #[cfg(feature = "neural")]
            neural: None,
            defaults: defaults(),
        });
    }
    let db = args.db.unwrap_or_else(|| folder.0.join("demo.marsad"));
    let ingested = ingest::run(IngestArgs {
        db: db.clone(),
        inputs: vec![articles],
        jobs: None,
        language: LanguageArgs::default(),
        min_confidence: None,
        defaults: defaults(),
    });
    if !matches!(ingested, End::Done) {
        return ingested;
    }
    serve::run(&ServeArgs {
        db,
        listen: args.listen,
        public_read: false,
        token_file: None,
        token: None,
        hosts: Vec::new(),
        log: LogFormat::Text,
        language: LanguageArgs::default(),
    })
}
