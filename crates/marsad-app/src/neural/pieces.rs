//! Which pieces is a word made of? Words → numbers of pieces, in windows that a network takes at once.
//!
//! «والقاهرة» may be the pieces `و ##القاهرة`. A model puts pieces of its own around a sentence (`[CLS] … [SEP]`), and so does
//! every window.

use std::path::Path;

use tokenizers::Tokenizer;

/// The pieces that a model knows.
pub struct Pieces {
    tokenizer: Tokenizer,
    /// Rows of the network's table; a piece that has none is left out.
    n_pieces: usize,
    before: Vec<u32>,
    after: Vec<u32>,
}

/// What a network takes at once.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    /// Its pieces.
    pub ids: Vec<u32>,
    /// The number of each word in the sentence, with the position of its first piece in `ids`.
    pub firsts: Vec<(usize, usize)>,
}

impl Pieces {
    /// Reads `tokenizer.json`; the network knows `n_pieces` pieces.
    ///
    /// # Errors
    /// In words for the user.
    pub fn open(path: &Path, n_pieces: usize) -> Result<Self, String> {
        let bytes = super::read(path)?;
        let open = || -> tokenizers::Result<Self> {
            let mut tokenizer = Tokenizer::from_bytes(&bytes)?;
            tokenizer.with_padding(None).with_truncation(None)?;
            let probe = tokenizer.encode("1", true)?;
            let is_added = |n: &u32| *n == 1;
            let (ids, added) = (probe.get_ids(), probe.get_special_tokens_mask());
            let n_before = added.iter().take_while(|n| is_added(n)).count();
            if n_before == ids.len() {
                return Err("cuts a word into no pieces".into());
            }
            let n_after = added[n_before..].iter().rev().take_while(|n| is_added(n)).count();
            let (before, after) = (ids[..n_before].to_vec(), ids[ids.len() - n_after..].to_vec());
            if let Some(id) = before.iter().chain(&after).find(|id| **id as usize >= n_pieces) {
                return Err(format!("piece {id}, which stands around each sentence, is beyond vocab_size {n_pieces} of config.json").into());
            }
            Ok(Self { tokenizer, n_pieces, before, after })
        };
        open().map_err(|error| format!("{}: {error}", path.display()))
    }

    /// How many pieces a window has around its words.
    pub fn n_around(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// The pieces of a window around no word.
    pub fn probe(&self) -> Vec<u32> {
        let probe = [self.before.as_slice(), &self.after].concat();
        if probe.is_empty() { vec![0] } else { probe }
    }

    /// Cuts a sentence between words, into windows of at most `max` pieces; of a word that is longer, the rest is left out.
    pub fn windows(&self, words: &[&str], max: usize) -> Vec<Window> {
        let room = max.saturating_sub(self.n_around());
        let mut windows = Vec::new();
        let mut window = self.begin();
        for (word_idx, word) in words.iter().enumerate() {
            let mut pieces = self.pieces(word);
            pieces.truncate(room);
            if window.ids.len() - self.before.len() + pieces.len() > room {
                windows.push(self.end(window));
                window = self.begin();
            }
            if !pieces.is_empty() {
                window.firsts.push((word_idx, window.ids.len()));
                window.ids.extend(pieces);
            }
        }
        if !window.firsts.is_empty() {
            windows.push(self.end(window));
        }
        windows
    }

    /// The pieces of a word; none for one that has only marks, and for one that the tokenizer cannot cut.
    fn pieces(&self, word: &str) -> Vec<u32> {
        // Models learn from text without vowel marks; with them, a common word is unknown.
        let bare: String = word.chars().filter(|letter| !is_mark(*letter)).collect();
        let encoding = self.tokenizer.encode_fast(bare, false);
        encoding.map(|pieces| pieces.get_ids().iter().copied().filter(|id| (*id as usize) < self.n_pieces).collect()).unwrap_or_default()
    }

    fn begin(&self) -> Window {
        Window { ids: self.before.clone(), firsts: Vec::new() }
    }

    fn end(&self, mut window: Window) -> Window {
        window.ids.extend(&self.after);
        window
    }
}

/// Tatweel and the marks above and below letters.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}')
}
