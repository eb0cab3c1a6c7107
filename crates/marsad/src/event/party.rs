//! Who fills an argument: whom its words name, or who stands behind them.
//!
//! In: an argument of a trigger in its [`Scene`]. Out: parties, none when nobody known.
//!
//! «مواقع لحزب الله»: a site is whose it is. «قيادي في حماس»: the group of a member. «هجوم نفذه مسلحون»: whoever did it, and not who condemns it.
//!
//! Whose a pronoun is by the act it stands in is [`super::owner`]'s. Whom a deed or a place told before means is [`super::refer`]'s; what the sides tell of each other [`super::settle`]'s.

use super::govern::attributed_to;
use super::refer::is_deed;
use super::scene::Scene;
use crate::actor::{Function, Who, resolve};
use crate::coded::{By, Role};
use crate::morph::Word;
use crate::pack::{AgentClass, Gender, LemmaId, Number, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Described, befalls_people};

/// How far after a place the words may stand that tell who holds it.
const HELD: usize = 3;

impl<'l> Scene<'_, 'l> {
    /// Who fills an argument; empty when nobody known.
    #[must_use]
    pub fn parties(&self, argument: &Argument) -> Vec<Who<'l>> {
        self.parties_but(&[], argument)
    }

    /// As [`Scene::parties`], where a pronoun means none of these.
    #[must_use]
    pub fn parties_but(&self, not: &[Who<'l>], argument: &Argument) -> Vec<Who<'l>> {
        let found = match argument {
            // «إننا نطالب», «لكننا لا ننصحهم»
            Argument::Phrase(at) if self.is_first_person(*at) => return self.speaking(self.parse.phrases[*at].head).into_iter().collect(),
            Argument::Phrase(at) => {
                let head = self.parse.phrases[*at].head;
                let described = self.parse.words.get(self.parse.phrases[*at].words.end).is_some_and(Word::is_verb);
                if let Some(doer) = self.does_carried(*at).filter(|_| described) {
                    return doer;
                }
                let pronoun = self.parse.words[head].is_enclitic();
                let bound = if pronoun { self.accused(head).or_else(|| self.done_to(head)) } else { None };
                bound.unwrap_or_else(|| self.whos[*at].clone())
            }
            Argument::Words(range) => {
                let mut found = resolve(self.parse, range.clone(), self.document, self.lang);
                // «انتقاد روسي»: an adjective that stands for who acts is the state.
                // «اعتقال أميركي» is somebody.
                let noun = range.start.checked_sub(1).map(|at| &self.parse.words[at]);
                let befallen = noun.is_some_and(|noun| {
                    !noun.definite && noun.feats.number != Some(Number::Plur) && noun.lemmas().any(|lemma| befalls_people(lemma, self.lang))
                });
                // «اتهام إسرائيليين بإحراق منزل»: some people are not their state.
                let first = &self.parse.words[range.start];
                let some = !first.definite
                    && first.feats.gender != Some(Gender::Fem)
                    && first.feats.case.is_some()
                    && first.feats.number == Some(Number::Plur);
                if first.upos == Upos::Adj && !befallen && !some {
                    found
                        .iter_mut()
                        .filter(|who| who.by == By::Nisba && who.role == Some(Role::Cvl))
                        .for_each(|who| who.role = Some(Role::Gov));
                }
                // «اغتيال القيادي في حماس»
                if let Some(group) = self.group_of(argument, &found) {
                    return group;
                }
                // «إدانة عربية للتدخل الإيراني»: what follows an adjective is not its own.
                if self.parse.words[range.start].upos == Upos::Adj {
                    return found;
                }
                found
            }
            Argument::Pronoun(at) => {
                match self.parse.described(*at, self.lang) {
                    Some(Described::Phrase(at)) => return self.does_carried(at).unwrap_or_else(|| self.whos[at].clone()),
                    Some(Described::Clause) => return self.document.about(self.parse.words[*at].span.start).into_iter().collect(),
                    Some(Described::Nobody) => return Vec::new(),
                    None => {}
                }
                if let Some(accused) = self.accused(*at) {
                    return accused;
                }
                let word = &self.parse.words[*at];
                if word.feats.person == 1 {
                    return self.speaking(*at).into_iter().collect();
                }
                let function = match at.checked_sub(1).map(|before| self.parse.words[before].upos) {
                    _ if !word.is_enclitic() && self.only_speaks(*at) => Function::Speaker,
                    _ if !word.is_enclitic() => Function::Subject,
                    Some(Upos::Noun) => Function::Doer,
                    _ => Function::Object,
                };
                if let Some(done_to) = self.done_to(*at).filter(|_| function != Function::Subject && function != Function::Speaker) {
                    return done_to;
                }
                if let Some(going_on) = self.going_on(*at).filter(|_| function == Function::Doer) {
                    return going_on;
                }
                if let Some(punished) = self.punished(*at).filter(|_| function == Function::Doer) {
                    return punished;
                }
                if let Some(helped) = self.helped(*at).filter(|_| function == Function::Doer) {
                    return helped;
                }
                if function == Function::Doer
                    && let Some(doers) = self.carried_out(*at)
                {
                    return self.document.pronoun_but(&doers, &word.feats, Function::Object, word.span, word.span.start);
                }
                // «يعلنون مساندتهم»: whose something is may be who acts.
                let not = if word.is_verb() || function == Function::Doer { &[] } else { not };
                return self.document.pronoun_but(not, &word.feats, function, word.span, word.span.start);
            }
        };
        if let Some(group) = self.group_of(argument, &found) {
            return group;
        }
        if let Some(aboard) = self.aboard(argument, &found) {
            return aboard;
        }
        if found.iter().any(|who| who.is_known() && !who.assumed) {
            return found;
        }
        // «مواقع لحزب الله», «جنود من الجيش», «أهداف في جنوب لبنان»: the phrase right after it tells whose.
        let end = match argument {
            Argument::Phrase(at) => self.parse.phrases[*at].words.end,
            Argument::Words(range) => range.end,
            Argument::Pronoun(_) => return found,
        };
        // «هجوم نسبته السلطات إلى الحزب»
        if let Argument::Phrase(at) = argument
            && is_deed(argument, self)
            && let Some(doer) = attributed_to(self.parse.phrases[*at].head, self)
        {
            return self.parties(&doer);
        }
        // «هجوم نفذه مسلحون» is theirs; «صحافيين خطفهم مسلحون» are somebody.
        let person = |head: LemmaId| self.lang.agent(head).is_some_and(|agent| agent.class == AgentClass::Person);
        let human = !is_deed(argument, self) && found.iter().any(|who| who.head.is_some_and(person));
        let does = if human { Vec::new() } else { self.does(end) };
        if !does.is_empty() {
            return does;
        }
        let holders = if self.is_site(argument) { self.holders(end) } else { Vec::new() };
        if !holders.is_empty() {
            return holders;
        }
        if let Some(issuer) = self.issuer(argument).filter(|_| found.is_empty()) {
            return vec![issuer];
        }
        let at = self.parse.phrases.partition_point(|phrase| phrase.begin < end);
        let Some(next) = self.parse.phrases.get(at).filter(|next| next.begin == end) else { return found };
        // «مقاتلين مدعومين من تركيا»: who is told beside a participle does what it tells.
        if next.slot == Some(Slot::From) && human && self.parse.words[end - 1].feats.verb_form == Some(VerbForm::PassPart) {
            return found;
        }
        // «صواريخ لمواجهة روسيا»: what for is not whose.
        let purpose = self.parse.words[next.head].lemmas().any(|lemma| self.lang.is_hostile_deed(lemma));
        match next.slot {
            // «استسلم المسلحون للجيش»: somebody is nobody's as a site is.
            Some(Slot::L) if human || purpose => found,
            Some(Slot::L | Slot::From) => {
                let n_joined = self.parse.phrases[at + 1..].iter().take_while(|next| next.joined).count();
                let whole = self.whos[at..=at + n_joined].iter().flatten();
                let owners: Vec<Who<'l>> = whole.clone().filter(|who| !who.assumed && who.is_known()).cloned().collect();
                // «عنصرا من الشرطة»: of a body that is the article's own.
                let site = self.is_site(argument);
                let ours = || whole.filter(|who| who.role.is_some() && (next.slot == Some(Slot::From) || site)).cloned().collect();
                match owners.is_empty() {
                    false => owners,
                    true if found.is_empty() && (self.is_human(argument) || self.is_site(argument)) => ours(),
                    true => found,
                }
            }
            // «قائدا في حزب الله»
            Some(Slot::In)
                if self.whos[at].iter().any(|who| who.actor.is_some_and(|row| self.lang.tables.actors[row as usize].kind != "state")) =>
            {
                self.whos[at].clone()
            }
            // «ضابطا في الشرطة»: what somebody of a body is, the body tells.
            // «مصدر بالمقاومة»
            // «قام المتمردون بقصف القوات الروسية»: a deed has no members.
            Some(Slot::In | Slot::B)
                if human && !is_deed(&Argument::Phrase(at), self) && self.whos[at].iter().any(|who| self.is_force(who)) =>
            {
                self.whos[at].clone()
            }
            // «استشهد برصاص الاحتلال في جنين»: what it is done with is not of the town.
            Some(Slot::In)
                if found.is_empty() && matches!(argument, Argument::Phrase(at) if self.parse.phrases[*at].slot == Some(Slot::B)) =>
            {
                found
            }
            // «قتل جندي في هجوم في العريش»: nor is a deed of force the town's.
            Some(Slot::In) if found.is_empty() && is_deed(argument, self) => found,
            Some(Slot::In) => self.placed(at, found),
            _ => found,
        }
    }

    /// «حافلة تقل جنودا»: whom a vehicle carries that nothing else is told of.
    fn aboard(&self, argument: &Argument, found: &[Who<'l>]) -> Option<Vec<Who<'l>>> {
        let Argument::Phrase(at) = argument else { return None };
        let phrase = &self.parse.phrases[*at];
        let (verb, head) = (phrase.words.end, &self.parse.words[phrase.head]);
        let moves = |lemma| self.lang.time_index().is_counted_as(lemma, &["vehicles", "ships", "aircraft"], &self.lang.tables);
        let told = found.iter().any(|who| who.country.is_some() && !who.assumed);
        if told || head.definite || !head.lemmas().any(moves) || !self.parse.words.get(verb)?.is_verb() {
            return None;
        }
        let carries = |lemma| self.lang.is_whereabouts(lemma, "carrying");
        let clause = self.parse.clause(verb).filter(|_| self.parse.words[verb].lemmas().any(carries))?;
        let after = |argument: &&Argument| matches!(argument, Argument::Phrase(at) if self.parse.phrases[*at].begin > verb);
        let people =
            clause.at(Slot::Object).chain(clause.at(Slot::Subject)).find(|argument| after(argument) && self.is_people(argument))?;
        let whos = self.parties(people);
        whos.iter().any(Who::is_known).then_some(whos)
    }

    /// «قيادي في حماس», «قيادات من جماعات إرهابية»: the group of somebody of whom nothing else is told.
    fn group_of(&self, argument: &Argument, found: &[Who<'l>]) -> Option<Vec<Who<'l>>> {
        let end = match argument {
            Argument::Pronoun(_) => return None,
            Argument::Phrase(at) => self.parse.phrases[*at].words.end,
            Argument::Words(range) => range.end,
        };
        let at = self.parse.phrases.partition_point(|phrase| phrase.begin < end);
        let within = |slot| matches!(slot, Some(Slot::In | Slot::From));
        let next = self.parse.phrases.get(at).filter(|next| within(next.slot) && next.begin == end)?;
        let person = |head: LemmaId| self.lang.agent(head).is_some_and(|agent| agent.class == AgentClass::Person);
        // Behind «من» a mere person may be of anything, a member is of the group.
        let of_group = |head: LemmaId| self.lang.anaphors(head).any(|class| class == "member");
        let one = |head| if next.slot == Some(Slot::From) { of_group(head) } else { person(head) || of_group(head) };
        let member = found.iter().any(|who| who.head.is_some_and(one) && who.by == By::Nominal && who.actor.is_none());
        let armed = |who: &&Who<'l>| who.role == Some(Role::Reb) && (who.actor.is_some() || next.slot == Some(Slot::From));
        let group: Vec<Who<'l>> = self.whos[at].iter().filter(armed).cloned().collect();
        (member && next.words.start < next.words.end && !group.is_empty()).then_some(group)
    }

    /// Whether an argument is a site or a vehicle.
    fn is_site(&self, argument: &Argument) -> bool {
        let head = self.parse.words[self.words(argument)].iter().find(|word| word.upos == Upos::Noun);
        let thing = |agent: &crate::pack::Agent| matches!(agent.class, AgentClass::Site | AgentClass::Asset);
        head.is_some_and(|head| head.lemmas().filter_map(|lemma| self.lang.agent(lemma)).any(thing))
    }

    /// Whether a phrase is a pronoun of the first person.
    fn is_first_person(&self, phrase: usize) -> bool {
        let head = &self.parse.words[self.parse.phrases[phrase].head];
        head.upos == Upos::Pron && head.feats.person == 1
    }

    /// «إحراق مستوطنين منزلا»: whether an argument begins with people, and no site.
    pub(super) fn is_people(&self, argument: &Argument) -> bool {
        self.is_human(argument) && !self.is_site(argument)
    }

    /// Whether the first word of an argument names people.
    fn is_human(&self, argument: &Argument) -> bool {
        let first = &self.parse.words[self.words(argument).start];
        // «20 من المسلحين»
        let number = first.upos == Upos::Num || self.lang.is_number(&first.key);
        number || first.lemma.is_some_and(|lemma| self.lang.lemma(lemma).human)
    }

    /// Whether it is a force, a party or a group told by a noun.
    fn is_force(&self, who: &Who<'_>) -> bool {
        let body = who.head.and_then(|head| self.lang.agent(head)).is_some_and(|agent| agent.class == AgentClass::Body);
        body && matches!(who.role, Some(Role::Mil | Role::Cop | Role::Spy | Role::Reb | Role::Pty | Role::Opp))
    }

    /// «قال نتنياهو: "سنرد"»: whom a first person at `word` means.
    pub(super) fn speaking(&self, word: usize) -> Option<Who<'l>> {
        let who = self.speakers.iter().rev().find(|(words, _)| words.contains(&word)).map(|(_, who)| who)?;
        Some(Who { span: self.parse.words[word].span, by: By::Pronoun, ..who.clone() })
    }

    /// «شنت القوات عملية استهدفت مسلحين»: who does the deed that a phrase tells and a verb before carries.
    fn does_carried(&self, phrase: usize) -> Option<Vec<Who<'l>>> {
        let argument = Argument::Phrase(phrase);
        let own = &self.parse.phrases[phrase];
        let told = |who: &Who<'l>| who.country.is_some() && !who.assumed;
        if own.slot.is_some() || self.parse.words[own.head].definite || !is_deed(&argument, self) || self.whos[phrase].iter().any(told) {
            return None;
        }
        let carries = |verb: usize| {
            let mut rows = self.parse.words[verb].lemmas().filter_map(|lemma| self.lang.lights.get(&lemma)).flatten();
            rows.any(|row| {
                let light = &self.lang.tables.lights[*row as usize];
                light.noun == Slot::Object && light.subject == Some(Slot::Subject)
            })
        };
        let mut before = self.parse.clauses.iter().filter(|(verb, _)| *verb < own.begin);
        let (_, clause) = before.find(|(verb, clause)| carries(*verb) && clause.at(Slot::Object).any(|object| *object == argument))?;
        let whos: Vec<Who<'l>> = clause.at(Slot::Subject).flat_map(|subject| self.parties(subject)).filter(told).collect();
        (!whos.is_empty()).then_some(whos)
    }

    /// «أصدر المجلس قرارا يدين …»: whoever the sentence is about issues a document of which the verb right after it tells.
    fn issuer(&self, argument: &Argument) -> Option<Who<'l>> {
        let range = self.words(argument);
        let (word, next) = (&self.parse.words[range.start], self.parse.words.get(range.end)?);
        let document = word.lemmas().any(|lemma| self.lang.anaphors(lemma).any(|class| class == "document"));
        let tells = document && range.len() == 1 && !word.definite && next.is_verb();
        self.document.about(word.span.start).filter(|_| tells)
    }

    /// «هجوم نفذه مسلحون», «القرار الذي قدمته بريطانيا»: who does what the clause right after a noun, from word `end`, tells of it.
    fn does(&self, end: usize) -> Vec<Who<'l>> {
        let verb = end + usize::from(self.parse.words.get(end).is_some_and(|word| word.is_class("rel", self.lang)));
        let Some(clause) = self.parse.clause(verb).filter(|_| !self.answers(verb)) else { return Vec::new() };
        // «مواقع يسيطر عليها الحوثيون»
        let held = self.parse.words.get(verb + 1).is_some_and(|word| word.slot == Some(Slot::On));
        // «الاعتداء الذي قام به مستوطنون»
        let carries = |row: &u32| self.lang.tables.lights[*row as usize].noun == Slot::B;
        let carried = self.parse.words.get(verb + 1).is_some_and(|word| word.slot == Some(Slot::B))
            && self.parse.words[verb].lemmas().filter_map(|lemma| self.lang.lights.get(&lemma)).flatten().any(carries);
        let resumed = (held || carried) && self.parse.words.get(verb + 2).is_some_and(Word::is_enclitic);
        if !resumed && !clause.at(Slot::Object).any(|argument| matches!(argument, Argument::Pronoun(_))) {
            return Vec::new();
        }
        let after = clause.at(Slot::Subject).filter_map(|argument| match argument {
            Argument::Phrase(at) if self.parse.phrases[*at].begin > verb => Some(*at),
            _ => None,
        });
        after.flat_map(|at| &self.whos[at]).filter(|who| who.is_known()).cloned().collect()
    }

    /// «بلدة كانت تخضع لسيطرة داعش», «مواقع تحت سيطرة الحوثيين»: who holds what the words right after it, from word `end`, tell of.
    fn holders(&self, end: usize) -> Vec<Who<'l>> {
        let holds = |lemma| self.lang.is_whereabouts(lemma, "holding");
        let at = self.parse.phrases.partition_point(|phrase| phrase.begin < end);
        let near = self.parse.phrases[at..].iter().take_while(|phrase| phrase.begin <= end + HELD).find(|phrase| {
            let under = matches!(phrase.slot, Some(Slot::L | Slot::In | Slot::Under));
            under && self.parse.words[phrase.head].lemmas().any(holds)
        });
        let Some(phrase) = near.filter(|phrase| phrase.head + 1 < phrase.words.end) else { return Vec::new() };
        let between = &self.parse.words[end..phrase.begin];
        let plain =
            between.iter().all(|word| word.is_verb() || word.is_class("rel", self.lang) || word.slot.is_some() || word.upos == Upos::Adj);
        let owners = Argument::Words(phrase.head + 1..phrase.words.end);
        let known = |who: &Who<'l>| who.is_known() && !who.assumed;
        if plain { self.parties(&owners).into_iter().filter(known).collect() } else { Vec::new() }
    }

    /// «هجوم دانته طهران»: whether a verb is an act of words, which does not do what it is about.
    fn answers(&self, verb: usize) -> bool {
        let word = &self.parse.words[verb];
        let verbal = |row: &u32| {
            let event_type = self.lang.tables.frames[*row as usize].event_type;
            matches!(self.lang.tables.event_types[event_type as usize].quad, 1 | 3)
        };
        let carries = word.lemmas().any(|lemma| self.lang.lights.contains_key(&lemma));
        let mut rows = word.lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
        let says = word.lemmas().any(|lemma| self.lang.reporting.contains_key(&lemma));
        !carries && (says || rows.any(verbal))
    }

    /// «اتهم», «أضاف»: whether a verb is of words and tells no deed; «هاجم» may be either.
    fn only_speaks(&self, verb: usize) -> bool {
        let word = &self.parse.words[verb];
        let mut rows = word.lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
        let quad = |row: &u32| self.lang.tables.event_types[self.lang.tables.frames[*row as usize].event_type as usize].quad;
        self.answers(verb) && rows.all(|row| matches!(quad(row), 1 | 3))
    }

    /// Gives people without a country the one of the place they are told to be in.
    fn placed(&self, phrase: usize, mut found: Vec<Who<'l>>) -> Vec<Who<'l>> {
        let place = self.places.iter().find(|(at, _, _)| *at == phrase).map(|(_, _, located)| located.place);
        let country = place.and_then(|place| place.country(self.lang));
        if let Some(country) = country {
            for who in &mut found {
                if who.country.is_none() || who.assumed {
                    who.country = Some(country);
                    who.assumed = false;
                }
            }
            if found.is_empty() {
                let span = self.parse.span_of(self.parse.phrases[phrase].words.clone());
                found.push(Who { country: Some(country), role: Some(Role::Cvl), by: By::Nominal, ..Who::at(span) });
            }
        }
        found
    }
}
