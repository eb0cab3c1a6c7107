//! What is written is read again; what is broken is refused with its line, and what is not refused can be worked on.

use marsad::analysis::conllu::{read, write};
use marsad::analysis::{Sentence, analyze, reanalyze};
use marsad::text::fold::is_presentation_form;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{config, lang, models, text};

fn written(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    sentences.iter().for_each(|sentence| write(sentence, &mut out));
    out
}

/// A treebank's two sentences: a multiword token, an empty node, other annotation, comments.
const TREEBANK: &str = "\
# newdoc id = d1
# sent_id = d1-s1
# text = وصل للقاهرة أمس.
# note = من عندنا
1\tوصل\tوصل\tVERB\tVP-A-3MS--\tAspect=Perf|Gender=Masc|Number=Sing\t0\troot\t0:root\tGloss=arrive|Vform=وَصَلَ
2-3\tللقاهرة\t_\t_\t_\t_\t_\t_\t_\t_
2\tل\tل\tADP\tP---------\t_\t3\tcase\t3:case\tVform=لِ
3\tالقاهرة\tقاهرة\tPROPN\t_\tDefinite=Def\t1\tobl\t1:obl\tNER=B-LOC
3.1\tهو\tهو\tPRON\t_\t_\t_\t_\t1:nsubj\t_
4\tأمس\tأمس\tADV\t_\t_\t1\tadvmod\t1:advmod\tSpaceAfter=No
5\t.\t.\tPUNCT\tG---------\t_\t1\tpunct\t1:punct\t_

# sent_id = d1-s2
# text = وسيعود.
1-3\tوسيعود\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tو\tو\tCCONJ\t_\t_\t3\tcc\t_\t_
2\tس\tس\tPART\t_\t_\t3\taux\t_\t_
3\tيعود\tعاد\tVERB\t_\t_\t0\troot\t_\t_
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

";

/// Something that happens to a file.
#[derive(Clone, Debug)]
enum Harm {
    Delete(Index),
    Replace(Index, u8),
    Insert(Index, u8),
    Cut(Index),
    SwapLines(Index, Index),
    DropLine(Index),
    RepeatLine(Index),
    DropColumn(Index, Index),
    Column(Index, Index, &'static str),
}

fn harm() -> impl Strategy<Value = Harm> {
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(&b"\t\n\r#=|_-. 0123456789"[..])];
    let column = prop::sample::select(
        &["", "_", "0", "1", "2", "99", "1-2", "2-9", "1.1", "-", "x", "A=", "=", "|", "_|", "SpaceAfter=No", "\u{A0}", "\u{301}"][..],
    );
    prop_oneof![
        any::<Index>().prop_map(Harm::Delete),
        (any::<Index>(), byte()).prop_map(|(at, byte)| Harm::Replace(at, byte)),
        (any::<Index>(), byte()).prop_map(|(at, byte)| Harm::Insert(at, byte)),
        any::<Index>().prop_map(Harm::Cut),
        any::<(Index, Index)>().prop_map(|(a, b)| Harm::SwapLines(a, b)),
        any::<Index>().prop_map(Harm::DropLine),
        any::<Index>().prop_map(Harm::RepeatLine),
        any::<(Index, Index)>().prop_map(|(line, at)| Harm::DropColumn(line, at)),
        (any::<(Index, Index)>(), column).prop_map(|((line, at), with)| Harm::Column(line, at, with)),
    ]
}

fn harmed(file: &str, harm: &Harm) -> String {
    let mut bytes = file.as_bytes().to_vec();
    let mut lines: Vec<String> = file.split('\n').map(str::to_owned).collect();
    let n_lines = lines.len();
    match harm {
        _ if file.is_empty() => {}
        Harm::Delete(at) => drop(bytes.remove(at.index(file.len()))),
        Harm::Replace(at, byte) => bytes[at.index(file.len())] = *byte,
        Harm::Insert(at, byte) => bytes.insert(at.index(file.len()), *byte),
        Harm::Cut(at) => bytes.truncate(at.index(file.len())),
        Harm::SwapLines(a, b) => lines.swap(a.index(n_lines), b.index(n_lines)),
        Harm::DropLine(at) => drop(lines.remove(at.index(n_lines))),
        Harm::RepeatLine(at) => lines.insert(at.index(n_lines), lines[at.index(n_lines)].clone()),
        Harm::DropColumn(line, at) | Harm::Column(line, at, _) => {
            let line = &mut lines[line.index(n_lines)];
            let mut columns: Vec<&str> = line.split('\t').collect();
            let at = at.index(columns.len());
            match harm {
                Harm::Column(.., with) => columns[at] = with,
                _ => drop(columns.remove(at)),
            }
            *line = columns.join("\t");
        }
    }
    match harm {
        Harm::Delete(_) | Harm::Replace(..) | Harm::Insert(..) | Harm::Cut(_) => String::from_utf8_lossy(&bytes).into_owned(),
        _ => lines.join("\n"),
    }
}

/// Whether the parts of a sentence fit together.
fn fits(sentence: &Sentence) -> bool {
    let Sentence { text, tokens, words, .. } = sentence;
    let ends = tokens.iter().map(|token| token.words.end);
    !words.is_empty()
        && tokens.first().is_some_and(|token| token.words.start == 0)
        && tokens.iter().skip(1).map(|token| token.words.start).chain([words.len()]).eq(ends)
        && words.iter().enumerate().all(|(idx, word)| word.head.is_none_or(|head| head < words.len() && head != idx))
        && words.iter().all(|word| !word.form.is_empty() && text.get(word.span.start as usize..word.span.end as usize).is_some())
}

/// Reads a file that may be broken, and works on what was read.
fn check(file: &str, models: Option<u64>) -> Result<(), TestCaseError> {
    match read(file) {
        Err(error) => {
            prop_assert!((1..=file.lines().count()).contains(&error.line), "{error}");
            prop_assert!(!error.why.is_empty());
        }
        Ok(sentences) => {
            prop_assert!(sentences.iter().all(fits), "{sentences:#?}");
            let once = written(&sentences);
            prop_assert_eq!(&read(&once).expect("what was written is valid"), &sentences);
            let lang = lang(models);
            for sentence in &sentences {
                let again = reanalyze(sentence, &lang);
                prop_assert!(fits(&again));
                prop_assert!(
                    again.words.iter().zip(&sentence.words).all(|(again, word)| again.form == word.form && again.span == word.span)
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read_again(text in text(), models in models()) {
        let mut sentences = analyze(&text, &lang(models));
        for (idx, sentence) in sentences.iter_mut().enumerate() {
            // A lemma that is written as the sign for none is none.
            sentence.words.iter_mut().filter(|word| word.lemma == "_" && word.form != "_").for_each(|word| word.lemma.clear());
            sentence.id = format!("s{idx}");
            sentence.comments = vec![format!("newpar id = p{idx}"), "text_en = x".to_owned()];
        }
        let mut again = read(&written(&sentences)).expect("what was written is valid");
        for (read, sentence) in again.iter_mut().zip(&sentences) {
            // Which letters are a word's is not written down, and a ligature can be given to either word.
            if sentence.text.chars().any(is_presentation_form) {
                read.words.iter_mut().zip(&sentence.words).for_each(|(read, word)| read.span = word.span);
            }
        }
        prop_assert_eq!(again, sentences);
    }

    #[test]
    fn a_broken_treebank_is_refused_with_a_line_or_can_be_worked_on(harms in prop::collection::vec(harm(), 1..4), models in models()) {
        let file = harms.iter().fold(TREEBANK.to_owned(), |file, harm| harmed(&file, harm));
        check(&file, models)?;
    }

    #[test]
    fn so_is_a_broken_analysis(text in text(), harms in prop::collection::vec(harm(), 1..4), models in models()) {
        let file = written(&analyze(&text, &lang(models)));
        check(&harms.iter().fold(file, |file, harm| harmed(&file, harm)), models)?;
    }

    #[test]
    fn any_text_is_refused_with_a_line_or_holds_sentences(file in prop_oneof![text(), "(#|[0-9.-]{1,3}|[\t\n\r=|_ ]|\\PC){0,60}"]) {
        check(&file, None)?;
    }
}

#[test]
fn the_treebank_is_valid() {
    let sentences = read(TREEBANK).unwrap();
    assert_eq!(sentences.iter().map(|sentence| sentence.words.len()).collect::<Vec<_>>(), [5, 4]);
    assert_eq!(sentences[0].comments, ["newdoc id = d1", "note = من عندنا"]);
    assert_eq!(read(&written(&sentences)).unwrap(), sentences);
}
