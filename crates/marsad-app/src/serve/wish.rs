//! How does this reader want it: in which language, on light or dark ground, with which digits?
//!
//! In: a request. Out: [`Wish`]. The address says it (`?lang=ar`), else a cookie from the last time it did, else the browser's languages. What the address
//! says is remembered.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;

/// What a reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Language of the interface.
    pub tongue: Tongue,
    /// `light`, `dark`, or `None` for that of the system.
    pub theme: Option<&'static str>,
    /// Arabic-Indic digits.
    pub arabic_digits: bool,
    /// Cookies to set, because the address said something.
    pub remember: Vec<String>,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Arabic.
    Arabic,
}

impl Tongue {
    /// ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["en", "ar"][self as usize]
    }

    /// Its direction.
    #[must_use]
    pub fn dir(self) -> &'static str {
        ["ltr", "rtl"][self as usize]
    }

    fn of(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "ar" => Some(Self::Arabic),
            _ => None,
        }
    }
}

impl Wish {
    /// Reads it from address and head of a request.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let asked = |name: &str| {
            let pairs = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
            pairs.filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).last()
        };
        let kept = |name: &str| cookie(parts, &format!("marsad-{name}"));
        let mut remember = Vec::new();
        let mut said = |name: &str, valid: &[&'static str]| -> Option<&'static str> {
            let find = |value: String| valid.iter().find(|known| **known == value).copied();
            if let Some(value) = asked(name).and_then(find) {
                remember.push(format!("marsad-{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
                return Some(value);
            }
            kept(name).and_then(find)
        };
        let tongue = said("lang", &["en", "ar"]).and_then(Tongue::of);
        let theme = said("theme", &["light", "dark", "system"]).filter(|theme| *theme != "system");
        let arabic_digits = said("digits", &["latn", "arab"]) == Some("arab");
        Self { tongue: tongue.unwrap_or_else(|| of_browser(parts)), theme, arabic_digits, remember }
    }
}

/// The first language of the browser that the interface has.
fn of_browser(parts: &Parts) -> Tongue {
    let listed = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    listed.split(',').find_map(|one| Tongue::of(one.trim().get(..2)?)).unwrap_or_default()
}

/// A cookie of a request.
#[must_use]
pub fn cookie(parts: &Parts, name: &str) -> Option<String> {
    cookie_of(&parts.headers, name)
}

/// A cookie of a request's head.
#[must_use]
pub fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for Wish {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn wish(uri: &str, heads: &[(&str, &str)]) -> Wish {
        let mut request = Request::builder().uri(uri);
        for (name, value) in heads {
            request = request.header(*name, *value);
        }
        Wish::of(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn the_address_comes_before_the_cookie_and_this_before_the_browser() {
        let browser = ("accept-language", "fr-FR, ar-EG;q=0.8, en;q=0.5");
        assert_eq!(wish("/", &[browser]).tongue, Tongue::Arabic);
        assert_eq!(wish("/", &[browser, ("cookie", "a=b; marsad-lang=en")]).tongue, Tongue::English);
        let asked = wish("/?lang=ar&theme=dark", &[("cookie", "marsad-lang=en; marsad-digits=arab")]);
        assert_eq!((asked.tongue, asked.theme, asked.arabic_digits), (Tongue::Arabic, Some("dark"), true));
        assert_eq!(asked.remember.len(), 2, "what the address says is remembered, a cookie is not set again");
    }

    #[test]
    fn nonsense_is_nothing() {
        let wish = wish("/?lang=zz&theme=%0d%0aSet-Cookie:x&digits=", &[]);
        assert_eq!((wish.tongue, wish.theme, wish.remember.len()), (Tongue::English, None, 0));
    }
}
