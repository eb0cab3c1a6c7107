//! What the words of a phrase tell, before it is decided whom they name.
//!
//! In: the words of a phrase, left to right. Out: [`Told`]. «وزير الدفاع العراقي سعدون الدليمي» tells a title, a country by its
//! adjective, and a person.
//!
//! It decides little: a family name that is an adjective too («السوداني»), a name that more of a name follows, a noun that points
//! back. Who all of it is together is for `resolve` to say.

use std::ops::Range;

use super::document::Document;
use super::who::{Who, told_country};
use crate::coded::{By, Role};
use crate::mention::{NameMatch, Named};
use crate::morph::{Part, Word};
use crate::pack::{AgentClass, Gender, Lang, LemmaId, Number, Upos};
use crate::place::choose;
use crate::syntax::{Parse, befalls_people, is_quote};

/// What a phrase told so far.
#[derive(Default)]
pub(super) struct Told<'l> {
    pub title: Option<u32>,
    pub office: Option<u32>,
    pub person: Option<u32>,
    pub person_words: Option<Range<usize>>,
    pub actor: Option<(u32, By)>,
    pub place: Option<&'l str>,
    pub country: Option<(&'l str, By)>,
    /// Another state whose adjective follows that of the first: «الاتفاق السعودي الإيراني».
    pub second: Option<&'l str>,
    pub agent: Option<(AgentClass, Role, usize)>,
    /// A relational adjective stands as a noun («الإيرانيون»).
    pub people: bool,
    /// Unknown name, by its words.
    pub name: Option<Range<usize>>,
    pub head: Option<LemmaId>,
    pub head_word: Option<usize>,
    /// A noun that names nobody leads the phrase («تصريحات الوزير»).
    pub thing: bool,
    pub pronoun: Option<usize>,
    /// An adjective tells that it is of no single state («العرب»).
    pub foreign: bool,
    /// What office a deputy stands in for («نائب الوزير»), by its role.
    pub deputy: Option<Role>,
    /// The office is held no more («الوزير السابق»).
    pub former: bool,
    /// Another word tells what the noun's people are («مصدر طبي», «مصدر رسمي»).
    pub described: bool,
    /// The body whose somebody is («متحدث باسم الوكالة»).
    pub body: Option<usize>,
}

impl Told<'_> {
    /// Whether it is a source of news, of whom the noun alone tells nothing.
    pub(super) fn is_source(&self, lang: &Lang) -> bool {
        self.head.is_some_and(|head| lang.anaphors(head).any(|class| class == "source"))
    }

    /// Whether it is somebody of a force or a group, of whom the noun alone tells little: «قادتها», «أحد عناصره».
    pub(super) fn is_member(&self, words: &[Word], lang: &Lang) -> bool {
        let noun = self.pronoun.and_then(|pronoun| words.get(pronoun.checked_sub(1)?));
        noun.is_some_and(|noun| noun.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "member")))
    }

    /// «نائب المتحدث باسم الحكومة»: a deputy of the office at word `at`, of this role, is no member of parliament.
    fn deputize(&mut self, role: Role, at: usize, parse: &Parse, lang: &Lang) {
        let first = at.checked_sub(1).filter(|first| self.head_word == Some(*first) && !parse.words[*first].definite);
        if first.is_some() && self.title.is_some_and(|title| lang.tables.titles[title as usize].role == Role::Leg) {
            self.deputy = Some(role);
        }
    }
}

/// Whether a family name that is an adjective of a state too is the adjective: «وزير الري السوداني», after a title or a noun.
pub(super) fn is_adjective(named: &NameMatch, words: &[Word], told: &Told<'_>, lang: &Lang) -> bool {
    let family = named.words.len() == 1 && named.named.iter().all(|named| matches!(named, Named::Alone(_) | Named::Person(_)));
    family
        && told.name.is_none()
        && told.person.is_none()
        && (told.title.is_some() || told.agent.is_some() || told.thing)
        && lang.nisba_spelt(&words[named.words.start].key).is_some()
}

/// Whether a city only tells where something was held or made: «اتفاق الدوحة» is no deed of Qatar's.
pub(super) fn held_there(told: &Told<'_>, named: &NameMatch, idx: usize, lang: &Lang) -> bool {
    let city = named.named.iter().any(|named| matches!(named, Named::Place(_) | Named::Metonym(_)));
    city && told.thing
        && told.head_word == Some(idx.wrapping_sub(1))
        && told.head.is_some_and(|head| lang.anaphors(head).any(|class| class == "held"))
}

pub(super) fn take_name<'l>(
    told: &mut Told<'l>,
    named: &[Named],
    words: Range<usize>,
    parse: &Parse,
    document: &Document<'l>,
    lang: &'l Lang,
) -> Option<Vec<Who<'l>>> {
    let tables = &lang.tables;
    told.head_word.get_or_insert(words.start);
    for name in named {
        match *name {
            Named::Title(row) => {
                told.deputize(tables.titles[row as usize].role, words.start, parse, lang);
                if told.title.is_none() {
                    told.title = Some(row);
                    // «المبعوث الأممي» is a title of its own: its adjective tells whose.
                    // «وزير مالية سنغافورة»: what does not agree with it is no adjective of it.
                    let gender = parse.words[words.start].feats.gender;
                    let agrees = |idx: &usize| parse.words[*idx].feats.gender == gender;
                    let whose = words.clone().filter(agrees).find_map(|idx| parse.words[idx].lemmas().find_map(|lemma| lang.nisba(lemma)));
                    let country = whose.and_then(|actor| told_country(&tables.actors[actor as usize].country));
                    told.country = told.country.or(country.map(|country| (country, By::Nisba)));
                    told.head = told.head.or(parse.words[words.start].lemma);
                    told.foreign |= whose.is_some_and(|actor| told_country(&tables.actors[actor as usize].country).is_none());
                }
                return None;
            }
            Named::Office(row) => {
                told.deputize(tables.offices[row as usize].role, words.start, parse, lang);
                told.office.get_or_insert(row);
                told.head = told.head.or(parse.words[words.start].lemma);
                return None;
            }
            // «محمد بن عبدالرحمن المخرج»: somebody else with a longer name.
            Named::Person(row) if is_cut_off(row, &words, parse, document, lang) => {
                let mut end = words.end;
                while parse.words.get(end).is_some_and(|next| next.upos == Upos::Propn && next.part == Part::Stem) {
                    end += 1;
                }
                told.name = Some(words.start..end);
                return None;
            }
            Named::Person(row) => {
                if told.person.is_none() {
                    told.person = Some(row);
                    told.person_words = Some(words);
                }
                return None;
            }
            _ => {}
        }
    }
    // «عمان» the city or the sultanate: the country that the article tells of more.
    let chosen = choose(named, document, lang).map(|row| &tables.places[row as usize]);
    let place = chosen.map(|place| place.country.as_str());
    let city = place.filter(|code| document.tells_more_of(code, named));
    if let Some(country) = city.filter(|_| told.title.is_none() && told.agent.is_none() && told.actor.is_none()) {
        told.actor = lang.state(country).map(|row| (row, By::Metonym));
        told.country = told.country.or(Some((country, By::Metonym)));
        return None;
    }
    let actors = named.iter().filter_map(|name| if let Named::Actor(row) = name { Some(*row) } else { None });
    let taken = parse.name_of(words.start).is_some_and(|name| document.takes(name, parse));
    let actor = document.meant(actors).filter(|_| taken).map(|row| (row, By::Name));
    // «العاصمة السعودية»: a capital that is called so stands for its state.
    let seat = |lemma: LemmaId| lang.is_whereabouts(lemma, "seat");
    let capital = chosen.filter(|place| place.kind == "city" && parse.words[words.start].lemmas().any(seat));
    if let Some(row) = capital.and_then(|place| lang.state(&place.country)).filter(|_| told.title.is_none() && told.agent.is_none()) {
        told.actor = told.actor.or(Some((row, By::Metonym)));
    }
    let metonym = named.iter().find_map(|name| match name {
        Named::Metonym(row) => Some((*row, By::Metonym)),
        _ => None,
    });
    let place = place.filter(|code| !code.is_empty());
    let alone = named.iter().find_map(|name| match name {
        Named::Alone(row) => Some(*row),
        _ => None,
    });
    if let Some(row) = alone.filter(|_| told.agent.is_none() || told.title.is_some()) {
        if told.person.is_none() {
            told.person = Some(row);
            told.person_words = Some(words);
        }
    } else if let Some((row, by)) = actor.or(metonym) {
        told.head = told.head.or(parse.words[words.start].lemma);
        let country = tables.actors[row as usize].country.as_str();
        // «رئيس وزراء العراق»: the state of a title is its country, a body its own.
        if told.actor.is_none() && (told.title.is_none() || tables.actors[row as usize].kind != "state") {
            told.actor = Some((row, by));
        }
        if told.country.is_none() && country != "---" && !country.is_empty() {
            told.country = Some((country, by));
        }
    } else if let Some(country) = place {
        told.place.get_or_insert(country);
        // «قاعدة العند», «مطار عدن»: a place called by the noun of a site is such a site.
        let first = &parse.words[words.start];
        let town = chosen.is_some_and(|place| place.kind == "city");
        let site = first.lemmas().find_map(|lemma| lang.agent(lemma)).filter(|agent| agent.class == AgentClass::Site && !town);
        if let Some(site) = site.filter(|_| told.agent.is_none() && told.head_word == Some(words.start)) {
            told.agent = Some((site.class, site.role, words.start));
            told.head = told.head.or(first.lemma);
        }
    }
    None
}

/// Whether more of a name follows the name of a person whom nothing else in the article brings to mind.
fn is_cut_off(person: u32, words: &Range<usize>, parse: &Parse, document: &Document<'_>, lang: &Lang) -> bool {
    let next = parse.words.get(words.end).filter(|next| next.upos == Upos::Propn && next.part == Part::Stem);
    let longer = next.is_some() && !parse.names.iter().any(|name| name.words.start == words.end);
    longer && document.told(&lang.tables.persons[person as usize].country) == 0
}

/// Takes what one word tells; the number of words taken.
pub(super) fn take_word<'l>(told: &mut Told<'l>, idx: usize, end: usize, words: &[Word], document: &Document<'l>, lang: &'l Lang) -> usize {
    let word = &words[idx];
    if word.part == Part::Fixed || is_quote(word) {
        return 1;
    }
    if word.is_sub("status", "former", lang) {
        told.former |= told.title.is_some() || told.person.is_some();
        return 1;
    }
    if word.upos == Upos::Pron {
        told.pronoun.get_or_insert(idx);
        return 1;
    }
    // «منظمات دولية» are nobody's.
    told.foreign |= word.upos == Upos::Adj && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "foreign"));
    let pair = words[..end].get(idx + 1).and_then(|next| lang.nisba_pair(word, next));
    let single = || {
        let known = word.lemmas().find_map(|lemma| lang.nisba(lemma)).filter(|_| matches!(word.upos, Upos::Adj | Upos::Noun));
        known.or_else(|| lang.nisba_spelt(&word.key).filter(|_| word.upos == Upos::Propn && told.title.is_some() && told.name.is_none()))
    };
    let taken = 1 + usize::from(pair.is_some());
    // «اللواء التركي» after «اللواء منصور التركي»: his family's name.
    let family = || told.name.is_none() && told.title.is_some_and(|title| document.is_family(&word.key, title));
    // «غربي صنعاء» is where, not of the West.
    let before_town = words[..end].get(idx + 1).is_some_and(|next| next.upos == Upos::Propn) && !word.definite;
    let towards = || before_town && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "direction"));
    if let Some(actor) = pair.or_else(single).filter(|actor| document.allows(*actor) && !family() && !towards()) {
        let country = lang.tables.actors[actor as usize].country.as_str();
        let leads = told.head_word.is_none();
        if leads {
            told.head_word = Some(idx);
            told.people = true;
        }
        // «دخول السعوديين», «مقتل سوريين»: people go and are killed, whatever else a state does.
        let own = &words[idx].feats;
        let several = matches!(own.number, Some(Number::Plur | Number::Dual)) && own.gender != Some(Gender::Fem);
        let goes = |lemma| ["going", "leaving"].into_iter().any(|class| lang.is_whereabouts(lemma, class));
        let befalls = |word: &Word| {
            let goes = word.upos == Upos::Noun && word.lemmas().any(|lemma| goes(lemma) || befalls_people(lemma, lang));
            goes || lang.is_number(&word.key)
        };
        told.people |= told.thing && taken == 1 && several && befalls(&words[idx - 1]);
        told.foreign |= country == "---";
        let kind = lang.tables.actors[actor as usize].kind.as_str();
        if !matches!(kind, "state" | "people") && told.actor.is_none() {
            told.actor = Some((actor, By::Nisba));
        }
        let state = |idx: usize| {
            let row = words[idx].lemmas().find_map(|lemma| lang.nisba(lemma));
            words[idx].upos == Upos::Adj && row.is_some_and(|row| lang.tables.actors[row as usize].kind == "state")
        };
        let thing = told.thing || told.agent.is_some_and(|(class, _, _)| class != AgentClass::Person && class != AgentClass::Site);
        if thing
            && told.second.is_none()
            && told.country.is_some_and(|(own, by)| by == By::Nisba && own != country)
            && state(idx)
            && state(idx - 1)
        {
            told.second = Some(country);
        }
        if told.country.is_none_or(|(_, by)| by != By::Nisba) && country != "---" && (told.actor.is_none_or(|(_, by)| by == By::Nisba)) {
            told.country = Some((country, By::Nisba));
        }
        return taken;
    }
    // «الأخير», «الثاني».
    if told.head_word.is_none()
        && (word.is_participle() || matches!(word.upos, Upos::Adj | Upos::Num | Upos::Propn))
        && lang.points_back(&word.key).next().is_some()
    {
        told.head_word = Some(idx);
        return 1;
    }
    // «عضوية هذا البلد»: the state told last, inside another phrase.
    let pointed = told.head_word.is_some() && told.country.is_none() && idx > 0 && words[idx - 1].is_class("dem", lang);
    if pointed
        && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "country"))
        && let Some(country) = document.last_state(word.span.start)
    {
        told.country = Some((country, By::Pronoun));
        return 1;
    }
    // «سفير جارتها», «مواطني حليفته».
    let own = words[..end].get(idx + 1).filter(|next| next.is_enclitic());
    if let Some(own) = own.filter(|_| told.head_word.is_some() && told.country.is_none())
        && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "other"))
        && let Some(country) = document.other(&own.feats, word.span).and_then(|who| who.country)
    {
        told.country = Some((country, By::Pronoun));
        return 2;
    }
    // «مصدر رسمي»
    told.described |= told.agent.is_some() && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "official"));
    let leads = told.head_word.is_none() && word.upos == Upos::Adj;
    let civil = |at: usize| {
        let adjective = words[..end].get(at).filter(|word| word.upos == Upos::Adj && word.feats.verb_form.is_none());
        adjective.and_then(|word| word.lemmas().find_map(|lemma| lang.agent(lemma))).is_some_and(|agent| agent.role == Role::Cvl)
    };
    let agent = word.lemmas().find_map(|lemma| lang.agent(lemma)).filter(|agent| {
        // «جماعات مسلحة», «مصدر عسكري»: the adjective that a noun of persons became tells what they are.
        let told_by_adjective = word.upos == Upos::Adj
            && match told.agent {
                // «أعمال إرهابية» are no group.
                None => agent.role == Role::Reb && !(told.thing && told.head.is_some_and(|head| !lang.lemma(head).human)),
                // «القوى الأمنية» are no party, and «معتقل أمني» no police.
                Some((class, role, _)) => {
                    // «طائرة مدنية» is no force's.
                    let civil = class == AgentClass::Asset && civil(idx);
                    // «مصدر طبي» is what the adjective says.
                    // «القوات الأمنية», «مواقع أمنية»: forces of the police, and their posts.
                    let guards = agent.role == Role::Cop && matches!(class, AgentClass::Body | AgentClass::Site) && role == Role::Mil;
                    let tells = civil
                        || guards
                        || told.is_source(lang) && !told.described
                        || is_specific(agent.role) && (!is_specific(role) || is_armed(agent.role) && role == Role::Pty);
                    let fits = agent.role != Role::Cop || matches!(role, Role::Gov | Role::Pty);
                    let fits = fits || guards || told.is_source(lang);
                    // «مواقع إخبارية» are no positions, and «مبنى عسكري» is the army's; «محطات التشويش الإلكتروني» are not what the jamming is.
                    let agrees = told.head_word.is_some_and(|head| {
                        let feats = words[head].feats;
                        let gender = if feats.number == Some(Number::Plur) { Some(Gender::Fem) } else { feats.gender };
                        gender == word.feats.gender
                    });
                    let site = class == AgentClass::Site && (agent.role == Role::Med && agrees || is_armed(agent.role));
                    tells && fits && class != AgentClass::Site || site
                }
            };
        // «تنظيم الحدث»: what is organised, and no group.
        let masdar = agent.role == Role::Reb
            && agent.class == AgentClass::Body
            && !word.definite
            && words[..end].get(idx + 1).is_some_and(|next| next.upos == Upos::Noun && next.definite);
        (word.upos == Upos::Noun || word.is_participle() || leads || told_by_adjective) && !masdar
    });
    if let Some(agent) = agent {
        let led = told.agent.is_some();
        match told.agent {
            None => {
                told.agent = Some((agent.class, agent.role, idx));
                told.head = word.lemma;
            }
            // «أهالي العسكريين المخطوفين»: kin of somebody are people.
            Some((_, _, at)) if is_kin(&words[at], lang) => {}
            // «سلطات الطيران المدني», «شركات الطيران»: a body is no force by what it looks after.
            Some((AgentClass::Body, role, _))
                if !is_armed(role) && (agent.class == AgentClass::Asset || agent.role == Role::Mil && civil(idx + 1)) => {}
            // «قوات المعارضة»: an opposition with forces is in arms.
            Some((class, Role::Mil, at)) if agent.role == Role::Opp && word.upos == Upos::Noun => {
                told.agent = Some((class, Role::Reb, at));
            }
            Some((class, role, at))
                if word.upos == Upos::Adj
                    || word.upos == Upos::Noun
                        && (is_specific(agent.role)
                            || role == Role::Pty && agent.role == Role::Opp
                            || matches!(class, AgentClass::Asset | AgentClass::Site)) =>
            {
                told.agent = Some((class, agent.role, at))
            }
            _ => {}
        }
        told.described |= led;
        // «مقاتلو الحركة», «مواقع التنظيم»: whose somebody or something is.
        if led && agent.class == AgentClass::Body && word.definite {
            told.body.get_or_insert(idx);
        }
        told.head_word.get_or_insert(idx);
        return 1;
    }
    let skipped = word.is_class("quant", lang)
        || word.is_class("dem", lang)
        || word.is_class("rank", lang)
        || word.upos == Upos::Num
        || word.is_class("neg", lang);
    if (word.upos == Upos::Propn || family()) && !skipped {
        match &mut told.name {
            Some(name) if name.end == idx => name.end = idx + 1,
            None => told.name = Some(idx..idx + 1),
            Some(_) => {}
        }
        told.head_word.get_or_insert(idx);
        return 1;
    }
    if matches!(word.upos, Upos::Noun) && !skipped && told.head_word.is_none() {
        told.head_word = Some(idx);
        told.head = word.lemma;
        told.thing = true;
    }
    1
}

/// Whether a noun tells whose relatives somebody is.
fn is_kin(word: &Word, lang: &Lang) -> bool {
    word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "kin"))
}

/// Whether a role is one of forces of the state.
fn is_armed(role: Role) -> bool {
    matches!(role, Role::Mil | Role::Cop)
}

/// Whether a role tells more than government or people.
fn is_specific(role: Role) -> bool {
    matches!(role, Role::Mil | Role::Cop | Role::Spy | Role::Jud | Role::Leg | Role::Reb | Role::Pty | Role::Ref)
}
