//! Verbs of every kind of weakness, nouns and adjectives of every ending: form by form.

use marsad::pack::{Aspect, Case, Number, State, Voice};

use super::*;

/// `perf.3fs`, `imp.3mp`; ` pass`, ` act` where only that voice is spelt so; `sg`, `du.nom`, `pl` with `bound`, `abs`, `con`.
fn tag(feats: Feats) -> String {
    let aspect = match feats.aspect {
        Some(Aspect::Perf) => "perf.",
        Some(Aspect::Imp) => "imp.",
        _ => "",
    };
    let person = if feats.person == 0 { String::new() } else { feats.person.to_string() };
    let gender = match feats.gender {
        Some(Gender::Masc) => "m",
        Some(Gender::Fem) => "f",
        None => "",
    };
    let number = match feats.number {
        Some(Number::Sing) => "s",
        Some(Number::Dual) => "d",
        Some(Number::Plur) => "p",
        None => "",
    };
    let rest = [
        matches!(feats.voice, Voice::Pass).then_some(" pass"),
        matches!(feats.voice, Voice::Act).then_some(" act"),
        matches!(feats.state, State::Bound).then_some(" bound"),
        matches!(feats.state, State::Absolute).then_some(" abs"),
        matches!(feats.state, State::Construct).then_some(" con"),
        matches!(feats.case, Some(Case::Nom)).then_some(" nom"),
        matches!(feats.case, Some(Case::Obl)).then_some(" obl"),
    ];
    format!("{aspect}{person}{gender}{number}{}", rest.into_iter().flatten().collect::<String>())
}

/// Checks that each tag has exactly the surfaces listed for it, in any order.
fn check(name: &str, cells: &[(String, Feats)], expected: &[(&str, &str)]) {
    for (wanted, surfaces) in expected {
        let mut found: Vec<&str> = cells.iter().filter(|cell| tag(cell.1) == *wanted).map(|cell| cell.0.as_str()).collect();
        let mut surfaces: Vec<&str> = surfaces.split_whitespace().collect();
        found.sort_unstable();
        found.dedup();
        surfaces.sort_unstable();
        assert_eq!(
            found,
            surfaces,
            "{name}: {wanted}; all: {:?}",
            cells.iter().map(|cell| format!("{} {}", tag(cell.1), cell.0)).collect::<Vec<_>>()
        );
    }
}

fn verb(form: u8, citation: &str, imperfect: Option<&str>) -> Verb {
    Verb::new(form, citation, imperfect).unwrap()
}

fn check_verb(form: u8, citation: &str, imperfect: Option<&str>, expected: &[(&str, &str)]) {
    check(citation, &finite::finite(&verb(form, citation, imperfect), true), expected);
}

#[test]
fn sound_verbs() {
    check_verb(
        1,
        "قتل",
        None,
        &[
            ("perf.3ms", "قتل"),
            ("perf.3fs", "قتلت"),
            ("perf.3md", "قتلا"),
            ("perf.3fd", "قتلتا"),
            ("perf.3mp abs", "قتلوا"),
            ("perf.3mp bound", "قتلو"),
            ("perf.3fp", "قتلن"),
            ("perf.1s", "قتلت"),
            ("perf.1p", "قتلنا"),
            ("imp.3ms", "يقتل"),
            ("imp.3fs", "تقتل"),
            ("imp.3mp", "يقتلون"),
            ("imp.3mp abs", "يقتلوا"),
            ("imp.3md", "يقتلان يقتلا"),
            ("imp.3fp", "يقتلن"),
            ("imp.1s", "أقتل"),
            ("perf.3ms pass", ""),
        ],
    );
    check_verb(2, "هدّد", None, &[("perf.3fs", "هددت"), ("imp.3ms", "يهدد"), ("perf.3ms pass", "")]);
    check_verb(7, "انسحب", None, &[("perf.3mp abs", ""), ("imp.3mp act", "ينسحبون"), ("perf.3ms pass", "")]);
    check_verb(11, "زلزل", None, &[("imp.3fs", "تزلزل"), ("perf.3fs", "زلزلت")]);
    check_verb(8, "اتفق", None, &[("imp.3mp", "يتفقون"), ("perf.3md", "اتفقا"), ("perf.3fp", "اتفقن")]);
    check_verb(3, "ناقش", None, &[("perf.3ms act", "ناقش"), ("perf.3ms pass", "نوقش"), ("perf.3fs pass", "نوقشت"), ("imp.3ms", "يناقش")]);
    check_verb(4, "أعلن", None, &[("perf.1p", "أعلنا"), ("imp.3ms", "يعلن"), ("imp.1s", "أعلن")]);
}

#[test]
fn doubled_verbs() {
    check_verb(
        1,
        "ردّ",
        None,
        &[
            ("perf.3ms", "رد"),
            ("perf.3fs", "ردت"),
            ("perf.1p", "رددنا"),
            ("perf.3mp abs", "ردوا"),
            ("imp.3ms", "يرد"),
            ("imp.3fp", "يرددن"),
        ],
    );
    check_verb(8, "احتلّ", None, &[("perf.3fs", "احتلت"), ("perf.1s", "احتللت"), ("imp.3mp", "يحتلون")]);
    check_verb(8, "اهتم", None, &[("imp.3ms", "يهتم"), ("perf.1p", "اهتممنا")]);
    check_verb(10, "استمر", None, &[("perf.3fp", "استمررن"), ("imp.3fs", "تستمر")]);
    check_verb(4, "أصرّ", None, &[("imp.3ms", "يصر"), ("perf.3mp abs", "أصروا")]);
}

#[test]
fn hollow_verbs() {
    check_verb(
        1,
        "قال",
        Some("يقول"),
        &[
            ("perf.3ms act", "قال"),
            ("perf.3fs act", "قالت"),
            ("perf.1s", "قلت"),
            ("perf.3mp abs act", ""),
            ("perf.3ms pass", "قيل"),
            ("imp.3ms act", "يقول"),
            ("imp.3ms", "يقل"),
            ("imp.3ms pass", "يقال"),
            ("imp.3mp act", "يقولون"),
            ("imp.3fp", "يقلن"),
        ],
    );
    check_verb(
        1,
        "باع",
        Some("يبيع"),
        &[("perf.1p", "بعنا"), ("imp.3ms act", "يبيع"), ("imp.3ms", "يبع"), ("imp.3fs pass", "تباع"), ("perf.3ms pass", "بيع")],
    );
    check_verb(
        1,
        "جاء",
        Some("يجيء"),
        &[
            ("perf.3fs act", "جاءت"),
            ("perf.1s", "جئت"),
            ("perf.3mp act abs", "جاؤوا"),
            ("imp.3ms act", "يجيء يجئ"),
            ("imp.3mp act", "يجيئون"),
            ("perf.3fs pass", "جيئت"),
        ],
    );
    check_verb(8, "احتاج", None, &[("perf.1s", "احتجت"), ("imp.3ms", "يحتاج يحتج"), ("perf.3ms pass", "احتيج")]);
    check_verb(
        4,
        "أقام",
        None,
        &[
            ("imp.3ms act", "يقيم"),
            ("imp.3ms", "يقم"),
            ("perf.3ms pass", "أقيم"),
            ("perf.3fs pass", "أقيمت"),
            ("imp.3ms pass", "يقام"),
            ("perf.1p", "أقمنا"),
        ],
    );
    check_verb(4, "أدان", None, &[("imp.3fs act", "تدين"), ("perf.3ms pass", "أدين"), ("perf.1s", "أدنت")]);
    check_verb(
        10,
        "استقال",
        None,
        &[("perf.3ms act", "استقال"), ("perf.3ms pass", "استقيل"), ("imp.3ms act", "يستقيل"), ("imp.3ms", "يستقل")],
    );
}

#[test]
fn defective_verbs() {
    check_verb(
        1,
        "دعا",
        Some("يدعو"),
        &[
            ("perf.3ms act", "دعا"),
            ("perf.3fs act", "دعت"),
            ("perf.3mp abs", "دعوا"),
            ("perf.1s act", "دعوت"),
            ("perf.3ms pass", "دعي"),
            ("perf.3fs pass", "دعيت"),
            ("imp.3ms act", "يدعو"),
            ("imp.3ms", "يدع"),
            ("imp.3mp", "يدعون"),
            ("imp.3ms pass", "يدعى"),
            ("imp.3md act", "يدعوان يدعوا"),
        ],
    );
    check_verb(
        8,
        "التقى",
        None,
        &[
            ("perf.3ms act", "التقى"),
            ("perf.3ms act bound", "التقا"),
            ("perf.3fs act", "التقت"),
            ("perf.3md", "التقيا"),
            ("perf.3mp abs", "التقوا"),
            ("perf.1p", "التقينا"),
            ("imp.3ms act", "يلتقي"),
            ("imp.3ms", "يلتق"),
            ("imp.3mp", "يلتقون"),
            ("imp.3md", "يلتقيان يلتقيا"),
        ],
    );
    check_verb(
        1,
        "رأى",
        Some("يرى"),
        &[
            ("perf.3ms act bound", "رآ"),
            ("perf.3fs act", "رأت"),
            ("perf.1s act", "رأيت"),
            ("imp.3ms", "يرى ير"),
            ("imp.3ms bound", "يرا"),
            ("imp.3mp", "يرون"),
        ],
    );
    check_verb(1, "سعى", Some("يسعى"), &[("perf.3fs act", "سعت"), ("imp.3mp", "يسعون"), ("imp.3md", "يسعيان يسعيا")]);
    check_verb(1, "لقي", Some("يلقى"), &[("perf.3fs", "لقيت"), ("perf.3mp abs", "لقوا"), ("imp.3ms", "يلقى يلق")]);
    check_verb(
        5,
        "تبنّى",
        None,
        &[("perf.3fs act", "تبنت"), ("imp.3ms", "يتبنى يتبن"), ("imp.3ms bound", "يتبنا"), ("perf.3ms act bound", "تبنا")],
    );
    check_verb(3, "نادى", None, &[("perf.3ms pass", "نودي"), ("imp.3ms act", "ينادي"), ("imp.3ms pass", "ينادى")]);
    check_verb(8, "ادعى", None, &[("imp.3mp", "يدعون"), ("perf.3fs act", "ادعت")]);
    check_verb(4, "أحيا", None, &[("perf.3fs act", "أحيت"), ("imp.3ms act", "يحيي"), ("imp.3ms pass", "يحيا")]);
}

#[test]
fn assimilated_and_hamzated_verbs() {
    check_verb(1, "وصل", None, &[("perf.3ms", "وصل"), ("imp.3ms act", "يصل"), ("imp.3fs act", "تصل"), ("imp.3ms pass", "يوصل")]);
    check_verb(4, "أوقف", None, &[("imp.3ms", "يوقف"), ("perf.3ms", "أوقف")]);
    check_verb(1, "أخذ", None, &[("imp.3ms", "يأخذ"), ("imp.1s", "آخذ"), ("perf.3ms", "أخذ")]);
    check_verb(1, "سأل", None, &[("perf.3ms pass", "سئل"), ("imp.3ms", "يسأل")]);
    check_verb(
        1,
        "قرأ",
        None,
        &[
            ("perf.3mp act abs", "قرؤوا قرأوا"),
            ("perf.3md act", "قرآ"),
            ("perf.3ms pass", "قرئ"),
            ("imp.3ms", "يقرأ"),
            ("imp.3ms bound", "يقرؤ"),
            ("imp.3mp", "يقرؤون يقرأون"),
        ],
    );
    check_verb(2, "أكّد", None, &[("imp.3ms", "يؤكد"), ("perf.3fs", "أكدت")]);
    check_verb(4, "أنشأ", None, &[("imp.3ms act", "ينشئ"), ("perf.3ms pass", "أنشئ"), ("imp.3ms pass", "ينشأ")]);
    check_verb(4, "آمن", None, &[("imp.3ms", "يؤمن"), ("perf.3ms pass", "أومن")]);
    check_verb(8, "ائتلف", None, &[("imp.3ms act", "يأتلف"), ("imp.3ms pass", "يؤتلف")]);
    check_verb(6, "تآمر", None, &[("imp.3mp", "يتآمرون")]);
}

#[test]
fn participles_and_verbal_nouns() {
    for (form, citation, imperfect, active, passive, masdar) in [
        (1, "قتل", None, "قاتل", "مقتول", ""),
        (1, "قال", Some("يقول"), "قائل", "مقول", ""),
        (1, "باع", Some("يبيع"), "بائع", "مبيع", ""),
        (1, "دعا", Some("يدعو"), "داعي", "مدعو", ""),
        (1, "رمى", Some("يرمي"), "رامي", "مرمي", ""),
        (1, "رأى", Some("يرى"), "رائي", "مرئي", ""),
        (1, "ردّ", None, "راد", "مردود", ""),
        (1, "أخذ", None, "آخذ", "مأخوذ", ""),
        (1, "سأل", None, "سائل", "مسؤول", ""),
        (1, "قرأ", None, "قارئ", "مقروء", ""),
        (2, "حذّر", None, "محذر", "محذر", "تحذير"),
        (2, "سمّى", None, "مسمي", "مسمى", "تسمية"),
        (2, "هنّأ", None, "مهنئ", "مهنأ", "تهنئة"),
        (2, "أكّد", None, "مؤكد", "مؤكد", "تأكيد"),
        (3, "قاتل", None, "مقاتل", "مقاتل", "مقاتلة"),
        (3, "نادى", None, "منادي", "منادى", "مناداة"),
        (3, "فاجأ", None, "مفاجئ", "مفاجأ", "مفاجأة"),
        (3, "آزر", None, "مؤازر", "مؤازر", "مؤازرة"),
        (4, "أعلن", None, "معلن", "معلن", "إعلان"),
        (4, "أقام", None, "مقيم", "مقام", "إقامة"),
        (4, "أعطى", None, "معطي", "معطى", "إعطاء"),
        (4, "أوقف", None, "موقف", "موقف", "إيقاف"),
        (4, "آمن", None, "مؤمن", "مؤمن", "إيمان"),
        (4, "أصرّ", None, "مصر", "مصر", "إصرار"),
        (4, "أنشأ", None, "منشئ", "منشأ", "إنشاء"),
        (4, "أساء", None, "مسيء", "مساء", "إساءة"),
        (5, "تبنّى", None, "متبني", "متبنى", "تبني"),
        (5, "ترأس", None, "مترئس", "مترأس", "ترؤس"),
        (6, "تساءل", None, "متسائل", "متساءل", "تساؤل"),
        (6, "تآمر", None, "متآمر", "متآمر", "تآمر"),
        (7, "انسحب", None, "منسحب", "", "انسحاب"),
        (7, "انهار", None, "منهار", "", "انهيار"),
        (7, "انضمّ", None, "منضم", "", "انضمام"),
        (8, "التقى", None, "ملتقي", "ملتقى", "التقاء"),
        (8, "احتاج", None, "محتاج", "محتاج", "احتياج"),
        (8, "احتلّ", None, "محتل", "محتل", "احتلال"),
        (8, "اتفق", None, "متفق", "متفق", "اتفاق"),
        (8, "ابتدأ", None, "مبتدئ", "مبتدأ", "ابتداء"),
        (8, "ائتلف", None, "مؤتلف", "مؤتلف", "ائتلاف"),
        (9, "احمرّ", None, "محمر", "", "احمرار"),
        (10, "استقال", None, "مستقيل", "مستقال", "استقالة"),
        (10, "استورد", None, "مستورد", "مستورد", "استيراد"),
        (10, "استأجر", None, "مستأجر", "مستأجر", "استئجار"),
        (10, "استثنى", None, "مستثني", "مستثنى", "استثناء"),
        (10, "استمرّ", None, "مستمر", "مستمر", "استمرار"),
        (11, "زلزل", None, "مزلزل", "مزلزل", "زلزلة"),
        (12, "تدهور", None, "متدهور", "متدهور", "تدهور"),
    ] {
        let verb = verb(form, citation, imperfect);
        let word = |letters: Vec<char>| letters::spell(&letters);
        assert_eq!(word(derived::active(&verb)), active, "{citation}");
        assert_eq!(derived::passive(&verb).map(word).unwrap_or_default(), passive, "{citation}");
        assert_eq!(derived::masdar(&verb).unwrap_or_default(), masdar, "{citation}");
    }
}

#[test]
fn words_of_another_shape_are_refused() {
    for (form, citation) in
        [(1, "استقال"), (10, "قال"), (8, "كتب"), (4, "كتب"), (2, "انسحب"), (3, "حذر"), (1, "ق"), (13, "قتل"), (1, "قال"), (1, "آا")]
    {
        assert!(Verb::new(form, citation, None).is_err(), "{citation} {form}");
    }
    assert!(Verb::new(1, "قال", Some("قول")).is_err());
}

#[test]
fn nouns() {
    let noun = |stem: &str, sound_in, sound_at, plurals: &[&str]| {
        let stem = verb::letters(stem);
        nominal::inflect(&Nominal {
            gender: Some(Gender::Masc),
            sound_in,
            sound_at,
            defective: nominal::is_defective(&stem),
            plurals: plurals.iter().map(|plural| verb::letters(plural)).collect(),
            stem,
            ..Nominal::default()
        })
    };
    check(
        "مسؤول",
        &noun("مسؤول", true, false, &[]),
        &[
            ("ms", "مسؤول"),
            ("ms abs obl", "مسؤولا"),
            ("md abs nom", "مسؤولان"),
            ("md abs obl", "مسؤولين"),
            ("md con obl", "مسؤولي"),
            ("mp abs nom", "مسؤولون"),
            ("mp con nom", "مسؤولو"),
            ("mp con obl", "مسؤولي"),
        ],
    );
    check(
        "مدرسة",
        &noun("مدرسة", false, false, &["مدارس"]),
        &[("ms bound", "مدرست"), ("ms abs obl", ""), ("md con nom", "مدرستا"), ("mp", "مدارس"), ("mp abs obl", "")],
    );
    check("مستوى", &noun("مستوى", false, true, &[]), &[("ms bound", "مستوا"), ("md abs nom", "مستويان"), ("mp", "مستويات")]);
    check(
        "لقاء",
        &noun("لقاء", false, true, &[]),
        &[("ms bound", "لقاؤ لقائ"), ("ms abs obl", ""), ("md abs obl", "لقائين"), ("mp", "لقاءات")],
    );
    check(
        "قاضي",
        &noun("قاضي", false, false, &["قضاة"]),
        &[("ms", "قاضي"), ("ms abs", "قاض"), ("ms abs obl", "قاضيا"), ("mp bound", "قضات")],
    );
    check(
        "جندي",
        &noun("جندي", false, false, &["جنود"]),
        &[("ms abs", ""), ("ms abs obl", "جنديا"), ("md con nom", "جنديا"), ("mp abs obl", "جنودا")],
    );
    check("شيء", &noun("شيء", false, false, &["أشياء"]), &[("ms abs obl", "شيئا"), ("md abs nom", "شيئان"), ("ms bound", "شيئ")]);
    check("مباراة", &noun("مباراة", false, true, &[]), &[("mp", "مباريات"), ("ms bound", "مبارات")]);
    check("نشأة", &noun("منشأة", false, true, &[]), &[("mp", "منشآت")]);
}

#[test]
fn adjectives() {
    let adjective = |stem: &str, elative: bool, feminines: &[&str], plurals: &[&str]| {
        nominal::inflect(&Nominal {
            stem: verb::letters(stem),
            gender: Some(Gender::Masc).filter(|_| !elative),
            adjective: true,
            sound_in: !elative,
            sound_at: !elative,
            elative,
            feminines: feminines.iter().map(|word| verb::letters(word)).collect(),
            plurals: plurals.iter().map(|word| verb::letters(word)).collect(),
            ..Nominal::default()
        })
    };
    check(
        "إيراني",
        &adjective("إيراني", false, &[], &[]),
        &[
            ("ms", "إيراني"),
            ("fs", "إيرانية"),
            ("mp abs nom", "إيرانيون"),
            ("mp abs obl", "إيرانيين"),
            ("mp con nom", "إيرانيو"),
            ("fp", "إيرانيات"),
            ("fd abs nom", "إيرانيتان"),
        ],
    );
    check("أكبر", &adjective("أكبر", true, &["كبرى"], &[]), &[("s", "أكبر"), ("fs", "كبرى"), ("fs bound", "كبرا"), ("s abs obl", "")]);
    check("بريء", &adjective("بريء", false, &[], &["أبرياء"]), &[("fs", "بريئة"), ("mp", "أبرياء"), ("ms abs obl", "بريئا")]);
}
