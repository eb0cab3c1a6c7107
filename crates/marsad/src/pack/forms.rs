//! What a string of letters may be: the inflected forms of the lexicon by their key.
//!
//! In: forms. Out: [`Forms`], which gives those of a key: «كتب» → a verb in the perfect, and the plural of «كتاب».
//!
//! There are hundreds of thousands, so that all letters stand in one text, each key once and before the spellings that differ from it, and
//! a form is a row of 16 bytes. It takes no clitics off; that is for [`crate::morph`].

use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Feats, LemmaId};

/// One inflected form, without clitics and without the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form<'f> {
    /// Lookup key.
    pub key: &'f str,
    /// Its lemma.
    pub lemma: LemmaId,
    /// What the form says.
    pub feats: Feats,
    /// As it is properly written, without diacritics.
    pub surface: &'f str,
}

/// The forms of a lexicon, in the order of key, lemma, features and spelling.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Forms {
    text: String,
    feats: Vec<Feats>,
    rows: Vec<Row>,
    /// Hash of a key → the first of its rows.
    index: HashTable<u32>,
}

/// A form: where its key and spelling stand in the text, and which of the features it has.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: u32,
    surface: u32,
    lemma: LemmaId,
    feats: u16,
    key_len: u8,
    surface_len: u8,
}

/// What is written down.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Stored {
    text: String,
    feats: Vec<Feats>,
    /// Bytes of the key, 0 for that of the row before; bytes of the spelling, 0 for one like the key; lemma; number of the features.
    rows: Vec<(u8, u8, LemmaId, u16)>,
}

/// Why stored forms are none.
#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("forms that do not lie in their text")
    }
}

impl Forms {
    /// Puts forms in order; what is there twice is kept once. A key or spelling of more than 255 bytes, which no token has, is left out.
    #[must_use]
    pub fn new<'f>(forms: impl IntoIterator<Item = Form<'f>>) -> Self {
        let fits = |text: &str| (1..=255).contains(&text.len());
        let mut forms: Vec<Form<'_>> = forms.into_iter().filter(|form| fits(form.key) && fits(form.surface)).collect();
        forms.sort_unstable();
        forms.dedup();
        let mut stored = Stored::default();
        let mut numbers: FxHashMap<Feats, u16> = FxHashMap::default();
        let mut before = "";
        for form in forms {
            let mut add = |text: &str, is_there: bool| {
                stored.text.push_str(if is_there { "" } else { text });
                if is_there { 0 } else { text.len() as u8 }
            };
            let key_len = add(form.key, form.key == before);
            let surface_len = add(form.surface, form.surface == form.key);
            // All values of all features make fewer than 65,536 sets.
            let feats = *numbers.entry(form.feats).or_insert_with(|| {
                stored.feats.push(form.feats);
                (stored.feats.len() - 1) as u16
            });
            stored.rows.push((key_len, surface_len, form.lemma, feats));
            before = form.key;
        }
        Self::try_from(stored).unwrap_or_default()
    }

    /// The forms of a key.
    ///
    /// Cost: one look-up.
    pub fn of<'s>(&'s self, key: &str) -> impl ExactSizeIterator<Item = Form<'s>> + Clone + use<'s> {
        let first = self.index.find(hash(key), |row| self.get(*row).key == key);
        let rows = first.map_or(&[][..], |first| &self.rows[*first as usize..]);
        let n = rows.iter().take_while(|row| row.key == rows[0].key).count();
        rows[..n].iter().map(move |row| self.form(row))
    }

    /// A form by its row.
    pub(crate) fn get(&self, row: u32) -> Form<'_> {
        self.form(&self.rows[row as usize])
    }

    /// All forms, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Form<'_>> + Clone {
        self.rows.iter().map(|row| self.form(row))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn form(&self, row: &Row) -> Form<'_> {
        let text = |start: u32, len: u8| &self.text[start as usize..start as usize + usize::from(len)];
        Form {
            key: text(row.key, row.key_len),
            lemma: row.lemma,
            feats: self.feats[usize::from(row.feats)],
            surface: text(row.surface, row.surface_len),
        }
    }
}

impl TryFrom<Stored> for Forms {
    type Error = Broken;

    fn try_from(stored: Stored) -> Result<Self, Broken> {
        let Stored { text, feats, rows } = stored;
        let mut forms = Self { text, feats, rows: Vec::with_capacity(rows.len()), index: HashTable::with_capacity(rows.len()) };
        let mut end = 0;
        for (key_len, surface_len, lemma, feats) in rows {
            let mut take = |len: u8| {
                let start = end;
                end += usize::from(len);
                forms.text.is_char_boundary(end).then_some((start as u32, len)).ok_or(Broken)
            };
            let last = forms.rows.last().map(|row: &Row| (row.key, row.key_len));
            let (key, key_len) = if key_len > 0 { take(key_len)? } else { last.ok_or(Broken)? };
            let (surface, surface_len) = if surface_len > 0 { take(surface_len)? } else { (key, key_len) };
            if usize::from(feats) >= forms.feats.len() {
                return Err(Broken);
            }
            forms.rows.push(Row { key, surface, lemma, feats, key_len, surface_len });
        }
        if forms.text.len() > u32::MAX as usize || end != forms.text.len() {
            return Err(Broken);
        }
        let mut index = HashTable::with_capacity(forms.rows.len());
        for (at, row) in forms.rows.iter().enumerate() {
            if at == 0 || forms.rows[at - 1].key != row.key {
                index.insert_unique(hash(forms.form(row).key), at as u32, |at| hash(forms.get(*at).key));
            }
        }
        forms.index = index;
        Ok(forms)
    }
}

impl From<Forms> for Stored {
    fn from(forms: Forms) -> Self {
        let mut before = None;
        let mut rows = Vec::with_capacity(forms.rows.len());
        for row in &forms.rows {
            let key_len = if before == Some(row.key) { 0 } else { row.key_len };
            let surface_len = if row.surface == row.key { 0 } else { row.surface_len };
            rows.push((key_len, surface_len, row.lemma, row.feats));
            before = Some(row.key);
        }
        Self { text: forms.text, feats: forms.feats, rows }
    }
}

fn hash(key: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Forms {
        let form = |key, surface, lemma| Form { key, lemma, feats: Feats::default(), surface };
        Forms::new([form("كتب", "كتب", 2), form("اكل", "أكل", 1), form("كتب", "كتب", 0), form("اكل", "أكل", 1), form("", "", 1)])
    }

    #[test]
    fn forms_are_found_by_their_key() {
        let forms = some();
        assert_eq!(forms.of("كتب").map(|form| form.lemma).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(forms.of("اكل").map(|form| (form.surface, form.lemma)).collect::<Vec<_>>(), [("أكل", 1)], "once");
        assert_eq!((forms.of("قال").len(), forms.of("").len(), forms.len()), (0, 0, 3));
        assert!(forms.iter().is_sorted());
    }

    #[test]
    fn what_is_stored_comes_back_and_what_is_broken_is_refused() {
        let bytes = postcard::to_stdvec(&some()).expect("stored");
        let back: Forms = postcard::from_bytes(&bytes).expect("read");
        assert!(back.iter().eq(some().iter()));
        for cut in 0..bytes.len() {
            assert!(postcard::from_bytes::<Forms>(&bytes[..cut]).is_err());
        }
        for rows in [vec![(0, 0, 0, 0)], vec![(1, 1, 0, 0)], vec![(2, 0, 0, 0)], vec![(4, 0, 0, 1)], vec![(4, 9, 0, 0)]] {
            let stored = Stored { text: "كت".into(), feats: vec![Feats::default()], rows };
            assert!(Forms::try_from(stored).is_err());
        }
    }
}
