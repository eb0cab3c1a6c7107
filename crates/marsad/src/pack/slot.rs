//! Slots: where a party stands in a clause.
//!
//! A frame says "the target is the object, or what «على» introduces"; the data writes prepositions by ASCII names
//! (`on`, `to`, `b`), so that frames stay readable in an editor and the source free of Arabic words. `sentence` is no slot of parties: the words of
//! the whole sentence, for conditions.

use serde::{Deserialize, Serialize};

macro_rules! slots {
    ($($slot:ident $name:literal),* $(,)?) => {
        /// Where a party stands in a clause: a grammatical function or the preposition before it.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "the names are those of the data; lang/ar/closed.tsv has the prepositions")]
        pub enum Slot { #[default] $($slot),* }

        impl Slot {
            /// All slots, in order.
            pub const ALL: &'static [Slot] = &[$(Slot::$slot),*];

            /// Its name in the data.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Slot::$slot => $name),* }
            }

            /// The slot of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Slot::$slot),)* _ => None }
            }
        }
    };
}

slots! {
    Subject "subject", Object "object", Of "of", That "that",
    In "in", On "on", From "from", To "to", About "about", B "b", L "l", K "k", With "with", Against "against",
    Toward "toward", Between "between", At "at", Via "via", By "by", Before "before", Over "over", After "after",
    During "during", Despite "despite", Because "because", Until "until", Without "without", Except "except",
    Instead "instead", Under "under", Above "above", Beside "beside", Behind "behind", Around "around", According "according", Like "like",
    Sentence "sentence",
}
