//! Which words name someone or somewhere, in the opinion of a neural network? Built only with the feature `neural`.
//!
//! A token classifier is read from a folder as Hugging Face token classifiers are stored: [`config`] says its shape and labels,
//! [`pieces`] cuts words into what it knows, [`encoder`] is the network, [`label`] turns its names of kinds into ours.
//!
//! In: the words of a sentence, «الأمم المتحدة في جنيف». Out: one label a word, `B-ORG I-ORG O B-LOC`. Give whole sentences:
//! what stands around a word decides.
//!
//! It runs on the CPU with 32-bit floats, keeps nothing between sentences, and opens nothing but the folder it was given.

mod config;
mod encoder;
mod label;
mod pieces;

use std::fs;
use std::io;
use std::path::Path;

use config::Config;
use encoder::Encoder;
use label::Label;
use pieces::Pieces;

/// A token classifier for entities, ready to use by any number of threads at once.
///
/// # Examples
/// ```text
/// let neural = Neural::open(Path::new("models/arabic-ner"))?;
/// let labels = neural.label(&["وصل", "الوزير", "إلى", "القاهرة"]);
/// assert_eq!(labels, ["O", "O", "O", "B-LOC"]);
/// ```
pub struct Neural {
    pieces: Pieces,
    encoder: Encoder,
    /// By the number that the network gives them; none for what is no name, or of a kind that has no label here.
    labels: Vec<Option<Label>>,
    /// Pieces that the network takes at once.
    n_positions: usize,
}

impl Neural {
    /// Reads `config.json`, `tokenizer.json` and `model.safetensors` of a folder.
    ///
    /// Cost: memory for the file of weights and, while it is read, once more.
    ///
    /// # Errors
    /// In words for the user, with the file, and the tensor where one is missing or has another shape.
    pub fn open(dir: &Path) -> Result<Self, String> {
        let config = Config::read(&dir.join("config.json"))?;
        let pieces = Pieces::open(&dir.join("tokenizer.json"), config.n_pieces)?;
        let weights = dir.join("model.safetensors");
        let encoder = Encoder::open(&weights, &config)?;
        if config.n_positions <= pieces.n_around() {
            return Err(format!("{}: a model with {} positions has no room for words", dir.display(), config.n_positions));
        }
        // What is wrong with a network shows in its first run; the sentences after it cannot fail.
        encoder.best(&pieces.probe()).map_err(|why| format!("{}: {why}", weights.display()))?;
        Ok(Self { pieces, encoder, labels: config.labels, n_positions: config.n_positions })
    }

    /// The label of each word of a sentence: `O`, or `B-` or `I-` with `PERS`, `ORG`, `LOC` or `MISC`.
    ///
    /// Shape: `words[n]` → `labels[n]`. An `I-` label always follows a label of its kind.
    /// A word's label is that of its first piece; a word without pieces is `O`. A sentence longer than the network takes is cut
    /// between words.
    /// Cost: grows with the square of the sentence up to the network's positions, and linearly from there.
    pub fn label(&self, words: &[&str]) -> Vec<String> {
        let mut labels = vec![None; words.len()];
        for window in self.pieces.windows(words, self.n_positions) {
            let best = self.encoder.best(&window.ids).unwrap_or_default();
            for (word_idx, position) in window.firsts {
                labels[word_idx] = best.get(position).and_then(|&number| self.labels[number]);
            }
        }
        label::in_order(&labels)
    }
}

/// The bytes of a file of the folder.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            format!("{}: is missing; a model's folder holds config.json, tokenizer.json, model.safetensors", path.display())
        }
        kind => format!("{}: cannot be read: {kind}", path.display()),
    })
}
