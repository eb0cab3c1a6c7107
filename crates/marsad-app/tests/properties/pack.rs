//! A pack in which a byte was changed, cut off or added is refused, whichever it is.

use marsad::pack::{Actor, Tables};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{PACK, config};

/// A pack small enough to harm at every byte.
fn small() -> Vec<u8> {
    let actors = ["a", "b"].map(|id| Actor { id: id.to_owned(), ..Actor::default() });
    Tables { language: "ar".to_owned(), actors: actors.to_vec(), ..Tables::default() }.to_pack().unwrap()
}

#[test]
fn no_byte_of_a_small_pack_may_change_or_be_missing() {
    let pack = small();
    assert!(Tables::from_pack(&pack).is_ok());
    for at in 0..pack.len() {
        assert!(Tables::from_pack(&pack[..at]).is_err(), "cut at {at}");
        assert!(Tables::from_pack(&[&pack[..at], &pack[at + 1..]].concat()).is_err(), "without byte {at}");
        for bit in 0..8 {
            let mut changed = pack.clone();
            changed[at] ^= 1 << bit;
            assert!(Tables::from_pack(&changed).is_err(), "bit {bit} of byte {at}");
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_small_pack_with_more_in_it_is_refused(at: Index, more in prop::collection::vec(any::<u8>(), 1..9)) {
        let mut pack = small();
        let at = at.index(pack.len() + 1);
        pack.splice(at..at, more);
        prop_assert!(Tables::from_pack(&pack).is_err());
    }

    #[test]
    fn bytes_that_are_no_pack_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), keep in 0..60_usize) {
        let bytes = [&small()[..keep], &bytes].concat();
        prop_assert!(Tables::from_pack(&bytes).is_err() || bytes == small());
    }
}

#[test]
fn no_byte_of_the_program_s_pack_may_change_or_be_missing_either() {
    for at in (0..12).map(|n| PACK.len() / 12 * n + n) {
        let mut bytes = PACK.to_vec();
        bytes[at] ^= 1 + at as u8 % 255;
        assert!(Tables::from_pack(&bytes).is_err(), "changed at {at}");
        assert!(Tables::from_pack(&PACK[..at]).is_err(), "cut at {at}");
        bytes.copy_from_slice(PACK);
        bytes.insert(at, 0);
        assert!(Tables::from_pack(&bytes).is_err(), "more at {at}");
    }
}
