//! What does a site ask not to read: `robots.txt`, as RFC 9309 has it.
//!
//! In: the text of the file and the path of an address. Out: allowed or not. Time: at most the length of the file times that of the
//! path, which is 2 KiB. Its own reader, because the rules of the standard are no more than a page of code.
//!
//! It does not fetch the file and does not keep it ([`super::hosts`]).

/// Bytes of the file that are read; the standard asks for 500 KiB at least.
pub const MAX_BYTES: usize = 512 << 10;

/// Whether `text` lets the program of this name read `path`, the part of an address after the site, query included.
pub fn allows(text: &str, program: &str, path: &str) -> bool {
    if path == "/robots.txt" {
        return true;
    }
    let path = normal(path.as_bytes());
    let mut best = (0, true);
    for (allow, pattern) in rules(text, program) {
        let pattern = normal(pattern.as_bytes());
        if matches(&pattern, &path) && (pattern.len() > best.0 || pattern.len() == best.0 && allow) {
            best = (pattern.len(), allow);
        }
    }
    best.1
}

/// The rules for a program: those of all groups that name it, or else those for everybody.
fn rules<'t>(text: &'t str, program: &str) -> Vec<(bool, &'t str)> {
    let (mut named, mut general) = (Vec::new(), Vec::new());
    let (mut is_named, mut is_general, mut has_name, mut in_rules) = (false, false, false, false);
    for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        match key.as_str() {
            "user-agent" => {
                if in_rules {
                    (is_named, is_general, in_rules) = (false, false, false);
                }
                let end = value.find(|letter: char| !letter.is_ascii_alphabetic() && letter != '-' && letter != '_').unwrap_or(value.len());
                is_general |= value == "*";
                is_named |= value[..end].eq_ignore_ascii_case(program);
                has_name |= is_named;
            }
            "allow" | "disallow" => {
                in_rules = true;
                // An empty pattern matches nothing.
                if !value.is_empty() {
                    let rule = (key == "allow", value);
                    named.extend(is_named.then_some(rule));
                    general.extend(is_general.then_some(rule));
                }
            }
            _ => {}
        }
    }
    if has_name { named } else { general }
}

/// Percent-encoding in one form: letters that need none without it, all others with it, in capitals.
fn normal(path: &[u8]) -> Vec<u8> {
    let hex = |at: usize| path.get(at).and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let mut whole = Vec::with_capacity(path.len());
    let mut at = 0;
    while at < path.len() {
        let encoded = if path[at] == b'%' { hex(at + 1).zip(hex(at + 2)).map(|(high, low)| high << 4 | low) } else { None };
        at += if encoded.is_some() { 3 } else { 1 };
        match encoded.unwrap_or(path[at - 1]) {
            byte if encoded.is_some() && !(byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)) || !byte.is_ascii() => {
                whole.extend(format!("%{byte:02X}").bytes());
            }
            byte => whole.push(byte),
        }
    }
    whole
}

/// Whether `path` begins as `pattern` says, in which `*` is anything and `$` at the end the end.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_whole) = pattern.strip_suffix(b"$").map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split(|byte| *byte == b'*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut parts: Vec<&[u8]> = parts.collect();
    if is_whole {
        // The last part stands at the end; without a `*` nothing may follow the first.
        match parts.pop() {
            None => return rest.is_empty(),
            Some(last) => match rest.strip_suffix(last) {
                Some(before) => rest = before,
                None => return false,
            },
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).all(|part| {
        let found = rest.windows(part.len()).position(|window| window == part);
        found.map(|at| rest = &rest[at + part.len()..]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, bool)]) {
        for (path, allowed) in expected {
            assert_eq!(allows(text, "marsad", path), *allowed, "{path} in {text}");
        }
    }

    #[test]
    fn groups_are_for_those_they_name() {
        let text = "User-agent: *\nDisallow: /\n\nuser-agent: other\nUSER-AGENT: Marsad/1.0 # us\nAllow: /a\nDisallow: /a/b\n\nSitemap: x\n\
                    User-agent: marsad\nDisallow: /c";
        check(text, &[("/a", true), ("/a/b", false), ("/c/d", false), ("/x", true), ("/robots.txt", true)]);
        check("User-agent: *\nDisallow: /\nUser-agent: other\nAllow: /", &[("/", false), ("/robots.txt", true)]);
        check("User-agent: marsadnews\nDisallow: /", &[("/", true)]);
        check("User-agent: *\nDisallow: /\nUser-agent: marsad\nDisallow:", &[("/", true)]);
        check("Disallow: /\n<html>\n::\n", &[("/", true)]);
        check("\u{FEFF}User-agent:*\r\nDisallow:/a\rAllow:/a/b", &[("/a", false), ("/a/b", true)]);
    }

    #[test]
    fn the_longest_rule_decides_and_allowing_wins() {
        let text =
            "User-agent: *\nDisallow: /*.php$\nAllow: /news/\nDisallow: /news/*/print\nDisallow: /same\nAllow: /same\nDisallow: /q?a=";
        check(
            text,
            &[
                ("/a.php", false),
                ("/a.php?x=1", true),
                ("/news/a", true),
                ("/news/a/b/print?x", false),
                ("/same", true),
                ("/q?a=1", false),
                ("/q?b=1", true),
            ],
        );
        check("User-agent: *\nDisallow: /a*b*c$", &[("/axbxc", false), ("/axbxcx", true), ("/abc", false), ("/ac", true)]);
        check("User-agent: *\nDisallow: /a$", &[("/a", false), ("/ab", true)]);
    }

    #[test]
    fn letters_are_the_same_however_they_are_encoded() {
        let text = "User-agent: *\nDisallow: /خبر\nDisallow: /%7euser\nDisallow: /a%2fb";
        check(
            text,
            &[("/%D8%AE%D8%A8%D8%B1/1", false), ("/~user", false), ("/%7Euser", false), ("/a%2Fb", false), ("/a/b", true), ("/%", true)],
        );
    }
}
