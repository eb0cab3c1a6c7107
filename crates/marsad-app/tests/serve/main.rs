//! The console as its readers meet it, and those who mean no good: the real binary over an observatory in a folder of its own, asked over HTTP.
//!
//! `alerts` what escalates is told · `client` a server for a test, and what it answers · `script` what articles and feeds bring never runs · `input` what is asked for is never more than data ·
//! `slow` who is slow, large or many keeps nobody out · `access` who may read and decide · `contract` what programs may count on · `described` the description
//! of the API.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod access;
mod alerts;
mod client;
mod contract;
mod described;
#[path = "../cli/dir.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod dir;
mod input;
mod script;
mod slow;

use client::{Answer, Console};
use dir::Dir;
use serde_json::json;

const RAID: &str =
    "قصفت طائرات إسرائيلية يوم الأحد مواقع في مدينة النبطية جنوب لبنان، ما أدى إلى مقتل خمسة أشخاص بحسب وزارة الصحة اللبنانية.";
const VISIT: &str = "وصل وزير الخارجية الإيراني عباس عراقجي إلى بغداد يوم الاثنين في زيارة رسمية التقى خلالها رئيس الوزراء العراقي.";
const WARNING: &str = "حذرت إيران إسرائيل من أي هجوم على أراضيها.";
const DENIAL: &str = "لم تقصف طائرات إسرائيلية أي مواقع في مدينة النبطية يوم الأحد.";

/// One line of input.
fn line(id: &str, outlet: &str, day: &str, body: &str) -> String {
    format!("{}\n", json!({"id": id, "outlet": outlet, "published": day, "title": format!("خبر من {outlet}"), "body": body}))
}

/// A folder with an observatory of `n` articles of three outlets over some weeks.
fn observatory(test: &str, n: usize) -> Dir {
    let dir = Dir::new(test);
    let bodies = [RAID, VISIT, WARNING, DENIAL];
    let outlets = ["صحيفة النهر", "صحيفة الجسر", "وكالة الساحل"];
    let article = |at: usize| {
        let day = format!("2024-11-{:02}", at % 28 + 1);
        line(&format!("a{at}"), outlets[at % 3], &day, bodies[at % 4])
    };
    dir.file("news.jsonl", (0..n).map(article).collect::<String>());
    dir.run(&["ingest", "news.marsad", "news.jsonl"]).expect(0, &[]);
    dir
}

/// The same, served.
fn served(test: &str, n: usize) -> (Dir, Console) {
    let dir = observatory(test, n);
    let console = Console::start(&dir, &[]);
    (dir, console)
}
