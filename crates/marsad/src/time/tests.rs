//! Expressions in sentences, read on a Wednesday.

use super::testing::lang;
use super::*;
use crate::pack::Lang;
use crate::text::Text;

const PUBLISHED: &str = "2023-10-11";

fn times(text: &str, published: Option<&str>, lang: &Lang) -> Vec<(String, String, Option<String>)> {
    let taken = Text::new(text);
    let times = find_times(&taken.tokens, 0..taken.tokens.len(), &Anchor::new(published), lang);
    times.into_iter().map(|time| (time.span.of(text).to_owned(), time.value, time.edtf)).collect()
}

#[track_caller]
fn check(lang: &Lang, text: &str, expect: &[(&str, &str)]) {
    let found = times(text, Some(PUBLISHED), lang);
    let found: Vec<(&str, &str)> = found.iter().map(|(text, value, _)| (text.as_str(), value.as_str())).collect();
    assert_eq!(found, expect, "in {text}");
}

#[test]
fn days_near_publication() {
    let lang = lang();
    check(&lang, "وصل الوفد أمس وغادر اليوم", &[("أمس", "2023-10-10"), ("اليوم", "2023-10-11")]);
    check(&lang, "بدأ الإضراب أول من أمس", &[("أول من أمس", "2023-10-09")]);
    check(&lang, "تعقد الجلسة بعد غد", &[("بعد غد", "2023-10-13")]);
    check(&lang, "أغلق المعبر مساء أمس الثلاثاء", &[("مساء أمس الثلاثاء", "2023-10-10TEV")]);
    check(&lang, "سمع دوي انفجار فجر اليوم", &[("فجر اليوم", "2023-10-11TMO")]);
    check(&lang, "انقطعت الكهرباء ليل الأحد الاثنين", &[("ليل الأحد الاثنين", "2023-10-08TNI")]);
    check(&lang, "كان اليوم التالي هادئا", &[]);
}

#[test]
fn weekdays_follow_the_tense() {
    let lang = lang();
    check(&lang, "التقى الوزيران الأحد", &[("الأحد", "2023-10-08")]);
    check(&lang, "من المقرر أن يلتقي الوزيران الأحد", &[("الأحد", "2023-10-15")]);
    check(&lang, "التقيا الأربعاء الماضي", &[("الأربعاء الماضي", "2023-10-04")]);
    check(&lang, "يلتقيان الأربعاء المقبل", &[("الأربعاء المقبل", "2023-10-18")]);
    check(&lang, "يلتقيان الاثنين والثلاثاء المقبلين", &[("الاثنين والثلاثاء المقبلين", "2023-10-16/2023-10-17")]);
    check(&lang, "شارك الأحد عشر لاعبا", &[]);
    let text = "التقى الوزيران الأحد";
    let taken = Text::new(text);
    let anchor = Anchor::new(Some(PUBLISHED));
    let mut found = find_times(&taken.tokens, 0..taken.tokens.len(), &anchor, &lang);
    assert!(found[0].needs_tense);
    resolve(&mut found[0], Tense::Future, &anchor);
    assert_eq!(found[0].value, "2023-10-15");
}

#[test]
fn calendar_dates() {
    let lang = lang();
    for (text, span, value) in [
        ("وقع الاتفاق في 7 أكتوبر (تشرين الأول) 2006", "7 أكتوبر (تشرين الأول) 2006", "2006-10-07"),
        ("وقع الاتفاق في 4 تموز / يوليو 2021", "4 تموز / يوليو 2021", "2021-07-04"),
        ("وقع الاتفاق في 15-7-2000", "15-7-2000", "2000-07-15"),
        ("وقع الاتفاق في 2000/7/15", "2000/7/15", "2000-07-15"),
        ("وقع الاتفاق في 3 غشت 2019", "3 غشت 2019", "2019-08-03"),
        ("عقد المؤتمر في السادس من الشهر الحالي", "السادس من الشهر الحالي", "2023-10-06"),
        ("عقد المؤتمر في 2 الجاري", "2 الجاري", "2023-10-02"),
        ("عقد المؤتمر في فبراير الماضي", "فبراير الماضي", "2023-02"),
        ("عقد المؤتمر السبت (7 أكتوبر)", "السبت (7 أكتوبر)", "2023-10-07"),
        ("عقد المؤتمر بين 3 و9 مايو 2020", "بين 3 و9 مايو 2020", "2020-05-03/2020-05-09"),
        ("صدر القرار في 1 شوال 1446 هـ", "1 شوال 1446 هـ", "2025-03-30"),
        ("صدر القرار في 1 شوال 1446 هـ الموافق 31 مارس 2025", "1 شوال 1446 هـ الموافق 31 مارس 2025", "2025-03-31"),
        ("يحتفل به في الأول من أيار/مايو من كل عام", "الأول من أيار/مايو من كل عام", "XXXX-05-01"),
        ("يفتتح المعرض في 5 تشرين الثاني", "5 تشرين الثاني", "2023-11-05"),
        ("افتتح المعرض في 5 أيلول", "5 أيلول", "2023-09-05"),
    ] {
        check(&lang, text, &[(span, value)]);
    }
    check(&lang, "مارس الرئيس ضغوطا على والده آب العائلة", &[]);
}

#[test]
fn periods_and_durations() {
    let lang = lang();
    for (text, span, value) in [
        ("قامت الحرب عام 2003", "عام 2003", "2003"),
        ("قامت الحرب في عام ألفين وثلاثة", "عام ألفين وثلاثة", "2003"),
        ("دامت الحرب بين عامي 1980 و1988", "بين عامي 1980 و1988", "1980/1988"),
        ("تراجع الإنتاج في مطلع التسعينات", "مطلع التسعينات", "199"),
        ("تراجع الإنتاج في النصف الثاني من العام الماضي", "النصف الثاني من العام الماضي", "2022-H2"),
        ("تراجع الإنتاج خلال السنوات العشر الماضية", "السنوات العشر الماضية", "P10Y"),
        ("تراجع الإنتاج قبل ثلاثة أعوام", "قبل ثلاثة أعوام", "2020"),
        ("تراجع الإنتاج منذ عقود", "منذ عقود", "PXDE"),
        ("تراجع الإنتاج منذ بداية العام", "منذ بداية العام", "2023"),
        ("استمر الحصار ثلاث سنوات ونصف السنة", "ثلاث سنوات ونصف السنة", "P3.5Y"),
        ("استمر الحصار يومين", "يومين", "P2D"),
        ("بدأ الاجتماع الساعة 21,00 ت غ", "الساعة 21,00 ت غ", "2023-10-11T21:00Z"),
    ] {
        check(&lang, text, &[(span, value)]);
    }
    check(&lang, "التقى بن عامي نظيره", &[]);
}

#[test]
fn without_publication_only_whole_dates_have_days() {
    let lang = lang();
    for text in ["وصل أمس", "وصل الأحد", "وصل قبل يومين", "وصل في 5 مايو", "وصل الشهر الماضي"]
    {
        let found = times(text, None, &lang);
        assert!(found.len() == 1 && found[0].2.is_none(), "{found:?}");
    }
    assert_eq!(times("وصل في 5 مايو 2020", None, &lang)[0].2.as_deref(), Some("2020-05-05"));
}

#[test]
fn any_run_of_time_words_is_read() {
    let lang = lang();
    let words: Vec<&str> = lang
        .tables
        .time
        .words
        .iter()
        .map(|word| word.form.as_str())
        .chain(["5", "2003", "/", "-", "(", ")", "31", "99999", "12.5", ":"])
        .collect();
    let mut seed = 7u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[(seed >> 33) as usize % words.len()]);
            text.push(' ');
        }
        let taken = Text::new(&text);
        let anchor = Anchor { policy: if seed.is_multiple_of(2) { Policy::Assistant } else { Policy::News }, ..Anchor::new(Some("2024-02-29")) };
        let mut found = find_times(&taken.tokens, 0..taken.tokens.len(), &anchor, &lang);
        for time in &mut found {
            assert!(time.start.zip(time.end).is_none_or(|(start, end)| start <= end), "{time:?}");
            resolve(time, Tense::Future, &anchor);
        }
        assert!(found.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        let _ = crate::number::find_numbers(&taken.tokens, 0..taken.tokens.len(), None, &lang);
    }
}
