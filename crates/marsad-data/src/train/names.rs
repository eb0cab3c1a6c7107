//! Names: learnt from a corpus that marks them, one token and label a line.

use marsad::analysis::{Prepared, entity_chain, may_follow};
use marsad::model::Linear;
use marsad::text::tokenize;
use marsad::{Lang, Span};

use super::tags::{self, Row, Settings};

/// A sentence with its names marked.
#[derive(Clone, Debug)]
pub struct Marked {
    /// Its tokens, a space between two.
    pub text: String,
    /// Where its tokens stand, and their labels.
    pub tokens: Vec<(Span, String)>,
}

/// Reads sentences of `token label` lines, an empty line between two.
///
/// # Errors
/// The first line that has no label, with its number.
pub fn read_marked(text: &str) -> Result<Vec<Marked>, String> {
    let mut sentences = Vec::new();
    let mut sentence = Marked { text: String::new(), tokens: Vec::new() };
    for (idx, line) in text.lines().enumerate() {
        let mut fields = line.split_whitespace();
        match (fields.next(), fields.next_back()) {
            (None, _) => {
                if !sentence.tokens.is_empty() {
                    sentences.push(std::mem::replace(&mut sentence, Marked { text: String::new(), tokens: Vec::new() }));
                }
            }
            (Some(_), None) => return Err(format!("line {}: a token without a label", idx + 1)),
            (Some(token), Some(label)) => {
                if !sentence.text.is_empty() {
                    sentence.text.push(' ');
                }
                let start = sentence.text.len();
                sentence.text.push_str(token);
                sentence.tokens.push((Span::new(start, sentence.text.len()), label.to_owned()));
            }
        }
    }
    if !sentence.tokens.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// How much better the right label must be than another name, and than no name: missing a name is the usual mistake. Of six pairs from (0, 0)
/// to (5, 5) the best on six held-out parts of the corpus, by half a point.
const MARGIN: (f32, f32) = (2.0, 5.0);

/// Learns the names.
pub(super) fn train(marked: &[Marked], lang: &Lang, seed: u64) -> Result<Linear, String> {
    let mut labels: Vec<String> = marked.iter().flat_map(|sentence| &sentence.tokens).map(|(_, label)| label.clone()).collect();
    labels.extend(labels.iter().filter_map(|label| label.strip_prefix("B-")).map(|kind| format!("I-{kind}")).collect::<Vec<_>>());
    labels.sort();
    labels.dedup();
    let rows: Vec<Row> = marked
        .iter()
        .map(|sentence| {
            let prepared = Prepared::new(&sentence.text, tokenize(&sentence.text), lang);
            let features = prepared.entity_features(lang);
            let labels = prepared
                .tokens
                .iter()
                .map(|token| {
                    let at = sentence.tokens.partition_point(|(span, _)| span.end <= token.span.start);
                    let Some((span, label)) = sentence.tokens.get(at) else { return "O".to_owned() };
                    // A token of the corpus may be several of ours: the first begins the name.
                    if span.start == token.span.start { label.clone() } else { label.replace("B-", "I-") }
                })
                .map(|label| labels.binary_search(&label).unwrap_or(0))
                .collect();
            Row { features, labels }
        })
        .collect();
    let allowed = |before: Option<usize>, label: usize| may_follow(&labels, before, label);
    tags::train(
        &rows,
        &labels,
        entity_chain(labels.len()),
        &allowed,
        &Settings { passes: 12, min_weight: 0.03, margin: MARGIN, outside: labels.iter().position(|label| label == "O"), seed },
    )
}
