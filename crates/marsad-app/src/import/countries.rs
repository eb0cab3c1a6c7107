//! Which country is that: ISO 3166 alpha-2 and Wikidata ids → the codes that Marsad writes.
//!
//! In: `data/import/countries.tsv`, and the codes (P298) that items of a dump bring along. Out: alpha-3.
//!
//! `iq` → IRQ · `Q55` and `Q29999` → NLD, of which Wikidata has two · `suhh` → SUN
//!
//! It knows no names, and no country is guessed from a place.

use std::collections::BTreeMap;

const TABLE: &str = include_str!("../../data/import/countries.tsv");

/// Codes of countries.
pub struct Countries {
    alpha2: BTreeMap<&'static str, &'static str>,
    wikidata: BTreeMap<u64, String>,
    /// The only ones that are wanted; all when there are none.
    wanted: Vec<String>,
}

impl Countries {
    /// The table, and which countries are wanted, as alpha-2 or alpha-3.
    ///
    /// # Errors
    /// When one of the wanted ones is no country, in words for the user.
    pub fn new(wanted: &[String]) -> Result<Self, String> {
        let mut countries = Self { alpha2: BTreeMap::new(), wikidata: BTreeMap::new(), wanted: Vec::new() };
        for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
            let mut fields = row.split('\t');
            let (Some(alpha2), Some(alpha3), Some(ids)) = (fields.next(), fields.next(), fields.next()) else { continue };
            countries.alpha2.insert(alpha2, alpha3);
            countries.wikidata.extend(ids.split(' ').filter_map(|id| Some((q(id)?, alpha3.to_owned()))));
        }
        for code in wanted {
            let known = countries.of_alpha2(code).or_else(|| countries.alpha2.values().copied().find(|alpha3| alpha3 == code));
            match known {
                Some(alpha3) => countries.wanted.push(alpha3.to_owned()),
                None => return Err(format!("--countries {code}: no country; write ISO 3166 codes: IQ,IR or IRQ,IRN")),
            }
        }
        Ok(countries)
    }

    /// The country of an alpha-2 code in capitals or small letters.
    pub fn of_alpha2(&self, code: &str) -> Option<&'static str> {
        self.alpha2.get(code.to_ascii_lowercase().as_str()).copied()
    }

    /// The country that an item of Wikidata is.
    pub fn of_item(&self, item: u64) -> Option<&str> {
        self.wikidata.get(&item).map(String::as_str)
    }

    /// Learns that an item is the country with this alpha-3 code; the table is not overruled.
    pub fn learn(&mut self, item: u64, alpha3: &str) {
        if self.alpha2.values().any(|known| *known == alpha3) {
            self.wikidata.entry(item).or_insert_with(|| alpha3.to_owned());
        }
    }

    /// Whether records of this country are wanted; those of no country are, unless some were named.
    pub fn is_wanted(&self, country: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|wanted| wanted == country)
    }
}

/// The number of a Wikidata id: `Q123` is 123.
pub fn q(id: &str) -> Option<u64> {
    id.strip_prefix('Q')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_items_may_be_one_country() {
        let mut countries = Countries::new(&["iq".to_owned(), "IRN".to_owned()]).unwrap();
        for (item, country) in
            [(55, "NLD"), (29999, "NLD"), (35, "DNK"), (756_617, "DNK"), (219_060, "PSE"), (42620, "PSE"), (15180, "SUN")]
        {
            assert_eq!(countries.of_item(item), Some(country));
        }
        countries.learn(999, "IRQ");
        countries.learn(998, "XYZ");
        assert_eq!((countries.of_item(999), countries.of_item(998)), (Some("IRQ"), None));
        assert!(countries.is_wanted("IRQ") && !countries.is_wanted("EGY"));
        assert!(Countries::new(&["Q".to_owned()]).is_err());
        assert_eq!((q("Q12"), q("P12"), q("Q")), (Some(12), None, None));
    }
}
