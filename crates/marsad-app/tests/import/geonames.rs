//! What comes out of the tables of GeoNames.

use crate::dir::Dir;
use crate::sound;

/// A row of the table of places.
fn place(id: u32, name: &str, alternate: &str, feature: &str, country: &str, population: u32) -> String {
    format!(
        "{id}\t{name}\t{name}\t{alternate}\t35.69439\t51.42151\t{feature}\t{country}\t\t26\t\t\t\t{population}\t\t1179\tAsia/Tehran\t2026-01-02\n"
    )
}

fn tables() -> (String, String) {
    let places = [
        place(900_000_001, "Trial \"Old\" Town", "Tajriba,التجربة القديمة,شهرِ تجربه,کرج تجربه", "P\tPPL", "IR", 5000),
        place(145_459, "Abadan", "عبادان", "P\tPPLA2", "IR", 200_000),
        place(900_000_002, "Trial Base", "", "S\tAIRB", "IQ", 0),
        place(900_000_003, "Trial Sea", "بحر التجربة", "H\tSEA", "", 0),
        place(900_000_004, "Abandoned Trial", "مهجورة التجربة", "P\tPPLQ", "IQ", 0),
        place(900_000_005, "Latin Trial", "Latine", "P\tPPL", "IQ", 90_000),
        place(12, "Low Trial", "دنيا التجربة", "P\tPPL", "IQ", 7),
    ]
    .concat();
    let names = [
        "1\t900000001\tar\tالتجربة\t\t\t\t\t\t\n",
        "2\t900000001\tar\tمدينة التجربة\t1\t\t\t\t\t\n",
        "3\t900000001\tar\tالتجربة العتيقة\t\t\t\t1\t1900\t1950\n",
        "4\t900000001\tar\tتجوربة\t\t\t1\t\t\t\n",
        "5\t900000001\tfa\tشهر تجربه\t1\t\t\t\t\t\n",
        "6\t900000001\tfa\tتجربه\u{200C}گاه\t\t\t\t\t\t\n",
        "7\t900000001\ten\tTrial Town\t1\t\t\t\t\t\n",
        "8\t900000001\tlink\thttps://en.wikipedia.org/wiki/Trial\t\t\t\t\t\t\n",
        "9\t900000001\twkdt\tQ900000001\t\t\t\t\t\t\n",
        "10\t900000001\turdu\tتجربہ\t\t\t\t\t\t\n",
        "11\t900000002\tckb\tبنکەی تجربة\t\t\t\t\t\t\n",
        "12\t145459\tar\tعبّادان\t\t\t\t\t\t\n",
        "13\t145459\tar\tمدينة عبادان\t\t\t\t\t\t\n",
        "14\t900000003\tar\tبحر التجربة\t\t\t\t\t\t\n",
    ]
    .concat();
    (places, names)
}

fn rows(dir: &Dir, file: &str) -> Vec<String> {
    dir.read(file).lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn tagged_names_are_preferred_to_untagged_ones() {
    let dir = Dir::new("import-geonames");
    let (places, names) = tables();
    dir.file("all.txt", places);
    dir.gzip("names.txt.gz", names.as_bytes());
    dir.run(&["data", "import", "geonames", "all.txt", "--alternate-names", "names.txt.gz", "-o", "gn", "--as-of", "2026-11-20"])
        .expect(0, &["places without an Arabic name, left out: 3", "Arabic names that are historic or colloquial, left out: 2"]);
    assert_eq!(
        rows(&dir, "gn/knowledge/places.tsv"),
        [
            "abadan\tname\t-\t-\t-\t-\t-\t-\t-\tمدينة عبادان",
            "gn-900000001\tcity\tIRN\t35.6944\t51.4215\t900000001\tQ900000001\t5000\tTrial Town\tمدينة التجربة",
            "gn-900000001\tname\t-\t-\t-\t-\t-\t-\t-\tالتجربة",
            "gn-900000001\tname\t-\t-\t-\t-\t-\t-\t-\tشهر تجربه",
            "gn-900000003\tsea\t-\t35.6944\t51.4215\t900000003\t-\t-\tTrial Sea\tبحر التجربة",
        ]
    );
    assert!(dir.read("gn/layer.toml").contains("licence = \"CC-BY-4.0\""));
    sound(&dir, "gn");
}

#[test]
fn untagged_names_are_told_apart_by_their_letters() {
    let dir = Dir::new("import-geonames-untagged");
    dir.file("all.txt", tables().0);
    dir.run(&["data", "import", "geonames", "all.txt", "-o", "gn", "--classes", "P,A", "--min-population", "100"]).expect(0, &[]);
    assert_eq!(
        rows(&dir, "gn/knowledge/places.tsv"),
        ["gn-900000001\tcity\tIRN\t35.6944\t51.4215\t900000001\t-\t5000\tTrial \"Old\" Town\tالتجربة القديمة",]
    );
    let run = dir.run(&["data", "import", "geonames", "all.txt", "-o", "iraq", "--countries", "IQ"]);
    run.expect(0, &[]);
    assert!(rows(&dir, "iraq/knowledge/places.tsv").iter().all(|row| row.contains("\tIRQ\t")), "only Iraq");
    assert!(rows(&dir, "iraq/knowledge/places.tsv")[0].starts_with("gn-12\t"), "in order of ids");
    dir.run(&["data", "import", "geonames", "all.txt", "-o", "x", "--classes", "P,Z"]).expect(2, &["--classes Z"]);
    dir.run(&["data", "import", "geonames", "all.txt", "-o", "x", "--classes", "T"]).expect(1, &["nothing was written"]);
    assert!(!dir.path("x").exists());
}
