//! What is said of a folder that is no model: the file, and what is wrong with it.

use std::fs;
use std::path::Path;

use crate::dir::Dir;
use crate::model::{Model, TINY};
use crate::neural::Neural;

/// Checks that a folder is refused, and that what is said holds each piece.
#[track_caller]
fn refused(dir: &Path, pieces: &[&str]) {
    let Err(why) = Neural::open(dir) else { panic!("it was read") };
    for piece in pieces {
        assert!(why.contains(piece), "«{piece}» is not in: {why}");
    }
    assert!(!why.contains("os error") && why.lines().count() == 1, "{why}");
}

/// The same of a tiny model that was changed.
#[track_caller]
fn changed(test: &str, change: impl Fn(&mut Model), pieces: &[&str]) {
    let dir = Dir::new(test);
    let mut model = Model::random(&TINY, &[], 1);
    change(&mut model);
    model.write(&dir.path(""));
    refused(&dir.path(""), pieces);
}

#[test]
fn a_missing_file_is_named() {
    let dir = Dir::new("neural-missing");
    refused(&dir.path("nowhere"), &["config.json: is missing"]);
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        Model::random(&TINY, &[], 1).write(&dir.path(""));
        fs::remove_file(dir.path(name)).unwrap();
        refused(&dir.path(""), &[&format!("{name}: is missing"), "a model's folder holds"]);
    }
    fs::create_dir(dir.path("model.safetensors")).unwrap();
    refused(&dir.path(""), &["model.safetensors: cannot be read: is a directory"]);
}

#[test]
fn a_file_that_is_something_else_is_named() {
    let dir = Dir::new("neural-else");
    for (name, pieces) in [
        ("config.json", ["config.json: ", " at line 1"]),
        ("tokenizer.json", ["tokenizer.json: ", " at line 1"]),
        ("model.safetensors", ["model.safetensors: ", "no whole safetensors file"]),
    ] {
        Model::random(&TINY, &[], 1).write(&dir.path(""));
        for bytes in [&b"not this"[..], b"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", b"not this, and not that"] {
            dir.file(name, bytes);
            refused(&dir.path(""), &pieces);
        }
        dir.file(name, b"");
        refused(&dir.path(""), &pieces[..1]);
    }
}

#[test]
fn weights_that_were_cut_short_are_refused() {
    let dir = Dir::new("neural-short");
    Model::random(&TINY, &[], 1).write(&dir.path(""));
    let bytes = fs::read(dir.path("model.safetensors")).unwrap();
    for n_bytes in [0, 1, 7, 8, 9, 100, bytes.len() / 2, bytes.len() - 1] {
        dir.file("model.safetensors", &bytes[..n_bytes]);
        refused(&dir.path(""), &["model.safetensors: is no whole safetensors file"]);
    }
}

#[test]
fn a_tensor_that_is_missing_or_has_another_shape_is_named() {
    for name in [
        "bert.embeddings.word_embeddings.weight",
        "bert.embeddings.LayerNorm.bias",
        "bert.encoder.layer.1.attention.self.query.weight",
        "classifier.bias",
    ] {
        changed("neural-tensor-missing", |model| drop(model.tensors.remove(name)), &["model.safetensors: ", name, "not found"]);
        let other = |model: &mut Model| drop(model.tensors.insert(name.to_owned(), (vec![3, 5], vec![0.0; 15])));
        changed("neural-tensor-shape", other, &["model.safetensors: ", name, "has the shape [3, 5]"]);
    }
    let deeper = |model: &mut Model| model.config["num_hidden_layers"] = 1_000_000_000_000_u64.into();
    changed("neural-tensor-deeper", deeper, &["bert.encoder.layer.2.attention.self.query.weight", "not found"]);
}

#[test]
fn an_architecture_that_is_not_supported_is_named() {
    let supported = "BertForTokenClassification and XLMRobertaForTokenClassification are";
    let named = |names: &'static [&str]| move |model: &mut Model| model.config["architectures"] = names.into();
    changed("neural-arch", named(&["BertForMaskedLM"]), &["config.json: architecture BertForMaskedLM is not supported", supported]);
    changed("neural-arch", named(&["ElectraForTokenClassification"]), &["ElectraForTokenClassification is not supported"]);
    changed("neural-arch", named(&[]), &["architecture none is not supported"]);
    changed("neural-arch", |model| model.config["position_embedding_type"] = "relative_key".into(), &["relative_key is not supported"]);
    changed("neural-arch", |model| model.config["hidden_act"] = "silu".into(), &["hidden_act silu is not supported"]);
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    changed("neural-size", |model| model.config["num_attention_heads"] = 3.into(), &["hidden_size 16", "num_attention_heads 3"]);
    changed("neural-size", |model| model.config["num_attention_heads"] = 0.into(), &["num_attention_heads 0"]);
    changed("neural-size", |model| drop(model.config.as_object_mut().unwrap().remove("hidden_size")), &["config.json", "hidden_size"]);
    let short = |model: &mut Model| {
        model.config["max_position_embeddings"] = 2.into();
        model.tensors.insert("bert.embeddings.position_embeddings.weight".to_owned(), (vec![2, 16], vec![0.0; 32]));
    };
    changed("neural-size", short, &["2 positions has no room for words"]);
    changed("neural-size", |model| model.config["vocab_size"] = 2.into(), &["tokenizer.json: piece 2", "beyond vocab_size 2"]);
}

#[test]
fn labels_without_a_meaning_are_refused() {
    let labels = |model: &mut Model| model.config["id2label"] = serde_json::json!({"0": "LABEL_0", "1": "LABEL_1"});
    changed("neural-labels", labels, &["config.json: id2label: no label for persons, organisations or places", "LABEL_0 LABEL_1"]);
    changed("neural-labels", |model| drop(model.config.as_object_mut().unwrap().remove("id2label")), &["id2label"]);
    let fewer = |model: &mut Model| model.config["id2label"] = serde_json::json!({"0": "O", "1": "LOC"});
    changed("neural-labels", fewer, &["classifier.weight has the shape [9, 16]; by config.json it should have [2, 16]"]);
}
