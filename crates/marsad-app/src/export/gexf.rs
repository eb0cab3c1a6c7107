//! `--format gexf` and `graphml`: who acted towards whom, as a graph of countries and organisations.
//!
//! GEXF 1.3 is dynamic: an edge for each pair and quad class, with the days on which it was there (`spells`) and how many events each has. Gephi merges
//! edges of one pair unless their `kind` differs, so each has its class as its kind. `GraphML` has the same edges, with sums alone.

use std::io::Write;

use super::clean::xml;
use super::graph::{Edge, KINDS, collect, each_edge, each_node};
use super::source::Source;
use super::{Failure, Outcome};

const GEXF: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">
<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">
<attributes class=\"node\" mode=\"static\">
<attribute id=\"label_en\" title=\"label_en\" type=\"string\"/>
<attribute id=\"qid\" title=\"qid\" type=\"string\"/>
</attributes>
<attributes class=\"edge\" mode=\"static\">
<attribute id=\"quad\" title=\"quad\" type=\"integer\"/>
<attribute id=\"n_events\" title=\"n_events\" type=\"integer\"/>
<attribute id=\"n_claims\" title=\"n_claims\" type=\"integer\"/>
<attribute id=\"intensity\" title=\"intensity\" type=\"double\"/>
</attributes>
<attributes class=\"edge\" mode=\"dynamic\">
<attribute id=\"weight\" title=\"weight\" type=\"float\"/>
</attributes>
<nodes>
";

/// Writes GEXF.
pub fn gexf(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let n_events = collect(source)?;
    out.write_all(GEXF.as_bytes())?;
    each_node(source, |node| -> Outcome {
        let label = if node.label.is_empty() { &node.code } else { node.label };
        let value = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("<attvalue for=\"{name}\" value=\"{}\"/>", xml(value)) }
        };
        let values = value("label_en", node.label_en) + &value("qid", node.qid);
        let node = format!("<node id=\"{}\" label=\"{}\"><attvalues>{values}</attvalues></node>\n", xml(&node.code), xml(label));
        Ok(out.write_all(node.as_bytes())?)
    })?;
    out.write_all(b"</nodes>\n<edges>\n")?;
    each_edge(source, |edge| -> Outcome {
        let mut text = format!(
            "<edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{}\">\n<attvalues>\n",
            xml(&id(edge)),
            xml(&edge.source),
            xml(&edge.target),
            kind(edge),
            kind(edge),
            edge.n_events
        );
        for (name, value) in
            [("quad", edge.quad.to_string()), ("n_events", edge.n_events.to_string()), ("n_claims", edge.n_claims.to_string())]
        {
            text += &format!("<attvalue for=\"{name}\" value=\"{value}\"/>\n");
        }
        text += &format!("<attvalue for=\"intensity\" value=\"{}\"/>\n", edge.intensity);
        for (day, n_events) in &edge.days {
            text += &format!("<attvalue for=\"weight\" value=\"{n_events}\" start=\"{day}\" end=\"{day}\"/>\n");
        }
        text += "</attvalues>\n<spells>\n";
        for (start, end) in edge.spells() {
            text += &format!("<spell start=\"{start}\" end=\"{end}\"/>\n");
        }
        text += "</spells>\n</edge>\n";
        Ok(out.write_all(text.as_bytes())?)
    })?;
    out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
    Ok(n_events)
}

const GRAPHML: [(&str, &str, &str); 11] = [
    ("label", "node", "string"),
    ("label_en", "node", "string"),
    ("qid", "node", "string"),
    ("kind", "edge", "string"),
    ("quad", "edge", "int"),
    ("weight", "edge", "double"),
    ("n_events", "edge", "int"),
    ("n_claims", "edge", "int"),
    ("intensity", "edge", "double"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
];

/// Writes `GraphML`.
pub fn graphml(source: &Source<'_>, out: &mut dyn Write) -> Result<u64, Failure> {
    let n_events = collect(source)?;
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")?;
    for (name, of, kind) in GRAPHML {
        // Names of nodes and edges are apart, so a key is enough.
        out.write_all(format!("<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n").as_bytes())?;
    }
    out.write_all(b"<graph edgedefault=\"directed\">\n")?;
    let data =
        |name: &str, value: &str| if value.is_empty() { String::new() } else { format!("<data key=\"{name}\">{}</data>", xml(value)) };
    each_node(source, |node| -> Outcome {
        let label = if node.label.is_empty() { &node.code } else { node.label };
        let values = data("label", label) + &data("label_en", node.label_en) + &data("qid", node.qid);
        Ok(out.write_all(format!("<node id=\"{}\">{values}</node>\n", xml(&node.code)).as_bytes())?)
    })?;
    each_edge(source, |edge| -> Outcome {
        let n_events = edge.n_events.to_string();
        let values: String = [
            ("kind", kind(edge)),
            ("quad", &edge.quad.to_string()),
            ("weight", &n_events),
            ("n_events", &n_events),
            ("n_claims", &edge.n_claims.to_string()),
            ("intensity", &edge.intensity.to_string()),
            ("first", edge.days.first().map_or("", |(day, _)| day)),
            ("last", edge.days.last().map_or("", |(day, _)| day)),
        ]
        .map(|(name, value)| data(name, value))
        .concat();
        let [id, from, to] = [&id(edge), &edge.source, &edge.target].map(|text| xml(text));
        Ok(out.write_all(format!("<edge id=\"{id}\" source=\"{from}\" target=\"{to}\">{values}</edge>\n").as_bytes())?)
    })?;
    out.write_all(b"</graph>\n</graphml>\n")?;
    Ok(n_events)
}

fn id(edge: &Edge) -> String {
    format!("{}-{}-{}", edge.source, edge.target, edge.quad)
}

fn kind(edge: &Edge) -> &'static str {
    usize::try_from(edge.quad - 1).ok().and_then(|at| KINDS.get(at)).copied().unwrap_or("")
}
