//! Numbers in sentences.

use super::*;
use crate::text::Text;
use crate::time::testing::lang;

fn numbers(text: &str, lang: &Lang) -> Vec<NumberExpr> {
    let taken = Text::new(text);
    find_numbers(&taken.tokens, 0..taken.tokens.len(), None, lang)
}

#[test]
fn values() {
    let lang = lang();
    for (text, span, value) in [
        ("قدم القرض 21 مليون دينار", "21 مليون", 21e6),
        ("بلغ العدد ثلاثة وعشرين ألفا", "ثلاثة وعشرين ألفا", 23e3),
        ("دفعت الدولة مليونين ونصف المليون دولار", "مليونين ونصف المليون", 2.5e6),
        ("وصلت 3 ملايين و200 ألف قطعة", "3 ملايين و200 ألف", 3.2e6),
        ("حضر مئتا ألف مشجع", "مئتا ألف", 2e5),
        ("حضر ثلاث مئة وخمسة طلاب", "ثلاث مئة وخمسة", 305.0),
        ("سجل ألفا زائر أسماءهم", "ألفا", 2000.0),
        ("أنتج المصنع مليونا و654 ألف علبة", "مليونا و654 ألف", 1.654e6),
        ("حصد ثلثي المقاعد", "ثلثي", 2.0 / 3.0),
        ("زرع 1.125 مليار شجرة", "1.125 مليار", 1.125e9),
        ("زرع 53.300 شجرة", "53.300", 53_300.0),
    ] {
        let found = numbers(text, &lang);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].span.of(text), span);
        assert!(found[0].value.is_some_and(|found| (found - value).abs() < 1e-6), "{text}: {found:?}");
    }
}

#[test]
fn bounds_and_modifiers() {
    let lang = lang();
    for (text, low, high, modifier) in [
        ("نزح عشرات الآلاف", Some(20e3), Some(99_999.0), Some("APPROX")),
        ("سقط ما لا يقل عن 17 جريحا", Some(17.0), None, Some("EQUAL_OR_MORE")),
        ("سقط أكثر من مئة جريح", Some(100.0), None, Some("MORE_THAN")),
        ("سقط 12 جريحا على الأقل", Some(12.0), None, Some("EQUAL_OR_MORE")),
        ("حضر نحو 500 شخص", Some(500.0), Some(500.0), Some("APPROX")),
        ("حضر ما بين 300 و400 شخص", Some(300.0), Some(400.0), None),
        ("يكلف من 3 إلى 5 ملايين دولار", Some(3e6), Some(5e6), None),
    ] {
        let found = numbers(text, &lang);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].low, found[0].high, found[0].modifier), (low, high, modifier), "{text}");
    }
}

#[test]
fn meanings() {
    let lang = lang();
    for (text, what, unit, kind) in [
        ("سقط 12 جريحا", "wounded", Some("person"), NumberKind::Cardinal),
        ("أطلق صاروخين", "missiles", Some("missile"), NumberKind::Dual),
        ("دفع 30 مليون دولار", "money", Some("dollar"), NumberKind::Cardinal),
        ("ارتفع السعر 5 في المئة", "percent", Some("percent"), NumberKind::Cardinal),
        ("سار 40 كيلومترا", "distance", Some("kilometre"), NumberKind::Cardinal),
        ("سجن ثلاث سنوات", "duration", Some("year"), NumberKind::Cardinal),
        ("حضر شخص واحد", "people", Some("person"), NumberKind::Cardinal),
        ("حضر 20 من المدعوين", "count", None, NumberKind::Cardinal),
    ] {
        let found = numbers(text, &lang);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let unit_matters = what != "duration";
        assert_eq!((found[0].what.as_str(), found[0].kind), (what, kind), "{text}");
        assert!(!unit_matters || found[0].unit.as_deref() == unit, "{text}: {found:?}");
    }
}

#[test]
fn fractions_of_scales_duals_and_change() {
    let lang = lang();
    for (text, span, value, kind) in [
        ("نزح نصف مليون شخص", "نصف مليون", 5e5, NumberKind::Cardinal),
        ("بيعت القطعة مقابل ثلاثة أرباع المليون دولار", "ثلاثة أرباع المليون", 75e4, NumberKind::Cardinal),
        ("حصل على ثمن من الأرض", "ثمن", 0.125, NumberKind::Fraction),
        ("أسقطت طائرتين مسيرتين", "طائرتين", 2.0, NumberKind::Dual),
        ("حضر واحد من كل خمسة", "واحد", 1.0, NumberKind::Cardinal),
    ] {
        let found = numbers(text, &lang);
        let first = found.first();
        assert_eq!(first.map(|found| (found.span.of(text), found.value, found.kind)), Some((span, Some(value), kind)), "{found:?}");
    }
    let values = |text: &str| numbers(text, &lang).iter().map(|found| found.value).collect::<Vec<_>>();
    assert_eq!(values("ارتفع عدد القتلى من 12 إلى 19"), [Some(12.0), Some(19.0)]);
    assert_eq!(values("يكلف الكتاب من 12 إلى 19 دينارا"), [None]);
}

#[test]
fn other_words_and_labels_are_none() {
    let lang = lang();
    for text in [
        "الاتصال بالرقم 0096170123456",
        "الخط الساخن 920001234",
        "يعد الكاتب واحدا من أبرز الروائيين",
        "ألف الكاتب رواية",
        "يدفع المدنيون ثمن الحرب",
        "تسع القاعة الحاضرين",
    ] {
        assert!(numbers(text, &lang).is_empty(), "{text}: {:?}", numbers(text, &lang));
    }
    assert_eq!(numbers("تسع القاعة 300 شخص", &lang).len(), 1);
}

#[test]
fn numbers_in_dates_are_none() {
    let lang = lang();
    assert!(numbers("عقد المؤتمر في 5 مايو 2020 وعام 2021", &lang).is_empty());
    assert!(numbers("فاز باللقاء 6 - 4", &lang).is_empty());
}
