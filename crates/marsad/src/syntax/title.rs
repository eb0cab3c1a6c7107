//! Whose title is it: more of the person told so far, or the title of somebody else, whom the verb before acts upon.
//!
//! In: a phrase that began, and the word at which a title, a rank or a name stands. Out: whether the phrase goes on.
//!
//! «التقى الأمير محمد بن سلمان ولي ولي العهد وزير الدفاع في جدة»: one person with two titles. «استقبل الملك سلمان وزير الخارجية الفرنسي»: two persons.
//!
//! It reads names, and the kind of act that the verb before tells; who held what on the day is [`crate::actor`]'s.

use super::phrase::Chunker;
use crate::mention::{NameMatch, Named};
use crate::morph::{Part, Word};
use crate::pack::{Slot, Upos, Voice};

/// Whether a name is the title of an office.
fn is_title(name: &NameMatch) -> bool {
    name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_)))
}

/// How far before a name the verb is looked for, in words.
const AWAY: usize = 5;

impl Chunker<'_> {
    /// The name that ends right before `idx`.
    pub(super) fn name_before(&self, idx: usize) -> Option<&NameMatch> {
        let at = self.names.partition_point(|name| name.words.end < idx);
        self.names.get(at).filter(|name| name.words.end == idx)
    }

    /// A title that says again what the office before it says: «خادم الحرمين الشريفين الملك سلمان».
    pub(super) fn same_title(&self, idx: usize) -> Option<&NameMatch> {
        let tables = &self.lang.tables;
        let title = |named: &Named| match *named {
            Named::Title(row) => Some(tables.titles[row as usize].id.as_str()),
            Named::Office(row) => Some(tables.offices[row as usize].title.as_str()),
            _ => None,
        };
        let before = self.name_before(idx)?;
        let again = self.name_at(idx)?;
        let said = before.named.iter().filter_map(title).any(|one| again.named.iter().filter_map(title).any(|other| one == other));
        said.then_some(again)
    }

    pub(super) fn ends_with_name(&self, _start: usize, idx: usize) -> bool {
        self.name_before(idx).is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Person(_) | Named::Alone(_))))
    }

    pub(super) fn ends_with_person(&self, start: usize, idx: usize) -> bool {
        self.ends_with_name(start, idx) || self.words[idx - 1].upos == Upos::Propn && !self.ends_with_other(start, idx)
    }

    pub(super) fn ends_with_other(&self, _start: usize, idx: usize) -> bool {
        self.name_before(idx)
            .is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(_) | Named::Metonym(_) | Named::Place(_))))
    }

    /// «محمد بن سلمان ولي ولي العهد النائب الثاني لرئيس الوزراء»: whether the title at `idx` is one more of a person who has one: nothing but the
    /// title is told, and it follows the other.
    pub(super) fn is_further_title(&self, start: usize, idx: usize) -> bool {
        let named = self.words[start..idx].iter().any(|word| word.upos == Upos::Propn);
        named && self.name_before(idx).is_some_and(is_title) && self.name_at(idx).is_some_and(|name| self.end(idx) == name.words.end)
    }

    /// «وزير الخارجية السعودي الأمير سعود الفيصل»: whether the title at `idx` is how the holder of the office told right before is styled. A head of
    /// state is no prince: «استقبل الملك الأمير فيصل» tells two.
    pub(super) fn is_styled(&self, start: usize, idx: usize) -> bool {
        let titles = &self.lang.tables.titles;
        let title = |name: &NameMatch| {
            name.named.iter().find_map(|named| match *named {
                Named::Title(row) => Some(&titles[row as usize]),
                Named::Office(row) => titles.iter().find(|title| title.id == self.lang.tables.offices[row as usize].title),
                _ => None,
            })
        };
        let styles = self.name_at(idx).and_then(title).is_some_and(|title| title.style);
        let held = self.name_at(start);
        let named = self.words[start..idx].iter().any(|word| word.upos == Upos::Propn) || self.persons(start, idx).next().is_some();
        styles && !named && held.and_then(title).is_some_and(|title| !title.head_of_state)
    }

    /// «التقى بيدرسون وزير الخارجية التركي», «استقبل الرئيس المصري عبد الفتاح السيسي وزير الخارجية الفرنسي»: whether the title at `idx` is of
    /// somebody else, whom the verb before acts upon: the verb takes an object, nothing else could be it, and the name is of nobody who ever held
    /// the title. A title before the name of nobody known may have a second one («قائد الشرطة فلان مدير الأمن»), unless a name of its own follows.
    pub(super) fn is_met(&self, start: usize, idx: usize) -> bool {
        let Some(verb) = self.verb_before(start) else { return false };
        let transitive = verb.lemmas().any(|lemma| self.lang.lemma(lemma).transitive);
        // «انتقد نتنياهو الرئيس الأميركي», «استقبل السيسي الرئيس الفلسطيني»: nobody holds an office of two states.
        if transitive && verb.feats.voice != Voice::Pass && self.is_of_another_state(start, idx) {
            return true;
        }
        let says = verb.lemmas().any(|lemma| self.lang.reporting.contains_key(&lemma));
        let bare = self.words[start..idx].iter().all(|word| word.upos == Upos::Propn);
        let known = self.persons(start, idx).next().is_some();
        let end = self.end(idx);
        // «استقبل الملك سلمان وزير الخارجية الفرنسي»: who has a title and meets somebody has not the title of another state too.
        let of_state = |at: usize| {
            let actor = self.name_at(at).is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(_))));
            actor || self.words[at].lemmas().any(|lemma| self.lang.nisba(lemma).is_some())
        };
        let of_one = self.name_at(idx).is_some_and(|name| (name.words.end..end).any(of_state));
        let titled = of_one && self.name_at(start).is_some_and(is_title) && self.is_greeting(verb);
        // «قُتل فلان رئيس البلدية»: who is nobody known may suffer the act himself.
        let acts = verb.feats.voice == Voice::Act || known || titled;
        if !transitive || !acts {
            return false;
        }
        let named =
            end > idx && (self.ends_with_name(idx, end) || self.words[end - 1].upos == Upos::Propn && !self.ends_with_other(idx, end));
        // «انتقد يائير لابيد رئيس الوزراء نتنياهو»: who held the title once is another than who is named after it.
        let other = named && self.persons(idx, end).next().is_some();
        if self.held(start, idx) && !(known && other) {
            return false;
        }
        // «انتقد زعيم المعارضة يائير لابيد رئيس الوزراء بنيامين نتنياهو»: a verb of saying takes another person where both have names.
        let two = known && named && self.blames(verb);
        (if says { two } else { bare || known || named || titled })
            && !self.words.get(end).is_some_and(|next| next.is_nominal() && !(self.is_time)(end))
    }

    /// The verb before a word, with nothing but times and what a preposition introduces between: «استقبل في الرياض الملك سلمان».
    fn verb_before(&self, start: usize) -> Option<&Word> {
        let between = (start.saturating_sub(AWAY)..start).rev().filter(|at| !(self.is_time)(*at)).map(|at| &self.words[at]);
        let mut told = true;
        for word in between {
            if word.is_verb() {
                return told.then_some(word);
            }
            if word.slot.is_some() {
                told = true;
            } else if word.is_nominal() || word.upos == Upos::Adj || word.is_enclitic() {
                told = false;
            } else {
                return None;
            }
        }
        None
    }

    /// Whether a verb tells an act towards its object.
    fn blames(&self, verb: &Word) -> bool {
        let rows = verb.lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
        rows.into_iter().any(|row| self.lang.tables.frames[*row as usize].target.contains(&Slot::Object))
    }

    /// «استقبل أمير قطر أردوغان»: whether the name at `idx` is of somebody of another state than the office before it, whom the verb before acts upon.
    pub(super) fn is_received(&self, start: usize, idx: usize) -> bool {
        let Some(verb) = self.verb_before(start) else { return false };
        let acts = verb.feats.voice != Voice::Pass && verb.lemmas().any(|lemma| self.lang.lemma(lemma).transitive);
        let end = self.name_at(idx).map_or(idx, |name| name.words.end);
        let (own, theirs): (Vec<&str>, Vec<&str>) = (self.states(start, idx).collect(), self.states(idx, end).collect());
        // «نائب الرئيس السوداني حسبو محمد»: what goes on with a name nobody knows is more of it.
        let goes_on = self.words[idx - 1].upos == Upos::Propn && self.name_before(idx).is_none();
        acts && !goes_on && !own.is_empty() && !theirs.is_empty() && theirs.iter().all(|state| !own.contains(state))
    }

    /// Whether the title at `idx` is of another state than whoever is told before it.
    fn is_of_another_state(&self, start: usize, idx: usize) -> bool {
        let Some(title) = self.name_at(idx) else { return false };
        let told: Vec<&str> = self.states(title.words.start, self.end(idx)).collect();
        let own: Vec<&str> = self.states(start, idx).collect();
        let one = told.first().filter(|first| told.iter().all(|other| other == *first));
        one.is_some_and(|state| !own.is_empty() && !own.contains(state))
    }

    /// The states that the words tell: by name, by adjective, by whose office it is or who somebody is.
    fn states(&self, start: usize, end: usize) -> impl Iterator<Item = &str> {
        let tables = &self.lang.tables;
        let state = |row: u32| Some(&tables.actors[row as usize]).filter(|actor| actor.kind == "state").map(|actor| actor.country.as_str());
        let names = self.names.iter().filter(move |name| name.words.start >= start && name.words.end <= end);
        let named = names.flat_map(|name| &name.named).filter_map(move |named| match *named {
            Named::Actor(row) => state(row),
            Named::Office(row) => Some(tables.offices[row as usize].country.as_str()),
            Named::Person(row) | Named::Alone(row) => Some(tables.persons[row as usize].country.as_str()),
            _ => None,
        });
        let adjectives = self.words[start..end].iter().filter(|word| word.upos == Upos::Adj);
        let of_state = adjectives.flat_map(|word| word.lemmas().filter_map(|lemma| self.lang.nisba(lemma)).take(1)).filter_map(state);
        named.chain(of_state).filter(|code| code.len() == 3)
    }

    /// Whether a verb tells an act of words and goodwill: «استقبل», «هنأ».
    fn is_greeting(&self, verb: &Word) -> bool {
        let rows = verb.lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
        let mut types = rows.map(|row| &self.lang.tables.event_types[self.lang.tables.frames[*row as usize].event_type as usize]);
        types.any(|event_type| event_type.quad == 1)
    }

    /// «استقبل ولي العهد معالي وزير الخارجية الفرنسي»: whether the rank at `idx`, before a title, is of somebody else, whom the one told so far greets.
    pub(super) fn greets_another(&self, start: usize, idx: usize) -> bool {
        let before = (0..start).rev().find(|at| !(self.is_time)(*at)).map(|at| &self.words[at]);
        let ranked = (idx..self.words.len()).find(|at| !self.words[*at].is_class("rank", self.lang) && self.words[*at].part != Part::Fixed);
        let mut told = self.names.iter().filter(|name| name.words.start >= start && name.words.end <= idx);
        before.is_some_and(|verb| verb.is_verb() && self.is_greeting(verb))
            && ranked.and_then(|at| self.name_at(at)).is_some_and(is_title)
            && told.any(|name| is_title(name) || name.named.iter().any(|named| matches!(named, Named::Person(_) | Named::Alone(_))))
    }

    /// Whether somebody of the name that ends before `idx` held an office of the title there.
    fn held(&self, start: usize, idx: usize) -> bool {
        let tables = &self.lang.tables;
        let title = self.name_at(idx).into_iter().flat_map(|name| &name.named).find_map(|named| match *named {
            Named::Title(row) => Some(&tables.titles[row as usize].id),
            Named::Office(row) => Some(&tables.offices[row as usize].title),
            _ => None,
        });
        let offices = self.persons(start, idx).flat_map(|person| self.lang.offices().terms_by(person)).map(|term| term.office as usize);
        offices.map(|office| &tables.offices[office].title).any(|held| Some(held) == title)
    }

    /// Persons of the knowledge base whose names stand between two words.
    fn persons(&self, start: usize, end: usize) -> impl Iterator<Item = u32> {
        let names = self.names.iter().filter(move |name| name.words.start >= start && name.words.end <= end);
        names.flat_map(|name| &name.named).filter_map(|named| match *named {
            Named::Person(row) | Named::Alone(row) => Some(row),
            _ => None,
        })
    }
}
