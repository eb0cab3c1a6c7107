//! Whom a noun means that points back: «نظيره السعودي», «البلدان», «الأخير», «هذا البلد», «المملكة», «المسؤول الإيراني».
//!
//! In: the head of a phrase and the country that the phrase tells. Out: [`Who`]s of the article, or nobody: a noun that says
//! nothing of its own is no party.
//!
//! Which nouns point back, and how, is data (`lang/ar/anaphora.tsv`).

use std::ops::Range;

use super::document::{Document, Remembered};
use super::pronoun::{Function, Two, agrees};
use super::who::Who;
use crate::coded::{By, Role};
use crate::morph::Word;
use crate::pack::{Feats, Gender, Lang, LemmaId, Number};
use crate::span::Span;
use crate::syntax::Parse;

impl<'l> Document<'l> {
    /// What a noun that points back stands for; `None` when the phrase has no such noun.
    #[must_use]
    pub fn anaphor(
        &self,
        parse: &Parse,
        range: &Range<usize>,
        head: Option<usize>,
        country: Option<&'l str>,
        lang: &Lang,
    ) -> Option<Vec<Who<'l>>> {
        let at = head?;
        let word = &parse.words[at];
        let span = parse.span_of(range.clone());
        let own = parse.words.get(at + 1).filter(|next| next.is_enclitic());
        let dual = word.definite && word.feats.number == Some(Number::Dual) && country.is_none();
        let alone = (word.definite || lang.points_back(&word.key).next().is_some()) && country.is_none() && own.is_none();
        let as_told = |mention: &Remembered<'l>| vec![Who { span, by: By::Pronoun, ..mention.who.clone() }];
        let classes = word.lemmas().flat_map(|lemma| lang.anaphors(lemma)).chain(lang.points_back(&word.key));
        for class in classes {
            match class {
                "counterpart" if own.is_some() => {
                    let feats = own.map(|own| own.feats).unwrap_or_default();
                    return Some(vec![self.counterpart(&feats, country, span)]);
                }
                // «طلب من ضيفه», «هدد جارته»: another than whose it is.
                "other" if own.is_some() && country.is_none() && word.feats.number != Some(Number::Plur) => {
                    let feats = own.map(|own| own.feats).unwrap_or_default();
                    return Some(self.other(&feats, span).into_iter().collect());
                }
                "both" if dual => return Some(self.both(Two::Any, span, span.start)),
                "both-states" if dual => return Some(self.both(Two::States, span, span.start)),
                // «الدول الثلاث»: as many as stood joined last.
                "both-states" if word.definite && word.feats.number == Some(Number::Plur) && country.is_none() => {
                    let several = self.last_states(span);
                    if !several.is_empty() && parse.words.get(at + 1).is_some_and(|next| lang.is_number(&next.key)) {
                        return Some(several);
                    }
                }
                "both-persons" if dual => return Some(self.both(Two::Persons, span, span.start)),
                "country" if own.is_some() => {
                    let feats = own.map(|own| own.feats).unwrap_or_default();
                    // «وقال إن الأوروبيين ماطلوا وإن بلاده ترفض»: whoever speaks, unless the sentence tells another subject.
                    let speaker = self.speaker_now(&feats, span.start).map(|who| vec![who.clone()]);
                    let owner = speaker.unwrap_or_else(|| self.pronoun(&feats, Function::Owner, span, span.start));
                    return Some(owner.into_iter().filter(|who| who.country.is_some()).map(|who| self.state(who.country, span)).collect());
                }
                // «هذا البلد»: the state told last.
                "country" if alone && is_pointed_at(parse, at, lang) => {
                    let country = self.last_state(span.start)?;
                    return Some(vec![self.state(Some(country), span)]);
                }
                // «دعا القرار», «يدعو مشروع القرار»: who issued it.
                "document" if alone || self.is_of_document(parse, at, range) => {
                    let issuer = self
                        .mentions
                        .iter()
                        .rev()
                        .find(|mention| mention.main && mention.who.country.is_some() && self.precedes(mention, span.start))?;
                    return Some(as_told(issuer));
                }
                // «اتهمت إثيوبيا الصومال فردت الأخيرة»: the last that agrees, better one who is no subject here.
                "last" if alone => {
                    let agrees = |mention: &&Remembered<'l>| agrees(&mention.who, &word.feats);
                    let acts = |mention: &&Remembered<'l>| mention.subject && mention.sentence == self.sentence;
                    let told = || self.mentions.iter().rev().filter(|mention| self.precedes(mention, span.start) && !mention.thing);
                    let passive = || told().filter(|mention| mention.who.country.is_some() && !mention.who.assumed && !acts(mention));
                    let person = self.persons(span.start).find(|mention| agrees(mention) && !acts(mention));
                    let last = person.or_else(|| passive().find(agrees)).or_else(|| told().find(agrees))?;
                    return Some(as_told(last));
                }
                "first" | "second" if alone && range.len() == 1 => {
                    let mut two: Vec<&Remembered<'l>> = Vec::new();
                    for mention in self.persons(span.start) {
                        if mention.sentence < self.sentence && two.iter().all(|other| !other.who.same(&mention.who)) {
                            two.push(mention);
                        }
                    }
                    let [second, first, ..] = two.as_slice() else { return None };
                    return Some(as_told(if class == "first" { first } else { second }));
                }
                _ => {}
            }
        }
        if !alone {
            return None;
        }
        let named =
            || self.named_body(word, range.len() == 1).map(|who| Who { span, gender: word.feats.gender, number: word.feats.number, ..who });
        self.realm(word, span).or_else(named).map(|who| vec![who])
    }

    /// «الحركة», «المنظمة»: the body told last whose name begins so, whatever it was called there.
    fn named_body(&self, word: &Word, only: bool) -> Option<Who<'l>> {
        let one = only && word.definite && word.feats.number != Some(Number::Plur);
        self.body(word).filter(|who| one && who.actor.is_some())
    }

    /// Whether a document is told by another, and by nothing else: «مشروع القرار», «نص البيان».
    fn is_of_document(&self, parse: &Parse, at: usize, range: &Range<usize>) -> bool {
        let document = |word: &Word| word.lemmas().any(|lemma| self.lang.anaphors(lemma).any(|class| class == "document"));
        range.end == at + 2 && parse.words[at + 1].definite && document(&parse.words[at + 1])
    }

    /// Who spoke in the sentence before, where the one at hand tells no subject that a pronoun with these features may mean.
    fn speaker_now(&self, feats: &Feats, before: u32) -> Option<&Who<'l>> {
        let (who, sentence) = self.speaker.as_ref()?;
        // «وقال في كلمة بثها التلفزيون إن بلاده …» tells no other.
        let told = |mention: &Remembered<'l>| mention.sentence == self.sentence && mention.main && mention.who.span.start < before;
        let here = self.mentions.iter().any(|mention| told(mention) && agrees(&mention.who, feats));
        let person = who.person.is_some() || who.title.is_some() || who.office.is_some();
        (*sentence + 1 == self.sentence && person && !here && agrees(who, feats)).then_some(who)
    }

    /// «نظيره السعودي»: who holds the same title there.
    fn counterpart(&self, own: &Feats, country: Option<&'l str>, span: Span) -> Who<'l> {
        let owner =
            self.pronoun(own, Function::Owner, span, span.start).into_iter().find(|who| who.title.is_some() && who.country != country);
        let like = owner.or_else(|| {
            let like = self.mentions.iter().rev().find(|mention| mention.who.title.is_some() || mention.who.person.is_some());
            like.map(|mention| mention.who.clone())
        });
        let role = like.as_ref().and_then(|like| like.role).or(Some(Role::Gov));
        let title = like.and_then(|like| like.title);
        let office = title.zip(country).and_then(|(title, country)| self.offices().of_title(title, country, &self.lang.tables));
        let person = office.and_then(|office| self.offices().holder(office, self.day));
        Who { country, role, title, office, person, by: By::Pronoun, ..Who::at(span) }
    }

    /// «ضيفه», «جارتها»: whoever was told last, of another country than whose he is.
    pub(super) fn other(&self, own: &Feats, span: Span) -> Option<Who<'l>> {
        let owner = self.pronoun(own, Function::Owner, span, span.start).into_iter().next()?;
        let state = |who: &Who<'l>| who.country.is_some_and(|code| code.len() == 3 && owner.country != Some(code)) && !who.assumed;
        let told = self.mentions.iter().rev().find(|mention| self.precedes(mention, span.start) && !mention.place && state(&mention.who));
        told.map(|mention| Who { span, by: By::Pronoun, ..mention.who.clone() })
    }

    /// «المملكة», «السلطنة»: of the states whose full name begins so the article's own, else its outlet's, else the one told last.
    fn realm(&self, word: &Word, span: Span) -> Option<Who<'l>> {
        let states = self.lang.realm(&word.key)?;
        let is_one = |code: &&'l str| self.lang.state(code).is_some_and(|row| states.contains(&row));
        let told =
            || self.mentions.iter().rev().filter(|mention| !mention.who.assumed).filter_map(|mention| mention.who.country).find(is_one);
        let country = self.home.filter(is_one).or(self.outlet.filter(is_one)).or_else(told)?;
        Some(self.state(Some(country), span))
    }

    /// The person that a noun for somebody means: «المسؤول الإيراني», «المتحدثة»; told last, agreeing, of that country where one is told.
    #[must_use]
    pub fn described(&self, gender: Option<Gender>, country: Option<&str>, before: u32) -> Option<&Who<'l>> {
        let mut persons = self.persons(before);
        let found = persons.find(|mention| {
            let who = &mention.who;
            let agrees = who.gender.is_none() || gender.is_none() || who.gender == gender;
            agrees && who.number != Some(Number::Plur) && country.is_none_or(|country| who.country == Some(country))
        });
        found.map(|mention| &mention.who)
    }

    /// The state told last before a byte.
    #[must_use]
    pub fn last_state(&self, before: u32) -> Option<&'l str> {
        let told = |mention: &&Remembered<'l>| {
            let acting = mention.subject && mention.sentence == self.sentence;
            !acting && !mention.who.assumed && mention.who.country.is_some_and(|code| code.len() == 3)
        };
        self.mentions.iter().rev().filter(|mention| self.precedes(mention, before)).find(told).and_then(|mention| mention.who.country)
    }

    /// Three states or more that stood joined last.
    fn last_states(&self, span: Span) -> Vec<Who<'l>> {
        let state = |mention: &Remembered<'l>| !mention.who.assumed && mention.who.country.is_some_and(|code| code.len() == 3);
        let group = (0..self.mentions.len()).rev().map(|at| self.group(at));
        let mut groups = group.filter(|group| group.len() > 2 && group.iter().all(state) && self.precedes(&group[0], span.start));
        groups.next().into_iter().flatten().map(|mention| self.state(mention.who.country, span)).collect()
    }

    /// Whether a noun was told with its country before.
    #[must_use]
    pub fn knows(&self, head: LemmaId) -> bool {
        self.heads.contains_key(&head)
    }

    /// Whom a title of no country of its own means, by its noun: «الوزير» after «وزير الدفاع اللبناني».
    #[must_use]
    pub fn headed(&self, head: LemmaId) -> Option<&Who<'l>> {
        self.title_heads.get(&head)
    }

    /// Persons told before, by name or title, the last first.
    fn persons(&self, before: u32) -> impl Iterator<Item = &Remembered<'l>> {
        self.mentions.iter().rev().filter(move |mention| {
            self.precedes(mention, before) && (mention.who.person.is_some() || mention.who.title.is_some()) && mention.who.country.is_some()
        })
    }

    /// A state, by its code.
    pub(super) fn state(&self, country: Option<&'l str>, span: Span) -> Who<'l> {
        let actor = country.and_then(|code| self.lang.state(code));
        Who { actor, country, role: Some(Role::Gov), by: By::Pronoun, ..Who::at(span) }
    }
}

/// Whether a demonstrative stands right before a noun.
fn is_pointed_at(parse: &Parse, at: usize, lang: &Lang) -> bool {
    at.checked_sub(1).is_some_and(|before| parse.words[before].is_class("dem", lang))
}
