//! Which terms of office can be added: dates of one person in one office, put in order and laid beside what the base has.
//!
//! In: terms as somebody else tells them, and the base's. Out: terms that overlap neither each other nor the base; and what disagrees.
//!
//! The base has 2005-06-01 to 2006-03-06. Told 2005-06 to 2006-03: the same, nothing to add · 2005-06-01 to 2006-05-20: a conflict · 2011-08-17
//! to 2014-10-18: added.
//!
//! Dates are ISO prefixes and are compared as far as both are precise. Who of two told terms is right is not decided: the more precise
//! one stays, the other is a conflict.

use marsad::pack::Holder;

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub from: String,
    pub to: End,
    pub is_acting: bool,
    /// Where the end is not known: the last day on which it was known to be held.
    pub as_of: String,
}

/// How a term ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    On(String),
    /// It ended, nobody knows when.
    Unknown,
    /// Nobody told an end.
    Open,
}

/// What can be added, and what disagrees with what.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub added: Vec<Term>,
    /// Span that stays, span that was told.
    pub conflicts: Vec<(String, String)>,
}

/// Puts the terms of one person in one office in order.
pub fn settle(mut told: Vec<Term>, base: &[Holder]) -> Settled {
    let mut settled = Settled::default();
    told.sort_by(|a, b| a.from.cmp(&b.from).then(a.to.text().cmp(b.to.text())));
    let known: Vec<Term> = base.iter().map(Term::of_base).collect();
    for mut term in told {
        if let End::On(to) = &term.to
            && before(to, &term.from)
        {
            settled.conflicts.push(("-".to_owned(), term.span()));
            continue;
        }
        if let Some(other) = known.iter().find(|other| other.overlaps(&term)) {
            if !other.agrees(&term) {
                settled.conflicts.push((other.span(), term.span()));
            }
            continue;
        }
        // Who begins again has ended before; and nobody begins again while still in office.
        if term.to == End::Open && known.iter().any(|other| before(&term.from, &other.from)) {
            term = term.ended();
        }
        match settled.added.last_mut() {
            Some(last) if last.agrees(&term) && last.overlaps(&term) => {
                if term.precision() > last.precision() {
                    *last = term;
                }
            }
            Some(last) if last.to == End::Open && before(&last.from, &term.from) => {
                *last = last.clone().ended();
                settled.added.push(term);
            }
            Some(last) if last.overlaps(&term) => settled.conflicts.push((last.span(), term.span())),
            _ => settled.added.push(term),
        }
    }
    settled
}

impl Term {
    fn of_base(holder: &Holder) -> Self {
        let to = match &holder.to {
            Some(to) => End::On(to.clone()),
            None if holder.ended => End::Unknown,
            None => End::Open,
        };
        Self { from: holder.from.clone(), to, is_acting: false, as_of: holder.as_of.clone().unwrap_or_default() }
    }

    /// The term, ended on an unknown day.
    fn ended(self) -> Self {
        Self { to: End::Unknown, as_of: self.from.clone(), ..self }
    }

    /// Whether both would be in office at one time. A term with an unknown end lasts at least as long as it was known to be held.
    fn overlaps(&self, other: &Self) -> bool {
        self.begins_before_end_of(other) && other.begins_before_end_of(self)
    }

    fn begins_before_end_of(&self, other: &Self) -> bool {
        match &other.to {
            End::On(to) => before(&self.from, to) || self.from == other.from,
            End::Unknown | End::Open => {
                self.from == other.from || other.as_of.is_empty() || before(&self.from, &other.as_of) || other.has(&self.from)
            }
        }
    }

    /// Whether a day that a date means is that of the beginning.
    fn has(&self, date: &str) -> bool {
        same(&self.from, date)
    }

    /// Whether both tell the same, as far as both are precise.
    fn agrees(&self, other: &Self) -> bool {
        let ends = match (&self.to, &other.to) {
            (End::On(a), End::On(b)) => same(a, b),
            // Not to know an end contradicts nothing, but to have been in office after it does.
            (End::On(end), _) => !before(end, &other.as_of),
            (_, End::On(end)) => !before(end, &self.as_of),
            _ => true,
        };
        same(&self.from, &other.from) && ends
    }

    fn precision(&self) -> (bool, usize) {
        (matches!(self.to, End::On(_)), self.from.len() + self.to.text().len())
    }

    /// `2005-06-01..2006-03-06`, with `?` for an unknown end and `-` for none that was told.
    pub fn span(&self) -> String {
        format!("{}..{}", self.from, self.to.text())
    }
}

impl End {
    /// As the data has it.
    pub fn text(&self) -> &str {
        match self {
            End::On(day) => day,
            End::Unknown => "?",
            End::Open => "-",
        }
    }
}

/// Whether a date is surely before another one.
pub fn before(a: &str, b: &str) -> bool {
    let n_bytes = a.len().min(b.len());
    a.as_bytes()[..n_bytes] < b.as_bytes()[..n_bytes]
}

/// Whether two dates may mean the same day.
fn same(a: &str, b: &str) -> bool {
    !before(a, b) && !before(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A term; `2005..-2026` has no known end and stood in 2026.
    fn term(span: &str) -> Term {
        let (from, to) = span.split_once("..").unwrap();
        let (to, as_of) = match to {
            "?" => (End::Unknown, from),
            "-" => (End::Open, from),
            to if to.starts_with('-') => (End::Open, &to[1..]),
            to => (End::On(to.to_owned()), ""),
        };
        Term { from: from.into(), to, as_of: as_of.into(), is_acting: false }
    }

    fn check(told: &[&str], base: &[&str], added: &[&str], conflicts: &[&str]) {
        let base: Vec<Holder> = base
            .iter()
            .map(|span| {
                let term = term(span);
                let to = if let End::On(to) = &term.to { Some(to.clone()) } else { None };
                Holder {
                    from: term.from,
                    to,
                    ended: term.to == End::Unknown,
                    as_of: Some(term.as_of).filter(|day| !day.is_empty()),
                    ..Holder::default()
                }
            })
            .collect();
        let settled = settle(told.iter().map(|span| term(span)).collect(), &base);
        assert_eq!(settled.added.iter().map(Term::span).collect::<Vec<_>>(), added, "{told:?} over {base:?}");
        assert_eq!(settled.conflicts.iter().map(|(stays, told)| format!("{stays} {told}")).collect::<Vec<_>>(), conflicts, "{told:?}");
    }

    #[test]
    fn terms_beside_those_of_the_base() {
        let base = ["2005-06-01..2006-03-06"];
        check(&["2005-06..2006-03"], &base, &[], &[]);
        check(&["2005-06-01..-"], &base, &[], &[]);
        check(&["2005-06-01..2006-05-20"], &base, &[], &["2005-06-01..2006-03-06 2005-06-01..2006-05-20"]);
        check(&["2011-08-17..2014-10-18"], &base, &["2011-08-17..2014-10-18"], &[]);
        check(&["2001..-"], &base, &["2001..?"], &[]);
        check(&["2005-06..-2026"], &base, &[], &["2005-06-01..2006-03-06 2005-06..-"]);
        check(&["2005-06-01..2006"], &["2005-06-01..-2010-02"], &[], &["2005-06-01..- 2005-06-01..2006"]);
        check(&["2006-03-06..2007"], &base, &["2006-03-06..2007"], &[]);
    }

    #[test]
    fn terms_beside_each_other() {
        check(&["2009..2013", "2005..2009"], &[], &["2005..2009", "2009..2013"], &[]);
        check(&["2005..2009", "2005-06-01..2009-01-02"], &[], &["2005-06-01..2009-01-02"], &[]);
        check(&["2005..-", "2009..2013"], &[], &["2005..?", "2009..2013"], &[]);
        check(&["2005..-2026", "2009..2013"], &[], &["2005..?", "2009..2013"], &[]);
        check(&["2005..2010", "2009-05..2013"], &[], &["2005..2010"], &["2005..2010 2009-05..2013"]);
        check(&["2005-06..2001"], &[], &[], &["- 2005-06..2001"]);
        check(&["2005..?", "2005..2007"], &[], &["2005..2007"], &[]);
    }
}
