//! `marsad analyze`: text in, analysed sentences out.
//!
//! In: paragraphs, or sentences whose words are known (CoNLL-U). Out: CoNLL-U, or a JSON object a line. As with `marsad code`,
//! reading, analysing on all cores and writing in input order run at the same time, so that the same input gives the same bytes.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::Arc;

use marsad::Lang;
use marsad::analysis::{self, Sentence, conllu};

use crate::cli::{AnalyzeArgs, SentenceFormat};
use crate::code::{inputs, jobs, place_beside};
use crate::coding;
use crate::end::End;
use crate::report::Reporter;
use crate::write::{Place, sentence};
use marsad_read::trouble::{At, Origin, Trouble};
use marsad_read::work;
use marsad_read::{self as read, Document, Passage, RawPassage};

/// What became of a passage.
#[derive(Default)]
struct Analyzed {
    troubles: Vec<Trouble>,
    /// The text that it is of.
    document: Option<Arc<Document>>,
    n_sentences: usize,
    n_words: usize,
    rendered: String,
}

/// Runs the command.
pub fn run(args: AnalyzeArgs) -> End {
    let AnalyzeArgs { inputs: named, text, from, format, output, jobs: n_jobs, language } = args;
    let inputs = match (&text, inputs(named, "analyze", "text")) {
        (Some(_), _) => Vec::new(),
        (None, Ok(inputs)) => inputs,
        (None, Err(end)) => return end,
    };
    let lang = match coding::language(language.pack.as_deref(), &language.add) {
        Ok(lang) => lang,
        Err(why) => return End::Usage(why),
    };
    let (path, mut place) = match place_beside(&inputs, output.as_deref()) {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    let mut reporter = Reporter::new(["sentence", "word"], output.is_some() || !io::stdout().is_terminal(), read::total_size(&inputs));
    let n_bytes = reporter.n_bytes();
    let mut last = Arc::new(Document::default());
    let mut failed = None;
    work::keep_panics_quiet();
    let worked = work::in_order(
        jobs(n_jobs),
        Passage::weight,
        move |push| match &text {
            Some(text) => read::each_line(text, push),
            None => read::each_passage(&inputs, from.map(Into::into), &n_bytes, push),
        },
        move |passage| analyze(passage, format, &lang),
        |analyzed| match write(analyzed, format, &mut last, &mut place, &mut reporter) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    reporter.conclude(&path, failed.map_or(worked, Err), "no sentence in the input; nothing was written", || place.finish())
}

/// Analyses one passage; a mistake of the program in it is reported like any other trouble.
fn analyze(passage: Passage, format: SentenceFormat, lang: &Lang) -> Analyzed {
    let (origin, document, raw, number) = match passage {
        Passage::Trouble(trouble) => return Analyzed { troubles: vec![trouble], ..Analyzed::default() },
        Passage::Paragraph(raw, document, number) => (raw.origin.clone(), Some(document), raw, number),
        Passage::Sentence(raw) => (raw.origin.clone(), None, raw, 0),
    };
    let analyzed = work::caught(&origin, "analysing failed here; please report it with this text", || {
        let (sentences, troubles) = match &document {
            Some(document) => paragraph(raw, document, number, lang),
            None => again(raw, &origin, lang),
        };
        let mut analyzed = Analyzed { troubles, ..Analyzed::default() };
        for sentence in sentences {
            let n_words = sentence.words.len();
            let rendered = match format {
                SentenceFormat::Conllu => {
                    sentence::conllu(sentence, &mut analyzed.rendered);
                    Ok(())
                }
                SentenceFormat::Json => sentence::json(&sentence, &mut analyzed.rendered),
            };
            match rendered {
                Ok(()) => {
                    analyzed.n_sentences += 1;
                    analyzed.n_words += n_words;
                }
                Err(error) => analyzed.troubles.push(Trouble::skipped(&origin, format!("cannot be written: {error}"))),
            }
        }
        analyzed
    });
    match analyzed {
        Ok(analyzed) => Analyzed { document, ..analyzed },
        Err(trouble) => Analyzed { troubles: vec![trouble], ..Analyzed::default() },
    }
}

/// The sentences of a paragraph, with their ids.
fn paragraph(raw: RawPassage, document: &Document, number: u64, lang: &Lang) -> (Vec<Sentence>, Vec<Trouble>) {
    let (text, trouble) = raw.decode();
    let id = format!("{}p{number}", document.prefix);
    let mut sentences = analysis::analyze(&text, lang);
    for (idx, sentence) in sentences.iter_mut().enumerate() {
        sentence.id = format!("{id}s{}", idx + 1);
        if idx == 0 {
            sentence.comments.push(format!("newpar id = {id}"));
        }
    }
    (sentences, trouble.into_iter().collect())
}

/// A sentence in CoNLL-U analysed again; none when it is broken.
fn again(raw: RawPassage, origin: &Origin, lang: &Lang) -> (Vec<Sentence>, Vec<Trouble>) {
    let (text, trouble) = raw.decode();
    let mut troubles: Vec<Trouble> = trouble.into_iter().collect();
    match conllu::read(&text) {
        Ok(sentences) => (sentences.iter().map(|sentence| analysis::reanalyze(sentence, lang)).collect(), troubles),
        Err(error) => {
            let mut origin = origin.clone();
            if let At::Line(line) = &mut origin.place {
                *line += error.line as u64 - 1;
            }
            troubles.push(Trouble::skipped(&origin, format!("{}; the sentence was left out", error.why)));
            (Vec::new(), troubles)
        }
    }
}

/// Writes and counts what became of a passage; `None` when none is waiting. `last` is the text that was written before.
fn write(
    analyzed: Option<Analyzed>,
    format: SentenceFormat,
    last: &mut Arc<Document>,
    place: &mut Place,
    reporter: &mut Reporter,
) -> io::Result<()> {
    let Some(analyzed) = analyzed else { return place.idle() };
    for trouble in &analyzed.troubles {
        reporter.trouble(trouble);
    }
    if analyzed.n_sentences == 0 {
        return Ok(());
    }
    if let Some(document) = analyzed.document
        && !Arc::ptr_eq(&document, last)
    {
        if format == SentenceFormat::Conllu && !document.id.is_empty() {
            place.write(format!("# newdoc id = {}\n", document.id).as_bytes())?;
        }
        *last = document;
    }
    place.write(analyzed.rendered.as_bytes())?;
    reporter.add(analyzed.n_sentences, analyzed.n_words);
    Ok(())
}
