//! What does a page say about itself: title, outlet, address and publication date, from everywhere it may say so.
//!
//! Best first: JSON-LD (schema.org), Open Graph and `article:` meta, other meta names, `<time>`, the address. Every date
//! that was found is kept with where it stood, so that a wrong choice can be seen and put right.

use dom_query::Document;
use serde_json::Value;

use super::date;

/// Names of meta tags that hold a publication date, best first.
const DATE_NAMES: [&str; 14] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
];

/// What a page says about itself.
#[derive(Debug, Default)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Publication date, best first: where it stood, and as it stood there.
    pub dates: Vec<(String, String)>,
}

impl Meta {
    /// The best date that is one.
    pub fn published(&self) -> Option<String> {
        self.dates.iter().find_map(|(_, text)| date::normalize(text))
    }
}

/// Reads what `page` says about itself; `url` is its address where that is known.
pub fn read(page: &Document, url: Option<&str>) -> Meta {
    let mut meta = Meta::default();
    let scripts = page.select(r#"script[type="application/ld+json"]"#);
    let json =
        |script: dom_query::Selection<'_>| serde_json::from_str(&script.text().replace(|letter: char| letter.is_control(), " ")).ok();
    let values: Vec<Value> = scripts.iter().filter_map(json).collect();
    let mut articles = Vec::new();
    values.iter().for_each(|value| collect(value, &mut articles));
    for article in &articles {
        meta.dates.extend(string(article, "datePublished").map(|text| ("json-ld datePublished".to_owned(), text)));
        meta.title = meta.title.or_else(|| string(article, "headline"));
        meta.outlet = meta.outlet.or_else(|| string(article.get("publisher")?, "name"));
    }
    let names = meta_names(page);
    let named = |name: &str| names.iter().find(|(other, _)| other == name).map(|(_, content)| content.clone());
    meta.title = meta.title.or_else(|| named("og:title"));
    meta.outlet = named("og:site_name").or(meta.outlet);
    let canonical = page.select(r#"link[rel="canonical"]"#).attr("href").map(|href| href.to_string());
    meta.url = canonical.filter(|href| href.starts_with("http")).or_else(|| named("og:url"));
    meta.dates.extend(DATE_NAMES.iter().filter_map(|name| Some((format!("meta {name}"), named(name)?))));
    for time in page.select("time[datetime]").iter().take(8) {
        meta.dates.extend(time.attr("datetime").map(|text| ("time".to_owned(), text.trim().to_owned())));
    }
    let address = url.map(str::to_owned).or_else(|| meta.url.clone());
    meta.dates.extend(address.as_deref().and_then(in_address).map(|text| ("address".to_owned(), text)));
    meta.dates.dedup();
    meta
}

fn meta_names(page: &Document) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for tag in page.select("meta[content]").iter() {
        let name = ["property", "name", "itemprop"].iter().find_map(|attr| tag.attr(attr));
        if let (Some(name), Some(content)) = (name, tag.attr("content"))
            && !content.trim().is_empty()
        {
            names.push((name.to_lowercase(), content.trim().to_owned()));
        }
    }
    names
}

/// The objects of JSON-LD that describe an article.
fn collect<'v>(value: &'v Value, articles: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, articles)),
        Value::Object(fields) => {
            let is_article = |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            if fields.get("@type").is_some_and(|kind| is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article)))
            {
                articles.push(value);
            } else if let Some(graph) = fields.get("@graph") {
                collect(graph, articles);
            } else if let Some(entity) = fields.get("mainEntity") {
                collect(entity, articles);
            }
        }
        _ => {}
    }
}

fn string(object: &Value, name: &str) -> Option<String> {
    object.get(name)?.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The date in an address: `/2024/11/10/`, `2024-11-10`, `/20241110`.
fn in_address(url: &str) -> Option<String> {
    let numbers: Vec<&str> = url.split(|letter: char| !letter.is_ascii_digit()).collect();
    let is_year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    numbers.windows(3).find_map(|window| match window {
        [year, month, day] if is_year(year) && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len()) => {
            date::normalize(&format!("{year}-{month:0>2}-{day:0>2}"))
        }
        [number, ..] if number.len() == 8 && is_year(&number[..4]) => date::normalize(number),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_date_is_read_best_first() {
        let page = Document::from(
            r#"<html><head><title>عنوان | موقع</title>
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
              {"@type": ["NewsArticle"], "headline": "عنوان الخبر", "datePublished": "2024-11-10T08:30:00+03:00", "publisher": {"name": "وكالة"}}]}</script>
            <meta property="article:published_time" content="2024-11-10"><link rel="canonical" href="https://example.org/2024/11/9/a">
            </head><body><time datetime="2024-11-11">أمس</time></body></html>"#,
        );
        let meta = read(&page, None);
        assert_eq!(meta.title.as_deref(), Some("عنوان الخبر"));
        assert_eq!(meta.outlet.as_deref(), Some("وكالة"));
        assert_eq!(meta.published().as_deref(), Some("2024-11-10T08:30:00+03:00"));
        let places: Vec<&str> = meta.dates.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["json-ld datePublished", "meta article:published_time", "time", "address"]);
        assert_eq!(meta.dates[3].1, "2024-11-09");
    }

    #[test]
    fn numbers_in_addresses_are_dates_only_when_they_are() {
        assert_eq!(in_address("https://example.org/news/20241110/a").as_deref(), Some("2024-11-10"));
        assert_eq!(in_address("https://example.org/a-2024-11-10-b").as_deref(), Some("2024-11-10"));
        assert_eq!(in_address("https://example.org/2024/99/10"), None);
        assert_eq!(in_address("https://example.org/article/20249999"), None);
        assert_eq!(in_address("https://example.org/"), None);
    }
}
