//! Arabic news articles in, cited claims out: who is said to have done what to whom, when, where, and on whose word.

pub mod article;
pub mod coded;
pub mod morph;
pub mod mention;
pub mod number;
pub mod pack;
pub mod span;
pub mod syntax;
pub mod text;
pub mod time;

pub use article::Article;
pub use pack::Lang;
pub use span::Span;
