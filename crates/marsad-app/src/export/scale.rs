//! Goldstein's scale by CAMEO code (`data/export/goldstein.tsv`), in the numbers of GDELT and in those of ICEWS.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::names::rows;

static SCALE: LazyLock<FxHashMap<&'static str, [Option<f64>; 2]>> = LazyLock::new(|| {
    let table = rows(include_str!("../../data/export/goldstein.tsv"));
    table.map(|[code, gdelt, icews]| (code, [gdelt, icews].map(|number: &str| number.parse().ok()))).collect()
});

/// The number of a code in the scale of GDELT (0) or ICEWS (1): its own, else that of its first three digits, else of its first two.
#[must_use]
pub fn goldstein(code: &str, scale: usize) -> Option<f64> {
    let of = |digits: usize| SCALE.get(code.get(..digits)?)?.get(scale).copied().flatten();
    of(code.len()).or_else(|| of(3)).or_else(|| of(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_number_has_that_of_its_root() {
        assert_eq!(goldstein("163", 0), Some(-6.5));
        assert_eq!(goldstein("163", 1), Some(-8.0));
        assert_eq!(goldstein("129", 0), Some(-4.0));
        assert_eq!(goldstein("999", 0), None);
    }
}
