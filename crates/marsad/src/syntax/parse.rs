//! One sentence with everything that later stages ask of it.

use super::clause::{Argument, Arguments, verb_arguments};
use super::phrase::{Chunker, Phrase, describing, find_phrases, is_quote};
use crate::mention::{Introduced, NameMatch, Named, find_names, tell_persons, tell_titles};
use crate::morph::{Word, analyze};
use crate::pack::{Aspect, Gender, Lang, Number, Slot, Upos};
use crate::span::Span;
use crate::text::{Sentence, Text};
use crate::time::TimeExpr;

/// A sentence analysed.
///
/// Shape: `words` in order; names, times and phrases disjoint among themselves and in order; `clauses` one a finite verb.
#[derive(Debug)]
pub struct Parse {
    /// Its tokens and paragraph.
    pub sentence: Sentence,
    /// From its first token to its last.
    pub span: Span,
    /// Its words.
    pub words: Vec<Word>,
    /// Names of the knowledge base in it.
    pub names: Vec<NameMatch>,
    /// Time expressions in it.
    pub times: Vec<TimeExpr>,
    /// Noun phrases.
    pub phrases: Vec<Phrase>,
    /// Finite verbs with their slots.
    pub clauses: Vec<(usize, Arguments)>,
    /// First word after the dateline.
    pub start: usize,
}

/// Gives names of states and bodies the gender that verbs agree with: «أعلنت مصر», «أعلن العراق».
fn tell_gender(words: &mut [Word], names: &[NameMatch], lang: &Lang) {
    for name in names {
        let city = name.named.iter().any(|named| matches!(named, Named::Metonym(_)));
        // «دعا الكرملين»: what ends a name is no case of a plural.
        let feats = &mut words[name.words.start].feats;
        if city && feats.number == Some(Number::Plur) {
            (feats.case, feats.number, feats.gender) = (None, Some(Number::Sing), Some(Gender::Masc));
        }
        // «اتهمت تل أبيب»: nor is the city what its first word names.
        let place = name.words.len() > 1 && name.named.iter().any(|named| matches!(named, Named::Place(_)));
        if city && place {
            words[name.words.start].feats.gender = Some(Gender::Fem);
        }
        // «نددت جنوب أفريقيا», «أعلن جنوب السودان»: news has either for a state whose name begins with a direction.
        let state = |row: u32| lang.tables.actors[row as usize].kind == "state";
        let one = name.words.len() > 1 && name.named.iter().any(|named| matches!(*named, Named::Actor(row) if state(row)));
        let first = &mut words[name.words.start];
        if one && !first.definite && first.feats.gender == Some(Gender::Masc) {
            first.feats.gender = None;
            continue;
        }
        if words[name.words.start].feats.gender.is_some() {
            continue;
        }
        let gender = name.named.iter().find_map(|named| match *named {
            // Cities are feminine whatever the state is: «قدمت بغداد»; a palace is not: «قال الكرملين».
            Named::Metonym(_) => name.named.iter().any(|named| matches!(named, Named::Place(_))).then_some(Gender::Fem),
            Named::Actor(row) => {
                let actor = &lang.tables.actors[row as usize];
                actor.gender.or((actor.kind == "state").then_some(Gender::Fem))
            }
            _ => None,
        });
        words[name.words.start].feats.gender = gender;
    }
}

/// Whether a word is part of a time expression.
fn is_timed(word: &Word, times: &[TimeExpr]) -> bool {
    let at = times.partition_point(|time| time.tokens.end <= word.token);
    times.get(at).is_some_and(|time| time.tokens.contains(&word.token))
}

/// Makes nouns of the words of times whose letters a verb has too: «أمس الخميس», «في مارس».
fn tell_times(words: &mut [Word], times: &[TimeExpr]) {
    for word in words.iter_mut().filter(|word| word.is_verb() && is_timed(word, times)) {
        word.upos = Upos::Noun;
        word.lemma = None;
        word.ties.clear();
    }
}

/// Takes from the verbs of a relative clause what the clause around it goes on with.
fn close_inner(clauses: &mut [(usize, Arguments)], phrases: &[Phrase]) {
    for outer in 0..clauses.len() {
        let Some(cut) = clauses[outer].1.cut.clone() else { continue };
        for (_, inner) in clauses[outer + 1..].iter_mut().take_while(|(verb, _)| *verb < cut.end) {
            let own = |argument: &Argument| !matches!(argument, Argument::Phrase(at) if phrases[*at].begin >= cut.end);
            inner.slots.retain(|(_, argument)| own(argument));
            inner.complement = inner.complement.filter(|start| *start < cut.end);
            inner.end = inner.end.min(cut.end);
        }
    }
}

/// «قتل وجرح في المعارك نحو خمسين», «دان واستنكر الأزهر الهجوم»: a verb that another is joined to with nothing between has what that one has.
/// «تقتل وتخطف المدنيين»: an object that follows the second is of both, and what looked like its subject is that object.
fn share_joined(clauses: &mut [(usize, Arguments)], words: &[Word], phrases: &[Phrase], lang: &Lang) {
    for at in (1..clauses.len()).rev() {
        let (before, rest) = clauses.split_at_mut(at);
        let (Some((verb, bare)), (next, told)) = (before.last_mut(), &mut rest[0]) else { continue };
        let joined = *verb + 2 == *next && words[*verb + 1].is_sub("conj", "coord", lang);
        let alike = words[*verb].feats.aspect == words[*next].feats.aspect && words[*verb].feats.number == words[*next].feats.number;
        let follows = !told.subject_first && told.at(Slot::Subject).any(|subject| !matches!(subject, Argument::Pronoun(_)));
        let nothing = bare.slots.iter().all(|(slot, argument)| *slot == Slot::Subject && matches!(argument, Argument::Pronoun(_)));
        if joined && alike && follows && nothing && bare.complement.is_none() {
            *bare = Arguments { verb: *verb, passive: bare.passive, ..told.clone() };
        }
        // «الحركة تقتل وتخطف المدنيين»: and whose object follows both; «أن جنديا قتل وجرح اثنان» may be two passives.
        let feats = &words[*verb].feats;
        let active = feats.aspect == Some(Aspect::Imp) || feats.number != Some(Number::Sing);
        let lacks = bare.slots.iter().all(|(slot, _)| *slot == Slot::Subject) && bare.complement.is_none();
        let transitive = |verb: usize| words[verb].lemmas().any(|lemma| lang.lemma(lemma).transitive);
        if joined && alike && active && !nothing && lacks && transitive(*verb) && transitive(*next) {
            let after = |(slot, argument): &(Slot, Argument)| {
                matches!(slot, Slot::Subject | Slot::Object) && matches!(argument, Argument::Phrase(at) if phrases[*at].begin > *next)
            };
            let Some(first) = told.slots.iter().position(after) else { continue };
            if told.slots[first].0 == Slot::Subject {
                told.slots.retain(|(slot, _)| *slot != Slot::Object);
                told.slots.iter_mut().filter(|(slot, _)| *slot == Slot::Subject).for_each(|(slot, _)| *slot = Slot::Object);
                told.slots.extend(bare.slots.iter().cloned());
            }
            let objects: Vec<_> = told.slots.iter().filter(|(slot, _)| *slot == Slot::Object).cloned().collect();
            bare.slots.extend(objects);
        }
    }
}

impl Parse {
    /// Analyses one sentence; `times` are the time expressions found in its tokens, `introduced` the persons named before it.
    ///
    /// Cost: linear in the sentence, with at most 60 words looked at for each verb.
    #[must_use]
    pub fn new(body: &str, text: &Text, sentence: &Sentence, times: Vec<TimeExpr>, introduced: &Introduced, lang: &Lang) -> Self {
        let mut words = analyze(body, &text.tokens, sentence, lang);
        let names = find_names(&words, &text.tokens, introduced, lang);
        tell_persons(&mut words, &names);
        tell_titles(&mut words, &names, lang);
        tell_gender(&mut words, &names, lang);
        tell_times(&mut words, &times);
        let is_time = |idx: usize| is_timed(&words[idx], &times);
        let chunker = Chunker { words: &words, names: &names, is_time: &is_time, lang };
        let phrases = find_phrases(&chunker);
        for idx in describing(&chunker, &phrases) {
            let word = &mut words[idx];
            (word.upos, word.lemma) = (Upos::Adj, None);
            word.ties.retain(|lemma| lang.lemma(*lemma).upos == Upos::Verb);
        }
        let first_token = sentence.tokens.start + sentence.n_dateline;
        let start = words.iter().position(|word| word.token >= first_token).unwrap_or(0);
        // «أعلن الملك - حفظه الله - …»: what begins with a verb is no dateline.
        let start = if words.first().is_some_and(Word::is_verb) { 0 } else { start };
        let mut clauses: Vec<(usize, Arguments)> =
            (0..words.len()).filter(|idx| words[*idx].is_verb()).map(|idx| (idx, verb_arguments(idx, &words, &phrases, lang))).collect();
        close_inner(&mut clauses, &phrases);
        share_joined(&mut clauses, &words, &phrases, lang);
        Self { sentence: sentence.clone(), span: text.span(sentence), words, names, times, phrases, clauses, start }
    }

    /// The phrase that holds a word.
    #[must_use]
    pub fn phrase_of(&self, word: usize) -> Option<usize> {
        let at = self.phrases.partition_point(|phrase| phrase.words.end <= word);
        self.phrases.get(at).filter(|phrase| phrase.words.contains(&word)).map(|_| at)
    }

    /// The span from one word to another.
    #[must_use]
    pub fn span_of(&self, words: std::ops::Range<usize>) -> Span {
        match (self.words.get(words.start), self.words.get(words.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The name of an actor, a person or a place that a word is part of.
    #[must_use]
    pub fn name_of(&self, word: usize) -> Option<&NameMatch> {
        let at = self.names.partition_point(|name| name.words.end <= word);
        let name = self.names.get(at).filter(|name| name.words.contains(&word))?;
        name.named.iter().any(|named| !matches!(named, Named::Title(_) | Named::Office(_))).then_some(name)
    }

    /// Whether a word is part of the name of an actor, a person or a place.
    #[must_use]
    pub fn in_name(&self, word: usize) -> bool {
        self.name_of(word).is_some()
    }

    /// Whether a word is part of a time expression.
    #[must_use]
    pub fn in_time(&self, word: usize) -> bool {
        is_timed(&self.words[word], &self.times)
    }

    /// The clause that «مؤكدا» belongs to: the last before it that is not what another verb introduces («أعلن أن …، متهما»).
    #[must_use]
    pub fn main_clause_before(&self, word: usize, lang: &Lang) -> Option<&(usize, Arguments)> {
        // «قال: «روسيا قصفت كييف»، داعيا إلى …»: what stands between quotation marks before it is another's.
        let opened = word.checked_sub(2).filter(|at| self.words[word - 1].is_mark("،,") && is_quote(&self.words[*at]));
        let opened = opened.and_then(|close| (0..close).rev().find(|at| is_quote(&self.words[*at]))).unwrap_or(word);
        let mut at = self.clauses.iter().rposition(|(verb, _)| *verb < opened)?;
        // «طالب بوقف القصف الذي تشنه إسرائيل، داعيا مصر إلى التوسط»: beyond a comma it goes on with what the relative clause stands in.
        // «مصر التي انتقدها الرئيس، مطالبا إياها»: not where it agrees with who acts in that.
        if self.words[word - 1].is_mark("،,") {
            // «أشاد بالمقاتلين الذين طردوا الحوثيين، مبينا»: one does not agree with several.
            let feats = |at: usize| (self.words[at].feats.gender, self.words[at].feats.number == Some(Number::Plur));
            let speaks = |at: usize| self.words[at].lemmas().any(|lemma| lang.reporting.contains_key(&lemma));
            // «أدان الهجوم الذي نفذه داعش، مطالبا روسيا»: nor does whoever strikes say anything.
            let strikes = |at: usize| {
                let word = &self.words[self.clauses[at].0];
                let mut rows = word.lemmas().filter_map(|lemma| lang.frames.get(&lemma)).flatten();
                let quad = |row: &u32| lang.tables.event_types[lang.tables.frames[*row as usize].event_type as usize].quad;
                !speaks(self.clauses[at].0) && rows.any(|row| quad(row) == 4)
            };
            let inner =
                |at: usize| self.clauses[at].1.relative && (feats(self.clauses[at].0) != feats(word) || speaks(word) && strikes(at));
            while let Some(outer) = at.checked_sub(1).filter(|_| inner(at)) {
                at = outer;
            }
        }
        while let Some(outer) =
            self.clauses[..at].iter().rposition(|(_, clause)| clause.complement.is_some_and(|start| start <= self.clauses[at].0))
        {
            at = outer;
        }
        self.clauses.get(at)
    }

    /// The slots of the verb at a word.
    #[must_use]
    pub fn clause(&self, verb: usize) -> Option<&Arguments> {
        let at = self.clauses.binary_search_by_key(&verb, |(verb, _)| *verb).ok()?;
        Some(&self.clauses[at].1)
    }
}
