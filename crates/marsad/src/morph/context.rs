//! What the words around a token make of its readings: the rules of the language, as costs.
//!
//! «قصف الجيش» begins a sentence: verb. «بعد قصف الجيش»: noun. «قصف إسرائيلي»: noun, for its adjective follows.

use super::Word;
use super::candidate::Candidate;
use crate::pack::{Aspect, Case, Feats, Lang, Number, State, Upos, VerbForm, Voice};

/// What the words so far mean for every reading of the next token.
pub(super) struct Context {
    verb_open: bool,
    follows_subject: bool,
    /// Whether even a perfect verb may follow the subject: after «كان» and after «إن».
    wants_verb: bool,
    /// Whether an adjective is among the readings and a definite noun before them.
    adjective: bool,
    /// In how many entries the verb stands that the whole token is, without a conjunction.
    whole: usize,
    /// Whether a masdar is among the readings: «جرى تبادل الأسرى».
    masdar: bool,
    /// Whether an adjective stands before, and a noun that tells an act is among the readings.
    act: bool,
    /// Whether the token is the name of an actor too, after a noun that has not the ending of the accusative: «إدانة تركيا».
    actor: bool,
    /// Whether a noun of saying and who says stand before, and a masdar is among the readings: «إعلان واشنطن فرض عقوبات».
    announced: bool,
}

impl Context {
    pub fn new(readings: &[Candidate], words: &[Word], lang: &Lang) -> Self {
        let adjective = readings.iter().any(|reading| reading.upos == Upos::Adj && reading.definite) && after_definite_noun(words);
        let uses = |reading: &Candidate| reading.lemma.map_or(0, |lemma| lang.n_uses(lemma));
        let whole = readings.iter().filter(|reading| is_bare_perfect(reading)).map(uses).max().unwrap_or(0);
        let act = words.last().is_some_and(|last| last.upos == Upos::Adj)
            && readings.iter().any(|reading| reading.upos == Upos::Noun && uses(reading) > 0);
        let bare_masdar = |reading: &Candidate| reading.feats.verb_form == Some(VerbForm::Masdar) && reading.proclitics.is_empty();
        let masdar = readings.iter().any(bare_masdar);
        let announced = masdar && after_announcement(words, lang);
        let actor = readings.iter().any(|reading| reading.upos == Upos::Propn && reading.known && reading.cost <= ACTOR_AT_MOST)
            && words.last().is_some_and(|last| last.upos == Upos::Noun && !has_tanwin(&last.feats));
        let verb_open = has_open_verb(words, lang);
        let follows_subject = !verb_open && follows_subject(words, lang);
        Self {
            verb_open,
            follows_subject,
            wants_verb: follows_subject && (has_auxiliary(words, lang) || is_told(words, lang)),
            adjective,
            whole,
            masdar,
            act,
            actor,
            announced,
        }
    }

    /// What a reading costs more in its place.
    pub fn cost(&self, reading: &Candidate, words: &[Word], next: &[Candidate], lang: &Lang) -> i32 {
        let second = if (self.verb_open || self.announced) && is_bare_perfect(reading) {
            SECOND_VERB
        } else if self.verb_open && self.masdar && is_bare_imperfect(reading) {
            DEED
        } else if self.follows_subject
            && (is_bare_imperfect(reading) && !reading.feats.jussive
                || is_bare_perfect(reading) && self.wants_verb && reading.feats.number != Some(Number::Dual))
        {
            FIRST_VERB
        } else {
            0
        };
        // «الرئيس المصري»: some family is called so, but after a definite noun it is the adjective.
        let surname = reading.upos == Upos::Propn && reading.lemma.is_none() && self.adjective;
        let surname = if surname { 200 } else { 0 };
        // «وصفت» begins a sentence: rather «وصف» than «و» and «صفّ», but «ودعت» is «و» and «دعا»: what news tells by more wins.
        let uses = || reading.lemma.map_or(0, |lemma| lang.n_uses(lemma));
        let joined = is_verb(reading) && !reading.proclitics.is_empty() && words.iter().all(|word| word.upos == Upos::Punct);
        let first = joined && self.whole > uses();
        let split = if first { SPLIT_FIRST } else { 0 };
        // «نفذت قوات أمريكية عملية»: the operation, no second adjective «عملي».
        let practical = self.act && reading.upos == Upos::Adj && reading.proclitics.is_empty() && uses() == 0;
        let split = split + if practical { 100 } else { 0 };
        let name = self.actor && reading.upos == Upos::Adj && has_tanwin(&reading.feats);
        let name = if name { 100 } else { 0 };
        surname + name + split + two_people(reading, words, next, lang) + before(reading, words, lang) + after(reading, next, lang) + second
    }
}

/// A second perfect verb in a clause, nothing between the two («جددت إيران رفض التفاوض»).
const SECOND_VERB: i32 = 110;

/// A second verb in a clause, an imperfect whose letters are a masdar too: what the first one tells of is likelier the deed.
const DEED: i32 = 70;

/// A verb split off a conjunction at the beginning, where the whole token is a verb too.
const SPLIT_FIRST: i32 = 70;

fn is_verb(reading: &Candidate) -> bool {
    reading.upos == Upos::Verb && reading.feats.verb_form.is_none()
}

fn is_bare_perfect(reading: &Candidate) -> bool {
    is_verb(reading) && reading.feats.aspect == Some(Aspect::Perf) && reading.proclitics.is_empty()
}

/// An imperfect after a definite noun in a clause that has no verb yet («إيران تهدد بوقف», «الوزير يلتقي نظيره»).
const FIRST_VERB: i32 = -50;

fn is_bare_imperfect(reading: &Candidate) -> bool {
    is_verb(reading) && reading.feats.aspect == Some(Aspect::Imp) && reading.proclitics.is_empty()
}

/// Whether the last word may end the subject of a verb to come.
fn follows_subject(words: &[Word], lang: &Lang) -> bool {
    let mut before = words.iter().rev().filter(|word| !word.is_mark("\"«»“”'()"));
    let Some(last) = before.next() else { return false };
    // «نفى الجيش أنه قصف المدرسة», «إن بلاده توافق على المقترح»; «يذكر أنه قتل ستون» has a pronoun that means nobody.
    if last.is_enclitic() {
        let that = |word: Option<&Word>| word.is_some_and(|word| word.is_sub("sub", "that", lang));
        let nominal = |word: Option<&Word>| word.is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Propn));
        let whose = before.next();
        return that(whose) && nominal(before.next()) || nominal(whose) && that(before.next());
    }
    (last.upos == Upos::Propn || last.definite && matches!(last.upos, Upos::Noun | Upos::Adj)) && !last.is_class("prep", lang)
}

/// Whether a verb stands in the clause so far, other than an auxiliary.
fn has_open_verb(words: &[Word], lang: &Lang) -> bool {
    for word in words.iter().rev().take(12) {
        if word.upos == Upos::Punct && !word.is_mark("\"«»“”'()")
            || word.upos == Upos::Sconj
            || word.is_class("rel", lang)
            || word.upos == Upos::Cconj
        {
            return false;
        }
        if word.is_verb() {
            return !word.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma));
        }
    }
    false
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

/// A jussive without anything before it that asks for one.
const JUSSIVE: i32 = 120;

/// Readings that are the whole name of an actor cost no more than this.
const ACTOR_AT_MOST: i32 = 139;

/// Whether a definite noun, or one with a pronoun, stands right before.
fn after_definite_noun(words: &[Word]) -> bool {
    words.last().is_some_and(|last| last.upos == Upos::Noun && last.definite)
}

/// Whether a verbal noun of saying and its genitive stand right before.
fn after_announcement(words: &[Word], lang: &Lang) -> bool {
    let [.., noun, genitive] = words else { return false };
    let says = |word: &Word| {
        let mut verbs = word.lemmas().filter_map(|lemma| lang.lemma(lemma).masdar_of);
        verbs.any(|verb| lang.reporting.contains_key(&verb))
    };
    noun.upos == Upos::Noun && says(noun) && (genitive.upos == Upos::Propn || genitive.definite && genitive.upos == Upos::Noun)
}

/// Whether «كان» stands in the clause so far: «كان الوزير وصل».
fn has_auxiliary(words: &[Word], lang: &Lang) -> bool {
    let clause = words.iter().rev().take(12).take_while(|word| !matches!(word.upos, Upos::Punct | Upos::Sconj));
    clause.into_iter().any(|word| word.is_verb() && word.lemma.is_some_and(|lemma| lang.is_auxiliary(lemma)))
}

/// Whether «إن» begins the clause so far, in which no verb stands: «إن رئيس الوزراء طلب». Between the two stands its subject alone.
fn is_told(words: &[Word], lang: &Lang) -> bool {
    let begin = words.iter().rev().take(SUBJECT).position(|word| !(word.is_nominal() || word.upos == Upos::Adj || word.is_enclitic()));
    begin.is_some_and(|at| at > 0 && words[words.len() - 1 - at].is_sub("sub", "that", lang))
}

/// How many words the subject after «إن» may have.
const SUBJECT: usize = 8;

/// Whether an indefinite noun ends the words, or one with its adjective: «غارة», «اتصال هاتفي»; «مؤكدا دعمه» has none.
fn described(words: &[Word]) -> bool {
    let mut before = words.iter().rev().filter(|word| !word.is_mark("\"«»“”'"));
    let Some(last) = before.next().filter(|last| !last.definite) else { return false };
    last.upos == Upos::Noun || before.next().is_some_and(|noun| noun.upos == Upos::Noun && !noun.definite)
}

/// Whether the script shows the ending of the indefinite accusative: «جنديا».
fn has_tanwin(feats: &Feats) -> bool {
    feats.state == State::Absolute && feats.case == Some(Case::Obl) && feats.number == Some(Number::Sing)
}

/// How the words before change the cost of a reading.
fn before(reading: &Candidate, words: &[Word], lang: &Lang) -> i32 {
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let preposition = reading.proclitics.iter().any(|row| lang.tables.closed[*row as usize].sub == "prep");
    let Some(last) = words.iter().rev().find(|word| !word.is_mark("\"«»“”'")) else {
        // «ودعا مجلس الأمن»: most sentences begin with «و» and a verb; «ف» begins few, «فشلت» is one word.
        let joined = reading.proclitics.iter().any(|row| lang.tables.closed[lang.free_entry(*row) as usize].sub == "coord");
        // «وزير الدفاع» is no passive of «زار».
        let passive = reading.feats.voice == Voice::Pass;
        return if finite && joined && !passive {
            -115
        } else if finite {
            -60
        } else {
            0
        };
    };
    let class = last.entry(lang).map_or("", |entry| entry.class.as_str());
    let sub = last.entry(lang).map_or("", |entry| entry.sub.as_str());
    // A conjunction of the reading itself starts a clause or a phrase like the one before it.
    let joined = reading.proclitics.iter().any(|row| lang.tables.closed[*row as usize].sub == "conj");
    let mut cost = 0;
    if finite {
        // «بما يقل عن» is «قلّ»: «قال» is spelt so after a negation alone.
        if reading.feats.jussive && !(class == "neg" && last.is_sub("neg", "verb", lang)) && !preposition {
            cost += JUSSIVE;
        }
        if preposition {
            // «ليزور»: only an imperfect got here.
            cost += 20;
        }
        // «…، مؤكدا دعمه للحكومة»: what follows a circumstance is its object.
        if !joined && crate::speech::is_circumstance(words, words.len() - 1, lang) {
            cost += SECOND_VERB;
        }
        cost += match class {
            "prep" if !joined => 400,
            "perf" => -200,
            "neg" | "fut" if reading.feats.aspect == Some(Aspect::Imp) => -250,
            "sub" if sub == "that" => {
                if reading.feats.aspect == Some(Aspect::Imp) {
                    -150
                } else {
                    30
                }
            }
            "sub" | "rel" => -120,
            "quant" => 300,
            _ => 0,
        };
        if class.is_empty() && !joined {
            cost += match last.upos {
                Upos::Punct => -60,
                // «عملية قتل»: an indefinite noun takes a genitive; «الجيش قتل»: a definite one a verb.
                // «غارة شنها المتمردون», «اتصال هاتفي أجراه الوزير»: with a pronoun that means it the verb tells of the noun.
                Upos::Noun | Upos::Adj if described(words) && reading.enclitic.is_some() && reading.feats.aspect == Some(Aspect::Perf) => {
                    -40
                }
                Upos::Noun if !last.definite && last.feats.state != State::Absolute && reading.feats.aspect == Some(Aspect::Perf) => 60,
                Upos::Noun | Upos::Propn | Upos::Adj => -10,
                Upos::Verb if last.is_verb() => {
                    if reading.feats.aspect == Some(Aspect::Imp) {
                        -20
                    } else {
                        150
                    }
                }
                _ => 0,
            };
        }
        // «العراق وإيران وقعا»: a dual after two names that are joined is their verb.
        let two = last.upos == Upos::Propn
            && !lang.is_number(&last.key)
            && words.iter().rev().nth(1).is_some_and(|word| word.is_sub("conj", "coord", lang));
        if two && reading.feats.number == Some(Number::Dual) {
            cost -= 120;
        }
        // «…، ودعت»: after a comma «و» begins a clause.
        if joined && last.is_mark("،,.؛") {
            cost -= 75;
        }
        if joined && matches!(last.upos, Upos::Noun | Upos::Adj | Upos::Propn) {
            // «قصف ودمار»: a second noun is as likely as a second verb; «إيران وطالبها بوقف»: with a pronoun a verb of saying is likelier.
            let says = reading.enclitic.is_some() && reading.lemma.is_some_and(|lemma| lang.reporting.contains_key(&lemma));
            cost += if says { -60 } else { 10 };
        }
        // «هجوم شنه تنظيم»: a verb that carries the noun before it.
        let carries = reading.enclitic.is_some() && !joined && reading.lemma.is_some_and(|lemma| lang.lights.contains_key(&lemma));
        let deed = described(words) && last.lemmas().any(|lemma| lang.is_event_noun(lemma));
        if carries && deed {
            cost -= 60;
        }
    } else {
        cost += match class {
            "perf" => 300,
            "neg" | "fut" if sub != "noun" && !joined => 60,
            "prep" if !joined && !preposition => -100,
            _ => 0,
        };
        // «جنديا كينيا»: after a noun with tanwin the same ending makes an adjective, no name.
        if last.upos == Upos::Noun && has_tanwin(&last.feats) && reading.upos == Upos::Adj && has_tanwin(&reading.feats) && !joined {
            cost -= 80;
        }
        // An adjective follows its noun and has the article when the noun has it.
        if reading.upos == Upos::Adj && !joined && !preposition {
            cost += match last.upos {
                // «مباحثات أجراها الوزير»: no adjective has a pronoun.
                _ if reading.enclitic.is_some() => 60,
                // «علاقاتها الدبلوماسية»
                Upos::Pron if last.is_enclitic() && reading.definite => -60,
                Upos::Noun | Upos::Adj if last.definite == reading.definite => -60,
                Upos::Propn if reading.definite => -60,
                Upos::Noun | Upos::Adj => 20,
                _ => 60,
            };
        }
        if reading.upos == Upos::Propn && reading.closed.is_none() {
            // «الرئيس التركي»: after a definite noun the article makes an adjective, whoever is called so.
            let adjective = reading.definite && last.definite && last.upos == Upos::Noun;
            // «تذرعت روسيا بأن»: what follows the name of a state is no family name.
            let given = last.upos == Upos::Propn && (reading.cost <= ACTOR_AT_MOST || !lang.is_actor_name(&last.key, false));
            let after_name = !adjective && (given || class == "rank" || last.lemma.is_some_and(|lemma| lang.lemma(lemma).human));
            cost += if adjective { 60 } else { 0 };
            cost += if after_name && !joined && !preposition { -100 } else { 0 };
        }
        // A dual or plural that only stands before a genitive wants one.
        if reading.feats.state == State::Construct && reading.enclitic.is_none() {
            cost += 40;
        }
    }
    if reading.closed.is_some() && last.upos == Upos::Propn && reading.upos == Upos::Adp && !joined {
        cost += 10;
    }
    cost
}

/// How the token after changes the cost of a reading.
fn after(reading: &Candidate, next: &[Candidate], lang: &Lang) -> i32 {
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let Some(next) = next.iter().min_by_key(|next| next.cost) else { return 0 };
    let next_entry = next.closed.map(|row| &lang.tables.closed[row as usize]);
    let next_prep = next.proclitics.iter().any(|row| lang.tables.closed[*row as usize].sub == "prep")
        || next_entry.is_some_and(|entry| entry.class == "prep");
    let next_that = next_entry.is_some_and(|entry| entry.class == "sub" && entry.sub == "that");
    let next_verb = next.upos == Upos::Verb && next.feats.verb_form.is_none();
    let bare_next = next.proclitics.is_empty();
    // «قتل مدنيان»: a nominative that the script shows is a subject, no genitive.
    let nominative = bare_next && next.feats.case == Some(Case::Nom) && next.feats.state == State::Absolute && next.upos != Upos::Verb;
    if finite {
        let mut cost = 0;
        if nominative {
            cost -= 120;
        }
        // «تلقى الرئيس»: a masculine subject beside it makes a feminine verb unlikely, and the reverse.
        let singular =
            next.feats.number == Some(Number::Sing) && next.upos == Upos::Noun && bare_next && next.feats.state != State::Absolute;
        if singular
            && next.feats.gender.is_some()
            && reading.feats.gender.is_some()
            && next.feats.gender != reading.feats.gender
            && reading.feats.person == 3
        {
            cost += 50;
        }
        if next_that || bare_next && (next.definite || next.upos == Upos::Propn) {
            cost -= 30;
        }
        // «قصف إسرائيلي» is a noun with its adjective, «تعرض كثير من…» a verb.
        if bare_next && next.upos == Upos::Adj && !next.definite && !next.quantifies {
            cost += 80;
        }
        // A verb before its subject is singular: a plural or dual here would follow its subject.
        let number = reading.feats.number;
        if matches!(number, Some(Number::Plur | Number::Dual))
            && bare_next
            && (next.definite || next.upos == Upos::Propn || next.upos == Upos::Noun)
        {
            cost += if number == Some(Number::Dual) { 60 } else { 20 };
        }
        return cost;
    }
    let mut cost = 0;
    if nominative && reading.upos == Upos::Noun && !reading.definite && reading.enclitic.is_none() {
        cost += 120;
    }
    if reading.upos == Upos::Noun && next_prep && reading.enclitic.is_none() {
        cost -= 20;
    }
    if reading.upos == Upos::Noun && bare_next && next.upos == Upos::Adj && next.definite == reading.definite {
        cost -= 40;
    }
    if reading.closed.is_some_and(|row| matches!(lang.tables.closed[row as usize].class.as_str(), "prep")) && (next_verb && bare_next) {
        cost += 30;
    }
    if reading.closed.is_some_and(|row| matches!(lang.tables.closed[row as usize].class.as_str(), "fut" | "perf")) && !next_verb {
        cost += 200;
    }
    cost
}
