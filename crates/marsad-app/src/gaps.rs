//! `marsad data gaps`: articles in, the words out that the language data lacks, the most frequent first.
//!
//! In: articles as `marsad code` reads them. Out: a line for each trigger, frame, slot and word ([`marsad::gaps`]), with the number of places
//! and the first sentence, for an editor who widens frames.

use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use marsad::{Gap, Lang};
use marsad_read::trouble::Trouble;
use marsad_read::{self as read, Defaults, Item, work};

use crate::cli::GapsArgs;
use crate::code::{inputs, jobs, place_beside};
use crate::coding;
use crate::end::End;
use crate::report::Reporter;

/// Characters of a sentence that are shown.
const MAX_SHOWN: usize = 240;
const COLUMNS: &str = "n\ttrigger\tframe\tslot\tword\tarticle\tsentence\n";

/// What became of an item: its gaps, each with article and sentence.
#[derive(Default)]
struct Found {
    troubles: Vec<Trouble>,
    gaps: Option<Vec<(Gap, String, String)>>,
}

/// What is counted: trigger, frame, slot, word.
type Key = (String, String, &'static str, String);

/// Runs the command.
pub fn run(args: &GapsArgs) -> End {
    let inputs = match inputs(args.inputs.clone(), "data gaps", "articles") {
        Ok(inputs) => inputs,
        Err(end) => return end,
    };
    let lang = match coding::language(args.language.pack.as_deref(), &args.language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let (path, mut place) = match place_beside(&inputs, args.output.as_deref()) {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    let mut reporter = Reporter::new(["article", "gap"], args.output.is_some() || !io::stdout().is_terminal(), read::total_size(&inputs));
    let mut counted: HashMap<Key, (usize, String, String)> = HashMap::new();
    let n_bytes = reporter.n_bytes();
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs(args.jobs),
        Item::weight,
        move |push| read::each(&inputs, &n_bytes, push),
        move |item| find_item(item, &lang),
        |found| {
            let Some(found) = found else { return ControlFlow::Continue(()) };
            found.troubles.iter().for_each(|trouble| reporter.trouble(trouble));
            if let Some(gaps) = found.gaps {
                reporter.add(1, gaps.len());
                for (gap, article, sentence) in gaps {
                    let slot = gap.slot.map_or("", marsad::pack::Slot::name);
                    let key = (gap.trigger, gap.frame.unwrap_or_default(), slot, gap.word);
                    counted.entry(key).and_modify(|(n, ..)| *n += 1).or_insert((1, article, sentence));
                }
            }
            ControlFlow::Continue(())
        },
    );
    let mut rows: Vec<_> = counted.into_iter().filter(|(key, (n, ..))| *n >= args.least && key.1.starts_with(&args.frame)).collect();
    rows.sort_by(|(a, (m, ..)), (b, (n, ..))| n.cmp(m).then_with(|| a.cmp(b)));
    let worked = worked.and_then(|()| {
        place.write(COLUMNS.as_bytes())?;
        rows.iter().try_for_each(|((trigger, frame, slot, word), (n, article, sentence))| {
            place.write(format!("{n}\t{trigger}\t{frame}\t{slot}\t{word}\t{article}\t{sentence}\n").as_bytes())
        })
    });
    reporter.conclude(&path, worked, "no usable article in the input; nothing was written", || place.finish())
}

/// Reads and codes one item; a mistake of the program in it is reported like any other trouble.
fn find_item(item: Item, lang: &Lang) -> Found {
    let raw = match item {
        Item::Trouble(trouble) => return Found { troubles: vec![trouble], gaps: None },
        Item::Raw(raw) => raw,
    };
    let origin = raw.origin.clone();
    let found = work::caught(&origin, "coding failed on this article; please report it with the article's text", || {
        let prepared = match read::prepare(raw, &Defaults::default()) {
            Ok(prepared) => prepared,
            Err(trouble) => return Found { troubles: vec![trouble], gaps: None },
        };
        let article = &prepared.article;
        let shown = |gap: &Gap| {
            let text = if gap.field == marsad::coded::Field::Title { &article.title } else { &article.body };
            let [start, end] = gap.sentence.map(|at| at as usize);
            let words: String = text.chars().skip(start).take((end - start).min(MAX_SHOWN)).collect();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let gaps = marsad::gaps(article, lang).into_iter().map(|gap| {
            let sentence = shown(&gap);
            (gap, article.id.clone(), sentence)
        });
        Found { troubles: prepared.troubles, gaps: Some(gaps.collect()) }
    });
    found.unwrap_or_else(|trouble| Found { troubles: vec![trouble], gaps: None })
}
