//! What the targets share: the language data.

use std::sync::OnceLock;

use marsad::Lang;
use marsad::pack::Tables;

/// The language data of the repository.
///
/// # Panics
/// When the pack that the build script made cannot be read.
pub fn lang() -> &'static Lang {
    static LANG: OnceLock<Lang> = OnceLock::new();
    LANG.get_or_init(|| match Tables::from_pack(include_bytes!(concat!(env!("OUT_DIR"), "/ar.marsad"))) {
        Ok(tables) => Lang::new(tables),
        Err(error) => panic!("{error}"),
    })
}
