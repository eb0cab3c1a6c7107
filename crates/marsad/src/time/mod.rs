//! When.
use serde::{Deserialize, Serialize};
/// Data.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeTables {}
