//! What does a label of a model mean? `B-PER`, `I_ORGANIZATION`, `GPE` → the beginning or the inside of one of four kinds.
//!
//! Models write the place in a name as `B-`/`I-`, as the richer `BILOU` or `BIOES`, or not at all; labels given out are always
//! `B-` for the first word of a name and `I-` for the others.

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    Pers,
    /// An organisation.
    Org,
    /// A place, a state.
    Loc,
    /// Anything else with a name.
    Misc,
}

/// A label as a model gives it, of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Whether the word begins a name, whatever stands before it.
    begins: bool,
    kind: Kind,
}

impl Label {
    /// The label of this name; none for `O` and for kinds that have no label here (dates, amounts).
    pub fn parse(name: &str) -> Option<Self> {
        let (begins, kind) = match name.split_once(['-', '_']) {
            Some(("B" | "b" | "S" | "s" | "U" | "u", kind)) => (true, kind),
            Some(("I" | "i" | "L" | "l" | "E" | "e" | "M" | "m", kind)) => (false, kind),
            _ => (false, name),
        };
        Some(Self { begins, kind: Kind::parse(kind)? })
    }

    /// Whether it is a person, an organisation or a place: what a model must know to be of use.
    pub fn is_main(self) -> bool {
        self.kind != Kind::Misc
    }
}

impl Kind {
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "PER" | "PERS" | "PERSON" => Self::Pers,
            "ORG" | "ORGANIZATION" | "ORGANISATION" => Self::Org,
            "LOC" | "LOCATION" | "GPE" | "FAC" | "FACILITY" => Self::Loc,
            "MISC" | "MIS" | "MISCELLANEOUS" | "NORP" | "EVENT" | "PRODUCT" => Self::Misc,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Pers => "PERS",
            Self::Org => "ORG",
            Self::Loc => "LOC",
            Self::Misc => "MISC",
        }
    }
}

/// The labels of a sentence as they are given out: a name begins where another kind, or none, stands before it.
pub fn in_order(labels: &[Option<Label>]) -> Vec<String> {
    let mut before = None;
    let place = |label: &Option<Label>| {
        let Some(Label { begins, kind }) = *label else {
            before = None;
            return "O".to_owned();
        };
        let goes_on = !begins && before == Some(kind);
        before = Some(kind);
        format!("{}-{}", if goes_on { 'I' } else { 'B' }, kind.name())
    };
    labels.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &str, expect: &str) {
        let labels: Vec<_> = names.split(' ').map(Label::parse).collect();
        assert_eq!(in_order(&labels).join(" "), expect);
    }

    #[test]
    fn the_usual_names_are_understood() {
        check("B-PERS I-PERS O B-ORG", "B-PERS I-PERS O B-ORG");
        check("B-PER I-PER B-LOC B-MISC I-MISC", "B-PERS I-PERS B-LOC B-MISC I-MISC");
        check("B-PERSON I_PERSON b-organization I-Organisation", "B-PERS I-PERS B-ORG I-ORG");
        check("B_GPE U-LOC S-location L-LOC", "B-LOC B-LOC B-LOC I-LOC");
    }

    #[test]
    fn names_without_a_place_begin_where_the_kind_changes() {
        check("PER PER ORG O ORG", "B-PERS I-PERS B-ORG O B-ORG");
        check("I-LOC I-LOC B-LOC I-ORG", "B-LOC I-LOC B-LOC B-ORG");
    }

    #[test]
    fn other_kinds_are_no_names() {
        check("B-DATE I-DATE B-PER LABEL_0 I-PER", "O O B-PERS O B-PERS");
        check("B- -PER _ B", "O O O O");
    }
}
