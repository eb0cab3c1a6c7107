//! Who a phrase names: its names, titles, nouns and relational adjectives put together.
//!
//! «وزير الدفاع العراقي سعدون الدليمي» → title `defense-minister`, country IRQ by the adjective, the person by name.
//! «قوات الأمن» without a country takes the one of its last full mention, or the article's own.

use std::ops::Range;

use super::document::Document;
use super::pronoun::Function;
use super::told::{Told, held_there, is_adjective, take_name, take_word};
use super::who::{Who, told_country};
use crate::coded::{By, Role};
use crate::mention::{Named, are_alike, spellings};
use crate::morph::Word;
use crate::pack::{AgentClass, Gender, Lang, LemmaId, Number, Office, Slot, Upos};
use crate::syntax::{Described, Parse};
use crate::text::fold::fold;

/// Who the words `range` of a sentence name; empty when nobody.
#[must_use]
pub fn resolve<'l>(parse: &Parse, range: Range<usize>, document: &Document<'l>, lang: &'l Lang) -> Vec<Who<'l>> {
    let mut told = Told::default();
    let mut idx = range.start;
    while idx < range.end {
        let named = parse.names.binary_search_by_key(&idx, |name| name.words.start).ok().map(|at| &parse.names[at]);
        let adjective = named.is_some_and(|named| idx > range.start && is_adjective(named, &parse.words, &told, lang));
        if let Some(named) = named.filter(|named| named.words.end <= range.end && !adjective) {
            if held_there(&told, named, idx, lang) {
                idx = named.words.end;
                continue;
            }
            if let Some(whole) = take_name(&mut told, &named.named, named.words.clone(), parse, document, lang)
                && idx == range.start
            {
                return whole;
            }
            idx = named.words.end;
            continue;
        }
        idx += take_word(&mut told, idx, range.end, &parse.words, document, lang);
    }
    of_both(&told, parse, &range, document, lang).unwrap_or_else(|| {
        let second = told.second;
        let mut whos = finish(told, parse, range, document, lang);
        // «وفد مصري أردني», «الاتفاق السعودي الإيراني»: of two states.
        if let (Some(country), [one]) = (second, &whos[..])
            && one.by == By::Nisba
            && one.country.is_some()
        {
            let other = Who { country: Some(country), actor: None, ..one.clone() };
            whos.push(other);
        }
        whos
    })
}

/// «وزيرا خارجية البلدين», «قادة الدولتين»: people of each of the two sides told before, one of each.
fn of_both<'l>(told: &Told<'l>, parse: &Parse, range: &Range<usize>, document: &Document<'l>, lang: &'l Lang) -> Option<Vec<Who<'l>>> {
    let head = told.head_word?;
    let several = matches!(parse.words[head].feats.number, Some(Number::Dual | Number::Plur));
    let person = told.agent.filter(|(class, ..)| matches!(class, AgentClass::Person | AgentClass::Group));
    let role = told.title.map(|row| lang.tables.titles[row as usize].role).or(person.map(|(_, role, _)| role));
    if !several || told.country.is_some() || told.actor.is_some() || told.person.is_some() || role.is_none() {
        return None;
    }
    let at = (head + 1..range.end).find(|at| {
        let word = &parse.words[*at];
        let two = word.definite && word.feats.number == Some(Number::Dual);
        two && word.lemmas().any(|lemma| lang.anaphors(lemma).any(|class| class == "both-states"))
    })?;
    let sides = document.anaphor(parse, &(at..at + 1), Some(at), None, lang).filter(|sides| sides.len() == 2)?;
    let of = |side: Who<'l>| {
        let office = told.title.zip(side.country).and_then(|(title, country)| document.offices().of_title(title, country, &lang.tables));
        let person = office.and_then(|office| document.offices().holder(office, document.day));
        let span = parse.span_of(range.clone());
        Who { country: side.country, role, title: told.title, office, person, head: told.head, by: By::Pronoun, ..Who::at(span) }
    };
    Some(sides.into_iter().map(of).collect())
}

fn finish<'l>(mut told: Told<'l>, parse: &Parse, range: Range<usize>, document: &Document<'l>, lang: &'l Lang) -> Vec<Who<'l>> {
    let tables = &lang.tables;
    // «أنصار الرئيس مرسي»: people of somebody are not he, but of his country.
    if let Some((role, at)) = people_of(&told, parse) {
        let (head, feats) = (told.head, parse.words[at].feats);
        (told.agent, told.head, told.head_word) = (None, None, None);
        let whole = finish(told, parse, range, document, lang);
        let people = |who: Who<'l>| {
            let (country, assumed, gender, number) = (who.country, who.assumed, feats.gender, feats.number);
            Who { country, assumed, role: Some(role), head, gender, number, ..Who::at(who.span) }
        };
        return whole.into_iter().map(people).collect();
    }
    let mut who = Who::at(parse.span_of(range.clone()));
    if let Some(head) = told.head_word {
        who.gender = parse.words[head].feats.gender;
        who.number = parse.words[head].feats.number;
    }
    // «حلفاء تركيا», «جيران سوريا»: whoever they are, they are not she.
    let of_other = told.head.is_some_and(|head| lang.anaphors(head).any(|class| class == "other"));
    let whose = told.name.is_some() || told.person_words.is_some() || told.actor.is_some_and(|(_, by)| by != By::Nisba);
    if of_other && whose && told.agent.is_none() && told.title.is_none() {
        return vec![Who { role: Some(Role::Gov), head: told.head, ..who }];
    }
    who.head = told.head;
    who.named = told.person_words.clone().or(told.name.clone()).map(|words| parse.span_of(words));
    let country = told.country.map(|(country, _)| country);
    let by_country = told.country.map(|(_, by)| by);
    let alike = told
        .name
        .clone()
        .filter(|name| told.person.is_none() && name.len() > 1)
        .and_then(|name| lang.name_index().alike(parse.words[name].iter().map(|word| &*word.key), &tables.spellings));
    // «الوزيران»: two told before, no title of one.
    if told.title.is_some() && told.person.or(alike).is_none() && country.is_none() && told.actor.is_none() && told.name.is_none() {
        let dual = told.head_word.is_some_and(|at| parse.words[at].feats.number == Some(Number::Dual) && parse.words[at].definite);
        let two = if dual { document.anaphor(parse, &range, told.head_word, None, lang) } else { None };
        if let Some(two) = two.filter(|two| !two.is_empty()) {
            return two;
        }
    }
    // «قوات الرئيس هادي», «جامعة الملك سعود»: the noun that leads decides; whoever it is called after tells its country alone.
    let led = told.agent.filter(|(class, _, at)| *class != AgentClass::Person && told.head_word == Some(*at));
    if let Some((_, role, _)) = led
        && let Some(row) = told.person.or(alike)
    {
        let named = person(Who::at(who.span), row, &told, document, lang);
        (who.country, who.role, who.by) = (country.or(named.country), Some(role), By::Nominal);
        return vec![who];
    }
    // «اللبناني محمد علي» is no Iranian of that name.
    let stranger = |row: u32| told.people && country.is_some_and(|country| tables.persons[row as usize].country != country);
    if let Some(row) = told.person.or(alike).filter(|row| !stranger(*row)) {
        return vec![person(who, row, &told, document, lang)];
    }
    if let Some(row) = told.office {
        let office = &tables.offices[row as usize];
        who.office = Some(row);
        who.country = told_country(&office.country);
        who.role = Some(office.role);
        who.person = document.offices().holder(row, document.day);
        who.by = By::Office;
        return vec![who];
    }
    if let Some(row) = told.title {
        who.title = Some(row);
        who.role = told.deputy.or(Some(tables.titles[row as usize].role));
        who.by = By::Office;
        if let Some((actor, _)) = told.actor.filter(|(actor, _)| tables.actors[*actor as usize].kind != "state") {
            // «زعيم حزب الله»: the body's own code.
            let actor = &tables.actors[actor as usize];
            who.country = told_country(&actor.country);
            who.role = Some(actor.role_on(document.day));
            who.office = document.offices().of_body(row, &actor.id);
        } else {
            // «متحدث باسم الأمم المتحدة»: a title that is that of one office alone.
            let office = document.offices().only(row).map(|office| &tables.offices[office as usize]);
            let own = |office: &&Office| range.len() > 2 && office.role != Role::Rel && office.id == tables.titles[row as usize].id;
            let only = || office.filter(own).and_then(|office| told_country(&office.country));
            who.country = country.or(told.place).or_else(only).or_else(|| following_country(parse, range.end, lang));
        }
        // «الوزير» and nothing else.
        let alone = !told.thing
            && told.name.is_none()
            && !parse.names.iter().any(|name| name.words.start > range.start && range.contains(&name.words.start));
        let body = told.agent.filter(|(class, ..)| *class == AgentClass::Body).map(|(_, _, at)| at);
        let own = || document.of_outlet(row).filter(|_| alone);
        if who.country.is_none() {
            if let Some(body) = body.and_then(|body| document.body(&parse.words[body])) {
                who.belong_to(&body, lang);
            } else if let Some(known) = told.name.clone().and_then(|name| document.named(&parse.words, name)) {
                who.country = known.country;
                who.person = known.person;
            } else if let Some((office, holder)) = told.name.clone().and_then(|name| called(row, &parse.words[name], document, lang)) {
                who.country = told_country(&tables.offices[office as usize].country);
                (who.office, who.person) = (Some(office), Some(holder));
            } else if let Some(owner) = told.pronoun.and_then(|at| owner(at, &who, parse, document)) {
                who.country = owner.country;
                // «اثنين من قادتها»: a leader of a group in arms is of it.
                if told.is_member(&parse.words, lang) && owner.role == Some(Role::Reb) {
                    who.role = owner.role;
                }
                // «أمير الكويت ونائبه»: a deputy is what he stands in for.
                if who.role == Some(Role::Leg) && who.number == Some(Number::Sing) && told.pronoun == told.head_word.map(|head| head + 1) {
                    who.role = owner.role.or(who.role);
                }
            } else if let Some(known) =
                document.titled(row).or_else(|| told.head.filter(|_| alone).and_then(|head| generic(row, head, document, lang)))
            {
                who.country = known.country;
                who.person = known.person;
                who.office = known.office;
                who.role = known.role;
            } else if let Some(home) = document.near(who.span.start).or_else(own).or(document.home).filter(|_| !told.foreign) {
                who.country = Some(home);
                who.assumed = true;
            }
        }
        if told.former {
            who.retire();
        } else if let Some(country) = who.country {
            who.office = who.office.or_else(|| document.offices().of_title(row, country, tables));
            if who.person.is_none() {
                who.person = match told.name.clone() {
                    None => who.office.and_then(|office| document.offices().holder(office, document.day)),
                    Some(name) => who.office.and_then(|office| spelt_otherwise(office, &parse.words[name], document, lang)),
                };
            }
        }
        return vec![who];
    }
    // «نظيره السعودي», «البلدين», «بلاده»: settled by what was told before.
    if let Some(found) = document.anaphor(parse, &range, told.head_word, country, lang) {
        return found;
    }
    if let Some((class, role, at)) = told.agent {
        who.role = Some(role);
        if let Some((row, by)) = told.actor {
            let actor = &tables.actors[row as usize];
            if actor.kind == "state" || (actor.kind == "people" && class != AgentClass::Site) {
                // «أراضي بدو النقب»: a people of several states is of the one whose place is told.
                who.country = told_country(&actor.country).or(told.place);
                who.by = if by == By::Nisba { By::Nisba } else { By::Nominal };
            } else {
                let span = who.span;
                // «الصحف الخليجية», «شركات أوروبية»: the press or a company of an organisation's states is not that organisation.
                let private = matches!(role, Role::Med | Role::Bus | Role::Cvl | Role::Edu | Role::Lab);
                if by == By::Nisba && private && actor.country.starts_with("IGO:") {
                    who.by = By::Nisba;
                    return vec![who];
                }
                // «المهاجرين الأفارقة», «مقاتلين عربا»: an adjective of no one state leaves the noun its role.
                let region = by == By::Nisba && actor.country == "---";
                let own = who.role.filter(|_| region);
                who = Who { gender: who.gender, number: who.number, head: who.head, ..Who::actor(row, span, by, document.day, lang) };
                who.role = own.or(who.role);
                // «مواقع المعارضة السورية»: what has forces or positions is in arms.
                if matches!(role, Role::Mil | Role::Reb) && who.role == Some(Role::Opp) {
                    who.role = Some(Role::Reb);
                }
            }
            return vec![who];
        }
        let definite = parse.words[at].definite;
        let somebody = class == AgentClass::Person && definite && role == Role::Gov && who.number != Some(Number::Plur);
        if let Some(country) = country.or(told.place) {
            who.country = Some(country);
            who.by = if by_country == Some(By::Nisba) { By::Nisba } else { By::Nominal };
            // «المسؤول الإيراني»: whoever of that country was told last.
            if let Some(known) = document.described(who.gender, Some(country), who.span.start).filter(|_| somebody && told.place.is_none())
            {
                (who.person, who.office, who.title, who.role) = (known.person, known.office, known.title, known.role);
            }
            return vec![who];
        }
        // «قالت مصادر إن»: whose they are and what nobody tells.
        if told.is_source(lang) && !told.described && !definite && told.body.is_none() && told.pronoun.is_none() {
            who.role = None;
            return vec![who];
        }
        // «الدول المشاركة» are no state of the article, and a car or a drone belongs to nobody told.
        let several = told.head.is_some_and(|head| lang.anaphors(head).any(|class| class == "country")) && who.number == Some(Number::Plur);
        // «قواته», «معسكرهم»: whose it is; a site or a weapon is its owner's in role too.
        if let Some(owner) = told.pronoun.and_then(|at| owner(at, &who, parse, document)) {
            (who.country, who.by) = (owner.country, By::Pronoun);
            let belongs = told.is_member(&parse.words, lang) && owner.has_members();
            // «طائراته المقاتلة»: a state's are its forces'.
            let moves = |lemma| lang.time_index().is_counted_as(lemma, &["aircraft", "ships", "vehicles"], tables);
            let forces = role == Role::Mil && owner.role == Some(Role::Gov) && told.head.is_some_and(moves);
            if matches!(class, AgentClass::Asset | AgentClass::Site) && !forces || belongs {
                who.role = owner.role.or(who.role);
            }
            return vec![who];
        }
        // «متحدث باسم الوكالة»: of the one told before.
        if let Some(body) = told.body.and_then(|body| document.body(&parse.words[body])) {
            who.belong_to(&body, lang);
            return vec![who];
        }
        // «وأضافت المتحدثة»: somebody told before whom the noun describes.
        if somebody
            && !told.head.is_some_and(|head| document.knows(head))
            && let Some(known) =
                told.head.and_then(|head| document.headed(head)).or_else(|| document.described(who.gender, None, who.span.start))
        {
            (who.country, who.person, who.office, who.title, who.role) =
                (known.country, known.person, known.office, known.title, known.role);
            return vec![who];
        }
        if !several && !told.foreign && class != AgentClass::Asset {
            document.complete(&mut who, parse.words[at].definite || parse.words[at].is_enclitic());
        }
        return vec![who];
    }
    if let Some((row, by)) = told.actor {
        let span = who.span;
        let mut found = Who { gender: who.gender, number: who.number, head: who.head, ..Who::actor(row, span, by, document.day, lang) };
        let generic = found.country.is_none() && tables.actors[row as usize].kind == "institution";
        found.country = found.country.or(country.filter(|_| generic)).or(told.place);
        if generic && found.country.is_none() && !told.foreign {
            // «الحرس الوطني» is the article's own.
            (found.country, found.assumed) = (document.home, document.home.is_some());
        }
        let state = &tables.actors[row as usize];
        if state.kind == "state" && by == By::Name {
            // «قطر» is a word of its own, and masculine; the state is not.
            (found.gender, found.number) = (state.gender.or(Some(Gender::Fem)), Some(crate::pack::Number::Sing));
        } else if state.kind == "state" && found.gender.is_none() {
            found.number = Some(crate::pack::Number::Sing);
        }
        return vec![found];
    }
    if let Some(name) = told.name.clone() {
        if let Some(known) = document.named(&parse.words, name) {
            return vec![Who { span: who.span, by: By::Name, ..known }];
        }
        if told.country.is_none() && told.place.is_none() {
            who.by = By::Name;
            return vec![who];
        }
    }
    // «مليون دولار أمريكي»: money of a country is nobody.
    let is_money =
        |word: &Word| word.upos == Upos::Noun && word.lemma.is_some_and(|lemma| lang.time_index().is_counted_as(lemma, &["money"], tables));
    if by_country == Some(By::Nisba) && told.thing && parse.words[range.clone()].iter().any(is_money) {
        return Vec::new();
    }
    if let Some(country) = country.or(told.place) {
        who.country = Some(country);
        who.by = by_country.unwrap_or(By::Nominal);
        // «زوار دبي»: people of a town.
        let of_town = told.thing && by_country != Some(By::Nisba) && told.head.is_some_and(|head| lang.lemma(head).human);
        who.role = Some(if told.people || !told.thing && country_is_place(&told) || of_town { Role::Cvl } else { Role::Gov });
        return vec![who];
    }
    // «مئات الآلاف»: people, of the article's own country.
    if told.head_word.is_some_and(|at| lang.is_number(&parse.words[at].key))
        && parse.words[range.clone()].iter().all(|word| word.upos != Upos::Noun || lang.is_number(&word.key))
    {
        who.role = Some(Role::Cvl);
        document.complete(&mut who, false);
        return vec![who];
    }
    // «حرمه», «أصدقاؤه»: people of his, not he.
    let of_his = told.head_word.is_some() && told.head.is_some_and(|head| lang.lemma(head).human);
    if let Some(owner) = told.pronoun.filter(|_| of_his).and_then(|at| owner(at, &who, parse, document)) {
        // «أحد عناصره»: a member of a force is of it.
        let role = owner.role.filter(|_| told.is_member(&parse.words, lang) && owner.has_members());
        (who.country, who.role, who.by) = (owner.country, role.or(Some(Role::Cvl)), By::Pronoun);
        return vec![who];
    }
    // «القضية نفسها»: the same thing again, nobody's self.
    let itself = told.head.is_some_and(|head| lang.anaphors(head).any(|class| class == "self"));
    match told.pronoun.filter(|_| (told.head_word.is_none() || told.thing) && !itself) {
        Some(pronoun) => stands_for(pronoun, &who, parse, document, lang),
        None => Vec::new(),
    }
}

/// People told by whose they are, by a noun in the plural before a title or a name: their role, and the noun.
fn people_of(told: &Told<'_>, parse: &Parse) -> Option<(Role, usize)> {
    let (class, role, at) = told.agent?;
    let head = &parse.words[at];
    let of_one = told.title.is_some() || told.office.is_some() || told.person.is_some();
    let leads = class == AgentClass::Person && told.head_word == Some(at) && !head.definite;
    (of_one && leads && head.feats.number == Some(crate::pack::Number::Plur)).then_some((role, at))
}

/// Whom an attached pronoun means: subject of what «إن» introduces, object of a preposition or owner of the noun before it.
fn stands_for<'l>(pronoun: usize, who: &Who<'l>, parse: &Parse, document: &Document<'l>, lang: &'l Lang) -> Vec<Who<'l>> {
    let before = pronoun.checked_sub(1).map(|before| &parse.words[before]);
    let function = match before {
        Some(before) if before.is_class("sub", lang) => Function::Subject,
        Some(before) if before.slot.is_some() => Function::Object,
        Some(before) if before.lemmas().any(|lemma| lang.is_event_noun(lemma)) => Function::Doer,
        _ => Function::Owner,
    };
    if function == Function::Object {
        match parse.described(pronoun, lang) {
            Some(Described::Phrase(at)) if parse.phrases[at].words.end <= pronoun => {
                return resolve(parse, parse.phrases[at].words.clone(), document, lang);
            }
            Some(_) => return Vec::new(),
            None => {}
        }
    }
    document.pronoun(&parse.words[pronoun].feats, function, who.span, who.span.start)
}

/// Whom a title that no office has means by its noun: «الوزير», «المبعوث».
fn generic<'d, 'l>(title: u32, head: LemmaId, document: &'d Document<'l>, lang: &Lang) -> Option<&'d Who<'l>> {
    let known = document.headed(head)?;
    let office = document.offices().of_title(title, known.country?, &lang.tables);
    office.is_none().then_some(known)
}

/// «الملك سلمان», «الرئيس هادي»: the office with this title whose holder on the day is called so, by the first or the last of his names; none where
/// two are.
fn called(title: u32, name: &[Word], document: &Document<'_>, lang: &Lang) -> Option<(u32, u32)> {
    let told: Vec<&str> = name.iter().map(|word| &*word.key).collect();
    let is_called = |person: u32| {
        lang.tables.persons[person as usize].names.iter().any(|known| {
            let keys: Vec<String> = known.split_whitespace().map(fold).collect();
            let ends = |keys: &[String]| keys.len() == told.len() && keys.iter().zip(&told).all(|(key, word)| key == word);
            keys.len() > told.len() && (ends(&keys[..told.len()]) || ends(&keys[keys.len() - told.len()..]))
        })
    };
    let mut found = document.offices().held_with(title, document.day).filter(|(_, person)| is_called(*person));
    let first = found.next()?;
    found.all(|(_, person)| person == first.1).then_some(first)
}

/// Who held an office on the day, or ever, and whose name is spelt like these words: «انطونيو جوتيرش» beside his office.
fn spelt_otherwise(office: u32, name: &[Word], document: &Document<'_>, lang: &Lang) -> Option<u32> {
    let rules = &lang.tables.spellings;
    let told = spellings(name.iter().map(|word| &*word.key), rules);
    let is_like = |person: u32| {
        lang.tables.persons[person as usize].names.iter().any(|known| {
            let keys: Vec<String> = known.split_whitespace().map(fold).collect();
            // «الوزير عراقتشي»: the last word of a name may stand alone.
            let from = keys.len().saturating_sub(name.len());
            [&keys[..], &keys[from..]].into_iter().any(|keys| are_alike(&spellings(keys.iter().map(String::as_str), rules), &told, rules))
        })
    };
    let holder = document.offices().holder(office, document.day).filter(|person| is_like(*person));
    holder.or_else(|| {
        let mut ever = document.offices().terms_of(office).iter().map(|term| term.person).filter(|person| is_like(*person));
        let first = ever.next()?;
        ever.all(|other| other == first).then_some(first)
    })
}

/// Whom the pronoun attached to a noun means.
fn owner<'l>(pronoun: usize, who: &Who<'l>, parse: &Parse, document: &Document<'l>) -> Option<Who<'l>> {
    let owners = document.pronoun(&parse.words[pronoun].feats, Function::Owner, who.span, who.span.start);
    owners.into_iter().find(|owner| owner.country.is_some())
}

/// The state in the phrase right after a title: «وزير الدفاع في جنوب أفريقيا».
fn following_country<'l>(parse: &Parse, end: usize, lang: &'l Lang) -> Option<&'l str> {
    let at = parse.phrases.partition_point(|phrase| phrase.begin < end);
    let next = parse.phrases.get(at)?;
    // «وزير الدفاع وإسناد القوات المسلحة الإيراني»: the adjective closes what is joined.
    if next.joined && next.words.start == end + 1 && !parse.names.iter().any(|name| name.words.start == next.words.start) {
        let last = parse.words[next.words.clone()].iter().rev().find(|word| word.definite)?;
        let actor = last.lemmas().find_map(|lemma| lang.nisba(lemma)).filter(|_| last.feats.gender == Some(crate::pack::Gender::Masc))?;
        return told_country(&lang.tables.actors[actor as usize].country);
    }
    if next.begin != end || !matches!(next.slot, Some(Slot::In | Slot::L)) {
        return None;
    }
    let name = parse.names.iter().find(|name| name.words.start == next.words.start)?;
    name.named.iter().find_map(|named| match *named {
        Named::Actor(row) => told_country(&lang.tables.actors[row as usize].country),
        _ => None,
    })
}

fn country_is_place(told: &Told<'_>) -> bool {
    told.country.is_none() && told.place.is_some()
}

/// A person with the office of the day; the title that stands there wins where the two differ.
fn person<'l>(mut who: Who<'l>, row: u32, told: &Told<'l>, document: &Document<'l>, lang: &'l Lang) -> Who<'l> {
    let tables = &lang.tables;
    let entry = &tables.persons[row as usize];
    who.person = Some(row);
    who.by = By::Name;
    who.title = told.title;
    who.country = told_country(&entry.country);
    who.office = told.office.or_else(|| document.offices().office(row, document.day));
    if let Some(office) = who.office.map(|office| &tables.offices[office as usize]) {
        who.role = Some(office.role);
        who.country = told_country(&office.country);
    } else if let Some(actor) = entry.of.as_deref().and_then(|id| lang.actor_row(id)) {
        let actor = &tables.actors[actor as usize];
        who.role = Some(entry.role.unwrap_or_else(|| actor.role_on(document.day)));
        who.country = told_country(&actor.country);
    } else {
        who.role = entry.role;
    }
    if let Some(title) = told.title {
        let title = &tables.titles[title as usize];
        if who.office.is_none_or(|office| tables.offices[office as usize].title != title.id) {
            who.role = told.deputy.or(Some(title.role));
            who.country = told.country.map(|(country, _)| country).or(who.country);
        }
        if told.former {
            who.retire();
        }
    }
    if who.role.is_none() {
        who.role = Some(Role::Pty);
    }
    who
}
