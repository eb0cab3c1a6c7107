//! Web archives: pages of WARC files, packed in every way, whole and broken.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::dir::{Dir, gzipped};

const BODY: &str = "وصل الوزير إلى المدينة أمس لإجراء محادثات مع نظيره بشأن الجسر الجديد.";

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2030-01-01T00:00:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(header: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html{header}\r\n\r\n").as_bytes(), body].concat()
}

fn page(number: u32) -> String {
    let meta = "<meta property='og:site_name' content='الموقع'><meta property='article:published_time' content='2024-11-10'>";
    format!(
        "<html><head><title>خبر {number}</title>{meta}</head><body><article>{}</article></body></html>",
        format!("<p>{BODY}</p>").repeat(4)
    )
}

/// A page in each way that it may have been sent, and records that are none.
fn archive() -> Vec<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(page(2).as_bytes()).unwrap();
    let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", page(3).len(), page(3));
    let old = encoding_rs::WINDOWS_1256.encode(&page(4)).0.into_owned();
    vec![
        record("warcinfo", "", b"software: test\r\n"),
        record("request", "https://news.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://news.example/1", &answer("; charset=utf-8", page(1).as_bytes())),
        record("response", "https://news.example/2", &answer("\r\nContent-Encoding: gzip", &gzip.finish().unwrap())),
        record("response", "https://news.example/3", &answer("\r\nTransfer-Encoding: chunked", chunked.as_bytes())),
        record("response", "https://news.example/4", &answer("; charset=windows-1256", &old)),
        record("response", "https://news.example/x.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x00\x01"),
        record("response", "https://news.example/no", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no"),
    ]
}

#[test]
fn pages_are_read_however_they_were_sent_and_packed() {
    let dir = Dir::new("warc");
    let records = archive();
    dir.file("in/a.warc", records.concat());
    dir.file("in/b.warc.gz", records.iter().map(|record| gzipped(record)).collect::<Vec<_>>().concat());
    dir.file("in/c.warc.zst", zstd::encode_all(&*records.concat(), 1).unwrap());
    let run = dir.run(&["code", "in", "--with-text"]);
    let articles = run.expect(0, &["12 articles", "0 skipped"]).articles();
    for (idx, article) in articles.iter().map(|article| &article["article"]).enumerate() {
        let number = idx % 4 + 1;
        assert_eq!(article["url"], format!("https://news.example/{number}"));
        assert_eq!(article["title"], format!("خبر {number}"));
        assert_eq!(article["outlet"], "الموقع");
        assert_eq!(article["published"], "2024-11-10", "never the day on which it was fetched");
        assert!(article["body"].as_str().unwrap().starts_with(BODY), "{article}");
    }
    assert_eq!(dir.run_with(&["code", "-"], &records.concat()).expect(0, &["4 articles", "0 skipped"]).articles().len(), 4);
}

#[test]
fn broken_records_are_reported_with_their_place_and_the_others_read() {
    let dir = Dir::new("broken-warc");
    let good = record("response", "https://news.example/1", &answer("", page(1).as_bytes()));
    let huge = vec![b' '; 65 << 20];
    let bad = [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(),
        b"rubbish\r\nmore rubbish\r\n".to_vec(),
        record("response", "https://news.example/2", &answer("\r\nContent-Encoding: gzip", b"\x1F\x8B rubbish")),
        record("response", "https://news.example/3", &answer("", &huge)),
        record("response", "https://news.example/4", &answer("", b"<html><body></body></html>")),
        [b"WARC/1.0\r\n".to_vec(), b"x: y\r\n".repeat(20_000)].concat(),
    ];
    let mut bytes = good.clone();
    let mut places = Vec::new();
    for record in &bad {
        places.push(bytes.len());
        bytes.extend(record);
        bytes.extend(&good);
    }
    dir.file("a.warc", &bytes);
    let run = dir.run(&["code", "a.warc"]);
    let reports = [
        "this record does not tell its length",
        "no record of a web archive begins here",
        "the page is packed and damaged",
        "record of more than 64 MiB left out",
        "no article text was found",
        "the header of this record has no end",
    ];
    let reports: Vec<String> =
        places.iter().zip(reports).map(|(place, report)| format!("a.warc, record at byte {place}: {report}")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    run.expect(0, &reports);
    assert_eq!(run.articles().len(), 7);
    dir.file("b.warc", &good[..good.len() - 200]);
    dir.run(&["code", "b.warc"]).expect(1, &["b.warc, record at byte 0: the compressed file ends early"]);
    dir.file("c.warc", "x");
    dir.run(&["code", "c.warc"]).expect(1, &["c.warc: no web archive"]);
}

#[test]
fn a_page_that_unpacks_to_far_too_much_is_left_out() {
    let dir = Dir::new("warc-bomb");
    let bomb = gzipped(&vec![b' '; 65 << 20]);
    dir.file("a.warc", record("response", "https://news.example/1", &answer("\r\nContent-Encoding: gzip", &bomb)));
    dir.run(&["code", "a.warc"]).expect(1, &["a.warc, record at byte 0: the page unpacks to more than 64 MiB"]);
}
