//! Arabic news articles in, cited claims out: who is said to have done what to whom, when, where, and on whose word.

pub mod actor;
pub mod analysis;
pub mod article;
pub mod coded;
pub mod coder;
pub mod event;
pub mod explain;
pub mod expressions;
pub mod gaps;
mod home;
mod links;
pub mod mention;
pub mod model;
pub mod morph;
pub mod number;
mod output;
pub mod pack;
pub mod place;
pub mod span;
pub mod speech;
pub mod syntax;
pub mod terms;
pub mod text;
pub mod time;
mod topic;

pub use actor::who;
pub use article::Article;
pub use coder::{code, code_from, code_with};
pub use explain::{explain, explain_from};
pub use expressions::expressions;
pub use gaps::{Gap, gaps};
pub use pack::Lang;
pub use span::Span;
pub use terms::terms;
