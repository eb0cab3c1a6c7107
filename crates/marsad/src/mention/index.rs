//! The index of names: first key → what may follow and what it names.

use rustc_hash::FxHashMap;

use super::spelling::joined;
use super::{Spelling, SpellingRule, are_alike, spellings};
use crate::morph::Word;
use crate::pack::{Aspect, Lang, LemmaId, Lexicon, Tables, Upos};
use crate::text::fold::fold;

/// An entry of the knowledge base, as a row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    /// By a name of its own.
    Actor(u32),
    /// By something that stands for it.
    Metonym(u32),
    /// A person by full name.
    Person(u32),
    /// A person by a short name that is enough alone.
    Alone(u32),
    /// An office by a whole phrase.
    Office(u32),
    /// A kind of office.
    Title(u32),
    /// A place.
    Place(u32),
}

/// One name: the keys after its first, and what it names.
#[derive(Debug)]
pub struct Entry {
    /// Keys of its further tokens.
    pub rest: Box<[Box<str>]>,
    /// What it names.
    pub named: Named,
}

/// All names, by first key; titles by the lemma of their first word.
#[derive(Debug, Default)]
pub struct Names {
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    titles: FxHashMap<LemmaId, Vec<TitleEntry>>,
    /// Skeleton of a person's full name → its spellings and the person.
    alike: FxHashMap<String, Vec<(Spelling, u32)>>,
}

#[derive(Debug)]
struct TitleEntry {
    /// Keys of the further words, the article taken off.
    rest: Box<[Box<str>]>,
    title: u32,
    /// Its first word is spelt like a finite verb («ولي»), whose participles are no title: «المملكة» is not «الملك».
    finite: bool,
}

impl Names {
    /// Indexes the names of the knowledge base.
    #[must_use]
    pub fn new(tables: &Tables, article: &str) -> Self {
        let mut names = Self::default();
        for (row, actor) in tables.actors.iter().enumerate() {
            for name in &actor.names {
                names.add(name, Named::Actor(row as u32));
            }
            for name in &actor.metonyms {
                names.add(name, Named::Metonym(row as u32));
            }
        }
        for (row, person) in tables.persons.iter().enumerate() {
            for name in &person.names {
                let keys: Vec<Box<str>> = crate::text::tokenize(name).into_iter().map(|token| token.key).collect();
                names.add_keys(keys.iter().cloned(), Named::Person(row as u32));
                names.add_joined(&keys, Named::Person(row as u32), &tables.spellings);
                names.add_spelling(&keys, row as u32, &tables.spellings);
            }
            for name in &person.alone {
                names.add(name, Named::Alone(row as u32));
            }
        }
        for (row, office) in tables.offices.iter().enumerate() {
            for name in &office.aliases {
                names.add(name, Named::Office(row as u32));
            }
        }
        for (row, place) in tables.places.iter().enumerate() {
            for name in &place.names {
                names.add(name, Named::Place(row as u32));
            }
        }
        let preps = tables.closed.iter().filter(|entry| entry.class == "procl" && entry.sub == "prep");
        let preps: Vec<&str> = preps.filter_map(|entry| entry.keys.first()).map(|key| &**key).collect();
        for (row, title) in tables.titles.iter().enumerate() {
            for form in &title.forms {
                names.add_title(form, row as u32, &tables.lexicon, article, &preps);
            }
        }
        for entries in names.entries.values_mut() {
            entries.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.named.cmp(&b.named)));
        }
        for titles in names.titles.values_mut() {
            titles.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.title.cmp(&b.title)));
        }
        names
    }

    /// The names that begin with this key, the longest first.
    #[must_use]
    pub fn starting(&self, key: &str) -> &[Entry] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// The title that begins at a word, in any number, gender and state, and how many words it has.
    ///
    /// «وزير الخارجية», «وزيرا خارجية», «وزيرة الخارجية» are one title. After a name a noun may be read as more of it («فيصل بن خالد أمير
    /// منطقة عسير», «الرئيس هادي السفير البريطاني»): a title of several words, or before the adjective of a state, is one all the same.
    #[must_use]
    pub fn title(&self, words: &[Word], at: usize, lang: &Lang) -> Option<(usize, Named)> {
        let word = &words[at];
        // «كيري يدعو إيران»: no verb is a preacher.
        if word.is_verb() && word.feats.aspect == Some(Aspect::Imp) {
            return None;
        }
        let mut titles: Vec<&TitleEntry> = Vec::new();
        for lemma in word.lemmas() {
            let own = word.lemma == Some(lemma) && word.feats.verb_form.is_none();
            titles.extend(self.titles.get(&lemma).into_iter().flatten().filter(|entry| own || !entry.finite));
        }
        if word.upos == Upos::Propn && word.lemma.is_none() {
            let bare = word.key.strip_prefix(lang.article());
            let of_state = words.get(at + 1).is_some_and(|next| next.definite && next.lemmas().any(|lemma| lang.nisba(lemma).is_some()));
            let nouns = lang.tables.lexicon.forms.of(bare.unwrap_or(&word.key)).filter(|form| lang.lemma(form.lemma).upos == Upos::Noun);
            let told = nouns.filter_map(|form| self.titles.get(&form.lemma)).flatten();
            let fits = |entry: &&TitleEntry| if entry.rest.is_empty() { bare.is_some() && of_state } else { bare.is_none() };
            titles.extend(told.filter(fits).filter(|entry| !entry.finite));
        }
        titles.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        titles.into_iter().find_map(|entry| {
            let mut idx = at + 1;
            for key in &entry.rest {
                let word = words.get(idx)?;
                let bare = if word.definite { strip_article(&word.key, key) } else { &word.key };
                if bare != &**key {
                    return None;
                }
                idx += 1;
            }
            Some((idx - at, Named::Title(entry.title)))
        })
    }

    /// Whether a noun and the key after it begin a title: «ولي العهد».
    #[must_use]
    pub fn begins_title(&self, noun: LemmaId, next: &str) -> bool {
        let goes_on = |entry: &TitleEntry| !entry.finite && entry.rest.first().is_some_and(|key| strip_article(next, key) == &**key);
        self.titles.get(&noun).is_some_and(|entries| entries.iter().any(goes_on))
    }

    /// The one person with a full name that is spelt like this; `None` when there is none, or more than one.
    #[must_use]
    pub fn alike<'k>(&self, keys: impl IntoIterator<Item = &'k str>, rules: &[SpellingRule]) -> Option<u32> {
        let wanted = spellings(keys, rules);
        let skeletons = wanted.iter().filter_map(|spelling| self.alike.get(&spelling.skeleton)).flatten();
        let mut found = skeletons.filter(|(other, _)| are_alike(&wanted, std::slice::from_ref(other), rules)).map(|(_, row)| *row);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The name with words that may be written together written so: «عبدالله».
    fn add_joined(&mut self, keys: &[Box<str>], named: Named, rules: &[SpellingRule]) {
        if let Some(mut together) = joined(keys, rules) {
            let first = together.remove(0);
            let entries = self.entries.entry(first).or_default();
            if !entries.iter().any(|entry| entry.named == named && *entry.rest == *together) {
                entries.push(Entry { rest: together.into(), named });
            }
        }
    }

    fn add_spelling(&mut self, keys: &[Box<str>], person: u32, rules: &[SpellingRule]) {
        if keys.len() > 1 {
            for spelling in spellings(keys.iter().map(|key| &**key), rules) {
                self.alike.entry(spelling.skeleton.clone()).or_default().push((spelling, person));
            }
        }
    }

    fn add(&mut self, name: &str, named: Named) {
        self.add_keys(crate::text::tokenize(name).into_iter().map(|token| token.key), named);
    }

    fn add_keys(&mut self, keys: impl IntoIterator<Item = Box<str>>, named: Named) {
        let mut keys = keys.into_iter();
        if let Some(first) = keys.next() {
            self.entries.entry(first).or_default().push(Entry { rest: keys.collect(), named });
        }
    }

    fn add_title(&mut self, form: &str, title: u32, lexicon: &Lexicon, article: &str, preps: &[&str]) {
        let bare = |key: &str| -> Box<str> { key.strip_prefix(article).filter(|rest| rest.chars().count() > 2).unwrap_or(key).into() };
        let mut tokens = form.split_whitespace();
        let Some(first) = tokens.next() else { return };
        let key = bare(&fold(first));
        // Further words as the analyser will cut them: «للأمم», «لرئيس» and «بالأعمال» are two, «للـ» with the article's second letter alone; «لجنة» is one.
        let to = article.char_indices().next_back().map_or(article, |(at, _)| &article[at..]);
        let rest: Vec<Box<str>> = tokens
            .flat_map(|token| {
                let key = fold(token);
                let is_word = |key: &str| lexicon.forms.of(key).next().is_some();
                let cut = preps.iter().find_map(|prep| {
                    let rest = key.strip_prefix(prep)?;
                    let defined = rest.strip_prefix(if *prep == to { to } else { article });
                    // «باسم» is one word.
                    let bare = Some(rest).filter(|rest| *prep == to && !is_word(&key) && is_word(rest));
                    Some((*prep, defined.or(bare)?))
                });
                match cut {
                    Some((prep, noun)) => vec![prep.into(), noun.into()],
                    None => vec![bare(&key)],
                }
            })
            .collect();
        let forms = lexicon.forms.of(&key);
        let upos = |lemma: LemmaId| lexicon.lemmas[lemma as usize].upos;
        let mut lemmas: Vec<(LemmaId, bool)> = forms
            .filter(|form| matches!(upos(form.lemma), Upos::Noun | Upos::Adj | Upos::Verb))
            .map(|form| (form.lemma, upos(form.lemma) == Upos::Verb && form.feats.verb_form.is_none()))
            .collect();
        lemmas.sort_unstable();
        lemmas.dedup_by_key(|(lemma, _)| *lemma);
        for (lemma, finite) in lemmas {
            self.titles.entry(lemma).or_default().push(TitleEntry { rest: rest.clone().into(), title, finite });
        }
    }
}

/// A word's key without its article, unless the wanted key has one of its own.
fn strip_article<'k>(key: &'k str, wanted: &str) -> &'k str {
    if key == wanted {
        return key;
    }
    // The article is two letters of two bytes.
    key.get(4..).unwrap_or(key)
}
