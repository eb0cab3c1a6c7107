//! One analysed sentence as text: CoNLL-U, or a line of JSON (docs/schema/analysis.schema.json).

use marsad::analysis::{self, Written, conllu};

/// Appends a sentence in CoNLL-U, with the empty line after it; where a document or paragraph begins is told first.
pub fn conllu(mut sentence: analysis::Sentence, out: &mut String) {
    let is_start = |comment: &String| comment.starts_with("newdoc") || comment.starts_with("newpar");
    let (starts, others): (Vec<String>, Vec<String>) = sentence.comments.into_iter().partition(is_start);
    sentence.comments = others;
    for start in starts {
        out.push_str("# ");
        out.push_str(&start);
        out.push('\n');
    }
    conllu::write(&sentence, out);
}

/// Appends a sentence as a line of JSON.
///
/// # Errors
/// When it cannot be serialized, which no sentence causes.
pub fn json(sentence: &analysis::Sentence, out: &mut String) -> serde_json::Result<()> {
    out.push_str(&serde_json::to_string(&Written::of(sentence))?);
    out.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn positions_count_from_zero_and_code_points() {
        let lines = "# newpar id = p1\n# text = قال: نعم.\n\
            1\tقال\tقال\tVERB\t_\tAspect=Perf|Voice=Act\t0\troot\t_\tSpaceAfter=No|Vform=قَالَ\n\
            2\t:\t:\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\
            3\tنعم\tنعم\tINTJ\t_\t_\t1\tccomp\t_\tNER=B-MISC|SpaceAfter=No\n\
            4\t.\t.\tPUNCT\t_\t_\t_\t_\t_\t_\n";
        let sentence = conllu::read(lines).unwrap().remove(0);
        let mut out = String::new();
        super::json(&sentence, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        let words: Vec<_> = value["words"].as_array().unwrap().iter().map(|word| (&word["span"], &word["head"], &word["deprel"])).collect();
        let expected =
            [json!([0, 3]), json!(null), json!("root"), json!([3, 4]), json!(0), json!("punct"), json!([5, 8]), json!(0), json!("ccomp")];
        let found: Vec<_> = words[..3].iter().flat_map(|(span, head, deprel)| [*span, *head, *deprel]).collect();
        assert_eq!(found, expected.iter().collect::<Vec<_>>());
        assert_eq!(value["words"][0]["feats"], json!({"Aspect": "Perf", "Voice": "Act"}));
        assert_eq!(value["words"][0]["vocalised"], "قَالَ");
        assert_eq!((&value["words"][2]["entity"], &value["words"][3]["deprel"]), (&json!("B-MISC"), &json!(null)));
        assert_eq!(value["tokens"][1], json!({"form": ":", "words": [1, 2], "space_after": true}));

        out.clear();
        super::conllu(sentence, &mut out);
        assert!(out.starts_with("# newpar id = p1\n# text = "), "{out}");
    }
}
