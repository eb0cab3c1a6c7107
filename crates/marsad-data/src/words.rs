//! Flat lists of words → tables: closed classes, names, nouns with a meaning of their own, time and number words.

use marsad::coded::Role;
use marsad::mention::{SpellingKind, SpellingRule};
use marsad::pack::{
    Agent, AgentClass, Anaphor, Closed, Cluster, Counted, KnownName, LemmaId, Name, NameKind, Pattern, Slot, Tables, Topic, Upos,
    Whereabouts,
};
use marsad::text::fold::fold;
use marsad::time::TimeWord;

use crate::entry::Text;
use crate::lexicon::Builder;
use crate::merge::{Unique, merge};
use crate::problems::{Problems, nearest};
use crate::sources::{Sources, Table};
use crate::tsv::Row;

const CLASSES: [&str; 20] = [
    "procl",
    "encl",
    "prep",
    "conj",
    "sub",
    "neg",
    "pron",
    "dem",
    "rel",
    "quant",
    "fut",
    "perf",
    "interrog",
    "adv",
    "status",
    "rank",
    "interj",
    "num",
    "contracted",
    "topic",
];
const AGENT_CLASSES: [(&str, AgentClass); 5] = [
    ("person", AgentClass::Person),
    ("group", AgentClass::Group),
    ("body", AgentClass::Body),
    ("asset", AgentClass::Asset),
    ("site", AgentClass::Site),
];
const SPELLINGS: [(&str, SpellingKind); 6] = [
    ("either", SpellingKind::Either),
    ("joined", SpellingKind::Joined),
    ("letters", SpellingKind::Letters),
    ("start", SpellingKind::Start),
    ("end", SpellingKind::End),
    ("vowel", SpellingKind::Vowel),
];
const ANAPHORA: [&str; 20] = [
    "counterpart",
    "other",
    "both",
    "both-states",
    "foreign",
    "both-persons",
    "first",
    "second",
    "country",
    "document",
    "held",
    "kin",
    "last",
    "self",
    "direction",
    "affairs",
    "record",
    "source",
    "official",
    "member",
];

const WHEREABOUTS: [&str; 11] = ["region", "seat", "site", "envoy", "post", "topic", "going", "leaving", "striking", "carrying", "holding"];

const TOPICS: [&str; 10] =
    ["sport", "culture", "markets", "accident", "society", "education", "health", "services", "pilgrimage", "technology"];

/// Keys of the words of a form.
pub(crate) fn keys(form: &str) -> Vec<String> {
    form.split_whitespace().map(fold).collect()
}

/// Reads how names are spelt otherwise.
fn read_spellings(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut rules = Vec::new();
    for row in sources.rows(Table::Spellings) {
        let kind = SPELLINGS.iter().find(|(name, _)| *name == row.field(1));
        if kind.is_none() {
            problems.error(&row.place, format!("unknown kind `{}`", row.field(1)), nearest(row.field(1), SPELLINGS.map(|(name, _)| name)));
        }
        // Keys are folded: a rule for another letter would never apply.
        if fold(row.field(2)) != row.field(2) {
            problems.error(&row.place, format!("{} is never met", row.field(2)), "write the letters as they are folded");
        }
        if let Some((_, kind)) = kind
            && unique.id("spellings", row.field(0), &row.place, problems)
        {
            let (from, to) = (row.field(2).to_owned(), row.field(3).to_owned());
            rules.push(SpellingRule { id: row.field(0).to_owned(), kind: *kind, from, to });
        }
    }
    merge(&mut tables.spellings, rules, |rule| rule.id.clone());
}

/// Reads the lists that need no lexicon.
pub(crate) fn read_words(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut closed = Vec::new();
    for row in sources.rows(Table::Closed) {
        let word = Closed {
            id: row.field(0).to_owned(),
            class: row.field(1).to_owned(),
            sub: row.field(2).to_owned(),
            keys: keys(row.field(3)),
            form: row.field(3).to_owned(),
            lemmas: Vec::new(),
        };
        if !CLASSES.contains(&word.class.as_str()) {
            problems.error(&row.place, format!("unknown class `{}`", word.class), nearest(&word.class, CLASSES));
        } else if word.class == "prep" && Slot::from_name(&word.sub).is_none() {
            problems.error(
                &row.place,
                format!("`{}` is not a slot", word.sub),
                nearest(&word.sub, Slot::ALL.iter().map(|slot| slot.name())),
            );
        } else if unique.id("closed", &word.id, &row.place, problems)
            && unique.form(&format!("{} {}", word.class, word.sub), &word.form, &row.place, problems)
        {
            closed.push(word);
        }
    }
    merge(&mut tables.closed, closed, |word| word.id.clone());
    for row in sources.rows(Table::ClosedLemmas) {
        match tables.closed.iter_mut().find(|word| word.id == row.field(0)) {
            Some(word) => word.lemmas.push(row.field(1).to_owned()),
            None => {
                problems.error(&row.place, format!("no closed-class word has the id `{}`", row.field(0)), "ids are those of closed.tsv")
            }
        }
    }

    read_spellings(sources, tables, problems);
    let mut names = Vec::new();
    for row in sources.rows(Table::Names) {
        let name = Name { name: row.field(2).to_owned(), family: row.field(1) == "family" };
        if !matches!(row.field(1), "given" | "family") {
            problems.error(&row.place, format!("unknown kind of name `{}`", row.field(1)), "known are: given, family");
        } else if unique.id("names", row.field(0), &row.place, problems) && unique.form(row.field(1), &name.name, &row.place, problems) {
            names.push(name);
        }
    }
    merge(&mut tables.names, names, |name| (name.name.clone(), name.family));
    read_known_names(sources, tables, problems);
    read_clusters(sources, tables, problems);

    let mut words = Vec::new();
    for row in sources.rows(Table::Time) {
        let word = TimeWord {
            id: row.field(0).to_owned(),
            kind: row.field(1).to_owned(),
            value: row.field(2).to_owned(),
            keys: keys(row.field(3)),
            form: row.field(3).to_owned(),
        };
        if unique.id("time", &word.id, &row.place, problems) {
            words.push(word);
        }
    }
    merge(&mut tables.time.words, words, |word| word.id.clone());
}

/// Reads the lists of nouns that mean something to the coder.
pub(crate) fn read_nouns(sources: &Sources, words: &Builder, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut agents = Vec::new();
    for row in sources.rows(Table::Agents) {
        let class = AGENT_CLASSES.iter().find(|(name, _)| *name == row.field(1));
        let role = if row.field(2).is_empty() { Some(Role::default()) } else { Role::from_code(row.field(2)) };
        let (Some((_, class)), Some(role)) = (class, role) else {
            let names = AGENT_CLASSES.iter().map(|(name, _)| *name).chain(Role::ALL.map(Role::code));
            let wrong = if class.is_none() { row.field(1) } else { row.field(2) };
            problems.error(&row.place, format!("unknown class or role `{wrong}`"), nearest(wrong, names));
            continue;
        };
        if unique.id("agents", row.field(0), &row.place, problems) && unique.form("agents", row.field(3), &row.place, problems) {
            agents.extend(nouns(row, 3, words, problems).into_iter().map(|lemma| Agent {
                id: row.field(0).to_owned(),
                class: *class,
                role,
                lemma,
            }));
        }
    }
    merge(&mut tables.agents, agents, |agent| (agent.id.clone(), agent.lemma));

    for (table, weights) in [(Table::Confidence, &mut tables.confidence), (Table::Context, &mut tables.context)] {
        for row in sources.rows(table) {
            match row.field(1).parse::<f64>() {
                Ok(weight) => {
                    weights.insert(row.field(0).to_owned(), weight);
                }
                Err(_) => problems.error(&row.place, format!("`{}` is no weight", row.field(1)), "write log odds such as -0.412"),
            }
        }
    }

    let mut classed = |table, kind, known: &[&str]| classed(sources.rows(table), kind, known, words, &mut unique, problems);
    let anaphora = classed(Table::Anaphora, "anaphora", &ANAPHORA);
    let whereabouts = classed(Table::Whereabouts, "whereabouts", &WHEREABOUTS);
    let topics = classed(Table::Topics, "topic", &TOPICS);
    let anaphora = anaphora.into_iter().map(|(id, class, lemma)| Anaphor { id, class, lemma }).collect();
    let whereabouts = whereabouts.into_iter().map(|(id, class, lemma)| Whereabouts { id, class, lemma }).collect();
    let topics = topics.into_iter().map(|(id, topic, lemma)| Topic { id, topic, lemma }).collect();
    merge(&mut tables.anaphora, anaphora, |entry: &Anaphor| (entry.id.clone(), entry.lemma));
    merge(&mut tables.whereabouts, whereabouts, |entry: &Whereabouts| (entry.id.clone(), entry.lemma));
    merge(&mut tables.topics, topics, |entry: &Topic| (entry.id.clone(), entry.lemma));

    let mut counted = Vec::new();
    for row in sources.rows(Table::Counted) {
        if unique.id("counted", row.field(0), &row.place, problems) && unique.form("counted", row.field(3), &row.place, problems) {
            let of = |lemma| Counted { id: row.field(0).to_owned(), what: row.field(1).to_owned(), unit: row.some(2), lemma };
            counted.extend(nouns(row, 3, words, problems).into_iter().map(of));
        }
    }
    merge(&mut tables.counted, counted, |entry| (entry.id.clone(), entry.lemma));
}

/// The rows of a list `id class lemma` whose class is known: id, class and each lemma of the spelling.
fn classed(
    rows: &[Row],
    kind: &str,
    known: &[&str],
    words: &Builder,
    unique: &mut Unique,
    problems: &mut Problems,
) -> Vec<(String, String, LemmaId)> {
    let mut found = Vec::new();
    for row in rows {
        let (id, class) = (row.field(0), row.field(1));
        if !known.contains(&class) {
            problems.error(&row.place, format!("unknown class `{class}`"), nearest(class, known.iter().copied()));
        } else if unique.id(kind, id, &row.place, problems) {
            found.extend(nouns(row, 2, words, problems).into_iter().map(|lemma| (id.to_owned(), class.to_owned(), lemma)));
        }
    }
    found
}

/// The nouns of a spelling, or else the adjectives.
pub(crate) fn nouns(row: &Row, field: usize, words: &Builder, problems: &mut Problems) -> Vec<LemmaId> {
    let word = Text { text: row.field(field).to_owned(), place: row.place.clone() };
    let found = words.find(&word.text, &[Upos::Noun]);
    if found.is_empty() { words.resolve(&[word], &[Upos::Noun, Upos::Adj], problems) } else { found }
}

const NAME_KINDS: [(&str, NameKind); 3] =
    [("place", NameKind::Place), ("organisation", NameKind::Organisation), ("other", NameKind::Other)];

fn read_known_names(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut known = Vec::new();
    for row in sources.rows(Table::Entities) {
        let Some((_, kind)) = NAME_KINDS.iter().find(|(name, _)| *name == row.field(1)) else {
            problems.error(
                &row.place,
                format!("unknown kind of name `{}`", row.field(1)),
                nearest(row.field(1), NAME_KINDS.iter().map(|(name, _)| *name)),
            );
            continue;
        };
        if unique.id("entities", row.field(0), &row.place, problems) && unique.form(row.field(1), row.field(2), &row.place, problems) {
            known.push(KnownName { name: row.field(2).to_owned(), kind: *kind });
        }
    }
    merge(&mut tables.known_names, known, |name| (name.name.clone(), name.kind as u8));
}

fn read_clusters(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut clusters = Vec::new();
    for row in sources.rows(Table::Clusters) {
        match (row.field(0).parse(), row.field(1).parse()) {
            (Ok(cluster), Ok(count)) if cluster > 0 => clusters.push(Cluster { key: fold(row.field(2)), cluster, count }),
            _ => problems.error(
                &row.place,
                "cluster and count are numbers from 1".to_owned(),
                "make the file again with `marsad data train`",
            ),
        }
    }
    merge(&mut tables.clusters, clusters, |word| word.key.clone());
}

const PATTERN_KINDS: [&str; 4] = ["verb", "masdar", "active", "passive"];

/// Reads the patterns of derived words, which the lexicon needs.
pub(crate) fn read_patterns(sources: &Sources, tables: &mut Tables, problems: &mut Problems) {
    let mut unique = Unique::default();
    let mut patterns = Vec::new();
    for row in sources.rows(Table::Patterns) {
        match row.field(1).parse() {
            Ok(form @ 1..=12) if PATTERN_KINDS.contains(&row.field(2)) => {
                if unique.id("patterns", row.field(0), &row.place, problems) {
                    patterns.push(Pattern { form, kind: row.field(2).to_owned(), pattern: row.field(3).to_owned() });
                }
            }
            _ => problems.error(
                &row.place,
                format!("no form or kind of a verb: {} {}", row.field(1), row.field(2)),
                PATTERN_KINDS.join(", "),
            ),
        }
    }
    merge(&mut tables.patterns, patterns, |pattern| (pattern.form, pattern.kind.clone(), pattern.pattern.clone()));
}
