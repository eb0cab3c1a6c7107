//! A token classifier in a folder, small and the same on every machine: `config.json`, `tokenizer.json`, `model.safetensors`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

/// The labels of every model made here, by number.
pub const LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

/// Pieces that stand before all others.
const SPECIAL: [&str; 4] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
const XLM_SPECIAL: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];

/// A model before it is written; what a test changes, it changes here.
pub struct Model {
    /// `config.json`.
    pub config: Value,
    /// `tokenizer.json`.
    pub tokenizer: Value,
    /// Shape and numbers of each tensor.
    pub tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

/// Sizes of a network.
pub struct Shape {
    pub n_pieces: usize,
    pub n_hidden: usize,
    pub n_inner: usize,
    pub n_blocks: usize,
    pub n_heads: usize,
    pub n_positions: usize,
}

/// Small enough for a test.
pub const TINY: Shape = Shape { n_pieces: 128, n_hidden: 16, n_inner: 32, n_blocks: 2, n_heads: 2, n_positions: 32 };
/// What the usual models have.
pub const BASE: Shape = Shape { n_pieces: 30_000, n_hidden: 768, n_inner: 3072, n_blocks: 12, n_heads: 12, n_positions: 512 };

impl Model {
    /// BERT with random weights; it knows the pieces given and all letters, at the beginning of a word and inside.
    pub fn random(shape: &Shape, pieces: &[&str], seed: u64) -> Self {
        let letters = ('ء'..='ي').filter(|letter| *letter != 'ـ');
        let letters: Vec<String> = letters.flat_map(|letter| [letter.to_string(), format!("##{letter}")]).collect();
        let pieces: Vec<&str> = pieces.iter().copied().chain(letters.iter().map(String::as_str)).collect();
        let mut model = Self::empty("bert", shape, wordpiece(&pieces));
        let mut state = seed;
        for (name, (_, numbers)) in &mut model.tensors {
            // Norms stay as they are; so does the scale of what goes through.
            if !name.contains("LayerNorm") {
                numbers.iter_mut().for_each(|number| *number = uniform(&mut state) * 0.2);
            }
        }
        model
    }

    /// A tiny BERT, or XLM-RoBERTa, that gives each piece the label named beside it, whatever stands around it; others are `O`.
    pub fn told(kind: &str, pieces: &[(&str, &str)]) -> Self {
        let names: Vec<&str> = pieces.iter().map(|(piece, _)| *piece).collect();
        let tokenizer = if kind == "bert" { wordpiece(&names) } else { unigram(&names) };
        let mut model = Self::empty(kind, &TINY, tokenizer);
        let body = if kind == "bert" { "bert" } else { "roberta" };
        // All blocks pass on what they get: a row of the table says its label, and the classifier reads it.
        let rows = &mut model.tensors.get_mut(&format!("{body}.embeddings.word_embeddings.weight")).unwrap().1;
        for (piece_idx, row) in rows.chunks_mut(TINY.n_hidden).enumerate() {
            let label = piece_idx.checked_sub(SPECIAL.len()).and_then(|idx| pieces.get(idx)).map_or("O", |(_, label)| label);
            row[LABELS.iter().position(|name| *name == label).unwrap()] = 4.0;
        }
        let rows = &mut model.tensors.get_mut("classifier.weight").unwrap().1;
        rows.chunks_mut(TINY.n_hidden).enumerate().for_each(|(number, row)| row[number] = 1.0);
        model
    }

    /// All weights zero, norms one.
    fn empty(kind: &str, shape: &Shape, tokenizer: Value) -> Self {
        let (body, architecture, n_types) = match kind {
            "bert" => ("bert", "BertForTokenClassification", 2),
            _ => ("roberta", "XLMRobertaForTokenClassification", 1),
        };
        let id2label: BTreeMap<String, &str> = (0..).map(|number: usize| number.to_string()).zip(LABELS).collect();
        let config = json!({
            "architectures": [architecture], "model_type": kind, "id2label": id2label, "vocab_size": shape.n_pieces,
            "hidden_size": shape.n_hidden, "intermediate_size": shape.n_inner, "num_hidden_layers": shape.n_blocks,
            "num_attention_heads": shape.n_heads, "max_position_embeddings": shape.n_positions, "type_vocab_size": n_types,
            "hidden_act": "gelu", "layer_norm_eps": 1e-12, "pad_token_id": if kind == "bert" { 0 } else { 1 },
        });
        let mut model = Self { config, tokenizer, tensors: BTreeMap::new() };
        let hidden = shape.n_hidden;
        let embeddings = format!("{body}.embeddings");
        model.tensor(&format!("{embeddings}.word_embeddings.weight"), &[shape.n_pieces, hidden]);
        model.tensor(&format!("{embeddings}.position_embeddings.weight"), &[shape.n_positions, hidden]);
        model.tensor(&format!("{embeddings}.token_type_embeddings.weight"), &[n_types, hidden]);
        model.norm(&format!("{embeddings}.LayerNorm"), hidden);
        for block in 0..shape.n_blocks {
            let block = format!("{body}.encoder.layer.{block}");
            for layer in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"] {
                model.layer(&format!("{block}.{layer}"), hidden, hidden);
            }
            model.norm(&format!("{block}.attention.output.LayerNorm"), hidden);
            model.layer(&format!("{block}.intermediate.dense"), hidden, shape.n_inner);
            model.layer(&format!("{block}.output.dense"), shape.n_inner, hidden);
            model.norm(&format!("{block}.output.LayerNorm"), hidden);
        }
        model.layer("classifier", hidden, LABELS.len());
        model
    }

    fn tensor(&mut self, name: &str, shape: &[usize]) {
        self.tensors.insert(name.to_owned(), (shape.to_vec(), vec![0.0; shape.iter().product()]));
    }

    fn layer(&mut self, name: &str, n_in: usize, n_out: usize) {
        self.tensor(&format!("{name}.weight"), &[n_out, n_in]);
        self.tensor(&format!("{name}.bias"), &[n_out]);
    }

    fn norm(&mut self, name: &str, n_hidden: usize) {
        self.tensors.insert(format!("{name}.weight"), (vec![n_hidden], vec![1.0; n_hidden]));
        self.tensor(&format!("{name}.bias"), &[n_hidden]);
    }

    /// Writes the three files.
    pub fn write(&self, dir: &Path) {
        fs::write(dir.join("config.json"), self.config.to_string()).unwrap();
        fs::write(dir.join("tokenizer.json"), self.tokenizer.to_string()).unwrap();
        let mut file = BufWriter::new(File::create(dir.join("model.safetensors")).unwrap());
        let mut header = serde_json::Map::new();
        let mut end = 0;
        for (name, (shape, numbers)) in &self.tensors {
            let start = end;
            end += numbers.len() * 4;
            header.insert(name.clone(), json!({"dtype": "F32", "shape": shape, "data_offsets": [start, end]}));
        }
        let mut header = Value::Object(header).to_string();
        header.push_str(&" ".repeat(header.len().next_multiple_of(8) - header.len()));
        file.write_all(&(header.len() as u64).to_le_bytes()).unwrap();
        file.write_all(header.as_bytes()).unwrap();
        for (_, numbers) in self.tensors.values() {
            numbers.iter().for_each(|number| file.write_all(&number.to_le_bytes()).unwrap());
        }
        file.flush().unwrap();
    }
}

/// `tokenizer.json` as BERT has it. Some are stored with a padding and a limit, which do not hold here.
fn wordpiece(pieces: &[&str]) -> Value {
    let ids: BTreeMap<&str, usize> = SPECIAL.iter().chain(pieces).enumerate().map(|(id, piece)| (*piece, id)).collect();
    json!({
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0},
        "padding": {"strategy": {"Fixed": 64}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0,
                    "pad_token": "[PAD]"},
        "added_tokens": added(&SPECIAL),
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
                       "lowercase": false},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": around(("[CLS]", 2), ("[SEP]", 3)),
        "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                  "vocab": ids},
    })
}

/// `tokenizer.json` as XLM-RoBERTa has it.
fn unigram(pieces: &[&str]) -> Value {
    let ids: Vec<(&str, f64)> = XLM_SPECIAL.iter().map(|piece| (*piece, 0.0)).chain(pieces.iter().map(|piece| (*piece, -1.0))).collect();
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": added(&XLM_SPECIAL), "normalizer": null,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "post_processor": around(("<s>", 0), ("</s>", 2)),
        "decoder": null,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": ids, "byte_fallback": false},
    })
}

fn added(pieces: &[&str]) -> Vec<Value> {
    let added = |(id, piece)| json!({"id": id, "content": piece, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true});
    pieces.iter().enumerate().map(added).collect()
}

fn around(before: (&str, u32), after: (&str, u32)) -> Value {
    let special = |(piece, _): (&str, u32)| json!({"SpecialToken": {"id": piece, "type_id": 0}});
    let ids = |(piece, id): (&str, u32)| json!({"id": piece, "ids": [id], "tokens": [piece]});
    let single = [special(before), json!({"Sequence": {"id": "A", "type_id": 0}}), special(after)];
    let pair = [&single[..], &[json!({"Sequence": {"id": "B", "type_id": 0}}), special(after)]].concat();
    json!({"type": "TemplateProcessing", "single": single, "pair": pair,
           "special_tokens": {before.0: ids(before), after.0: ids(after)}})
}

/// A number from -1 to 1; SplitMix64 (Steele, Lea and Flood 2014).
fn uniform(state: &mut u64) -> f32 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1 << 23) as f32 - 1.0
}
