//! Is it said who says so: speakers and chains of coded acts against those of the gold.
//!
//! In: an act of both sides whose type is the same. Out: whether the speaker is right, and whether the chain is.
//!
//! A chain is right when it has the same roles in the same order and the words of each link hold those of the gold, or are held by them.

use marsad::text::Text;
use marsad::text::fold::fold;

use super::Act;

/// One link of a chain: its role and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Link {
    role: String,
    words: String,
}

impl Link {
    /// Reads `document:بيان`.
    pub fn parse(link: &str) -> Self {
        let (role, words) = link.split_once(':').unwrap_or((link, ""));
        Self::new(role, words)
    }

    pub fn new(role: &str, words: &str) -> Self {
        Self { role: role.to_owned(), words: words.split_whitespace().map(fold).collect::<Vec<_>>().join(" ") }
    }
}

/// Whether the speaker of a coded act is the one of the gold, by country.
pub(super) fn speaker_right(gold: &Act, coded: &Act) -> bool {
    gold.speaker.country == coded.speaker.country
}

/// Whether the chain of a coded act is the one of the gold.
pub(super) fn chain_right(gold: &[Link], coded: &[Link]) -> bool {
    let same =
        |(one, other): (&Link, &Link)| one.role == other.role && (one.words.contains(&other.words) || other.words.contains(&one.words));
    gold.len() == coded.len() && gold.iter().zip(coded).all(same)
}

/// Where the datelines of a body stand, in code points: their agency carries every sentence and is no link of one.
pub(super) fn datelines(body: &str) -> Vec<[u32; 2]> {
    let text = Text::new(body);
    let points = |byte: u32| body.get(..byte as usize).map_or(0, |before| before.chars().count()) as u32;
    let dateline = |sentence: &marsad::text::Sentence| {
        let tokens = text.tokens.get(sentence.tokens.start..sentence.tokens.start + sentence.n_dateline)?;
        Some([points(tokens.first()?.span.start), points(tokens.last()?.span.end)])
    };
    text.sentences.iter().filter_map(dateline).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Code;

    fn act(source: &str, speaker: &str) -> Act {
        Act { source: vec![Code::parse(source)], speaker: Code::parse(speaker), ..Act::default() }
    }

    #[test]
    fn a_speaker_is_known_by_his_country() {
        assert!(speaker_right(&act("ISR.MIL", "LBN.COP"), &act("ISR.MIL", "LBN.GOV")));
        assert!(!speaker_right(&act("DZA.GOV", ""), &act("DZA.GOV", "FRA.GOV")));
        assert!(!speaker_right(&act("ISR.MIL", "LBN.COP"), &act("ISR.MIL", "")));
    }

    #[test]
    fn chains_agree_by_role_and_words() {
        let chain = |links: &[&str]| links.iter().map(|link| Link::parse(link)).collect::<Vec<_>>();
        assert!(chain_right(&chain(&["agency:رويترز"]), &chain(&["agency:وكالة رويترز"])));
        assert!(!chain_right(&chain(&["agency:رويترز"]), &chain(&["outlet:رويترز"])));
        assert!(!chain_right(&chain(&[]), &chain(&["document:بيان"])));
    }

    #[test]
    fn a_dateline_is_found() {
        assert_eq!(datelines("طهران (إرنا) - بحث الوزير"), [[0, 14]]);
    }
}
