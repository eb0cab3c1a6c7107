//! Feeds: RSS, RDF, Atom and JSON Feed, as good and as broken as they come.

use serde_json::Value;

use crate::dir::{Dir, Run, gzipped};

const BODY: &str = "وصل الوزير إلى المدينة أمس لإجراء محادثات مع نظيره بشأن الجسر الجديد.";

fn field(run: &Run, name: &str) -> Vec<Option<String>> {
    run.articles().iter().map(|article| article["article"][name].as_str().map(str::to_owned)).collect()
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>وكالة المثال</title>\n\
         <link>https://feed.example/</link>\n{items}\n</channel></rss>\n"
    )
}

fn item(number: u32, rest: &str) -> String {
    format!("<item><guid>n{number}</guid><title>خبر {number}</title><pubDate>Sun, 10 Nov 2024 08:30:00 +0300</pubDate>{rest}</item>\n")
}

#[test]
fn every_item_of_rss_is_an_article() {
    let dir = Dir::new("rss");
    let text = format!("<description>{BODY}</description>");
    let whole = format!(
        "<link>/a?x=1&y=2</link><description>قصير</description><content:encoded><![CDATA[<p>{BODY}</p><script>var x = '<b>';</script>]]></content:encoded>"
    );
    dir.file("in/a.xml", rss(&format!("{}{}", item(1, &text), item(2, &whole))));
    let run = dir.run(&["code", "in", "--with-text"]);
    assert_eq!(run.expect(0, &["2 articles", "0 skipped"]).ids(), ["n1", "n2"]);
    assert_eq!(field(&run, "body"), [Some(BODY.to_owned()), Some(BODY.to_owned())]);
    assert_eq!(field(&run, "url"), [None, Some("https://feed.example/a?x=1&y=2".to_owned())]);
    assert!(field(&run, "outlet").iter().all(|outlet| outlet.as_deref() == Some("وكالة المثال")));
    assert!(field(&run, "published").iter().all(|published| published.as_deref() == Some("2024-11-10T08:30:00+03:00")));
    // What is packed and what is piped in is the same.
    let packed = zstd::encode_all(rss(&item(1, &text)).as_bytes(), 1).unwrap();
    dir.file("b.rss.zst", packed);
    assert_eq!(dir.run(&["code", "b.rss.zst"]).expect(0, &["0 skipped"]).ids(), ["n1"]);
    assert_eq!(dir.run_with(&["code"], &gzipped(rss(&item(1, &text)).as_bytes())).expect(0, &["0 skipped"]).ids(), ["n1"]);
}

#[test]
fn broken_items_are_reported_with_their_lines_and_cost_no_other() {
    let dir = Dir::new("broken-feed");
    let text = format!("<description>{BODY}</description>");
    let items = [
        item(1, &text),
        "<item><title>a</title><!-- no end --<description>x</item>\n".to_owned(),
        item(3, "<description>نفط & غاز &nbsp; &لا; \u{1}</description>"),
        format!("<item>{}</item>\n", "<div>".repeat(5000)),
        "<item><title> </title></item>\n".to_owned(),
        item(6, &text).replace("</item>", ""),
        item(7, &text).replace("Sun, 10 Nov 2024 08:30:00 +0300", "قبل ساعتين"),
    ];
    dir.file("a.xml", rss(&items.concat()));
    let run = dir.run(&["code", "a.xml", "--with-text"]);
    run.expect(
        0,
        &[
            "a.xml:5: broken XML",
            "a.xml:7: more than 256 elements inside each other; the item was left out",
            "a.xml:8: no title and no text in this item",
            "a.xml:10: warning: the date of this item is none that is read (قبل ساعتين)",
        ],
    );
    assert_eq!(run.ids(), ["n1", "n3", "n6", "n7"]);
    // A feed that ends early.
    let whole = rss(&[item(1, &text), item(2, &text)].concat());
    dir.file("b.xml", &whole[..whole.len() - 60]);
    assert_eq!(dir.run(&["code", "b.xml"]).expect(0, &["b.xml:5: the feed ends in the middle of this item", "1 skipped"]).ids(), ["n1"]);
    dir.file("c.xml", rss(""));
    dir.run(&["code", "c.xml"]).expect(1, &["c.xml: a feed without items"]);
}

#[test]
fn what_is_meant_is_read_though_it_is_written_wrongly() {
    let dir = Dir::new("repair");
    dir.file(
        "a.xml",
        rss(&item(1, "<description>نفط & غاز &nbsp;&laquo;خام&raquo; \u{1}&#1;</description>")
            .replace("خبر 1", "&lt;b&gt;خبر&lt;/b&gt; &amp;amp; رأي")),
    );
    let run = dir.run(&["code", "a.xml", "--with-text"]);
    assert_eq!(field(run.expect(0, &["0 skipped"]), "body"), [Some("نفط & غاز «خام»".to_owned())]);
    assert_eq!(field(&run, "title"), [Some("خبر & رأي".to_owned())]);
    for (number, date) in
        ["السبت، ٢١ تشرين الثاني ٢٠٢٦", "21 نوفمبر 2026 - 14:30 +0300", "Sat, 21 Nov 2026 11:30:00 GMT"].iter().enumerate()
    {
        dir.file("d.xml", rss(&item(1, "<description>x</description>").replace("Sun, 10 Nov 2024 08:30:00 +0300", date)));
        let published = field(dir.run(&["code", "d.xml"]).expect(0, &["0 skipped"]), "published").remove(0).unwrap_or_default();
        assert!(published.starts_with("2026-11-21"), "{number}: {published}");
    }
}

#[test]
fn the_encoding_is_what_it_is_and_not_what_is_declared() {
    let dir = Dir::new("feed-encoding");
    let feed = rss(&[item(1, &format!("<description>{BODY}</description>")), item(2, "<description>قصير</description>")].concat());
    let old = |text: &str| encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
    dir.file("declared.xml", old(&feed.replace("UTF-8", "windows-1256")));
    dir.file("wrong.xml", old(&feed));
    dir.file("utf8.xml", feed.replace("UTF-8", "windows-1256"));
    for (name, warning) in [("declared.xml", None), ("wrong.xml", Some("wrong.xml: warning: not UTF-8")), ("utf8.xml", None)] {
        let run = dir.run(&["code", name, "--with-text"]);
        run.expect(0, &["2 articles", "0 skipped"]);
        assert_eq!(field(&run, "body"), [Some(BODY.to_owned()), Some("قصير".to_owned())], "{name}");
        assert_eq!(field(&run, "outlet")[0].as_deref(), Some("وكالة المثال"), "{name}");
        assert_eq!(run.stderr.contains("warning: not UTF-8"), warning.is_some(), "{name}: {}", run.stderr);
    }
}

#[test]
fn entities_that_a_feed_declares_are_not_expanded() {
    let dir = Dir::new("entities");
    let declared: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let external = "<!ENTITY secret SYSTEM \"file:///etc/hostname\">";
    let feed = rss(&item(1, "<description>&l9; &secret;</description>"));
    dir.file("a.xml", feed.replacen("<rss", &format!("<!DOCTYPE rss [<!ENTITY l0 \"x\">{declared}{external}]>\n<rss"), 1));
    let run = dir.run(&["code", "a.xml", "--with-text"]);
    assert_eq!(field(run.expect(0, &["1 article,"]), "body"), [Some("&l9; &secret;".to_owned())]);
}

#[test]
fn atom_rdf_and_json_feed() {
    let dir = Dir::new("atom");
    dir.file(
        "a.atom",
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>وكالة</title><link href='https://feed.example/'/><entry><id>tag:1</id>\
             <title type='html'>خبر</title><link rel='alternate' href='x'/><published>2024-11-10T08:30:00Z</published>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{BODY}</p></div></content></entry></feed>"
        ),
    );
    dir.file(
        "b.rdf",
        format!(
            "<rdf:RDF><channel><title>وكالة</title><items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>\n<item rdf:about='x'><title>خبر</title>\
             <link>https://feed.example/x</link><dc:date>2024-11-10T08:30:00Z</dc:date><description>{BODY}</description></item></rdf:RDF>"
        ),
    );
    let items = [
        serde_json::json!({"id": "1", "url": "https://feed.example/x", "title": "خبر", "content_html": format!("<p>{BODY}"), "date_published": "2024-11-10T08:30:00Z"}),
        serde_json::json!({"id": 2}),
    ];
    let feed =
        |version: &str| serde_json::to_string_pretty(&serde_json::json!({"version": version, "title": "وكالة", "items": items})).unwrap();
    // Keys are sorted by the writer; a feed begins with its version.
    let json = feed("x").replacen("{\n", "{\n  \"version\": \"https://jsonfeed.org/version/1.1\",\n  \"title\": \"وكالة\",\n", 1);
    dir.file("c/feed.json", &json);
    for (name, n_skipped) in [("a.atom", "0 skipped"), ("b.rdf", "0 skipped"), ("c/feed.json", "1 skipped"), ("c", "1 skipped")] {
        let run = dir.run(&["code", name, "--with-text"]);
        let article: Value = run.expect(0, &["1 article,", n_skipped]).articles()[0]["article"].clone();
        for (field, expected) in [
            ("body", BODY),
            ("title", "خبر"),
            ("outlet", "وكالة"),
            ("url", "https://feed.example/x"),
            ("published", "2024-11-10T08:30:00Z"),
        ] {
            assert_eq!(article[field], expected, "{name}");
        }
    }
    dir.run(&["code", "c/feed.json"]).expect(0, &["no title and no text in this item"]);
}
