//! To which act a time or a place belongs: the nearest verb or event noun before it that can have it.
//!
//! In: a draft, and the word at which a time or a place begins. Out: whether it is the draft's.
//!
//! «حمّلت المعارضة دمشق مسؤولية اغتيال النائب في بيروت في 14 شباط»: day and town are the assassination's, not the accusation's. «قُتل
//! خمسة في غارة على السوق أمس»: what happened in the raid happened when and where the raid did.
//!
//! Another act between may be passed where it tells the same («شنّ هجوما»), where it is the circumstance of this one («خلال اجتماع في
//! جدة», «حين انفجرت سيارة أمس»), or where it tells on of the noun («الهجوم الذي استهدف أمس …»).

use super::draft::Draft;
use crate::morph::{Part, Word};
use crate::pack::{AgentClass, Lang, LemmaId, Number, Slot, Upos, VerbForm};
use crate::syntax::{Argument, Parse};

/// What is to be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Circumstance {
    /// When.
    Time,
    /// Where.
    Place,
    /// Which place it is aimed at: «على», «إلى», an object.
    Aim,
}

/// An act with the words that its times and places may follow.
pub(super) struct Act<'a, 'l> {
    pub draft: &'a Draft<'l>,
    pub parse: &'a Parse,
    pub lang: &'l Lang,
    /// Its trigger, and the verb that carries it or whose subject it is.
    pub anchors: Vec<usize>,
    /// The event type, as a row.
    event_type: u8,
}

impl<'a, 'l> Act<'a, 'l> {
    pub fn new(draft: &'a Draft<'l>, parse: &'a Parse, lang: &'l Lang) -> Self {
        let event_type = lang.tables.frames[draft.frame as usize].event_type;
        let mut act = Self { draft, parse, lang, anchors: vec![draft.trigger], event_type };
        act.anchors.extend(draft.carrier.filter(|carrier| !act.is_reported(*carrier)));
        act.anchors.extend(act.predicate());
        act.anchors.extend(act.cause());
        act
    }

    /// Whether something is done rather than said: cooperation and conflict that is material.
    pub fn is_material(&self) -> bool {
        matches!(self.lang.tables.event_types[self.event_type as usize].quad, 2 | 4)
    }

    /// Whether it is conflict that is material.
    pub fn is_hostile(&self) -> bool {
        self.lang.tables.event_types[self.event_type as usize].quad == 4
    }

    /// Whether both sides do it, as they do when they meet.
    pub fn is_mutual(&self) -> bool {
        self.lang.tables.frames[self.draft.frame as usize].symmetric
    }

    /// Whether it is of a type that both sides may do: «استقبل» tells a meeting too.
    pub fn is_of_two(&self) -> bool {
        self.lang.tables.frames.iter().any(|frame| frame.symmetric && frame.event_type == self.event_type)
    }

    /// Whether what begins at word `at`, after the act, belongs to it.
    pub fn owns(&self, at: usize, what: Circumstance) -> bool {
        self.anchors.iter().any(|anchor| *anchor < at && self.is_open(*anchor, at, what))
    }

    /// Whether words after the act open another one's clause: «…، وفي الموصل قُتل …».
    pub fn opens_next(&self, words: std::ops::Range<usize>) -> bool {
        let all = &self.parse.words;
        let joined = all[..words.start].iter().rev().find(|word| word.slot.is_none()).is_some_and(|word| word.upos == Upos::Cconj);
        joined && words.end != self.draft.trigger && all.get(words.end).is_some_and(Word::is_verb)
    }

    /// Whether no other act stands between that would have it.
    fn is_open(&self, anchor: usize, at: usize, what: Circumstance) -> bool {
        (anchor + 1..at).rev().all(|idx| {
            let word = &self.parse.words[idx];
            if self.parse.in_time(idx) || self.parse.names.iter().any(|name| name.words.contains(&idx)) {
                return true;
            }
            if word.is_verb() {
                return self.passes_verb(idx, at, what);
            }
            let closes = word.is_sub("sub", "that", self.lang) || word.is_sub("sub", "while", self.lang) || word.is_mark(".؛!؟:");
            !closes && (!self.is_act(idx) || self.passes_noun(idx, at, what))
        })
    }

    /// Whether a verb tells about the act: when «كشف عن إجراء مباحثات» is said is not when they were held; what is declared («أعلن مصادرة»)
    /// is done by declaring it.
    pub fn is_reported(&self, by: usize) -> bool {
        let holds =
            |argument: &Argument| matches!(argument, Argument::Phrase(at) if self.parse.phrases[*at].words.contains(&self.draft.trigger));
        let about = self.parse.clause(by).is_some_and(|clause| clause.at(Slot::About).any(holds));
        about && self.parse.words[by].lemmas().any(|lemma| self.lang.reporting.contains_key(&lemma))
    }

    /// Whether a verb is an act of words about the act: when «أدانت المنظمة قصف عدن» is said is not when Aden was shelled.
    pub fn is_answered(&self, by: usize) -> bool {
        let (trigger, parse) = (self.draft.trigger, self.parse);
        let holds = |argument: &Argument| matches!(argument, Argument::Phrase(at) if parse.phrases[*at].words.contains(&trigger));
        let rows = parse.words[by].lemmas().filter_map(|lemma| self.lang.frames.get(&lemma)).flatten();
        let mut frames = rows.map(|row| &self.lang.tables.frames[*row as usize]);
        self.is_material()
            && frames.any(|frame| {
                let verbal = matches!(self.lang.tables.event_types[frame.event_type as usize].quad, 1 | 3);
                let about = |slot: &Slot| parse.clause(by).is_some_and(|clause| clause.at(*slot).any(holds));
                verbal
                    && frame.verbs.iter().any(|verb| parse.words[by].lemmas().any(|lemma| lemma == *verb))
                    && frame.target.iter().any(about)
            })
    }

    fn passes_verb(&self, verb: usize, at: usize, what: Circumstance) -> bool {
        let words = &self.parse.words;
        let own = verb == self.draft.trigger || self.anchors.contains(&verb);
        if own || words[verb].lemmas().any(|lemma| self.lang.is_auxiliary(lemma)) || self.tells_on(verb) {
            return true;
        }
        let before = (0..verb).rev().map(|idx| &words[idx]).find(|word| word.part != Part::Fixed && !word.is_class("perf", self.lang));
        // «حين انفجرت شاحنة أمس»: at the same time, in the same place.
        let at_once = before.is_some_and(|word| word.is_sub("sub", "when", self.lang)) && self.is_material();
        // «قتلوا بعد أن شنت القوات عملية أمس»: what an act follows that is of its kind.
        let follows = before.is_some_and(|word| word.is_sub("sub", "after", self.lang)) && self.is_hostile() && self.is_same(verb);
        // «قُتل ثلاثة وأصيب خمسة في انفجار في …»
        let joined = before.is_some_and(|word| word.upos == Upos::Cconj) && words[verb].lemmas().any(|lemma| self.has_type(lemma));
        // «منطقة بادر»: what a region is called is no verb.
        let named = before.is_some_and(|word| !word.definite && word.lemmas().any(|lemma| self.lang.is_whereabouts(lemma, "region")));
        // «قتلوا في تفجير استهدف سوقا في بغداد»
        let told = what == Circumstance::Time && self.has_time(verb, at)
            || (what == Circumstance::Time || what == Circumstance::Place && self.is_material()) && self.tells_of_circumstance(verb);
        at_once || follows || joined && what != Circumstance::Aim || named || told
    }

    /// «قُتل في هجوم وقع أمس», «دعا في كلمة ألقاها أمس»: whether a verb tells when that took place during which the act did.
    fn tells_of_circumstance(&self, verb: usize) -> bool {
        let at = self.parse.phrases.partition_point(|phrase| phrase.words.end <= verb);
        let Some(phrase) = at.checked_sub(1).map(|at| &self.parse.phrases[at]) else { return false };
        let within = matches!(phrase.slot, Some(Slot::In | Slot::During));
        let linked = self.parse.words[phrase.words.end..verb].iter().all(|word| self.links(word));
        within && linked && phrase.begin > self.draft.trigger && self.only_occurs(verb)
    }

    /// Whether a verb tells, or carries, an act of the same type.
    fn is_same(&self, verb: usize) -> bool {
        let carried = |argument: &Argument| matches!(argument, Argument::Phrase(at) if self.is_carried(*at));
        self.parse.words[verb].lemmas().any(|lemma| self.has_type(lemma))
            || self.parse.clause(verb).is_some_and(|clause| clause.at(Slot::Object).any(carried))
    }

    /// «بعد أن شنت القوات عملية»: whether a later verb carries the noun of an act of the same type, by its phrase.
    fn is_carried(&self, phrase: usize) -> bool {
        let head = &self.parse.words[self.parse.phrases[phrase].head];
        let same = head.lemmas().any(|lemma| self.lang.types_of_noun(lemma).contains(&self.event_type));
        let carries = |verb: usize| self.parse.words[verb].lemmas().any(|lemma| self.lang.lights.contains_key(&lemma));
        let mut later = self.parse.clauses.iter().filter(|(verb, _)| *verb > self.draft.trigger && carries(*verb));
        same && later.any(|(_, clause)| clause.at(Slot::Object).any(|argument| *argument == Argument::Phrase(phrase)))
    }

    /// «وصف الانتخابات أمس بأنها معيبة», «بحث مع الوزير أمس عددا من المسائل»: whether what an act is about goes on after word `at`.
    fn goes_on(&self, at: usize) -> bool {
        let verb = if self.parse.words[self.draft.trigger].is_verb() { Some(self.draft.trigger) } else { self.draft.light };
        let Some(clause) = verb.and_then(|verb| self.parse.clause(verb)) else { return false };
        let later = |argument: &Argument| matches!(argument, Argument::Phrase(own) if self.parse.phrases[*own].begin > at);
        let about = [Slot::Object, Slot::B, Slot::To, Slot::About];
        clause.complement.is_some_and(|start| start > at) || about.iter().any(|slot| clause.at(*slot).any(later))
    }

    /// Whether a verb has a time of its own before word `at`: «يقيمون حاليا في مخيم» leaves the next time to others.
    fn has_time(&self, verb: usize, at: usize) -> bool {
        let tokens = self.parse.words[verb].token..self.parse.words[at].token;
        let mut times = self.parse.times.iter().filter(|time| tokens.contains(&time.tokens.start));
        times.any(|time| {
            !self.parse.clauses.iter().any(|(other, _)| {
                *other > verb && tokens.start < self.parse.words[*other].token && self.parse.words[*other].token < time.tokens.start
            })
        })
    }

    fn passes_noun(&self, noun: usize, at: usize, what: Circumstance) -> bool {
        let words = &self.parse.words;
        let verbal = words[self.draft.trigger].is_verb() || self.draft.light.is_some();
        // «شنت غارات», «وقّعا اتفاقا»
        let same = |types: &[u8]| !types.is_empty() && types.iter().all(|row| *row == self.event_type);
        if verbal && words[noun].lemmas().any(|lemma| same(self.lang.types_of_noun(lemma))) {
            return true;
        }
        let Some(own) = self.parse.phrase_of(noun) else { return true };
        // «وصفت هجوم الجمعة بأنه إرهابي»: of which day the noun is.
        let of_day = noun + 1 == at && !words[noun].definite;
        if what == Circumstance::Time && !of_day && self.goes_on(at) {
            return true;
        }
        let phrase = &self.parse.phrases[own];
        if phrase.words.contains(&self.draft.trigger) {
            return what == Circumstance::Time || self.is_material() || self.is_mutual();
        }
        // «قوات مكافحة الشغب»: a body is named after what it does.
        // «أكدت أهمية التعاون مع …»: a word that makes the verb this act.
        let needs = &self.lang.tables.frames[self.draft.frame as usize].needs;
        let needed = |word: &Word| word.lemmas().any(|lemma| needs.iter().any(|(_, lemmas)| lemmas.contains(&lemma)));
        // «طلبت عقد اجتماع هذا الأسبوع»: when it is to be done that is asked for, and not when it is asked.
        let content = self.lang.tables.event_types[self.event_type as usize].content_target.is_some();
        let to_do =
            content && what == Circumstance::Time && (noun + 1..at).all(|at| words[at].upos == Upos::Noun || words[at].upos == Upos::Adj);
        if verbal && !to_do && (needed(&words[noun]) || needed(&words[phrase.head]) && noun + 1 == phrase.words.end) {
            return true;
        }
        let body = words[phrase.head].lemmas().filter_map(|lemma| self.lang.agent(lemma));
        if phrase.head != noun && body.into_iter().any(|agent| agent.class != AgentClass::Person) {
            return true;
        }
        let verb = if words[self.draft.trigger].is_verb() { Some(self.draft.trigger) } else { self.draft.light };
        let fills = |slot: Slot| {
            let clause = verb.and_then(|verb| self.parse.clause(verb));
            clause.is_some_and(|clause| clause.at(slot).any(|argument| *argument == Argument::Phrase(own)))
        };
        // «وقّع رسالة الموافقة صباحا في القصر»: what does not stand right after the noun.
        let apart = (phrase.words.end..at).any(|idx| self.parse.in_time(idx) || words[idx].is_mark("،,"));
        match phrase.slot {
            Some(Slot::In | Slot::During) => true,
            Some(Slot::Because) => self.is_material(),
            // «أصيبوا بعد انفجار قنبلة أمس»
            Some(Slot::After) => {
                self.is_hostile() && words[noun].lemmas().any(|lemma| self.lang.types_of_noun(lemma).contains(&self.event_type))
            }
            Some(Slot::B) => self.is_material() || self.is_mutual(),
            // «اتفاق للتعاون في مجال الطاقة»: what two sides agree on.
            Some(Slot::L) => self.is_mutual(),
            // «منذ اندلاع الاحتجاجات في 25 يناير»: what goes on began then.
            Some(Slot::From) => what == Circumstance::Time && self.lang.is_since(&words[phrase.begin].key),
            Some(_) => false,
            None if fills(Slot::Subject) || self.is_hostile() && self.is_carried(own) => true,
            // «أنهت المعارضة اعتصامها الأربعاء»: what is done to an act is done then and there; what is said of it is not.
            None if phrase.head == noun => {
                (apart || self.is_material() || self.is_mutual() && what == Circumstance::Time) && fills(Slot::Object)
            }
            None => apart && what != Circumstance::Time && fills(Slot::Object),
        }
    }

    /// Whether a word tells an act of its own.
    fn is_act(&self, idx: usize) -> bool {
        let word = &self.parse.words[idx];
        let event = word.feats.verb_form == Some(VerbForm::Masdar) || word.lemmas().any(|lemma| self.lang.is_event_noun(lemma));
        // «إدارة», «تنظيم» name bodies; «مسيرة» may be a march.
        let body = word.lemmas().filter_map(|lemma| self.lang.agent(lemma)).any(|agent| agent.class != AgentClass::Asset);
        event && !body && idx != self.draft.trigger && word.upos != Upos::Adj
    }

    /// Whether a verb tells on of the noun right before it: «غارة شنها المتمردون», «الهجوم الذي وقع», «القصف تجدد»; not «الهجوم الذي
    /// دانته واشنطن».
    pub fn tells_on(&self, verb: usize) -> bool {
        let trigger = self.draft.trigger;
        let words = &self.parse.words;
        if words[trigger].is_verb() || verb < trigger {
            return false;
        }
        let end = self.parse.phrase_of(trigger).map_or(trigger + 1, |at| self.parse.phrases[at].words.end);
        let between = words.get(end..verb).unwrap_or_default();
        // «توطين لاجئين يقيمون في …»: the plural tells on of people.
        let plural =
            matches!(words[verb].feats.number, Some(Number::Plur | Number::Dual)) && !words.get(verb + 1).is_some_and(Word::is_enclitic);
        end <= verb && !plural && between.iter().all(|word| self.links(word)) && self.only_occurs(verb)
    }

    fn links(&self, word: &Word) -> bool {
        word.is_class("rel", self.lang) || word.is_class("perf", self.lang) || crate::syntax::is_quote(word)
    }

    /// Whether a verb tells no other act: it carries an event noun, has no frame, or one of the same type.
    fn only_occurs(&self, verb: usize) -> bool {
        let word = &self.parse.words[verb];
        let other = word.lemmas().any(|lemma| self.lang.reporting.contains_key(&lemma) || self.lang.frames.contains_key(&lemma));
        !other || word.lemmas().any(|lemma| self.lang.lights.contains_key(&lemma) || self.has_type(lemma))
    }

    fn has_type(&self, lemma: LemmaId) -> bool {
        let mut frames = self.lang.frames.get(&lemma).into_iter().flatten().map(|row| &self.lang.tables.frames[*row as usize]);
        frames.any(|frame| frame.event_type == self.event_type)
    }

    /// The verb whose subject the trigger noun is: «بدأت في العاصمة جولة محادثات».
    fn predicate(&self) -> Option<usize> {
        let at = self.parse.phrase_of(self.draft.trigger).filter(|_| !self.draft.verb)?;
        let clauses = self.parse.clauses.iter().filter(|(verb, _)| *verb < self.draft.trigger && self.only_occurs(*verb));
        clauses
            .filter(|(_, clause)| clause.at(Slot::Subject).any(|argument| *argument == Argument::Phrase(at)))
            .map(|(verb, _)| *verb)
            .next()
    }

    /// The event noun whose result the act is: «غارة على السوق أدت إلى مقتل خمسة».
    fn cause(&self) -> Option<usize> {
        let clause = self.parse.clause(self.draft.light.filter(|_| self.draft.result)?)?;
        clause.at(Slot::Subject).find_map(|argument| match argument {
            Argument::Phrase(at) => Some(self.parse.phrases[*at].head),
            _ => None,
        })
    }
}
