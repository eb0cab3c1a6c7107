//! Which country is an article's own: the one that people and bodies without a country are taken to be of.
//!
//! In: the sentences, and how often each country is told. Out: a code, or none. «بيروت (وكالة الساحل) - …» is an article of Lebanon, unless
//! it tells of another country far more often.
//!
//! It is a guess about those who are not told, and marked as one (`Who::assumed`).

use crate::actor::Document;
use crate::coded::Role;
use crate::coder::Part;
use crate::mention::Named;
use crate::pack::Lang;
use crate::syntax::Parse;

/// Counts the countries that names of one meaning and adjectives tell.
pub(crate) fn count_countries<'l>(parse: &Parse, document: &mut Document<'l>, lang: &'l Lang) {
    let code = |row: u32| Some(lang.tables.actors[row as usize].country.as_str()).filter(|code| code.len() == 3 && *code != "---");
    // «بمحافظة ينبع»: a place of one meaning tells its country too.
    let places = parse.names.iter().filter_map(|name| match name.named.as_slice() {
        [Named::Place(row)] => Some(lang.tables.places[*row as usize].country.as_str()).filter(|code| code.len() == 3),
        _ => None,
    });
    let adjectives = parse.words.iter().filter_map(|word| code(lang.nisba(word.lemma?)?));
    let names = parse.names.iter().filter_map(|name| match name.named.as_slice() {
        // «نقلت وكالة فرانس برس عن مصدر»: whoever passes the news on is not who it is about.
        [Named::Actor(row)] => code(*row).filter(|_| lang.tables.actors[*row as usize].role != Role::Med),
        _ => None,
    });
    // «المملكة» in an outlet of one.
    let realms = parse.words.iter().enumerate().filter(|(at, word)| word.definite && !parse.in_name(*at)).filter_map(|(_, word)| {
        let (states, outlet) = (lang.realm(&word.key)?, document.outlet?);
        states.contains(&lang.state(outlet)?).then_some(outlet)
    });
    let realms: Vec<&'l str> = realms.collect();
    adjectives.chain(names).chain(places).chain(realms).for_each(|country| document.count(country));
}

/// The article's own country: of the place in its dateline, unless the text tells of another far more often (a bureau abroad), else
/// that of its outlet where the text tells of no other more often, else of the state named first.
pub(crate) fn home<'l>(parts: &[Part<'_>], document: &Document<'l>, lang: &'l Lang) -> Option<&'l str> {
    let country = |named: &[Named]| {
        named
            .iter()
            .find_map(|named| match *named {
                Named::Place(row) => Some(lang.tables.places[row as usize].country.as_str()),
                Named::Actor(row) | Named::Metonym(row) => Some(lang.tables.actors[row as usize].country.as_str()),
                _ => None,
            })
            .filter(|code| code.len() == 3 && *code != "---")
    };
    // «عمان» in a dateline is the city.
    let city = |named: &[Named]| {
        let mut places = named.iter().filter_map(|named| {
            if let Named::Place(row) = *named { Some(lang.tables.places[row as usize].country.as_str()) } else { None }
        });
        places.find(|code| code.len() == 3)
    };
    let dateline = parts.iter().flat_map(|part| &part.sentences).filter(|parse| parse.start > 0).take(1).find_map(|parse| {
        parse.names.iter().filter(|name| name.words.start < parse.start).find_map(|name| city(&name.named).or_else(|| country(&name.named)))
    });
    let names = || parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.names);
    let bureau = |code: &&'l str| document.most_told().filter(|(_, most)| *most > 2 * document.told(code));
    dateline
        .map(|code| bureau(&code).map_or(code, |(most, _)| most))
        .or_else(|| {
            document
                .outlet
                .filter(|code| document.told(code) > 0 && document.most_told().is_none_or(|(_, most)| most <= document.told(code)))
        })
        .or_else(|| {
            names().find_map(|name| country(&name.named).filter(|_| !name.named.iter().all(|named| matches!(named, Named::Place(_)))))
        })
        .or_else(|| {
            let adjectives =
                parts.iter().flat_map(|part| &part.sentences).flat_map(|parse| &parse.words).filter_map(|word| lang.nisba(word.lemma?));
            adjectives.map(|row| lang.tables.actors[row as usize].country.as_str()).find(|code| code.len() == 3 && *code != "---")
        })
        // A city that hosts others («جنيف») comes last.
        .or_else(|| names().find_map(|name| country(&name.named)))
}
