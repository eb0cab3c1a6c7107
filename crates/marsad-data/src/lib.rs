//! Data files → checks → pack.
