//! Which number do these digits write: separators that group and separators of decimals.
//!
//! In: the key of a number token. Out: its value. «1,600» → 1600 · «53.300» → 53300 · «٢١٫٥» → 21.5 · «1.234.567» → 1234567.
//!
//! One separator with exactly three digits after it groups thousands, unless a scale word or percent sign follows
//! («1.125 مليار»), the number begins with 0, or it is a comma and the text's country writes decimals so; the Arabic separators U+066B and U+066C say which they are.

const ARABIC_DECIMAL: char = '\u{066B}';
const ARABIC_THOUSANDS: char = '\u{066C}';

/// The value of a number token; `None` when its digits are none («½», «1.2.3»).
///
/// `scaled`: a scale word or a percent sign follows. `decimal_comma`: the text's country separates decimals by a comma.
pub(crate) fn value(key: &str, scaled: bool, decimal_comma: bool) -> Option<f64> {
    let is_separator = |letter: char| !letter.is_ascii_digit();
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        return key.parse().ok();
    }
    if !key.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\u{060C}' | ARABIC_DECIMAL | ARABIC_THOUSANDS)) {
        return None;
    }
    let groups: Vec<&str> = key.split(is_separator).collect();
    let separators: Vec<char> = key.chars().filter(|letter| is_separator(*letter)).collect();
    let (first, last) = (*groups.first()?, *groups.last()?);
    let in_threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    let last_separator = *separators.last()?;
    let decimal = if last_separator == ARABIC_DECIMAL || decimal_comma && last_separator == ',' && separators.len() == 1 {
        true
    } else if last_separator == ARABIC_THOUSANDS {
        false
    } else if separators.len() > 1 {
        // «1.234,5»: the last one differs from those before.
        separators[..separators.len() - 1].iter().all(|separator| *separator != last_separator)
    } else {
        last.len() != 3 || scaled || first.starts_with('0') || first.len() > 3
    };
    let whole = if decimal { &groups[..groups.len() - 1] } else { &groups[..] };
    if whole.len() > 1 && !in_threes(&whole[1..]) {
        return None;
    }
    let digits = whole.concat();
    if decimal { format!("{digits}.{last}").parse().ok() } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn separators() {
        for (key, scaled, expect) in [
            ("17", false, Some(17.0)),
            ("1,600", false, Some(1600.0)),
            ("53.300", false, Some(53_300.0)),
            ("1.125", true, Some(1.125)),
            ("21٫5", false, Some(21.5)),
            ("1٬234٬567", false, Some(1_234_567.0)),
            ("7.4", false, Some(7.4)),
            ("0.125", false, Some(0.125)),
            ("1.234,5", false, Some(1234.5)),
            ("1،5", true, Some(1.5)),
            ("1.2.3", false, None),
            ("½", false, None),
            ("2003.500", false, Some(2003.5)),
        ] {
            assert_eq!(value(key, scaled, false), expect, "{key}");
        }
        assert_eq!((value("1,500", false, true), value("1.500", false, true)), (Some(1.5), Some(1500.0)));
    }
}
