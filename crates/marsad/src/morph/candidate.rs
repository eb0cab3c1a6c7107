//! What a token could be: every way to split off clitics that leaves something the language data knows.

use smallvec::SmallVec;

use super::unknown;
use crate::pack::{Aspect, Case, Closed, Feats, Lang, LemmaId, Number, State, Tables, Upos, VerbForm, Voice};
use crate::text::fold::bare;
use crate::text::{Token, TokenKind};

/// One reading of a token. Costs are in hundredths; the lowest wins.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Conjunction, then preposition or future particle; rows of the closed classes.
    pub proclitics: SmallVec<[u32; 2]>,
    /// Bytes of the key that the proclitics take.
    pub stem_start: usize,
    /// One past the stem in the key.
    pub stem_end: usize,
    /// The article is there; in «لل…» its alef is not written.
    pub definite: bool,
    /// Row of the enclitic pronoun.
    pub enclitic: Option<u32>,
    pub upos: Upos,
    pub lemma: Option<LemmaId>,
    pub feats: Feats,
    pub closed: Option<u32>,
    pub known: bool,
    /// Spelt as the lexicon spells the form.
    pub exact: bool,
    /// The first word of a quantifier of several («كثير من»).
    pub quantifies: bool,
    pub cost: i32,
}

/// The clitics of the language, found once when the pack is read.
#[derive(Default)]
pub(crate) struct Clitics {
    conjunctions: Vec<(String, u32)>,
    /// Prepositions and the future particle.
    particles: Vec<(String, u32, Particle)>,
    article: String,
    enclitics: Vec<(String, u32, i32)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Particle {
    /// Before nouns and pronouns.
    Preposition,
    /// Before nouns, and before imperfects («ليزور»); swallows the article's alef («للوزير»).
    To,
    /// Before imperfects.
    Future,
}

impl Clitics {
    pub(crate) fn article(&self) -> &str {
        &self.article
    }

    /// Attached pronouns: key, row, cost.
    pub(super) fn enclitics(&self) -> &[(String, u32, i32)] {
        &self.enclitics
    }

    pub(crate) fn new(tables: &Tables) -> Self {
        let mut clitics = Self::default();
        for (row, entry) in tables.closed.iter().enumerate() {
            let ([key], row) = (entry.keys.as_slice(), row as u32) else { continue };
            match (entry.class.as_str(), entry.sub.as_str()) {
                ("procl", "conj") => clitics.conjunctions.push((key.clone(), row)),
                ("procl", "prep") => {
                    let to = tables.closed.iter().any(|prep| prep.class == "prep" && prep.sub == "l" && prep.keys == entry.keys);
                    clitics.particles.push((key.clone(), row, if to { Particle::To } else { Particle::Preposition }));
                }
                ("procl", "fut") => clitics.particles.push((key.clone(), row, Particle::Future)),
                ("procl", "det") => clitics.article.clone_from(key),
                ("encl", person) => {
                    // First and second person are rare in news, and their letters end many stems.
                    let cost = if person.starts_with('3') {
                        60
                    } else if person.starts_with('1') {
                        170
                    } else {
                        300
                    };
                    clitics.enclitics.push((key.clone(), row, cost));
                }
                _ => {}
            }
        }
        clitics
    }
}

const CLOSED: i32 = 0;
const LEXICON: i32 = 100;
const NAME: i32 = 140;
/// One token that is the whole name of a state or another actor («لبنان»).
const ACTOR: i32 = 70;
/// A number word; letters that are also a verb («أثنى») begin sentences as one.
const NUMBER: i32 = 65;
/// A lemma that no frame, cue or noun of actors mentions gives way to one that they do.
const UNTOLD: i32 = 8;
/// Spelt otherwise than the entry («على» for the name, «ه» for «ة»).
const INEXACT: i32 = 90;
/// The first letter of «آ».
const MADDA: char = '\u{0622}';
/// The last letter of «ى».
const MAKSURA: char = '\u{0649}';
/// «في» as texts write it that write so every ي at the end of a word.
const IN_MAKSURA: &str = " \u{0641}\u{0649} ";
/// Only the hamza of its first letter is spelt otherwise («إن» and «ان» for «أن»; «إلا» and «ألا» are two words, as «كان» and «كأن» are).
const ALEF: i32 = 15;
/// A broken plural, where the same letters are another word's lemma.
const BROKEN: i32 = 12;
const CONJUNCTION: i32 = 40;
const TOPIC: i32 = 50;
const PARTICLE: i32 = 60;

/// All readings of a token; never empty.
pub(super) fn candidates(text: &str, token: &Token, lang: &Lang) -> Vec<Candidate> {
    let mut found = Vec::new();
    match token.kind {
        TokenKind::Word => {}
        TokenKind::Number => return vec![plain(token, Upos::Num)],
        TokenKind::Foreign => return vec![plain(token, Upos::Propn)],
        TokenKind::Mark => return vec![plain(token, Upos::Punct)],
    }
    let spelt = bare(token.span.of(text));
    let key = &*token.key;
    let clitics = lang.clitics();
    for conjunction in std::iter::once(None).chain(clitics.conjunctions.iter().map(Some)) {
        let after = match conjunction {
            None => 0,
            Some((clitic, _)) if key.starts_with(clitic.as_str()) && key.len() > clitic.len() => clitic.len(),
            Some(_) => continue,
        };
        let mut base = empty(key);
        base.stem_start = after;
        if let Some((_, row)) = conjunction {
            base.proclitics.push(*row);
            base.cost += CONJUNCTION;
        }
        with_particle(key, &spelt, &base, None, lang, &mut found);
        for (clitic, row, particle) in &clitics.particles {
            if key[after..].starts_with(clitic.as_str()) && key.len() > after + clitic.len() {
                let mut base = base.clone();
                base.proclitics.push(*row);
                base.stem_start += clitic.len();
                base.cost += PARTICLE;
                with_particle(key, &spelt, &base, Some(*particle), lang, &mut found);
            }
        }
    }
    // «يلتقى وزير الخارجية» in a text that writes «فى»: no passive because of its last letter.
    if spelt.ends_with(MAKSURA) && text.contains(IN_MAKSURA) {
        let active = |candidate: &&mut Candidate| candidate.feats.aspect == Some(Aspect::Imp) && !candidate.exact;
        found.iter_mut().filter(active).for_each(|candidate| candidate.cost -= INEXACT);
    }
    prefer_own(&mut found, lang);
    if found.is_empty() {
        unknown::guesses(key, lang, &mut found);
    } else if found.iter().all(|candidate| !candidate.proclitics.is_empty() || candidate.enclitic.is_some()) {
        // «بيونغ»: what is known only with something taken off may be a name.
        found.push(Candidate { upos: Upos::Propn, cost: unknown::UNKNOWN, ..empty(key) });
    }
    found
}

fn with_particle(key: &str, spelt: &str, base: &Candidate, particle: Option<Particle>, lang: &Lang, found: &mut Vec<Candidate>) {
    let rest = &key[base.stem_start..];
    let article = &lang.clitics().article;
    if particle != Some(Particle::Future) && !article.is_empty() {
        // The article's last letter alone after «ل».
        let lam = &article[article.len() / 2..];
        let n_article = if particle == Some(Particle::To) && rest.starts_with(lam) {
            Some(lam.len())
        } else {
            (particle != Some(Particle::To) && rest.starts_with(article.as_str())).then_some(article.len())
        };
        if let Some(n_article) = n_article
            && rest.len() > n_article
        {
            let definite = Candidate { definite: true, ..base.clone() };
            stems(&rest[n_article..], spelt, &definite, particle, lang, found);
            if particle == Some(Particle::To) {
                // «للجنة»: the noun itself begins with the letter.
                stems(rest, spelt, &definite, particle, lang, found);
            }
        }
    }
    stems(rest, spelt, base, particle, lang, found);
    for (clitic, row, cost) in &lang.clitics().enclitics {
        // «بريدة» is no «بريد» with a pronoun: only the key has the two letters alike.
        let marbuta = spelt.ends_with('\u{0629}');
        if rest.len() > clitic.len() && rest.ends_with(clitic.as_str()) && !marbuta {
            let stem = &rest[..rest.len() - clitic.len()];
            let with = Candidate { enclitic: Some(*row), stem_end: key.len() - clitic.len(), cost: base.cost + cost, ..base.clone() };
            stems(stem, spelt, &with, particle, lang, found);
        }
    }
}

/// Makes a broken plural less likely where the same letters are a noun of their own: «عقد» rather than the plural of «عقدة».
fn prefer_own(found: &mut [Candidate], lang: &Lang) {
    let is_own = |candidate: &Candidate| {
        candidate.feats.number == Some(Number::Sing)
            && candidate.feats.state == State::Free
            && candidate.upos == Upos::Noun
            && candidate.exact
    };
    if found.len() < 2 || !found.iter().any(is_own) {
        return;
    }
    let own: SmallVec<[(usize, usize); 2]> =
        found.iter().filter(|candidate| is_own(candidate)).map(|own| (own.stem_start, own.stem_end)).collect();
    for candidate in found.iter_mut().filter(|candidate| candidate.feats.number == Some(Number::Plur) && candidate.upos == Upos::Noun) {
        if own.contains(&(candidate.stem_start, candidate.stem_end)) && candidate.lemma.is_some_and(|lemma| !lang.tells(lemma)) {
            candidate.cost += BROKEN;
        }
    }
}

/// Adds a candidate for every entry that is exactly `stem` and may stand with these clitics.
fn stems(stem: &str, spelt: &str, base: &Candidate, particle: Option<Particle>, lang: &Lang, found: &mut Vec<Candidate>) {
    for form in lang.forms(stem) {
        let lemma = lang.lemma(form.lemma);
        let finite = lemma.upos == Upos::Verb && form.feats.verb_form.is_none();
        let imperfect = form.feats.aspect == Some(Aspect::Imp);
        let allowed = match particle {
            // «سيطروا» is no «س» and «يطروا»: what is to come is told in the indicative.
            Some(Particle::Future) => finite && imperfect && !form.surface.ends_with("\u{648}\u{627}"),
            Some(Particle::Preposition) => !finite,
            Some(Particle::To) => !finite || imperfect,
            None => true,
        } && (!base.definite
            || !finite && lemma.upos != Upos::Propn && !matches!(form.feats.state, State::Construct | State::Bound))
            && match form.feats.state {
                State::Bound => base.enclitic.is_some(),
                State::Absolute => base.enclitic.is_none(),
                State::Free | State::Construct => true,
            }
            && !(base.enclitic.is_some() && base.definite);
        if !allowed {
            continue;
        }
        // A form that must change before an enclitic (ة, ى) is listed as bound; its free shape does not take one.
        if base.enclitic.is_some() && form.feats.state == State::Free && changes_when_bound(form.surface) {
            continue;
        }
        let exact = spelt.ends_with(form.surface) || base.enclitic.is_some() && spelt.contains(form.surface);
        let mut cost = base.cost + LEXICON + person_cost(form.feats) + if exact { 0 } else { INEXACT };
        if finite && base.enclitic.is_some() && !lemma.transitive {
            cost += 120;
        }
        // «المتطرفين»: the plural is likelier than the dual of the same letters.
        if form.feats.number == Some(Number::Dual) && form.feats.case == Some(Case::Obl) {
            cost += 25;
        }
        // «توقعان»: a masdar has no dual in use.
        if form.feats.number == Some(Number::Dual) && form.feats.verb_form == Some(VerbForm::Masdar) {
            cost += 60;
        }
        // «عقداه»: the verb with a pronoun is likelier than the dual of the noun.
        if form.feats.number == Some(Number::Dual) && form.feats.state == State::Construct && base.enclitic.is_some() {
            cost += 60;
        }
        // «وآسيا» is no «واسيا»: who saves hamzas leaves them out, and writes none that a word has not.
        if spelt.contains(MADDA) && !form.surface.contains(MADDA) && !exact {
            cost += INEXACT;
        }
        if !lang.tells(form.lemma) {
            cost += UNTOLD;
        }
        let quantifies = lemma.upos == Upos::Adj && lang.fixed(stem).iter().any(|row| lang.tables.closed[*row as usize].class == "quant");
        found.push(Candidate {
            upos: lemma.upos,
            lemma: Some(form.lemma),
            feats: form.feats,
            known: true,
            exact,
            quantifies,
            cost,
            ..base.clone()
        });
    }
    // «إلا» is itself, whatever «ألا» is.
    let spelt_so = lang.closed_rows(stem).into_iter().any(|entry| spelt.contains(&lang.tables.closed[entry as usize].form));
    for entry in lang.closed_rows(stem) {
        let closed = &lang.tables.closed[entry as usize];
        if let Some(extra) = closed_cost(closed, base, particle) {
            // «إلينا»: before a pronoun the last letter of «إلى» changes.
            let bound = base.enclitic.is_some() && closed.form.ends_with('\u{0649}');
            let exact = match () {
                () if spelt.contains(&closed.form) || bound => 0,
                // «بان كي مون»
                () if !spelt_so && base.proclitics.is_empty() && begins_alike(spelt, &closed.form) => ALEF,
                () => INEXACT,
            };
            found.push(Candidate {
                upos: upos_of_class(&closed.class),
                closed: Some(entry),
                known: true,
                cost: base.cost + CLOSED + extra + exact,
                ..base.clone()
            });
        }
    }
    if base.enclitic.is_none() && particle != Some(Particle::Future) {
        if lang.is_actor_name(stem, base.definite) {
            found.push(Candidate { upos: Upos::Propn, known: true, cost: base.cost + ACTOR, ..base.clone() });
        } else if lang.is_name(stem, base.definite) {
            // «بأن» is not the name «بان»; a madda is part of a name («آسيا»).
            let hamza = spelt.contains(['\u{0623}', '\u{0625}']) && lang.name_spelling(stem).is_none();
            found.push(Candidate {
                upos: Upos::Propn,
                known: true,
                cost: base.cost + NAME + if hamza { INEXACT } else { 0 },
                ..base.clone()
            });
        }
        if base.proclitics.is_empty() && !base.definite && lang.is_number(stem) {
            found.push(Candidate { upos: Upos::Num, known: true, cost: base.cost + NUMBER, ..base.clone() });
        }
    }
}

/// Whether a word that begins with an alef stands in a spelling, with or without its hamza.
fn begins_alike(spelt: &str, form: &str) -> bool {
    const ALEFS: [char; 4] = ['\u{0622}', '\u{0623}', '\u{0625}', '\u{0627}'];
    let Some(rest) = form.strip_prefix(ALEFS).filter(|rest| !rest.is_empty()) else { return false };
    let mut at = spelt.match_indices(ALEFS).map(|(at, alef)| at + alef.len());
    at.any(|at| spelt[at..].starts_with(rest))
}

/// What it costs more for a closed-class word to stand with these clitics; `None` when it cannot.
fn closed_cost(closed: &Closed, base: &Candidate, particle: Option<Particle>) -> Option<i32> {
    // «لا بد»: a title of one letter stands alone.
    if closed.class == "rank" && !base.proclitics.is_empty() && closed.keys.first().is_some_and(|key| key.chars().count() == 1) {
        return None;
    }
    match closed.class.as_str() {
        "procl" | "encl" => return None,
        "rank" | "status" => {}
        _ if base.definite => return None,
        _ => {}
    }
    if base.enclitic.is_some() && !matches!(closed.class.as_str(), "prep" | "sub" | "quant" | "neg" | "conj") {
        return None;
    }
    match particle {
        Some(Particle::Future) => None,
        // «كانت» is no «أنت» with a preposition.
        Some(_) if matches!(closed.class.as_str(), "conj" | "fut" | "perf" | "pron") => None,
        Some(_) => Some(30),
        // «أما» is hardly ever a mother.
        None if closed.class == "topic" => Some(-TOPIC),
        None => Some(0),
    }
}

fn person_cost(feats: Feats) -> i32 {
    let person = match feats.person {
        1 => 70,
        2 => 150,
        _ => 0,
    };
    let aspect = if feats.aspect == Some(Aspect::Imper) { 250 } else { 0 };
    let voice = if feats.voice == Voice::Pass { 80 } else { 0 };
    // A participle that the lexicon lists as a word of its own is that word.
    let participle = if matches!(feats.verb_form, Some(VerbForm::ActPart | VerbForm::PassPart)) { 30 } else { 0 };
    person + aspect + voice + participle
}

fn changes_when_bound(surface: &str) -> bool {
    surface.ends_with(['\u{0629}', '\u{0649}'])
}

fn empty(key: &str) -> Candidate {
    Candidate {
        proclitics: SmallVec::new(),
        stem_start: 0,
        stem_end: key.len(),
        definite: false,
        enclitic: None,
        upos: Upos::X,
        lemma: None,
        feats: Feats::default(),
        closed: None,
        known: false,
        exact: false,
        quantifies: false,
        cost: 0,
    }
}

fn plain(token: &Token, upos: Upos) -> Candidate {
    Candidate { upos, known: true, ..empty(&token.key) }
}

/// A candidate with nothing known but its letters.
pub(super) fn bare_candidate(key: &str) -> Candidate {
    empty(key)
}

/// The part of speech of a closed class.
pub(super) fn upos_of_class(class: &str) -> Upos {
    match class {
        "prep" => Upos::Adp,
        "conj" => Upos::Cconj,
        "sub" | "contracted" => Upos::Sconj,
        "neg" | "fut" | "perf" | "interrog" | "topic" => Upos::Part,
        "pron" | "encl" => Upos::Pron,
        "dem" | "rel" | "quant" => Upos::Det,
        "adv" => Upos::Adv,
        "status" => Upos::Adj,
        "rank" => Upos::Noun,
        "interj" => Upos::Intj,
        _ => Upos::X,
    }
}
