//! What goes out of a sentence: drafts with spans in bytes → claims, statements, figures and roles with spans in code points.

mod attribution;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::actor::Who;
use crate::coded::{
    ArticleHeader, By, ChainLink, Claim, CodedArticle, Condition, EventDate, EventPlace, Factuality, Figure, Note, Party, Plover, Role,
    RoleAssertion, Statement,
};
use crate::coder::{Coded, Part};
use crate::event::{Draft, Judged, confidence, features, place_of, time_of};
use crate::number::NumberExpr;
use crate::pack::{Aspect, Content, Lang, Slot, Upos};
use crate::place::{Located, Somewhere};
use crate::span::Span;
use crate::syntax::{Argument, Parse};
use crate::time::TimeExpr;

/// Longest evidence quote, in characters.
const MAX_EVIDENCE: usize = 280;

/// Writes the sentences of one text.
pub(crate) struct Output<'a, 'l> {
    part: &'a Part<'a>,
    day: Option<Date>,
    hash: String,
    lang: &'l Lang,
    /// The agency of the dateline.
    agency: Option<ChainLink>,
}

impl<'a, 'l> Output<'a, 'l> {
    pub fn new(part: &'a Part<'a>, day: Option<Date>, header: &ArticleHeader, lang: &'l Lang) -> Self {
        Self { part, day, hash: header.hash.clone(), lang, agency: None }
    }

    /// Appends everything that a sentence tells.
    pub fn write(&mut self, sentence: &Coded<'_, 'l>, places: &[(usize, Slot, Located)], coded: &mut CodedArticle) {
        self.read_dateline(sentence.parse);
        let figures: Vec<(usize, Figure)> = sentence.numbers.iter().filter_map(|number| self.figure(number, sentence)).collect();
        for judged in &sentence.acts {
            let claim = self.claim(judged, sentence, places, &figures);
            coded.claims.push(claim);
        }
        coded.figures.extend(figures.into_iter().map(|(_, figure)| figure));
        self.statements(sentence, coded);
        self.roles(sentence, coded);
    }

    fn span(&self, span: Span) -> [u32; 2] {
        self.part.points.span(span)
    }

    fn party(&self, who: &Who<'_>) -> Party {
        who.party(self.part.text, &self.part.points, self.lang)
    }

    fn read_dateline(&mut self, parse: &Parse) {
        let media = parse.names.iter().filter(|name| name.words.start < parse.start).find_map(|name| {
            let row = name.named.iter().find_map(|named| match *named {
                crate::mention::Named::Actor(row) if self.lang.tables.actors[row as usize].role == Role::Med => Some(row),
                _ => None,
            })?;
            Some((row, parse.span_of(name.words.clone())))
        });
        if let Some((row, span)) = media {
            let actor = Some(self.lang.tables.actors[row as usize].id.clone());
            self.agency = Some(ChainLink { role: "agency".into(), actor, name: span.of(self.part.text).to_owned(), span: self.span(span) });
        }
    }

    fn claim(
        &self,
        judged: &Judged<'l>,
        sentence: &Coded<'_, 'l>,
        places: &[(usize, Slot, Located)],
        figures: &[(usize, Figure)],
    ) -> Claim {
        let parse = sentence.parse;
        let draft = &judged.draft;
        let tables = &self.lang.tables;
        let frame = &tables.frames[draft.frame as usize];
        let event_type = &tables.event_types[frame.event_type as usize];
        let mode = frame.mode.as_ref().and_then(|mode| event_type.modes.iter().find(|entry| entry.name == *mode));
        let trigger = self.span(parse.words[draft.trigger].span);
        let (plover_type, plover_mode) = match mode.and_then(|mode| mode.plover.clone()) {
            Some((plover_type, plover_mode)) => (plover_type, plover_mode),
            None => (event_type.plover.clone().unwrap_or_else(|| event_type.name.clone()), frame.mode.clone()),
        };
        let located = place_of(draft, places, parse, self.lang);
        let mut attribution = self.attribution(draft.trigger, sentence);
        let source: Vec<Party> = draft.source.iter().map(|who| self.party(who)).collect();
        // «أعلنت الجزائر أنها ستواصل»: who says of himself that he acts reports it of nobody.
        let own = |speaker: &Party| {
            source.iter().any(|party| party.by != By::Context && party.country == speaker.country && party.role == speaker.role)
        };
        // «تبنى التنظيم الهجوم»: a claim of responsibility rests on the claimant's word.
        let claims = |speaker: &Party| event_type.quad == 4 && speaker.role == Some(Role::Reb);
        attribution.speaker = attribution.speaker.filter(|speaker| !own(speaker) || claims(speaker));
        let date = time_of(draft, parse, self.lang).and_then(|time| self.date(time));
        // «يلتقي الوزيران غدا», «عن عقد اجتماع يوم 20 من الشهر المقبل»: what a present verb or a noun tells of a day to come is planned.
        let start = date.as_ref().and_then(|date| date.start.as_deref());
        let past = draft.verb && parse.words[draft.trigger].feats.aspect == Some(Aspect::Perf);
        let ahead = !past && start.zip(self.day).is_some_and(|(start, day)| *start > *day.to_string());
        let factuality = if ahead && judged.factuality == Factuality::Actual { Factuality::Planned } else { judged.factuality };
        Claim {
            id: self.id(trigger, &event_type.name),
            field: self.part.field,
            event_type: event_type.name.clone(),
            mode: frame.mode.clone(),
            contexts: frame.contexts.clone(),
            source,
            target: draft.target.iter().map(|who| self.party(who)).collect(),
            others: draft.others.iter().map(|who| self.party(who)).collect(),
            via: via(draft, event_type.content).map(|who| self.party(who)).collect(),
            condition: judged.condition.clone().map(|words| {
                let span = parse.span_of(words);
                Condition { text: span.of(self.part.text).to_owned(), span: self.span(span) }
            }),
            date,
            place: located.map(|located| self.place(located)),
            factuality,
            attribution,
            figures: figures
                .iter()
                .filter(|(word, _)| *word >= draft.arguments.verb.saturating_sub(3) && *word < draft.arguments.end)
                .map(|(_, figure)| figure.clone())
                .collect(),
            trigger,
            sentence: self.span(parse.span),
            evidence: evidence(self.part.text, parse.span, parse.words[draft.trigger].span),
            cameo: frame.cameo.clone().unwrap_or_else(|| mode.map_or_else(|| event_type.cameo.clone(), |mode| mode.cameo.clone())),
            plover: Plover { event_type: plover_type, mode: plover_mode },
            quad: event_type.quad,
            intensity: mode.map_or(event_type.intensity, |mode| mode.intensity),
            confidence: confidence(
                &features(judged, parse, sentence.opinions, self.part.field, (sentence.index, self.part.n_sentences), self.lang),
                self.lang,
            ),
            frame: frame.id.clone(),
            retells: None,
            denies: None,
        }
    }

    /// Stable for the same body, words and type.
    fn id(&self, trigger: [u32; 2], event_type: &str) -> String {
        use std::fmt::Write;
        let digest = Sha256::digest(format!("{} {:?} {trigger:?} {event_type}", self.hash, self.part.field).as_bytes());
        digest.iter().take(8).fold(String::with_capacity(16), |mut id, byte| {
            let _ = write!(id, "{byte:02x}");
            id
        })
    }

    fn date(&self, time: &TimeExpr) -> Option<EventDate> {
        let day = time.event_day();
        Some(EventDate {
            edtf: day.edtf?,
            start: day.start.map(|day| day.to_string()),
            end: day.end.map(|day| day.to_string()),
            precision: day.precision.into(),
            span: self.span(time.span),
            carried: false,
        })
    }

    fn place(&self, located: Located) -> EventPlace {
        let name = located.span.of(self.part.text).to_owned();
        let span = self.span(located.span);
        let place = match located.place {
            Somewhere::Place(row) => &self.lang.tables.places[row as usize],
            Somewhere::State(row) => {
                let state = &self.lang.tables.actors[row as usize];
                let (id, country) = (state.id.clone(), Some(state.country.clone()));
                let precision = "country".to_owned();
                return EventPlace { name, id, geonames: None, lat: None, lon: None, country, precision, span, carried: false };
            }
        };
        // The land around a town has not the town's point.
        let point = Some(place).filter(|_| !located.region);
        EventPlace {
            name,
            id: place.id.clone(),
            geonames: point.and_then(|place| place.geonames),
            lat: point.and_then(|place| place.lat),
            lon: point.and_then(|place| place.lon),
            country: Some(place.country.clone()).filter(|code| !code.is_empty()),
            precision: if located.region { "region".to_owned() } else { place.kind.clone() },
            span,
            carried: false,
        }
    }

    fn statements(&self, sentence: &Coded<'_, 'l>, coded: &mut CodedArticle) {
        let parse = sentence.parse;
        for said in sentence.said {
            let utterance = &said.utterance;
            let Some(row) = utterance.reporting else { continue };
            let clause = parse.clause(utterance.cue);
            let phrase = |argument: &Argument| if let Argument::Phrase(at) = argument { Some(*at) } else { None };
            let addressee =
                clause.into_iter().flat_map(|clause| clause.at(Slot::L).chain(clause.at(Slot::Object))).filter_map(phrase).find_map(|at| {
                    let told = parse.phrases[at].words.end <= utterance.content.start;
                    sentence.whos[at].iter().find(|who| who.country.is_some() && told)
                });
            // «بشأن الملف النووي»
            let topic = clause.into_iter().flat_map(|clause| clause.at(Slot::Over).chain(clause.at(Slot::About))).find(|argument| {
                let pronoun = phrase(argument).is_none_or(|at| parse.words[parse.phrases[at].head].upos == Upos::Pron);
                **argument != utterance.speaker && !pronoun
            });
            let mut end = utterance.content.end;
            while end > utterance.content.start + 1 && parse.words[end - 1].is_mark(".؛،") {
                end -= 1;
            }
            coded.statements.push(Statement {
                field: self.part.field,
                speaker: said.whos.first().map(|who| self.party(who)),
                addressee: addressee.map(|who| self.party(who)),
                topic: topic.and_then(phrase).map(|at| self.span(parse.span_of(parse.phrases[at].words.clone()))),
                content: self.span(parse.span_of(utterance.content.start..end)),
                verb: self.span(parse.words[utterance.cue].span),
                force: self.lang.tables.reporting[row as usize].force.clone(),
                quoted: if utterance.direct { "direct".into() } else { "indirect".into() },
                attribution: self.carried(said, sentence),
            });
        }
    }

    fn figure(&self, number: &NumberExpr, sentence: &Coded<'_, 'l>) -> Option<(usize, Figure)> {
        let word = sentence.parse.words.iter().position(|word| word.token >= number.tokens.start)?;
        if number.counted.is_none() && number.unit.is_none() {
            return None;
        }
        Some((
            word,
            Figure {
                field: self.part.field,
                what: number.what.clone(),
                value: number.value,
                low: number.low,
                high: number.high,
                modifier: number.modifier.map(Into::into),
                unit: number.unit.clone(),
                counted: number.counted.map(|span| span.of(self.part.text).to_owned()),
                span: self.span(number.whole),
                attribution: self.attribution(word, sentence),
            },
        ))
    }

    fn roles(&self, sentence: &Coded<'_, 'l>, coded: &mut CodedArticle) {
        let tables = &self.lang.tables;
        for who in sentence.whos.iter().flatten() {
            let (Some(title), Some(name)) = (who.title, who.named) else { continue };
            if who.assumed {
                continue;
            }
            let office =
                who.office.map_or_else(|| tables.titles[title as usize].id.clone(), |office| tables.offices[office as usize].id.clone());
            let span = self.span(name);
            if let Some(held) = who
                .office
                .map(|office| &tables.offices[office as usize])
                .filter(|held| held.title != tables.titles[title as usize].id && who.person.is_some())
            {
                let text = format!("the text says {}, the knowledge base {} on that day", tables.titles[title as usize].en, held.en);
                coded.notes.push(Note { field: self.part.field, kind: "office-differs".into(), span, text });
            }
            if who.office.is_none() && who.country.is_some() {
                let text = format!("no office {} of {} is known", tables.titles[title as usize].id, who.country.unwrap_or_default());
                coded.notes.push(Note { field: self.part.field, kind: "unknown-office".into(), span, text });
            }
            coded.roles.push(RoleAssertion {
                field: self.part.field,
                name: name.of(self.part.text).to_owned(),
                office,
                country: who.country.map(str::to_owned),
                on: self.day.map(|day| day.to_string()),
                span,
            });
        }
    }
}

/// Through whom words of what has not happened went: states, organisations and their officials, no sites and no media.
fn via<'d, 'l>(draft: &'d Draft<'l>, content: Content) -> impl Iterator<Item = &'d Who<'l>> {
    let goes_between =
        |who: &&Who<'l>| !who.assumed && who.is_known() && matches!(who.role, None | Some(Role::Gov | Role::Mil | Role::Spy | Role::Pty));
    let named = |who: &&Who<'l>| matches!(who.by, By::Name | By::Office | By::Metonym | By::Nisba);
    draft.others.iter().filter(move |_| content == Content::Withheld).filter(goes_between).filter(named)
}

/// The sentence, or as much of it around the trigger as a short quote may have.
fn evidence(text: &str, sentence: Span, trigger: Span) -> String {
    let whole = sentence.of(text);
    if whole.chars().count() <= MAX_EVIDENCE {
        return whole.to_owned();
    }
    let before = text.get(sentence.start as usize..trigger.start as usize).unwrap_or("");
    let after = text.get(trigger.start as usize..sentence.end as usize).unwrap_or("");
    let head: Vec<char> = before.chars().rev().take(MAX_EVIDENCE / 3).collect();
    let mut head: String = head.into_iter().rev().collect();
    if head.len() < before.len() {
        head = head.split_once(' ').map_or(head.clone(), |(_, rest)| format!("… {rest}"));
    }
    let mut tail: String = after.chars().take(MAX_EVIDENCE * 2 / 3).collect();
    if tail.len() < after.len() {
        tail = tail.rsplit_once(' ').map_or(tail.clone(), |(rest, _)| format!("{rest} …"));
    }
    head + &tail
}
