//! Whom a pronoun means: of the mentions that agree with it the most salient, and two of them for a dual.
//!
//! In: the features of a pronoun or of a verb without a subject, and what it is in its clause. Out: [`Who`]s, found by pronoun.
//!
//! «استقبل الرئيس الفرنسي رئيس الحكومة الليبية. وأكد له …»: subjects before others, the sentence at hand before those before it, and
//! an object before a subject where the pronoun is an object itself. It knows nothing of the world: «قصفت قواته» is the subject's.

use super::document::{Act, BACK, Document, Remembered};
use super::who::Who;
use crate::coded::{By, Role};
use crate::pack::{Feats, Gender, Number};
use crate::span::Span;

/// What a pronoun is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Subject, told by the verb alone.
    Subject,
    /// Subject of a verb of words: «وأضافت», «واتهمت».
    Speaker,
    /// Object of a verb or a preposition.
    Object,
    /// Attached to a noun that tells an act: «غزوه».
    Doer,
    /// Owner, attached to any other noun.
    Owner,
}

/// What two are meant by a dual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Two {
    /// «الجانبان», or a pronoun.
    Any,
    /// «البلدان».
    States,
    /// «الوزيران».
    Persons,
}

impl<'l> Document<'l> {
    /// Who a pronoun with these features stands for; it points back from byte `before`.
    #[must_use]
    pub fn pronoun(&self, feats: &Feats, function: Function, span: Span, before: u32) -> Vec<Who<'l>> {
        self.pronoun_but(&[], feats, function, span, before)
    }

    /// As [`Document::pronoun`], where the pronoun means none of these but somebody else whom its sentence tells: «قطعت السعودية علاقاتها مع قطر، متهمة إياها» is not the subject.
    #[must_use]
    pub fn pronoun_but(&self, not: &[Who<'l>], feats: &Feats, function: Function, span: Span, before: u32) -> Vec<Who<'l>> {
        if feats.person == 1 || feats.person == 2 {
            return Vec::new();
        }
        if feats.number == Some(Number::Dual) {
            // «ورفضا» has its two subjects told, or those of an act before; «بينهما» may have any two.
            let here = if matches!(function, Function::Subject | Function::Speaker) { None } else { self.two_here(before) };
            return match (self.two_subjects(before), here) {
                (None, Some((first, second))) => [first, second].map(|who| Who { span, by: By::Pronoun, ..who.clone() }).to_vec(),
                _ => self.both(Two::Any, span, before),
            };
        }
        let best = self
            .mentions
            .iter()
            .enumerate()
            .filter(|(at, mention)| self.precedes(mention, before) && (agrees(&mention.who, feats) || self.is_group(*at, feats)))
            .filter(|(_, mention)| matches!(function, Function::Object | Function::Owner) || !mention.thing)
            .filter(|(_, mention)| not.is_empty() || mention.sentence == self.sentence && !mention.who.assumed)
            .filter(|(_, mention)| !not.iter().any(|who| on_one_side(who, &mention.who)))
            .max_by_key(|(at, mention)| (self.salience(mention, function), *at));
        // Whoever is meant may be nobody known.
        let known = best.filter(|(_, mention)| mention.who.country.is_some() || mention.who.role.is_some());
        let meant = known.map(|(at, _)| if self.is_group(at, feats) { self.group(at) } else { &self.mentions[at..=at] });
        meant.into_iter().flatten().map(|mention| Who { span, by: By::Pronoun, ..mention.who.clone() }).collect()
    }

    /// Whether a mention is one of several joined ones that a pronoun stands for together: «فرنسا وكندا … أنهم», of three states or more «أنها».
    fn is_group(&self, at: usize, feats: &Feats) -> bool {
        let group = self.group(at);
        let known = |mention: &Remembered<'l>| mention.who.country.is_some() && !mention.who.assumed && mention.subject;
        let several = match feats.number {
            Some(Number::Plur) => 2,
            Some(Number::Sing) if feats.gender == Some(Gender::Fem) => 3,
            _ => return false,
        };
        group.len() >= several && group.iter().all(known)
    }

    /// The mentions joined with one in its sentence, itself among them.
    pub(super) fn group(&self, at: usize) -> &[Remembered<'l>] {
        let follows =
            |at: usize| self.mentions.get(at).is_some_and(|mention| mention.joined && mention.sentence == self.mentions[at - 1].sentence);
        let (mut first, mut end) = (at, at + 1);
        while first > 0 && follows(first) {
            first -= 1;
        }
        while follows(end) {
            end += 1;
        }
        &self.mentions[first..end]
    }

    fn salience(&self, mention: &Remembered<'l>, function: Function) -> i64 {
        let back = (self.sentence - mention.sentence) as i64;
        // «طالبت السعودية قطر…. وهددتها الإمارات»: what was an object is an object again.
        let parallel = function == Function::Object && mention.object && back > 0;
        // «قالت الوزارة إن قوات الأمن دخلت الحي واشتبكت … واتهمت …»: the force acts on, of whatever country, and the ministry speaks on.
        let force = matches!(mention.who.role, Some(Role::Mil | Role::Cop | Role::Reb | Role::Spy));
        let here = back == 0 && mention.subject && force;
        let (acts, silent) = (here && function == Function::Subject, here && function == Function::Speaker && mention.who.actor.is_none());
        i64::from(!mention.who.assumed || mention.who.title.is_some() || acts)
            - i64::from(silent)
            + i64::from(mention.subject) * 3
            + i64::from(mention.main && back > 0)
            + i64::from(parallel) * 5
            // The press speaks and does little else.
            - i64::from(mention.who.role == Some(Role::Med) && function != Function::Speaker) * 2
            // Somebody known of no country is meant less often.
            - i64::from(mention.who.country.is_none()) * 2
            // «ضد العراق عقب غزوه الكويت»: whose a thing is stands near.
            - back * if matches!(function, Function::Owner | Function::Doer) { 5 } else { 4 }
    }

    /// Whether a mention stands before byte `before` of the sentence at hand.
    pub(super) fn precedes(&self, mention: &Remembered<'l>, before: u32) -> bool {
        mention.sentence < self.sentence || mention.who.span.start < before
    }

    /// Two that stand apart: of a sentence's own subjects, of the last act, joined by «و», or the last two.
    pub(super) fn both(&self, two: Two, span: Span, before: u32) -> Vec<Who<'l>> {
        // «البلدان» are states, whoever was told of them.
        let as_told = |who: &Who<'l>| match two {
            Two::States => self.state(who.country, span),
            _ => Who { span, by: By::Pronoun, ..who.clone() },
        };
        let pair = |first: &Who<'l>, second: &Who<'l>| vec![as_told(first), as_told(second)];
        if two == Two::Any
            && let Some((first, second)) = self.two_subjects(before).or_else(|| self.two_sides())
        {
            return pair(first, second);
        }
        let fits = |mention: &Remembered<'l>| {
            let who = &mention.who;
            // «دعت فرنسا البلدين»: who calls is not who is called.
            let acting = two == Two::States && mention.subject && mention.sentence == self.sentence;
            !acting
                && !mention.place
                && self.precedes(mention, before)
                && match two {
                    Two::Any => (who.country.is_some() || who.actor.is_some()) && !who.assumed,
                    Two::States => who.country.is_some_and(|code| code.len() == 3) && !who.assumed,
                    Two::Persons => (who.title.is_some() || who.person.is_some()) && who.country.is_some(),
                }
        };
        let joined = self.mentions.windows(2).rev().find(|two| {
            let (first, second) = (&two[0], &two[1]);
            second.joined && first.sentence == second.sentence && fits(first) && fits(second) && apart(&first.who, &second.who)
        });
        if let Some(two) = joined.filter(|_| two != Two::Persons) {
            return pair(&two[0].who, &two[1].who);
        }
        let mut found: Vec<&Who<'l>> = Vec::new();
        for mention in self.mentions.iter().rev().filter(|mention| fits(mention)) {
            if found.iter().all(|other| apart(other, &mention.who)) {
                found.push(&mention.who);
                if let [second, first] = found.as_slice() {
                    return pair(first, second);
                }
            }
        }
        if two == Two::Any { Vec::new() } else { self.both(Two::Any, span, before) }
    }

    /// Two subjects of the sentence at hand: «وقّع … و… من دون أن يتوصلا».
    fn two_subjects(&self, before: u32) -> Option<(&Who<'l>, &Who<'l>)> {
        let mut subjects = self
            .mentions
            .iter()
            .filter(|mention| mention.sentence == self.sentence && mention.subject && mention.who.span.start < before)
            .filter(|mention| mention.who.country.is_some() && !mention.who.assumed);
        match (subjects.next(), subjects.next(), subjects.next()) {
            (Some(first), Some(second), None) if second.joined && apart(&first.who, &second.who) => Some((&first.who, &second.who)),
            _ => None,
        }
    }

    /// The only two sides told in the sentence at hand: «اتصل الرئيس المصري بنظيره السوري، في أول اتصال بينهما».
    fn two_here(&self, before: u32) -> Option<(&Who<'l>, &Who<'l>)> {
        let here = self
            .mentions
            .iter()
            .filter(|mention| mention.sentence == self.sentence && mention.who.span.start < before && !mention.place)
            .map(|mention| &mention.who)
            .filter(|who| who.country.is_some() && !who.assumed);
        let mut two: Vec<&Who<'l>> = Vec::new();
        for who in here {
            if two.iter().all(|other| apart(other, who)) {
                two.push(who);
            }
        }
        if let [first, second] = two.as_slice() { Some((first, second)) } else { None }
    }

    /// Two sides of the last act that had two, of those first in which both take part alike: «وقّع … و…», then «الطرفان».
    fn two_sides(&self) -> Option<(&Who<'l>, &Who<'l>)> {
        let two = |act: &'_ Act<'l>| -> Option<(usize, usize)> {
            let known = |who: &Who<'l>| who.country.is_some() && !who.assumed;
            let sides: Vec<(usize, &Who<'l>)> = act.source.iter().chain(&act.target).enumerate().filter(|(_, who)| known(who)).collect();
            // «توسطت مصر بين إسرائيل وحماس. واتفق الطرفان»: whom a third brings together.
            let n_source = act.source.len();
            let brought: Vec<&(usize, &Who<'l>)> = sides.iter().filter(|(at, _)| *at >= n_source).collect();
            let talks = self.lang.tables.event_types[act.event_type as usize].mutual;
            if let (true, 1, [one, two]) = (talks, n_source, brought.as_slice())
                && apart(one.1, two.1)
            {
                return Some((one.0, two.0));
            }
            let (first, one) = *sides.first()?;
            let (second, _) = *sides.iter().find(|(_, who)| apart(who, one))?;
            Some((first, second))
        };
        let recent = |n: usize, mutual: bool| {
            let acts = self.acts.iter().rev().take(n).filter(move |act| act.mutual || !mutual);
            acts.filter_map(|act| {
                let (first, second) = two(act)?;
                let mut sides = act.source.iter().chain(&act.target);
                Some((sides.nth(first)?, sides.nth(second - first - 1)?))
            })
            .next()
        };
        recent(24, true).or_else(|| recent(8, false))
    }

    /// Who a reporting verb without a subject is of («وأضاف أن…»): a subject of the sentence at hand, else who spoke last, else
    /// whom a pronoun would stand for.
    #[must_use]
    pub fn speaking(&self, feats: &Feats, span: Span, before: u32) -> Vec<Who<'l>> {
        let here = self.mentions.iter().any(|mention| {
            mention.sentence == self.sentence && mention.subject && mention.who.span.start < before && agrees(&mention.who, feats)
        });
        match &self.speaker {
            Some((who, sentence)) if !here && feats.person != 1 && self.sentence - sentence <= BACK && agrees(who, feats) => {
                vec![Who { span, by: By::Pronoun, ..who.clone() }]
            }
            _ => self.pronoun(feats, Function::Speaker, span, before),
        }
    }
}

/// Whether two parties are two sides: of different countries, two groups, or one of them in arms or opposition at home.
fn apart(one: &Who<'_>, other: &Who<'_>) -> bool {
    let against = |who: &Who<'_>| matches!(who.role, Some(Role::Reb | Role::Opp | Role::Pty));
    let groups = one.actor.is_some() && other.actor.is_some() && one.actor != other.actor && against(one) && against(other);
    one.country != other.country || groups || one.role != other.role && (against(one) || against(other))
}

/// Whether two are one, or act for one state: whoever acts does not act on himself.
fn on_one_side(one: &Who<'_>, other: &Who<'_>) -> bool {
    let state = |who: &Who<'_>| matches!(who.role, None | Some(Role::Gov | Role::Mil | Role::Cop | Role::Spy));
    one.same(other) || one.country.is_some() && one.country == other.country && state(one) && state(other)
}

/// Whether a party may be meant by a pronoun or a verb with these features.
pub(super) fn agrees(who: &Who<'_>, feats: &Feats) -> bool {
    let plural = who.number == Some(Number::Plur);
    let number = match feats.number {
        // «أعلن الحوثيون انسحابهم»: a name does not tell its number.
        Some(Number::Plur) => plural || who.number.is_none() && who.actor.is_some() && who.role == Some(Role::Reb),
        Some(Number::Sing) => !plural || feats.gender == Some(Gender::Fem),
        _ => true,
    };
    let gender =
        feats.number != Some(Number::Sing) || plural || who.gender.is_none() || feats.gender.is_none() || who.gender == feats.gender;
    number && gender
}
