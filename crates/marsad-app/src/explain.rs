//! `marsad explain`: why each claim of an article was coded.
//!
//! In: a text, or a file of articles. Out: for a reader at a terminal, each claim with the words it rests on. A terminal may
//! not know bidirectional text, so a Latin label and its Arabic words never share a line.

mod show;

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use marsad::{Article, Lang};

use crate::cli::ExplainArgs;
use crate::coding;
use crate::end::{End, not_written};
use crate::report::Reporter;
use marsad_read::{self as read, Defaults, Item};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> End {
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let mut out =
        show::Paper::new(io::stdout().lock(), io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()));
    let shown = match (&args.text, &args.input) {
        (Some(text), _) => {
            let mut article = Article::from_text(text.as_str(), args.defaults.published.as_deref());
            article.outlet.clone_from(&args.defaults.outlet);
            article.id = article.hash();
            explain(&article, &lang, &mut out).map(|()| 1)
        }
        (None, Some(input)) => explain_file(input, args, &lang, &mut out),
        (None, None) if !io::stdin().is_terminal() => explain_file(Path::new("-"), args, &lang, &mut out),
        (None, None) => return End::Usage("give a file, or a text with --text; `marsad explain --help` shows examples".to_owned()),
    };
    match shown.and_then(|n_shown| out.flush().map(|()| n_shown)) {
        Ok(0) => End::Nothing(
            args.id.as_ref().map_or("no usable article in the input".to_owned(), |id| format!("no article with id {id} in the input")),
        ),
        Ok(_) => End::Done,
        Err(error) => not_written("standard output", &error),
    }
}

/// Explains the articles of a file, or the one that was asked for; how many there were.
fn explain_file<W: Write>(input: &Path, args: &ExplainArgs, lang: &Lang, out: &mut show::Paper<W>) -> io::Result<u64> {
    let defaults = Defaults { published: args.defaults.published.clone(), outlet: args.defaults.outlet.clone() };
    let mut reporter = Reporter::new(["article", "claim"], false, None);
    let mut written = Ok(0);
    read::each(&[PathBuf::from(input)], &Arc::new(AtomicU64::new(0)), &mut |item| {
        let prepared = match item {
            Item::Raw(raw) => read::prepare(raw, &defaults),
            Item::Trouble(trouble) => Err(trouble),
        };
        match prepared {
            Err(trouble) => reporter.trouble(&trouble),
            Ok(prepared) if args.id.as_ref().is_none_or(|id| *id == prepared.article.id) => {
                prepared.troubles.iter().for_each(|trouble| reporter.trouble(trouble));
                written = written.as_ref().map_or(Ok(0), |n_shown| explain(&prepared.article, lang, out).map(|()| n_shown + 1));
                if written.is_err() || args.id.is_some() {
                    return ControlFlow::Break(());
                }
            }
            Ok(_) => {}
        }
        ControlFlow::Continue(())
    });
    written
}

fn explain<W: Write>(article: &Article, lang: &Lang, out: &mut show::Paper<W>) -> io::Result<()> {
    show::article(&coding::explain(article, lang), article, out)
}
