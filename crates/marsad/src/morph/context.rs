//! What its clause makes of the readings of a token: the rules of the language, as costs.
//!
//! A clause has one verb, its subject comes before or after it, and what a verb tells is a noun: «جددت إيران رفض التفاوض» has no second verb,
//! «إيران تهدد بوقف» has its first. Readings of one token in, what each costs more out; what the words right beside it make of them is told by
//! [`super::neighbours`] and is part of the sum. It looks twelve words back and one ahead, never at the whole sentence.

use super::Word;
use super::candidate::Candidate;
use super::neighbours::{after, before, described};
use super::so_far::{
    after_announcement, after_definite_noun, after_duty, after_titled, ends_before_genitive, follows_subject, has_auxiliary, has_open_verb,
    is_headed, is_told, joins_subjects, subject_gender,
};
use crate::coded::Role;
use crate::pack::{Agent, AgentClass, Aspect, Case, Feats, Gender, Lang, Number, Slot, State, Upos, VerbForm};

/// What the words so far mean for every reading of the next token.
pub(super) struct Context {
    verb_open: bool,
    follows_subject: bool,
    /// Whether two names that are joined stand before, whose verb is a dual: «يذكر العراق وإيران وقعا».
    two: bool,
    /// The gender of that subject, where it is one and tells it.
    gender: Option<Gender>,
    /// Whether even a perfect verb may follow the subject: after «كان» and after «إن».
    wants_verb: bool,
    /// Whether an adjective is among the readings and a definite noun before them.
    adjective: bool,
    /// In how many entries the verb stands that the whole token is, without a conjunction.
    whole: usize,
    /// In how many entries the verb stands that is left where a conjunction is split off.
    split: usize,
    /// Whether a masdar is among the readings: «جرى تبادل الأسرى».
    masdar: bool,
    /// Whether a noun for a body is among the readings, or after other words one for who holds an office.
    holder: bool,
    /// Whether a verb and a name stand before, and a definite noun is among the readings: «أسقطت البحرين الجنسية».
    thing: bool,
    /// Whether an adjective stands before, and a noun that tells an act is among the readings.
    act: bool,
    /// Whether the token is the name of an actor too, after a noun that has not the ending of the accusative: «إدانة تركيا».
    actor: bool,
    /// Whether the adjective of a state is among the readings, and a noun without the article before: «مسؤول تركي», whoever else is called so.
    of_state: bool,
    /// Whether somebody's noun and the adjective of his state stand before, which his name may follow: «النائب اليمني صلاح باتيس».
    titled: bool,
    /// Whether a noun of saying and who says stand before, and a masdar is among the readings: «إعلان واشنطن فرض عقوبات»; or whose duty it is: «أن على
    /// إسرائيل وقف الاستيطان».
    announced: bool,
}

impl Context {
    pub fn new(readings: &[Candidate], words: &[Word], next_key: &str, lang: &Lang) -> Self {
        let adjective = readings.iter().any(|reading| reading.upos == Upos::Adj && reading.definite) && after_definite_noun(words);
        let uses = |reading: &Candidate| reading.lemma.map_or(0, |lemma| lang.n_uses(lemma));
        let whole = readings.iter().filter(|reading| is_bare_perfect(reading)).map(uses).max().unwrap_or(0);
        let parted = |reading: &&Candidate| is_verb(reading) && !reading.proclitics.is_empty();
        let split = readings.iter().filter(parted).map(uses).max().unwrap_or(0);
        let act = words.last().is_some_and(|last| last.upos == Upos::Adj)
            && readings.iter().any(|reading| reading.upos == Upos::Noun && uses(reading) > 0);
        let nisba = |reading: &Candidate| reading.lemma.is_some_and(|lemma| lang.nisba(lemma).is_some());
        let thing = matches!(words, [.., verb, last] if verb.is_verb() && last.upos == Upos::Propn)
            && readings.iter().any(|reading| reading.upos == Upos::Noun && reading.definite && reading.proclitics.is_empty())
            && !readings.iter().any(nisba);
        let first = words.iter().all(|word| word.upos == Upos::Punct);
        let office = |lemma| {
            let office = |agent: &Agent| agent.class == AgentClass::Person && agent.role == Role::Gov && !first;
            lang.agent(lemma).is_some_and(|agent| office(agent) || agent.class == AgentClass::Body)
        };
        let held = |reading: &Candidate| {
            // «نظم طلاب وقفة»: several bodies begin no sentence.
            let one = !first || reading.feats.number == Some(Number::Sing);
            reading.upos == Upos::Noun && one && !reading.definite && reading.enclitic.is_none() && reading.lemma.is_some_and(office)
        };
        // «ولي العهد»: the words of a title begin a sentence too.
        let titled = |reading: &Candidate| {
            let noun = reading.upos == Upos::Noun && reading.enclitic.is_none();
            noun && reading.lemma.is_some_and(|lemma| lang.name_index().begins_title(lemma, next_key))
        };
        let holder = readings.iter().any(|reading| held(reading) || titled(reading));
        let bare_masdar = |reading: &Candidate| reading.feats.verb_form == Some(VerbForm::Masdar) && reading.proclitics.is_empty();
        let masdar = readings.iter().any(bare_masdar);
        let announced = masdar && (after_announcement(words, lang) || after_duty(words, lang));
        let actor = readings.iter().any(|reading| reading.upos == Upos::Propn && reading.known && reading.cost <= ACTOR_AT_MOST)
            && words.last().is_some_and(|last| last.upos == Upos::Noun && !has_tanwin(&last.feats));
        let of_state = words.last().is_some_and(|last| last.upos == Upos::Noun && !last.definite)
            && readings.iter().any(|reading| {
                let nisba = reading.lemma.is_some_and(|lemma| lang.nisba(lemma).is_some());
                // «مقاضاة روسيا» is the state: its letters are an accusative or two. «جنود روس» are several.
                let several =
                    reading.feats.number == Some(Number::Plur) && words.last().is_some_and(|last| last.feats.number == Some(Number::Plur));
                let one = reading.feats.number == Some(Number::Sing) && !has_tanwin(&reading.feats) || several;
                reading.upos == Upos::Adj && !reading.definite && one && reading.proclitics.is_empty() && nisba
            });
        let verb_open = has_open_verb(words, lang);
        let two = joins_subjects(words, lang);
        let follows_subject = !verb_open && follows_subject(words, lang);
        let gender = if follows_subject { subject_gender(words) } else { None };
        Self {
            verb_open,
            follows_subject,
            two,
            gender,
            wants_verb: follows_subject
                && (has_auxiliary(words, lang) || is_told(words, lang) || masdar && gender.is_some() && is_headed(words)),
            adjective,
            holder,
            whole,
            split,
            masdar,
            thing,
            act,
            actor,
            of_state,
            // «المفتش السعودي الأمير سلطان»: a given name has no article.
            titled: after_titled(words, lang) && !readings.iter().any(|reading| reading.definite),
            announced,
        }
    }

    /// What a reading costs more in its place.
    pub fn cost(&self, reading: &Candidate, words: &[Word], next: &[Candidate], lang: &Lang) -> i32 {
        // «عثر على مدنيين قتلهم داعش»: what cannot have a genitive is told of by a clause.
        let tells_of = reading.enclitic.is_some() && words.last().is_some_and(ends_before_genitive);
        let second = if tells_of {
            0
        } else if is_bare_perfect(reading) && takes_deed(reading, words, lang) {
            TELLS_OF_DEED
        } else if (self.verb_open || self.announced)
            && is_bare_perfect(reading)
            && !(self.two && reading.feats.number == Some(Number::Dual))
        {
            SECOND_VERB
        } else if self.verb_open && self.masdar && is_bare_imperfect(reading) {
            DEED
        } else if self.follows_subject
            && is_bare_imperfect(reading)
            && (self.gender.is_some_and(|gender| reading.feats.gender != Some(gender)) || reading.feats.person == 1)
        {
            DISAGREES
        } else if self.follows_subject
            && (is_bare_imperfect(reading) && !reading.feats.jussive
                || is_bare_perfect(reading)
                    && self.wants_verb
                    && self.gender.is_none_or(|gender| reading.feats.gender == Some(gender))
                    && reading.feats.number != Some(Number::Dual))
        {
            FIRST_VERB
        } else {
            0
        };
        // «قوات تدعمها تركيا»: no bare name follows a masdar with a pronoun.
        let by_state = is_bare_imperfect(reading)
            && reading.enclitic.is_some()
            && words.last().is_some_and(|last| last.upos == Upos::Noun && !last.definite)
            && next.iter().any(is_state);
        let second = second - if by_state { BY_STATE } else { 0 };
        // «التقى لافروف كيري وبحث معه»: with whom tells a verb, not a masdar.
        let prep = |next: &Candidate| {
            let row = next.closed.filter(|row| next.enclitic.is_some() && lang.tables.closed[*row as usize].class == "prep");
            row.map(|row| lang.tables.closed[row as usize].sub.as_str())
        };
        let perfect = is_verb(reading) && reading.feats.aspect == Some(Aspect::Perf);
        let goes_on = perfect && !reading.proclitics.is_empty() && next.iter().any(|next| prep(next) == Some("with"));
        // «اشتباكات قتل فيها جندي»: a verb that tells of the noun before it by a pronoun.
        let tells_in = perfect && reading.proclitics.is_empty() && described(words) && next.iter().any(|next| prep(next) == Some("in"));
        let second = second - if goes_on { GOES_ON } else { 0 } - if tells_in { TELLS_IN } else { 0 };
        // «الرئيس المصري»: some family is called so, but after a definite noun it is the adjective.
        let surname = reading.upos == Upos::Propn && reading.lemma.is_none() && self.adjective;
        let surname = if surname { 200 } else { 0 };
        // «وصفت» begins a sentence: rather «وصف» than «و» and «صفّ», but «ودعت» is «و» and «دعا»: what news tells by more wins.
        let uses = || reading.lemma.map_or(0, |lemma| lang.n_uses(lemma));
        let joined = is_verb(reading) && !reading.proclitics.is_empty();
        let first = joined && words.iter().all(|word| word.upos == Upos::Punct) && self.whole > uses();
        // «…، ودعت إلى وقف القتال»: after a comma a clause is joined by «و».
        let rarer = is_bare_perfect(reading) && self.split > RARER * (uses() + 1);
        let bare = rarer && words.last().is_some_and(|last| last.is_mark("،,"));
        let split = if first || bare { SPLIT_FIRST } else { 0 };
        // «نفذت قوات أمريكية عملية»: the operation, no second adjective «عملي».
        let practical = self.act && reading.upos == Upos::Adj && reading.proclitics.is_empty() && uses() == 0;
        let split = split + if practical { 100 } else { 0 };
        let split = split + if self.thing && reading.upos == Upos::Adj && reading.definite { THING } else { 0 };
        // «جيش الفتح سيطر», and after the beginning of a sentence «وحاكم البنك»: likelier than the verb of the same letters.
        let holder = self.holder && is_verb(reading) && reading.feats.aspect == Some(Aspect::Perf);
        let split = split + if holder { HOLDER } else { 0 };
        let name = self.actor && reading.upos == Upos::Adj && has_tanwin(&reading.feats);
        let name = if name { 100 } else { 0 };
        let name = name + if self.of_state && reading.upos == Upos::Propn && reading.lemma.is_none() { 100 } else { 0 };
        let given = reading.upos == Upos::Propn && reading.closed.is_none() && reading.known && reading.proclitics.is_empty();
        let name = name - if given && self.titled && begins_name(next) { 100 } else { 0 };
        // «أن فلسطينيا أصيب»: nothing but a noun is the subject after «أن».
        let adverb =
            reading.upos == Upos::Adv && reading.closed.is_none() && words.last().is_some_and(|last| last.is_sub("sub", "that", lang));
        let name = name + if adverb { 100 } else { 0 };
        surname + name + split + two_people(reading, words, next, lang) + before(reading, words, lang) + after(reading, next, lang) + second
    }
}

/// A second perfect verb in a clause, nothing between the two («جددت إيران رفض التفاوض»).
pub(super) const SECOND_VERB: i32 = 110;

/// A perfect verb with the letters of a noun for who holds an office.
const HOLDER: i32 = 100;

/// An adjective after a verb and its name, with the letters of a noun.
const THING: i32 = 60;

/// A second verb in a clause, an imperfect whose letters are a masdar too: what the first one tells of is likelier the deed.
const DEED: i32 = 70;

/// How many times rarer a verb is than another that news often tells.
const RARER: usize = 3;

/// «هجوم نسبته السلطات إلى»: a verb right after the indefinite noun of a deed that its frames need as its object.
const TELLS_OF_DEED: i32 = -110;

fn takes_deed(reading: &Candidate, words: &[Word], lang: &Lang) -> bool {
    let Some(last) =
        words.last().filter(|last| last.upos == Upos::Noun && !last.definite && last.lemmas().any(|lemma| lang.is_event_noun(lemma)))
    else {
        return false;
    };
    let rows = reading.lemma.and_then(|lemma| lang.frames.get(&lemma)).into_iter().flatten();
    let needs = rows.flat_map(|row| &lang.tables.frames[*row as usize].needs);
    needs.into_iter().any(|(slot, lemmas)| *slot == Slot::Object && last.lemmas().any(|lemma| lemmas.contains(&lemma)))
}

/// A verb split off a conjunction at the beginning, where the whole token is a verb too.
const SPLIT_FIRST: i32 = 110;

fn is_verb(reading: &Candidate) -> bool {
    reading.upos == Upos::Verb && reading.feats.verb_form.is_none()
}

fn is_bare_perfect(reading: &Candidate) -> bool {
    is_verb(reading) && reading.feats.aspect == Some(Aspect::Perf) && reading.proclitics.is_empty()
}

/// An imperfect after a definite noun in a clause that has no verb yet («إيران تهدد بوقف», «الوزير يلتقي نظيره»).
const FIRST_VERB: i32 = -50;

/// An imperfect of another gender than the noun before it, or of the first person: «الجيش تمكن» is «تمكّن», «أن فلسطينيا أصيب» is in the passive.
const DISAGREES: i32 = 50;

fn is_bare_imperfect(reading: &Candidate) -> bool {
    is_verb(reading) && reading.feats.aspect == Some(Aspect::Imp) && reading.proclitics.is_empty()
}

/// A verb with a pronoun between an indefinite noun and the name of a state.
const BY_STATE: i32 = 60;

/// A verb before «فيها» that tells of the indefinite noun before it.
const TELLS_IN: i32 = 150;

/// A joined verb before «معه».
const GOES_ON: i32 = 80;

/// Whether a reading is the whole name of an actor.
fn is_state(next: &Candidate) -> bool {
    next.upos == Upos::Propn && next.proclitics.is_empty() && next.enclitic.is_none() && next.known && next.cost <= ACTOR_AT_MOST
}

/// Whether a word that may go on with a name is next; the name of a state begins something else.
fn begins_name(next: &[Candidate]) -> bool {
    let name = |next: &Candidate| next.upos == Upos::Propn && next.proclitics.is_empty() && next.enclitic.is_none();
    next.iter().any(name) && !next.iter().any(is_state)
}

/// A dual of people that a genitive follows.
const TWO_PEOPLE: i32 = -100;

/// «وزيرا خارجية الهند», «وزيري الدفاع»: before a genitive two people are likelier than one with tanwin, or than a family name. One is
/// meant after a number («16 صحافيا») and where an adjective may have the tanwin too («جنديا أوكرانيا»).
fn two_people(reading: &Candidate, words: &[Word], next: &[Candidate], lang: &Lang) -> i32 {
    let feats = &reading.feats;
    let dual = feats.state == State::Construct && feats.number == Some(Number::Dual) && reading.enclitic.is_none();
    if !dual || reading.upos != Upos::Noun || !reading.lemma.is_some_and(|lemma| lang.lemma(lemma).human) {
        return 0;
    }
    let genitive = |next: &Candidate| {
        next.proclitics.is_empty()
            && next.closed.is_none()
            && matches!(next.upos, Upos::Noun | Upos::Propn)
            && next.feats.state != State::Absolute
    };
    let tanwin = |next: &Candidate| next.upos == Upos::Adj && next.feats.state == State::Absolute && next.feats.case == Some(Case::Obl);
    let counted = words.last().is_some_and(|last| last.upos == Upos::Num || lang.is_number(&last.key));
    let follows = next.iter().min_by_key(|next| next.cost).is_some_and(genitive) && !next.iter().any(tanwin);
    if follows && !counted { TWO_PEOPLE } else { 0 }
}

/// Readings that are the whole name of an actor cost no more than this.
pub(super) const ACTOR_AT_MOST: i32 = 139;

/// Whether the script shows the ending of the indefinite accusative: «جنديا».
pub(super) fn has_tanwin(feats: &Feats) -> bool {
    feats.state == State::Absolute && feats.case == Some(Case::Obl) && feats.number == Some(Number::Sing)
}
