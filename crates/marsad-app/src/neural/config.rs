//! What shape has the network, and what do its answers mean? `config.json` → sizes, labels.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::label::Label;

/// The networks that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// `BertForTokenClassification`.
    Bert,
    /// `XLMRobertaForTokenClassification`.
    XlmRoberta,
}

/// The activation between the two layers of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// With the error function.
    Gelu,
    /// With the hyperbolic tangent.
    GeluTanh,
    /// Zero below zero.
    Relu,
}

/// The shape of a network. Sizes are numbers of floats, blocks, heads or rows, as in `config.json`.
#[derive(Debug)]
pub struct Config {
    /// Which network.
    pub architecture: Architecture,
    /// What the numbers of its answers mean.
    pub labels: Vec<Option<Label>>,
    /// Rows of the table of pieces.
    pub n_pieces: usize,
    /// Floats of a piece.
    pub n_hidden: usize,
    /// Floats between the two layers of a block.
    pub n_inner: usize,
    /// Blocks.
    pub n_blocks: usize,
    /// Heads of a block; a divisor of `n_hidden`.
    pub n_heads: usize,
    /// Rows of the table of positions.
    pub n_position_rows: usize,
    /// Pieces that fit in: all rows, or those behind the row of the padding.
    pub n_positions: usize,
    /// Rows of the table of sentence numbers.
    pub n_types: usize,
    /// Between the two layers of a block.
    pub activation: Activation,
    /// What keeps a norm from dividing by zero.
    pub epsilon: f64,
    /// The piece that stands for nothing.
    pub padding: u32,
}

/// `config.json` as it is written.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    architectures: Vec<String>,
    #[serde(default)]
    id2label: BTreeMap<String, String>,
    vocab_size: usize,
    hidden_size: usize,
    intermediate_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    max_position_embeddings: usize,
    type_vocab_size: usize,
    hidden_act: String,
    layer_norm_eps: f64,
    pad_token_id: Option<u32>,
    position_embedding_type: Option<String>,
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// In words for the user.
    pub fn read(path: &Path) -> Result<Self, String> {
        let bytes = super::read(path)?;
        let config = serde_json::from_slice(&bytes).map_err(|error| error.to_string()).and_then(Self::understand);
        config.map_err(|why| format!("{}: {why}", path.display()))
    }

    fn understand(written: Written) -> Result<Self, String> {
        let architecture = architecture(&written.architectures)?;
        let labels = labels(&written.id2label)?;
        if let Some(other) = written.position_embedding_type.filter(|name| name != "absolute") {
            return Err(format!("position_embedding_type {other} is not supported; absolute is"));
        }
        let activation = match written.hidden_act.as_str() {
            "gelu" => Activation::Gelu,
            "gelu_new" | "gelu_pytorch_tanh" => Activation::GeluTanh,
            "relu" => Activation::Relu,
            other => return Err(format!("hidden_act {other} is not supported; gelu, gelu_new, gelu_pytorch_tanh and relu are")),
        };
        let (n_hidden, n_heads) = (written.hidden_size, written.num_attention_heads);
        if n_hidden == 0 || n_heads == 0 || !n_hidden.is_multiple_of(n_heads) {
            return Err(format!("hidden_size {n_hidden} is not made of num_attention_heads {n_heads} equal parts"));
        }
        let (padding, n_positions) = match architecture {
            Architecture::Bert => (written.pad_token_id.unwrap_or(0), written.max_position_embeddings),
            Architecture::XlmRoberta => {
                let padding = written.pad_token_id.unwrap_or(1);
                (padding, written.max_position_embeddings.saturating_sub(padding as usize + 1))
            }
        };
        Ok(Self {
            architecture,
            labels,
            n_pieces: written.vocab_size,
            n_hidden,
            n_inner: written.intermediate_size,
            n_blocks: written.num_hidden_layers,
            n_heads,
            n_position_rows: written.max_position_embeddings,
            n_positions,
            n_types: written.type_vocab_size,
            activation,
            epsilon: written.layer_norm_eps,
            padding,
        })
    }
}

fn architecture(names: &[String]) -> Result<Architecture, String> {
    match names {
        [name] if name == "BertForTokenClassification" => Ok(Architecture::Bert),
        [name] if name == "XLMRobertaForTokenClassification" => Ok(Architecture::XlmRoberta),
        _ => {
            let name = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            Err(format!("architecture {name} is not supported; BertForTokenClassification and XLMRobertaForTokenClassification are"))
        }
    }
}

/// The labels by number: `{"0": "O", "1": "B-PER", …}` in any order.
fn labels(id2label: &BTreeMap<String, String>) -> Result<Vec<Option<Label>>, String> {
    let names: Option<Vec<&String>> = (0..id2label.len()).map(|number| id2label.get(&number.to_string())).collect();
    let Some(names) = names else { return Err("id2label: its keys are not 0, 1, 2 and so on".to_owned()) };
    let labels: Vec<Option<Label>> = names.iter().map(|name| Label::parse(name)).collect();
    if labels.iter().flatten().any(|label| label.is_main()) {
        return Ok(labels);
    }
    let names: Vec<&str> = names.iter().take(12).map(|name| name.as_str()).collect();
    Err(format!("id2label: no label for persons, organisations or places, such as B-PERS, I-ORG or LOC, in: {}", names.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[(&str, &str)], expect: Result<&str, &str>) {
        let id2label = names.iter().map(|(number, name)| ((*number).to_owned(), (*name).to_owned())).collect();
        match (labels(&id2label), expect) {
            (Ok(labels), Ok(expect)) => assert_eq!(super::super::label::in_order(&labels).join(" "), expect),
            (Err(why), Err(expect)) => assert!(why.contains(expect), "{why}"),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn labels_go_by_their_numbers() {
        check(&[("1", "O"), ("0", "B-LOC"), ("2", "I-PER")], Ok("B-LOC O B-PERS"));
        let many: Vec<(String, &str)> = (0..11).map(|number| (number.to_string(), if number == 10 { "ORG" } else { "O" })).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(number, name)| (number.as_str(), *name)).collect();
        check(&many, Ok("O O O O O O O O O O B-ORG"));
    }

    #[test]
    fn labels_that_mean_nothing_are_refused() {
        check(&[], Err("id2label"));
        check(&[("1", "B-PER")], Err("keys are not 0, 1, 2"));
        check(&[("0", "LABEL_0"), ("1", "LABEL_1")], Err("LABEL_0 LABEL_1"));
        check(&[("0", "O"), ("1", "B-MISC")], Err("no label for persons"));
    }
}
