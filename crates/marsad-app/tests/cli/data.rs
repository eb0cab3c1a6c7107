//! The language data: a layer of one's own, and what is said when it is wrong.

use crate::dir::{Dir, record};

const ACTOR: &str = "[[actor]]\nid = \"trial-front\"\nkind = \"armed\"\ncountry = \"LBY\"\nrole = \"REB\"\nen = \"Trial Front\"\nnames = [\n  \"جبهة التجربة\",\n]\n";
const BODY: &str = "هاجمت جبهة التجربة مدينة طرابلس أمس.";

#[test]
fn an_actor_of_ones_own_is_found() {
    let dir = Dir::new("layer");
    dir.file("a.jsonl", record("1", BODY));
    dir.file("mine/knowledge/actors/mine.toml", ACTOR);
    let actors = |run: &crate::dir::Run| -> Vec<String> {
        let articles = run.articles();
        let claims = articles[0]["claims"].as_array().unwrap();
        let parties = claims.iter().flat_map(|claim| claim["source"].as_array().unwrap().clone());
        parties.filter_map(|party| party["actor"].as_str().map(str::to_owned)).collect()
    };
    assert!(!actors(dir.run(&["code", "a.jsonl"]).expect(0, &[])).contains(&"trial-front".to_owned()));
    assert_eq!(actors(dir.run(&["code", "a.jsonl", "--add", "mine"]).expect(0, &[])), ["trial-front"]);
}

#[test]
fn a_layer_with_mistakes_is_refused_with_their_lines() {
    let dir = Dir::new("bad-layer");
    dir.file("a.jsonl", record("1", BODY));
    dir.file("mine/knowledge/actors/mine.toml", ACTOR.replace("role", "rule"));
    dir.run(&["code", "a.jsonl", "--add", "mine"])
        .expect(2, &["--add mine: its files cannot be laid over", "knowledge/actors/mine.toml:", "did you mean `role`"]);
    dir.run(&["code", "a.jsonl", "--add", "missing"]).expect(2, &["--add missing:"]);
}

#[test]
fn claims_below_the_least_confidence_are_left_out() {
    let dir = Dir::new("confidence");
    dir.file("a.jsonl", record("1", BODY));
    let count = |least: &str| {
        dir.run(&["code", "a.jsonl", "--min-confidence", least]).expect(0, &[]).articles()[0]["claims"].as_array().unwrap().len()
    };
    assert_eq!((count("0"), count("1")), (1, 0));
}

#[test]
fn frames_name_classes_of_words() {
    const FRAME: &str = "event_type = \"AID\"\n[[frame]]\nid = \"aid.trial\"\nverbs = [\"بعث\"]\ntarget = [\"to\"]\nrequire = [\"source\", \"target\"]\nneeds = { object = [\"@trial-fruit\"] }\n[[frame.example]]\ntext = \"بعثت تركيا تمرا إلى تونس.\"\nsource = \"TUR.GOV\"\ntarget = \"TUN.GOV\"\n[[frame.near_miss]]\ntext = \"بعثت تركيا برقية إلى تونس.\"\n";
    let dir = Dir::new("classes");
    dir.file("a.jsonl", record("1", "بعثت تركيا تمرا إلى تونس."));
    dir.file("mine/lang/ar/frames/aid.toml", FRAME);
    dir.file("mine/lang/ar/classes/mine.tsv", "trial-fruit-1\ttrial-fruit\tتمر\n");
    let coded = dir.run(&["code", "a.jsonl", "--add", "mine"]).expect(0, &[]).articles();
    assert_eq!(coded[0]["claims"][0]["frame"], "aid.trial");
    dir.file("mine/lang/ar/frames/aid.toml", FRAME.replace("@trial-fruit", "@trial-fruits"));
    dir.run(&["code", "a.jsonl", "--add", "mine"])
        .expect(2, &["frames/aid.toml:7", "there is no class of words `@trial-fruits`", "did you mean `trial-fruit`"]);
}

#[test]
fn gaps_are_counted_with_frame_slot_and_word() {
    let dir = Dir::new("gaps");
    let body = "شنت إسرائيل حملة دعائية على إيران. شنت تركيا حملة دعائية على سورية. قصفت طائرات إسرائيلية مواقع لحزب الله.";
    dir.file("a.jsonl", record("1", body));
    let run = dir.run(&["data", "gaps", "a.jsonl", "--frame", "assault.", "--least", "2"]);
    run.expect(0, &[]);
    let rows: Vec<Vec<&str>> = run.stdout.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["n", "trigger", "frame", "slot", "word", "article", "sentence"]);
    let found = rows.iter().find(|row| row[2] == "assault.campaign").unwrap();
    assert_eq!((found[0], found[1], found[5], found[6]), ("2", "حملة", "1", "شنت إسرائيل حملة دعائية على إيران."));
    dir.run(&["data", "gaps", "missing.jsonl"]).expect(1, &["missing.jsonl"]);
}

#[test]
fn checking_lists_problems_with_file_and_line() {
    let dir = Dir::new("check");
    for folder in ["lang/ar", "knowledge", "ontology"] {
        std::fs::create_dir_all(dir.path(folder)).unwrap();
    }
    dir.file("lang/ar/agents.tsv", "wrong\n");
    let run = dir.run(&["data", "check"]);
    assert_eq!(run.expect(1, &[]).stderr, "");
    assert!(run.stdout.contains("lang/ar/agents.tsv:1: error"), "{}", run.stdout);
    dir.run(&["data", "build", "-o", "ar.pack"]).expect(1, &["no pack was written", "lang/ar/agents.tsv:1: error"]);
    assert!(!dir.path("ar.pack").exists());
}

#[test]
fn floors_rise_and_a_figure_under_its_floor_is_status_1() {
    let dir = Dir::new("floors");
    let sentence = "قصفت طائرات إسرائيلية مواقع لحزب الله في جنوب لبنان.";
    let end = sentence.chars().count();
    let article = serde_json::json!({"id": "1", "body": sentence, "sentences": [{"id": "1_1", "start": 0, "end": end}]});
    let act = |kind: &str| serde_json::json!({"type": kind, "source": ["ISR.MIL"], "target": ["LBN.REB"], "factuality": "actual"});
    let gold = |acts: &[serde_json::Value]| serde_json::json!({"id": "1_1", "events": acts}).to_string();
    dir.file("a.jsonl", article.to_string());
    dir.file("right.jsonl", gold(&[act("ASSAULT")]));
    dir.file("other.jsonl", gold(&[act("AID")]));
    let score = |gold: &str, more: &[&str]| dir.run(&[&["data", "score", "a.jsonl", gold, "--baseline", "floors.toml"], more].concat());
    score("right.jsonl", &[]).expect(2, &["--baseline floors.toml: "]);
    let run = score("right.jsonl", &["--update"]);
    run.expect(0, &[]);
    assert!(run.stdout.contains("type_f1       1.000  has no floor yet") && !run.stdout.contains("examples"), "{}", run.stdout);
    let floors = dir.read("floors.toml");
    let run = score("other.jsonl", &["--update"]);
    run.expect(1, &["under the floor: type_f1, source_f1, full_f1"]);
    assert!(run.stdout.contains("type_f1       0.000  under its floor of 1.000"), "{}", run.stdout);
    assert_eq!(dir.read("floors.toml"), floors, "a floor does not fall by itself");
    score("other.jsonl", &["--allow-regression"]).expect(2, &["--update"]);
    score("other.jsonl", &["--update", "--allow-regression"]).expect(0, &[]);
    assert!(dir.read("floors.toml").contains("type_f1 = 0.000"));
}

#[test]
fn weights_are_learnt_from_gold_and_come_out_the_same_again() {
    let dir = Dir::new("calibrate");
    // Deeds that are told are in the gold; an attack that is only spoken of is not.
    let told = ["قصفت طائرات إسرائيلية مواقع لحزب الله في جنوب لبنان أمس.", "هاجم مسلحون دورية للجيش العراقي قرب بغداد."];
    let spoken_of = "يبقى الهجوم موضوع كتب كثيرة.";
    for (name, sentences) in [("one", [told[0], spoken_of].repeat(5)), ("two", [told[1], told[0]].repeat(5))] {
        let body = sentences.join(" ");
        let (mut places, mut gold, mut start) = (Vec::new(), String::new(), 0);
        for (n, sentence) in sentences.iter().enumerate() {
            let (id, end) = (format!("{name}_{}", n + 1), start + sentence.chars().count());
            let act = serde_json::json!({"type": "ASSAULT", "source": [], "target": [], "factuality": "actual"});
            let acts = if *sentence == spoken_of { vec![] } else { vec![act] };
            gold += &format!("{}\n", serde_json::json!({"id": id, "events": acts}));
            places.push(serde_json::json!({"id": id, "start": start, "end": end}));
            start = end + 1;
        }
        let article = serde_json::json!({"id": name, "published": "2024-11-10", "title": "", "body": body, "sentences": places});
        dir.file(&format!("{name}.jsonl"), article.to_string());
        dir.file(&format!("{name}.gold.jsonl"), gold);
    }
    let pairs = ["one.jsonl", "one.gold.jsonl", "two.jsonl", "two.gold.jsonl"];
    let calibrate = |paths: &[&str], more: &[&str]| dir.run(&[&["data", "calibrate"], paths, more].concat());
    let run = calibrate(&pairs, &[]);
    run.expect(0, &[]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "# provenance: marsad");
    assert!(lines[1].starts_with("# Learnt by `marsad data calibrate`;") && lines[2].starts_with("floor\t0."), "{}", run.stdout);
    let weights: Vec<(&str, f64)> =
        lines[3..].iter().map(|line| line.split_once('\t').unwrap()).map(|(name, weight)| (name, weight.parse().unwrap())).collect();
    assert!(weights.is_sorted_by(|a, b| a.0 < b.0), "{}", run.stdout);
    assert!(weights.iter().any(|(name, weight)| *name == "verb" && *weight > 0.0), "{}", run.stdout);

    calibrate(&pairs, &["-o", "confidence.tsv"]).expect(0, &[]);
    assert_eq!(dir.read("confidence.tsv"), run.stdout, "equal input, equal bytes");
    // What the first verb of a lone sentence does not tell is less sure than in an article.
    let text = "قال الشهود إن مسلحين هاجموا دورية للجيش العراقي قرب بغداد.";
    let label = serde_json::json!({"event_type": "ASSAULT", "label": "yes", "text": text});
    dir.file("labels.jsonl", format!("{label}\n").repeat(8));
    let labelled = calibrate(&pairs, &["--labels", "labels.jsonl"]);
    assert!(labelled.expect(0, &[]).stdout.contains("\nalone-assault\t"), "{}", labelled.stdout);

    dir.file("broken.jsonl", "{\"id\": \"one_1\", \"events\": []}\n{\n");
    calibrate(&pairs[..3], &[]).expect(2, &["two.jsonl: has no gold beside it"]);
    calibrate(&pairs, &["-o", "one.gold.jsonl"]).expect(2, &["one.gold.jsonl is an input too"]);
    calibrate(&pairs, &["--of", "context", "--examples", "nowhere"]).expect(2, &["nowhere: has no folder lang/"]);
    calibrate(&["one.jsonl", "missing.jsonl"], &[]).expect(1, &["missing.jsonl: "]);
    calibrate(&[pairs[0], pairs[1], pairs[2], "broken.jsonl"], &["-o", "new.tsv"]).expect(1, &["pair 2: gold:2: "]);
    calibrate(&[pairs[2], pairs[1]], &[]).expect(1, &["too few claims to learn from"]);
    assert!(!dir.path("new.tsv").exists());
}

/// Towards whom an act is that tells nobody is learnt from gold that knows: the other side of the lead.
#[test]
fn weights_of_context_are_learnt_from_gold() {
    let dir = Dir::new("context");
    let told = ["طالب السودان إثيوبيا بوقف ملء السد.", "وأعلن الوزير السوداني أن بلاده ترفض المقترح الجديد."];
    let act =
        |event_type: &str| serde_json::json!({"type": event_type, "source": ["SDN.GOV"], "target": ["ETH.GOV"], "factuality": "actual"});
    let (mut articles, mut gold) = (String::new(), String::new());
    for n in 0..10 {
        let (first, body) = (told[0].chars().count(), told.join("\n"));
        let places = serde_json::json!([
            {"id": format!("{n}_1"), "start": 0, "end": first},
            {"id": format!("{n}_2"), "start": first + 1, "end": body.chars().count()},
        ]);
        articles +=
            &format!("{}\n", serde_json::json!({"id": n.to_string(), "published": "2015-07-20", "body": body, "sentences": places}));
        for (sentence, event_type) in [(1, "REQUEST"), (2, "REJECT")] {
            gold += &format!("{}\n", serde_json::json!({"id": format!("{n}_{sentence}"), "events": [act(event_type)]}));
        }
    }
    dir.file("articles.jsonl", articles);
    dir.file("gold.jsonl", gold);
    let run = dir.run(&["data", "calibrate", "articles.jsonl", "gold.jsonl", "--of", "context"]);
    run.expect(0, &[]);
    assert!(run.stdout.starts_with("# provenance: marsad\n# Learnt by `marsad data calibrate --of context`;"), "{}", run.stdout);
    let weight = |name: &str| run.stdout.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.parse::<f64>().ok());
    assert!(weight("abroad-partner-lead").is_some_and(|weight| weight > 0.0), "{}", run.stdout);
    assert!(weight("home").is_none_or(|weight| weight < 0.0), "{}", run.stdout);
}
