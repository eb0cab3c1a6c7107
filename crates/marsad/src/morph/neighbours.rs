//! What the words right beside a token make of its readings, as costs.
//!
//! «قصف الجيش» begins a sentence: verb. «بعد قصف الجيش»: noun. «قصف إسرائيلي»: noun, for its adjective follows. A reading, the word before and the
//! likeliest reading of the token after in, what it costs more out. What the clause as a whole wants is told by [`super::context`].

use super::Word;
use super::candidate::Candidate;
use super::context::{ACTOR_AT_MOST, SECOND_VERB, has_tanwin};
use crate::pack::{Aspect, Case, Gender, Lang, LemmaId, Number, State, Upos, Voice};

/// A jussive without anything before it that asks for one.
const JUSSIVE: i32 = 500;

/// A nominative that the script shows, behind a preposition.
const GOVERNED: i32 = 150;

/// How the words before change the cost of a reading.
pub(super) fn before(reading: &Candidate, words: &[Word], lang: &Lang) -> i32 {
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let preposition = reading.proclitics.iter().any(|row| lang.tables.closed[*row as usize].sub == "prep");
    let Some(last) = words.iter().rev().find(|word| !word.is_mark("\"«»“”'")) else {
        // «ودعا مجلس الأمن»: most sentences begin with «و» and a verb; «ف» begins few, «فشلت» is one word.
        let joined = reading.proclitics.iter().any(|row| lang.tables.closed[lang.free_entry(*row) as usize].sub == "coord");
        // «وزير الدفاع» is no passive of «زار».
        let passive = reading.feats.voice == Voice::Pass;
        let jussive = if finite && reading.feats.jussive && !preposition { JUSSIVE } else { 0 };
        return if finite && joined && !passive {
            jussive - 115
        } else if finite {
            jussive - 60
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
        if reading.feats.jussive && !(class == "neg" && matches!(sub, "verb" | "present")) && !preposition {
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
            // «كما طالب الوزير بوقف الحرب»
            "conj"
                if last.part == super::Part::Stem && !joined && words.iter().rev().nth(1).is_none_or(|word| word.upos == Upos::Punct) =>
            {
                -60
            }
            "quant" => 300,
            _ => 0,
        };
        if class.is_empty() && !joined {
            cost += match last.upos {
                // «، نافيا اعتقال صحفيين»: two seldom begin to act after a mark.
                Upos::Punct if reading.feats.number == Some(Number::Dual) => 90,
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
        // «الرئيسان الأميركي والروسي التقيا»: and after a dual whose two adjectives are.
        let pair = last.upos == Upos::Adj && {
            let mut before = words.iter().rev().skip(1);
            let joined = before.next().is_some_and(|word| word.is_sub("conj", "coord", lang));
            joined && before.find(|word| word.upos != Upos::Adj).is_some_and(|head| head.feats.number == Some(Number::Dual))
        };
        if (two || pair) && reading.feats.number == Some(Number::Dual) {
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
        // «قتل خمسة جنود وجرح نحو ستين»: what is done to people goes on as it began.
        let on_person = |word: &&Word| word.lemma.is_some_and(|lemma| is_on_person(lemma, lang));
        if joined && acts_on_person(reading, lang) && words.iter().rev().take(8).find(on_person).is_some_and(Word::is_verb) {
            cost -= 60;
        }
        // «هجوم شنه تنظيم»: a verb that carries the noun before it.
        let carries = reading.enclitic.is_some() && !joined && reading.lemma.is_some_and(|lemma| lang.lights.contains_key(&lemma));
        let deed = described(words) && last.lemmas().any(|lemma| lang.is_event_noun(lemma));
        if carries && deed {
            cost -= 60;
        }
    } else {
        // «هجوم شنه تنظيم داعش»: nor is it the masdar of that verb.
        let masdar = reading.enclitic.is_some()
            && !joined
            && reading.lemma.and_then(|lemma| lang.lemma(lemma).masdar_of).is_some_and(|verb| lang.lights.contains_key(&verb));
        if masdar && described(words) && last.lemmas().any(|lemma| lang.is_event_noun(lemma)) {
            cost += 100;
        }
        cost += match class {
            "perf" => 300,
            "neg" | "fut" if sub != "noun" && !joined => 60,
            "prep" if !joined && !preposition => -100,
            _ => 0,
        };
        // «بنيران الجيش»: no nominative stands behind a preposition.
        if (preposition || class == "prep" && !joined)
            && reading.feats.case == Some(Case::Nom)
            && matches!(reading.feats.number, Some(Number::Dual | Number::Plur))
        {
            cost += GOVERNED;
        }
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
pub(super) fn after(reading: &Candidate, next: &[Candidate], lang: &Lang) -> i32 {
    let finite = reading.upos == Upos::Verb && reading.feats.verb_form.is_none();
    let masculine = |next: &Candidate| next.feats.gender == Some(Gender::Masc) && next.feats.number == Some(Number::Plur);
    let men = next.iter().any(|next| next.proclitics.is_empty() && next.feats.case == Some(Case::Nom) && masculine(next));
    let Some(next) = next.iter().min_by_key(|next| next.cost) else { return 0 };
    let next_entry = next.closed.map(|row| &lang.tables.closed[row as usize]);
    let next_prep = next.proclitics.iter().any(|row| lang.tables.closed[*row as usize].sub == "prep")
        || next_entry.is_some_and(|entry| entry.class == "prep");
    let next_that = next_entry.is_some_and(|entry| entry.class == "sub" && entry.sub == "that");
    let next_verb = next.upos == Upos::Verb && next.feats.verb_form.is_none();
    let bare_next = next.proclitics.is_empty();
    // «قتل مدنيان»: a nominative that the script shows is a subject, no genitive.
    let nominative = bare_next && next.feats.case == Some(Case::Nom) && next.feats.state == State::Absolute && next.upos != Upos::Verb;
    // «قتل فلسطيني»: no killing is Palestinian, «قصف إسرائيلي» is Israeli.
    let person = next.lemma.is_some_and(|lemma| lang.nisba(lemma).is_some()) && acts_on_person(reading, lang);
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
        // «تكبد الحوثيون»: nor has a feminine verb men as its subject.
        if men && reading.feats.gender == Some(Gender::Fem) && reading.feats.person == 3 {
            cost += 50;
        }
        if next_that || bare_next && (next.definite || next.upos == Upos::Propn) {
            cost -= 30;
        }
        // «قصف إسرائيلي» is a noun with its adjective, «تعرض كثير من…» a verb.
        if bare_next && next.upos == Upos::Adj && !next.definite && !next.quantifies && !person {
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
    if reading.upos == Upos::Noun && bare_next && next.upos == Upos::Adj && next.definite == reading.definite && !person {
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

/// Whether a reading is a verb whose object is a person, or its verbal noun.
fn acts_on_person(reading: &Candidate, lang: &Lang) -> bool {
    reading.lemma.is_some_and(|lemma| is_on_person(lemma, lang))
}

fn is_on_person(lemma: LemmaId, lang: &Lang) -> bool {
    lang.lemma(lang.lemma(lemma).masdar_of.unwrap_or(lemma)).of_person
}

/// Whether an indefinite noun ends the words, or one with its adjective: «غارة», «اتصال هاتفي»; «مؤكدا دعمه» has none.
pub(super) fn described(words: &[Word]) -> bool {
    let mut before = words.iter().rev().filter(|word| !word.is_mark("\"«»“”'"));
    let Some(last) = before.next().filter(|last| !last.definite) else { return false };
    last.upos == Upos::Noun || before.next().is_some_and(|noun| noun.upos == Upos::Noun && !noun.definite)
}
