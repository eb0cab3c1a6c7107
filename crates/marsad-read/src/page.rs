//! What does a saved page say: its main text without menus and advertisements, and what it says about itself.
//!
//! The main text is found by readability scoring; a page on which that fails gives its paragraphs. The page is parsed once.
//! Markup that is part of a feed is main text already ([`fragment`]).

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::meta;

/// What was read from a page.
#[derive(Debug, Default)]
pub struct Page {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Publication date.
    pub published: Option<String>,
    /// Main text, a paragraph a line.
    pub body: String,
    /// What was considered: kind and text.
    pub notes: Vec<(&'static str, String)>,
}

/// Elements that a page may have open at once; the scoring takes time quadratic in it, and news pages stay below 60.
const MAX_DEPTH: usize = 512;
/// What a browser does not show as text.
const UNSEEN: &str = "script, style, noscript, template, iframe, object, svg, form, head";
/// Elements that have no end, or whose end may be left out.
const ENDLESS: [&str; 25] = [
    "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "colgroup", "br", "img", "meta", "link", "input", "hr", "source",
    "area", "base", "col", "embed", "track", "wbr", "param",
];

/// Reads a page; `url` is its address where that is known.
///
/// # Errors
/// When the page is nested so deeply that it is no page that anybody wrote.
pub fn read(html: &str, url: Option<&str>) -> Result<Page, String> {
    if depth(html) > MAX_DEPTH {
        return Err(format!("the page has more than {MAX_DEPTH} elements inside each other; give its text as .txt"));
    }
    let document = Document::from(html);
    let meta = meta::read(&document, url);
    let paragraphs = paragraphs(&document);
    let notes = meta.dates.iter().map(|(place, text)| ("published-candidate", format!("{place}: {text}"))).collect();
    let published = meta.published();
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let main = Readability::with_document(document, None, Some(config)).and_then(|mut readability| readability.parse()).ok();
    let (main_title, main_text) = main.map(|main| (main.title, tidy(&main.text_content))).unwrap_or_default();
    Ok(Page {
        title: meta.title.or(Some(main_title)).map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
        outlet: meta.outlet,
        url: meta.url,
        published,
        body: if main_text.is_empty() { paragraphs } else { main_text },
        notes,
    })
}

/// The text of markup that somebody has chosen already: what a browser would show of it, a paragraph a line.
///
/// # Errors
/// When it is nested too deeply.
pub fn fragment(html: &str) -> Result<String, String> {
    if !html.contains(['<', '&']) {
        return Ok(tidy(html));
    }
    if depth(html) > MAX_DEPTH {
        return Err(format!("its text has more than {MAX_DEPTH} elements inside each other; the item was left out"));
    }
    let document = Document::from(html);
    document.select(UNSEEN).remove();
    Ok(tidy(&document.formatted_text()))
}

/// The most elements that are open at once, as far as tags tell without a tree.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let (closes, name) = rest.strip_prefix('/').map_or((false, rest), |name| (true, name));
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        if closes {
            open = open.saturating_sub(usize::from(!name.is_empty() && !ENDLESS.contains(&name.as_str())));
        } else if name == "script" || name == "style" {
            // What they hold is no markup.
            let end = format!("</{name}");
            let past = rest.as_bytes().windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
            rest = &rest[past.map_or(rest.len(), |past| past + 1)..];
        } else if !name.is_empty() && !ENDLESS.contains(&name.as_str()) {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    deepest
}

fn paragraphs(document: &Document) -> String {
    let texts: Vec<String> = document.select("p").iter().map(|paragraph| tidy(&paragraph.text())).filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

/// Lines without surrounding spaces, and no empty ones.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_what_is_open_and_not_what_scripts_hold() {
        assert_eq!(depth("<html><body><p>a<p>b<br><div><span>c</span></div></body></html>"), 4);
        assert_eq!(depth("<script>'<div><div><div>'</script><div>x</div> 3 < 4"), 1);
        assert!(read(&"<div>".repeat(MAX_DEPTH + 1), None).unwrap_err().contains("512"));
    }

    #[test]
    fn menus_are_left_out_and_a_page_of_paragraphs_is_read() {
        let paragraph = "<p>وصل وزير الخارجية إلى القاهرة أمس لإجراء محادثات مع نظيره المصري بشأن الحدود المشتركة بين البلدين.</p>";
        let menu = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/a'>رياضة</a></li></ul></nav>";
        let page =
            read(&format!("<html><body>{menu}<article><h1>عنوان</h1>{}</article></body></html>", paragraph.repeat(5)), None).unwrap();
        assert!(page.body.contains("وصل وزير") && !page.body.contains("رياضة"), "{}", page.body);
        assert_eq!(read("<p>قصير</p>", None).unwrap().body, "قصير");
        assert_eq!(read("", None).unwrap().body, "");
    }

    #[test]
    fn fragments_give_what_would_be_shown() {
        let html = "أول &amp; ثان<br>ثالث<script>alert('x < y')</script><p>رابع <b>خامس</b></p><style>p {}</style><iframe src=x></iframe>";
        assert_eq!(fragment(html).unwrap(), "أول & ثان\nثالث\nرابع خامس");
        assert_eq!(fragment(" أول \n\n ثان ").unwrap(), "أول\nثان");
        assert!(fragment(&"<div>".repeat(MAX_DEPTH + 1)).unwrap_err().contains("512"));
    }
}
