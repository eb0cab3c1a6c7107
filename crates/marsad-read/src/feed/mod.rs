//! What is in a feed: RSS, RDF, Atom and JSON Feed become raw items, each with the line it begins on.
//!
//! [`xml::cut`] and [`json::cut`] find where items begin and end, without looking inside; [`xml_item::read`] and [`json::read`] read one
//! item. So one broken item costs no other, a feed of any length is read in the memory of one item, and items are read on all cores.
//!
//! What a feed says of itself, its title and address, is taken from what stands before its first item.

pub mod json;
pub mod xml;
pub mod xml_item;

use encoding_rs::Encoding;

/// What a feed says of itself.
#[derive(Debug, Default)]
pub struct Head {
    /// Its title: the outlet of its articles.
    pub title: Option<String>,
    /// Its address, or that of its site; addresses of items may be relative to it.
    pub link: Option<String>,
    /// The encoding of its items where that is not UTF-8.
    pub encoding: Option<&'static Encoding>,
}

impl Head {
    /// An address of an item, made whole.
    fn resolve(&self, address: String) -> String {
        match url::Url::parse(&address) {
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                let base = self.link.as_deref().and_then(|link| url::Url::parse(link).ok());
                base.and_then(|base| base.join(&address).ok()).map_or(address, String::from)
            }
            _ => address,
        }
    }
}

/// One item of a feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// `guid` or `id`.
    pub id: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Headline, which may hold markup.
    pub title: Option<String>,
    /// Publication date as it stands there.
    pub published: Option<String>,
    /// The best of its texts.
    pub text: Option<Text>,
}

/// Text of an item.
#[derive(Debug, PartialEq, Eq)]
pub enum Text {
    /// Markup, or text that may be such.
    Html(String),
    /// Text that is none, whatever it looks like.
    Plain(String),
}
