//! Relational adjectives: «سياسة» → «سياسي», «أمريكا» → «أمريكي».

use marsad::pack::Actor;

use super::Builder;
use super::letters::{ALEF, ALEF_MAKSURA, TEH_MARBUTA, YEH, join};
use super::verb::letters;

/// The relational adjective of a noun, masculine singular.
pub(super) fn of(noun: &str) -> String {
    let word = letters(noun);
    let stem = match word.as_slice() {
        [rest @ .., YEH, ALEF | TEH_MARBUTA] if rest.len() >= 2 => rest,
        [rest @ .., TEH_MARBUTA | ALEF | ALEF_MAKSURA] => rest,
        rest => rest,
    };
    join(stem, &[YEH]).into_iter().collect()
}

/// Adds the relational adjectives of actors: each that ends in yeh is one, the others are plurals of the one before.
pub(crate) fn add_nisbas(builder: &mut Builder, actors: &[Actor]) {
    for actor in actors {
        let mut adjectives: Vec<(&str, Vec<String>)> = Vec::new();
        for nisba in actor.nisbas.iter().filter(|nisba| !nisba.contains(' ')) {
            match adjectives.last_mut() {
                Some((_, plurals)) if !nisba.ends_with(YEH) => plurals.push(nisba.clone()),
                _ => adjectives.push((nisba, Vec::new())),
            }
        }
        // «كوري شمالي»: each word is an adjective; that both together name the actor is for its names to say.
        for pair in actor.nisbas.iter().filter(|nisba| nisba.contains(' ')) {
            adjectives.extend(pair.split(' ').filter(|word| word.ends_with(YEH)).map(|word| (word, Vec::new())));
        }
        for (adjective, plurals) in adjectives {
            builder.add_relational(adjective, &plurals, &actor.en);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn relational_adjectives() {
        for (noun, adjective) in [("سياسة", "سياسي"), ("أمريكا", "أمريكي"), ("سوريا", "سوري"), ("اقتصاد", "اقتصادي"), ("قضاء", "قضائي")]
        {
            assert_eq!(super::of(noun), adjective);
        }
    }
}
