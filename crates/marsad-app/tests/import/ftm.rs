//! What comes out of FollowTheMoney entities.

use serde_json::{Value, json};

use crate::dir::Dir;
use crate::sound;

fn entity(id: &str, schema: &str, referents: &[&str], properties: Value) -> Value {
    json!({"id": id, "caption": properties["name"][0].as_str().unwrap_or(id), "schema": schema, "properties": properties, "referents": referents,
           "datasets": ["trial"], "first_seen": "2026-01-01T00:00:00", "last_seen": "2026-11-01T00:00:00", "last_change": "2026-01-01T00:00:00", "target": true})
}

fn entities() -> Vec<Value> {
    vec![
        entity(
            "o1",
            "Occupancy",
            &[],
            json!({"holder": ["old-1"], "post": ["p1"], "startDate": ["2011-08"], "endDate": ["2014-10-18"], "status": ["ended"]}),
        ),
        entity("o2", "Occupancy", &[], json!({"holder": ["NK-1"], "post": ["p1"], "startDate": ["2020"], "status": ["current"]})),
        entity("o3", "Occupancy", &[], json!({"holder": ["NK-1"], "post": ["p2"], "startDate": ["2001"], "status": ["ended"]})),
        entity("o4", "Occupancy", &[], json!({"holder": ["NK-1"], "post": ["p1"], "status": ["unknown"]})),
        entity(
            "NK-1",
            "Person",
            &["old-1"],
            json!({"name": ["Trial One", "أول التجربة الكبير"], "alias": ["أول ابن التجربة", "Первый"], "weakAlias": ["أبو التجربة الصغير"], "country": ["iq"], "topics": ["role.pep", "gov.executive"]}),
        ),
        entity(
            "NK-2",
            "Person",
            &[],
            json!({"name": ["Trial Two"], "weakAlias": ["أبو التجربة"], "country": ["iq"], "topics": ["role.pep"]}),
        ),
        entity("Q206479", "Person", &[], json!({"name": ["Émile Lahoud", "إميل جميل لحود"], "country": ["lb"]})),
        entity(
            "NK-3",
            "Person",
            &[],
            json!({"name": ["ثالث التجربة"], "citizenship": ["lb"], "wikidataId": ["Q900103"], "topics": ["pol.party", "role.pep"]}),
        ),
        entity("m1", "Membership", &[], json!({"member": ["NK-3"], "organization": ["org-1"], "startDate": ["2002"]})),
        entity(
            "org-1",
            "Organization",
            &[],
            json!({"name": ["حزب التجربة"], "country": ["lb"], "topics": ["pol.party"], "incorporationDate": ["1999"]}),
        ),
        entity("org-2", "PublicBody", &[], json!({"name": ["هيئة التجربة العليا"], "jurisdiction": ["iq"]})),
        entity("org-3", "LegalEntity", &[], json!({"name": ["شركة بلا دور"], "country": ["iq"]})),
        entity("p1", "Position", &[], json!({"name": ["Governor of Trial", "محافظ التجربة"], "country": ["iq"], "topics": ["gov.state"]})),
        entity("p2", "Position", &[], json!({"name": ["رئيس هيئة التجربة العليا"], "country": ["iq"], "organization": ["org-2"]})),
        entity("s1", "Sanction", &[], json!({"entity": ["NK-1"], "program": ["trial"]})),
    ]
}

#[test]
fn edges_are_joined_after_all_nodes() {
    let dir = Dir::new("import-ftm");
    dir.file("entities.ftm.json", entities().iter().map(|entity| format!("{entity}\n")).collect::<String>());
    dir.run(&["data", "import", "ftm", "entities.ftm.json", "-o", "peps", "--as-of", "2026-11-20"]).expect(
        0,
        &[
            "OpenSanctions data is CC BY-NC 4.0",
            "entities whose only Arabic name is a weak alias, left out: 1",
            "organisations whose topics tell no role, left out: 1",
            "terms of office without a first day, left out: 1",
        ],
    );
    let p = "ftm-2026-11-20";
    let mut holders: Vec<String> =
        dir.read("peps/knowledge/holders.tsv").lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    holders.sort();
    assert_eq!(
        holders,
        [
            format!("ftm-p1\tftm-NK-1\t2011-08\t2014-10-18\t-\t-\t{p}"),
            format!("ftm-p1\tftm-NK-1\t2020\t-\t-\t2026-11-20\t{p}"),
            format!("ftm-p2\tftm-NK-1\t2001\t?\t-\t2001\t{p}"),
        ]
    );
    let persons = dir.read("peps/knowledge/persons.toml");
    for entry in [
        "id = \"ftm-NK-1\"\ncountry = \"IRQ\"\nen = \"Trial One\"\nrole = \"GOV\"\nof = \"iraq\"\nnames = [\n  \"أول التجربة الكبير\",\n  \"أول ابن التجربة\",\n]\n",
        "id = \"emile-lahoud\"\nadds = true\nnames = [\n  \"إميل جميل لحود\",\n]\n",
        "id = \"wd-q900103\"\ncountry = \"LBN\"\nen = \"NK-3\"\nwikidata = \"Q900103\"\nrole = \"PTY\"\nof = \"ftm-org-1\"\n",
    ] {
        assert!(persons.contains(entry), "{entry} is not in {persons}");
    }
    assert!(!persons.contains("أبو التجربة"), "a weak alias is no name");
    let actors = dir.read("peps/knowledge/actors.toml");
    assert!(actors.contains("id = \"ftm-org-1\"\nkind = \"party\"\ncountry = \"LBN\"\nrole = \"PTY\"\nfrom = \"1999\"\n"), "{actors}");
    assert!(
        actors.contains("id = \"ftm-org-2\"\nkind = \"institution\"\ncountry = \"IRQ\"\nrole = \"GOV\"\n") && !actors.contains("org-3"),
        "{actors}"
    );
    assert!(dir.read("peps/knowledge/offices.toml").contains("id = \"ftm-p2\"\ntitle = \"ftm-p2\"\nof = \"ftm-org-2\"\n"));
    assert!(dir.read("peps/layer.toml").contains("not to be shipped"));
    sound(&dir, "peps");
}
