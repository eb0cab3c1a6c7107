//! Which organisation, party or armed group a noun means: «الحركة» after «حماس», «المنظمة» after «أطباء بلا حدود».
//!
//! In: the names that the sentences tell, then a noun with the article. Out: the body of that name told most, or none.
//!
//! «تبنت طالبان الهجوم … وقال الناطق باسم الحركة»: some name of Taliban begins with «حركة», so the movement is they. A noun that is told of other things
//! as often («مجلس الوزراء» beside «مجلس التعاون») means nobody by itself. No medium is meant: these pass on what others say.

use smallvec::SmallVec;

use super::document::Document;
use super::who::Who;
use crate::coded::{By, Role};
use crate::mention::{NameMatch, Named};
use crate::morph::Word;
use crate::pack::Upos;
use crate::syntax::Parse;

/// Where the article names a body.
pub(super) struct Introduced {
    /// Row in the actors.
    row: u32,
    sentence: usize,
    start: u32,
}

impl<'l> Document<'l> {
    /// Remembers the organisations, parties and armed groups that a sentence names, or whose people it names.
    pub fn introduce(&mut self, parse: &Parse) {
        let tables = &self.lang.tables;
        let of = |named: &Named| match *named {
            Named::Office(row) => self.lang.actor_row(&tables.offices[row as usize].of),
            Named::Person(row) | Named::Alone(row) => self.lang.actor_row(tables.persons[row as usize].of.as_deref()?),
            _ => None,
        };
        let body = |name: &NameMatch| {
            let actors = name.named.iter().filter_map(|named| if let Named::Actor(row) = *named { Some(row) } else { None });
            let row = self.meant(actors).filter(|_| self.takes(name, parse)).or_else(|| name.named.iter().find_map(of))?;
            let start = parse.words[name.words.start].span.start;
            (tables.actors[row as usize].kind != "state").then_some(Introduced { row, sentence: self.sentence, start })
        };
        let named: Vec<_> = parse.names.iter().filter_map(body).collect();
        self.bodies.extend(named);
        for at in parse.start..parse.words.len() {
            if self.is_namesake(parse, at) {
                *self.namesakes.entry(parse.words[at].key.clone()).or_default() += 1;
            }
        }
    }

    /// Whether a noun that begins the name of some body is told with a genitive of its own, and is no such name.
    fn is_namesake(&self, parse: &Parse, at: usize) -> bool {
        let word = &parse.words[at];
        let Some(begun) = self.lang.bodies(&word.key).filter(|_| word.upos == Upos::Noun && !word.key.starts_with(self.lang.article()))
        else {
            return false;
        };
        let body = |named: &Named| matches!(*named, Named::Actor(row) if begun.contains(&row));
        match parse.name_of(at) {
            Some(name) => name.words.start == at && !name.named.iter().any(body),
            None => parse.words.get(at + 1).is_some_and(|next| next.upos == Upos::Noun && next.definite),
        }
    }

    /// The body that a noun («الحركة», «الوكالة») means: of those whose name begins so the one told most, by whatever name, the last among equals;
    /// else whoever the noun named in full.
    #[must_use]
    pub fn body(&self, noun: &Word) -> Option<Who<'l>> {
        let bare = noun.key.strip_prefix(self.lang.article())?;
        let begun = self.lang.bodies(bare).unwrap_or_default();
        let before = |at: &&Introduced| at.sentence < self.sentence || at.start < noun.span.start;
        let told: SmallVec<[u32; 8]> = self.bodies.iter().filter(before).map(|at| at.row).filter(|row| begun.contains(row)).collect();
        let often = |row: &u32| told.iter().filter(|other| *other == row).count();
        let others = self.namesakes.get(bare).copied().unwrap_or(0);
        let most = told.iter().max_by_key(|row| often(row)).filter(|row| often(row) > others);
        let known = || self.heads.get(&noun.lemma?).filter(|who| others == 0 && who.role != Some(Role::Med)).cloned();
        most.map(|row| Who::actor(*row, noun.span, By::Pronoun, self.day, self.lang)).or_else(known)
    }
}
