//! Noun phrases: a head with its genitives, adjectives and names.
//!
//! «مستشار الأمن القومي العراقي قاسم الأعرجي» is one phrase: construct state, adjectives, name in apposition.
//! «إيران إسرائيل» after a verb are two: two names of the knowledge base never melt into one.

use std::ops::Range;

use crate::coded::Role;
use crate::mention::{NameMatch, Named};
use crate::morph::{Part, Word};
use crate::pack::{Agent, AgentClass, Case, Gender, Lang, LemmaId, Number, Slot, State, Upos};
use crate::speech::is_circumstance;

/// A noun phrase, without its preposition.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Its words, as indices into the sentence's words.
    pub words: Range<usize>,
    /// Its first noun.
    pub head: usize,
    /// The slot its preposition opens; `None` without one.
    pub slot: Option<Slot>,
    /// The preposition; `head` when there is none.
    pub begin: usize,
    /// The phrase it is joined to by a conjunction: one before it in the list.
    pub joined: bool,
}

/// What the chunker asks about a word.
pub(crate) struct Chunker<'a> {
    pub words: &'a [Word],
    pub names: &'a [NameMatch],
    /// Whether a word is part of a time expression.
    pub is_time: &'a dyn Fn(usize) -> bool,
    pub lang: &'a Lang,
}

/// Groups words into noun phrases.
///
/// Shape: disjoint, in order; verbs, particles, times and marks are in none. Cost: linear.
pub(crate) fn find_phrases(chunker: &Chunker<'_>) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let words = chunker.words;
    let (mut idx, mut prep, mut joined, mut listed) = (0, None, false, false);
    while idx < words.len() {
        let word = &words[idx];
        if word.part == Part::Fixed || is_quote(word) {
            idx += 1;
            continue;
        }
        if let Some(slot) = word.slot {
            // «نحو ألفي جندي»: before a number it is no preposition.
            let about =
                slot == Slot::Toward && words.get(idx + 1).is_some_and(|next| next.upos == Upos::Num || chunker.lang.is_number(&next.key));
            prep = if about { prep } else { Some((idx, slot)) };
            idx += 1;
            continue;
        }
        if word.upos == Upos::Cconj {
            // «الجيش من جهة والحوثيين من جهة أخرى»
            let beside = |word: &Word| word.part == Part::Fixed || word.is_sub("adv", "side", chunker.lang);
            joined = word.is_sub("conj", "coord", chunker.lang)
                && phrases.last().is_some_and(|last| {
                    last.words.end + 1 == idx && is_quote(&words[idx - 1]) || words[last.words.end..idx].iter().all(beside)
                });
            listed = word.is_sub("conj", "coord", chunker.lang)
                && phrases.last().is_some_and(|last| last.words.end + 1 == idx && words[idx - 1].is_mark("،,"));
            idx += 1;
            continue;
        }
        if chunker.begins(idx) {
            let end = chunker.end(idx);
            let head = chunker.head(idx..end);
            let slot = prep.map(|(_, slot)| slot);
            // «، وهو ما تنفيه طهران»: a pronoun that stands by itself begins a clause.
            let free = word.upos == Upos::Pron && !word.is_enclitic();
            // «التقى كيري لافروف، ووزير الخارجية السعودي»: after a comma one more who holds an office, of whom nothing else is told.
            let goes_on = listed && chunker.lists(phrases.last().map(|last| last.words.start), idx..end);
            let inherits = (joined || goes_on) && slot.is_none() && !free;
            let slot = if inherits { phrases.last().and_then(|last| last.slot) } else { slot };
            phrases.push(Phrase { words: idx..end, head, slot, begin: prep.map_or(idx, |(at, _)| at), joined: inherits });
            idx = end;
        } else {
            idx += 1;
        }
        (prep, joined, listed) = (None, false, false);
    }
    phrases
}

/// The nouns that stand in a phrase as adjectives of what it begins with: «القرار الصادر».
pub(crate) fn describing(chunker: &Chunker<'_>, phrases: &[Phrase]) -> Vec<usize> {
    let after_head = |phrase: &Phrase| (phrase.words.start, phrase.head + 1..phrase.words.end);
    phrases.iter().map(after_head).flat_map(|(start, words)| words.filter(move |idx| chunker.describes(start, *idx))).collect()
}

pub(crate) fn is_quote(word: &Word) -> bool {
    word.is_mark("\"«»“”″'’‘")
}

impl Chunker<'_> {
    /// The name that begins at a word.
    pub(super) fn name_at(&self, idx: usize) -> Option<&NameMatch> {
        let at = self.names.partition_point(|name| name.words.start < idx);
        self.names.get(at).filter(|name| name.words.start == idx)
    }

    fn begins(&self, idx: usize) -> bool {
        let word = &self.words[idx];
        if (self.is_time)(idx) || is_circumstance(self.words, idx, self.lang) {
            return false;
        }
        word.is_nominal()
            || word.upos == Upos::Adj && !word.is_class("status", self.lang)
            || word.upos == Upos::Pron
            || word.is_class("quant", self.lang)
            || word.is_class("dem", self.lang)
            || word.is_class("rank", self.lang)
            || word.is_class("neg", self.lang) && self.words.get(idx + 1).is_some_and(|next| next.is_nominal() && next.definite)
    }

    /// One past the last word of the phrase that begins at `idx`.
    pub(super) fn end(&self, start: usize) -> usize {
        let words = self.words;
        if words[start].upos == Upos::Pron {
            return start + 1;
        }
        let mut end = self.name_at(start).map_or(start + 1, |name| name.words.end);
        while end < words.len() {
            let next = &words[end];
            if is_quote(next) {
                // A quoted name inside the phrase: «موقع "أكسيوس"».
                let inner = words.get(end + 1).is_some_and(|word| {
                    word.is_nominal() && words.get(end..).is_some_and(|rest| rest.iter().skip(2).take(5).any(is_quote))
                });
                let closes = end > start && words[start..end].iter().filter(|word| is_quote(word)).count() % 2 == 1;
                // «نددت بـ"العدوان" الإسرائيلي»: an adjective beyond the closing mark.
                let opened = start > 0 && is_quote(&words[start - 1]) && end > start && !is_quote(&words[end - 1]);
                let adjective = words.get(end + 1).is_some_and(|word| {
                    word.upos == Upos::Adj && word.definite && word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some())
                });
                let told = opened && adjective && words[start].definite;
                if (inner && self.takes_genitive(end - 1)) || closes || told {
                    end += 1;
                    continue;
                }
                break;
            }
            if let Some(again) = self.same_title(end) {
                end = again.words.end;
                continue;
            }
            if self.joins_states(end) {
                end += 1;
                continue;
            }
            if next.part == Part::Fixed && self.leads(end - 1) {
                // «أكثر من», «صاحب السمو الملكي»: the second word of the quantifier or rank.
                end += 1;
                continue;
            }
            if next.part == Part::Fixed || next.slot.is_some() || (self.is_time)(end) || next.part == Part::Proclitic {
                break;
            }
            if next.is_enclitic() {
                end += 1;
                continue;
            }
            let name = self.name_at(end);
            if !self.continues(start, end, name) {
                break;
            }
            end = name.map_or(end + 1, |name| name.words.end);
        }
        while end > start + 1 && is_quote(&words[end - 1]) {
            end -= 1;
        }
        end
    }

    /// Whether a phrase names one more person or office after the one that begins at `before`, and no verb follows it.
    fn lists(&self, before: Option<usize>, phrase: Range<usize>) -> bool {
        let somebody = |name: &NameMatch| {
            name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_) | Named::Person(_) | Named::Alone(_)))
        };
        let named = |at: usize| self.name_at(at).is_some_and(somebody);
        let told = self.words.get(phrase.end).is_some_and(|next| next.is_verb() || next.is_mark("،,:"));
        before.is_some_and(named) && named(phrase.start) && !told
    }

    /// Whether the word at `idx` (the start of `name`, if any) belongs to the phrase that began at `start`.
    fn continues(&self, start: usize, idx: usize, name: Option<&NameMatch>) -> bool {
        let words = self.words;
        let next = &words[idx];
        let last = idx - 1;
        let last = if is_quote(&words[last]) && last > start { last - 1 } else { last };
        if next.is_class("status", self.lang) {
            return true;
        }
        if let Some(goes_on) = self.way_goes_on(start, idx) {
            return goes_on;
        }
        if next.is_class("rank", self.lang) {
            return !self.greets_another(start, idx);
        }
        // «الوزير الجنوب أفريقي»: two words are one adjective; «هدد الرئيس كوريا الشمالية» has the name of the state.
        if name.is_none() && words.get(idx + 1).is_some_and(|after| self.lang.nisba_pair(next, after).is_some()) {
            return true;
        }
        // «استدعت القاهرة القائم بالأعمال»: who holds an office is no adjective of a state.
        let office = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_))));
        if office && next.upos == Upos::Adj && self.ends_with_other(start, idx) {
            return false;
        }
        let after_title = self.name_before(idx).is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Title(_))));
        let place = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Place(_))));
        // «القيادي في حماس صالح العاروري», «انتقدت مصر نتنياهو»: a group or a state has no person's name.
        let whole = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Person(_) | Named::Alone(_))));
        // «اعتقل اللبناني محمد علي»: the name of somebody told by his state.
        let national = |word: &Word| {
            let one = word.definite && word.feats.number == Some(Number::Sing) && self.name_at(start).is_none();
            one && word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some())
        };
        let named = name.is_none() && next.upos == Upos::Propn || whole;
        if named && last == start && national(&words[start]) && words.get(idx + 1).is_some_and(|after| after.upos == Upos::Propn) {
            return true;
        }
        if whole && self.ends_with_other(start, idx) && !self.is_human(start, idx) {
            return false;
        }
        // «أمير منطقة عسير»: the place of an office, whatever else its letters spell.
        if after_title && place && !words[last].definite {
            return true;
        }
        // «العاصمة الصومالية مقديشو»: a place in apposition to what it is.
        let town = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Place(_) | Named::Metonym(_))));
        let head = &words[self.head(start..idx)];
        let site = |lemma: LemmaId| self.lang.agent(lemma).is_some_and(|agent| agent.class == AgentClass::Site);
        // «اتهم البيت الأبيض موسكو» tells two, «العاصمة العراقية بغداد» one.
        let seat = |lemma: LemmaId| self.lang.is_whereabouts(lemma, "seat");
        let named = self.name_before(idx).is_some_and(|name| name.words.start == start) && !head.lemmas().any(seat);
        let beside = words[last].upos == Upos::Adj || head.lemmas().any(seat);
        if town && !named && beside && head.definite && head.lemmas().any(site) {
            return true;
        }
        if next.upos == Upos::Adj {
            return self.adjective_goes_on(start, idx, name);
        }
        // «مدينة الموصل»: what the letters of a town's name could be as well.
        if next.is_participle() && !town {
            // «مواقع تابعة للحزب»: plurals of things are feminine. «رفع متظاهرون لافتات»: and those of people are not.
            let (own, head) = (&next.feats, &words[last]);
            let plural = head.feats.number == Some(Number::Plur);
            let things = plural && head.lemma.is_some_and(|lemma| !self.lang.lemma(lemma).human);
            let another = plural && !things && own.gender != head.feats.gender;
            let agrees = own.number == head.feats.number && !another
                || things && own.number == Some(Number::Sing) && own.gender == Some(Gender::Fem);
            return next.definite && self.is_definite(start, last) || !next.definite && !self.is_definite(start, last) && agrees;
        }
        // «33 شخصا غالبيتهم من المدنيين»: a quantifier with a pronoun tells of those told.
        let of_them = words.get(idx + 1).is_some_and(|word| word.is_enclitic() && word.feats.person == 3);
        if next.is_class("quant", self.lang) && of_them && !self.takes_genitive(last) {
            return false;
        }
        // «قتل انتحاري 32 شخصا»: who is one is not counted.
        let alone = |word: &Word| word.feats.number == Some(Number::Sing) && word.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human);
        if next.upos == Upos::Num && last == start && words[last].upos == Upos::Noun && alone(&words[last]) {
            return false;
        }
        // «استهدف مسلح حافلة»: after a verb an indefinite fighter is nobody's; «منفذ هجوم» is.
        let acts = start == last && start > 0 && words[start - 1].is_verb() && self.is_fighter(start);
        let deed = || next.lemmas().any(|lemma| self.lang.is_event_noun(lemma));
        // «هاجم مسلح الحاجز»: nor is he a post's.
        let post = || next.lemmas().filter_map(|lemma| self.lang.agent(lemma)).any(|agent| agent.class == AgentClass::Site);
        if acts && next.is_nominal() && (!next.definite || post()) && name.is_none() && !deed() {
            return false;
        }
        // A tanwin that the script shows («موقعا») is an accusative: no genitive.
        let accusative = next.upos == Upos::Noun
            && next.feats.state == State::Absolute
            && next.feats.case == Some(Case::Obl)
            && next.feats.number == Some(Number::Sing);
        // «أحد عشر صيادا»: the counted noun of a number is one too.
        let counted = self.words[last].upos == Upos::Num || self.lang.is_number(&self.words[last].key);
        if accusative && !counted || next.is_nominal() && self.ends_with_other(start, idx) && next.upos != Upos::Propn {
            return false;
        }
        if accusative && counted {
            return true;
        }
        // «قتل هؤلاء مئة جندي»: a demonstrative before what is not definite stands alone.
        if words[last].is_class("dem", self.lang) && !next.definite && next.upos != Upos::Propn {
            return false;
        }
        // «نفى مصدر سوري مسؤول هذا الاتهام»: a noun after an adjective stands for one. «ثماني عشرة دولة الجيش السوري»: what is counted owns nobody.
        let before = (last > start).then(|| &words[last - 1]);
        // «أبرز مواقع داعش»: what leads is no adjective of what was before.
        let leads = last == start + 1 && self.takes_genitive(start);
        let adjectival = !leads && before.is_some_and(|word| word.upos == Upos::Adj && !word.definite) && self.name_at(last).is_none();
        let is_number = |word: &Word| word.upos == Upos::Num || self.lang.is_number(&word.key);
        let of_number = before.is_some_and(is_number) && !is_number(&words[last]) && (next.definite || name.is_some());
        if (adjectival || of_number) && words[last].upos == Upos::Noun && (next.is_nominal() || next.is_class("dem", self.lang)) {
            return false;
        }
        // «اتهم رئيس العراق في بيان تركيا»: what somebody says something in is not a state's whose name alone follows.
        let said_in = last == start && start > 0 && words[start - 1].slot == Some(Slot::In) && !words[last].definite;
        let state = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(row) if self.is_state(*row))));
        if said_in && state && words[last].lemmas().any(|lemma| self.lang.carrier(lemma).is_some()) {
            return false;
        }
        if self.takes_genitive(last) && (next.is_nominal() || next.is_class("quant", self.lang) || next.is_class("dem", self.lang)) {
            return true;
        }
        if self.describes(start, idx) {
            return true;
        }
        // «وزراء خارجية الاتحاد الأوروبي»: a title without the article takes its state or body as genitive.
        if after_title && !words[last].definite && (name.is_some() || next.is_nominal()) {
            return true;
        }
        // Apposition. A name follows whoever it belongs to; states, organisations and places do not stand in apposition.
        let person = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Person(_) | Named::Alone(_))));
        let other =
            name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Actor(_) | Named::Metonym(_) | Named::Place(_))));
        let titled = name.is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_))));
        if person {
            // «استقبل الملك سلمان جون كيري»: a title and a name, and the full name of another.
            let full = name.is_some_and(|name| name.words.len() > 1 && name.named.iter().any(|named| matches!(named, Named::Person(_))));
            let titled = self.name_at(start).is_some_and(|name| {
                name.words.end == last && name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_)))
            });
            let another = full && titled && words[last].upos == Upos::Propn;
            // «اتهم سياسيون نوري المالكي»: several have not one name.
            let several = matches!(words[last].upos, Upos::Noun | Upos::Adj)
                && words[last].feats.number == Some(Number::Plur)
                && !words[last].definite;
            let several = several && words[last].feats.state == State::Absolute;
            return !another && !several && !self.ends_with_name(start, idx) && !self.is_received(start, idx);
        }
        if titled {
            // «علي شمخاني أمين المجلس الأعلى»: a title after a person's name.
            return self.ends_with_person(start, idx) && !self.is_met(start, idx)
                || self.is_further_title(start, idx)
                || self.is_styled(start, idx);
        }
        if next.upos == Upos::Propn && !other {
            return words[last].upos == Upos::Propn && !self.ends_with_other(start, idx) || self.is_human(start, idx);
        }
        false
    }

    /// «مباحثات سعودية - قطرية»: whether a dash stands between the adjectives of two states.
    fn joins_states(&self, idx: usize) -> bool {
        let of_state = |word: Option<&Word>| {
            word.is_some_and(|word| word.upos == Upos::Adj && word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some()))
        };
        self.words[idx].is_mark("-–—") && of_state(self.words[..idx].last()) && of_state(self.words.get(idx + 1))
    }

    /// Whether a word is a quantifier or a rank, or a further word of one.
    fn leads(&self, idx: usize) -> bool {
        let first = (0..=idx).rev().find(|at| self.words[*at].part != Part::Fixed);
        first.is_some_and(|at| self.words[at].is_class("quant", self.lang) || self.words[at].is_class("rank", self.lang))
    }

    fn is_state(&self, actor: u32) -> bool {
        self.lang.tables.actors[actor as usize].kind == "state"
    }

    /// «مسلح», «جندي»: whether an indefinite word tells of one who fights, which is no noun that belongs to somebody.
    fn is_fighter(&self, idx: usize) -> bool {
        let word = &self.words[idx];
        let one = word.feats.number == Some(Number::Sing) && !word.definite && word.upos == Upos::Noun;
        let fights = |agent: &Agent| agent.class == AgentClass::Person && matches!(agent.role, Role::Reb | Role::Opp);
        one && word.lemmas().filter_map(|lemma| self.lang.agent(lemma)).any(fights)
    }

    /// Whether the word at `idx` may be followed by a genitive.
    pub(super) fn takes_genitive(&self, idx: usize) -> bool {
        let word = &self.words[idx];
        if word.part == Part::Fixed {
            return self.leads(idx);
        }
        // «قصف حزب الله إسرائيل»: nor is the last word of a group's name its beginning.
        let group = |name: &NameMatch| name.words.len() > 1 && name.named.iter().any(|named| matches!(named, Named::Actor(_)));
        if word.definite || word.is_enclitic() || word.feats.state == State::Absolute || self.name_before(idx + 1).is_some_and(group) {
            return false;
        }
        match word.upos {
            Upos::Noun | Upos::Num => true,
            Upos::Det => word.is_class("quant", self.lang) || word.is_class("dem", self.lang),
            Upos::Verb => word.is_participle(),
            Upos::Part => word.is_class("neg", self.lang),
            // Elatives: «أكبر الدول».
            Upos::Adj => {
                let leads = self
                    .words
                    .get(idx.wrapping_sub(1))
                    .is_none_or(|before| !before.is_nominal() && (before.upos != Upos::Adj || before.definite));
                leads && !word.lemmas().any(|lemma| self.lang.nisba(lemma).is_some())
            }
            _ => false,
        }
    }

    pub(super) fn is_definite(&self, start: usize, last: usize) -> bool {
        self.words[start..=last].iter().any(|word| word.definite || word.is_enclitic() || word.upos == Upos::Propn)
    }

    /// Whether the phrase so far names a human by title, rank or noun.
    fn is_human(&self, start: usize, idx: usize) -> bool {
        (start..idx).any(|at| {
            let word = &self.words[at];
            word.is_class("rank", self.lang)
                || word.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human)
                || self.name_at(at).is_some_and(|name| name.named.iter().any(|named| matches!(named, Named::Title(_) | Named::Office(_))))
        })
    }

    pub(super) fn head(&self, range: Range<usize>) -> usize {
        let skip = |word: &Word| {
            word.is_class("quant", self.lang)
                || word.is_class("dem", self.lang)
                || word.is_class("neg", self.lang)
                || word.upos == Upos::Num
                || word.part == Part::Fixed
        };
        range.clone().find(|idx| !skip(&self.words[*idx]) && !is_quote(&self.words[*idx])).unwrap_or(range.start)
    }
}
