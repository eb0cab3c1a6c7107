//! `marsad data train` and `marsad data score --treebank/--names`: weights from annotated text, and how good they are.
//!
//! Everything that is learnt or counted is `marsad-data`'s; here files are read, results written, and words found for the user.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use marsad::analysis::{Sentence, conllu};
use marsad::pack::{Cluster, Tables};
use marsad::{Article, Lang};
use marsad_data::{Counts, Folds, Marked, Material, Problems, weights};

use crate::cli::{LayerArgs, Material as MaterialArg, TrainArgs};
use crate::coding::read;
use crate::end::{End, not_written};
use crate::write::write_whole;

/// What the weights are learnt from, as read.
struct Texts {
    treebank: Vec<Sentence>,
    names: Vec<Marked>,
    own: Vec<String>,
}

impl Texts {
    fn read(treebank: Option<&Path>, names: Option<&Path>, own: Vec<String>) -> Result<Self, String> {
        let sentences = |path: &Path| conllu::read(&read(path)?).map_err(|error| format!("{}: {error}", path.display()));
        let marked = |path: &Path| marsad_data::read_marked(&read(path)?).map_err(|why| format!("{}: {why}", path.display()));
        Ok(Self {
            treebank: treebank.map(sentences).transpose()?.unwrap_or_default(),
            names: names.map(marked).transpose()?.unwrap_or_default(),
            own,
        })
    }

    fn material(&self) -> Material<'_> {
        Material { treebank: &self.treebank, names: &self.names, own: &self.own }
    }
}

/// Scores the analysis against a treebank, names, or both.
///
/// # Errors
/// Why it cannot be scored, in words for the user.
pub fn score(args: &LayerArgs, lang: Lang) -> Result<String, String> {
    let texts = Texts::read(args.treebank.as_deref(), args.names.as_deref(), marsad_data::example_texts(Path::new(".")))?;
    let folds = match args.folds {
        Some(n) => marsad_data::cross_validate(&lang.tables, &texts.material(), usize::from(n), args.seed)?,
        None => {
            Folds { treebank: marsad_data::score_treebank(&texts.treebank, &lang), names: marsad_data::score_names(&texts.names, &lang) }
        }
    };
    let names = if texts.names.is_empty() { String::new() } else { folds.names.to_string() };
    Ok(format!("{}{names}", folds.treebank))
}

/// Learns the weights of the data below a folder and writes them there.
pub fn run(args: &TrainArgs) -> End {
    match train(args) {
        Ok(files) => {
            for (path, bytes) in files {
                if let Err(error) = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| write_whole(&path, &bytes)) {
                    return not_written(&path.display().to_string(), &error);
                }
            }
            End::Done
        }
        Err(why) => End::Nothing(why),
    }
}

/// The files to write: weights, their lock, and clusters where articles are given.
fn train(args: &TrainArgs) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let mut problems = Problems::default();
    let mut tables = marsad_data::compile_without_weights(&args.dir, &mut problems);
    if problems.n_errors() > 0 {
        return Err(format!("the data has errors: see `marsad data check`\n{problems}"));
    }
    let licence = |material: &MaterialArg| {
        marsad_data::licence(&args.dir, &material.provenance).ok_or_else(|| {
            format!("`{}` is not in SOURCES.toml: say there where the text comes from and under which licence", material.provenance)
        })
    };
    let lang_dir = args.dir.join("lang/ar");
    let mut files = Vec::new();
    if let Some(articles) = &args.articles {
        licence(articles)?;
        tables.clusters = clusters(&articles.path, &tables)?;
        files.push((lang_dir.join("clusters.tsv"), cluster_file(&tables.clusters, &articles.provenance).into_bytes()));
    }
    let path = |material: &Option<MaterialArg>| material.as_ref().map(|material| material.path.clone());
    let (treebank, names) = (path(&args.treebank), path(&args.names));
    if treebank.is_none() {
        return if files.is_empty() { Err("nothing to learn from: give --treebank, --names or --articles".into()) } else { Ok(files) };
    }
    let texts = Texts::read(treebank.as_deref(), names.as_deref(), marsad_data::example_texts(&args.dir))?;
    let folds = marsad_data::cross_validate(&tables, &texts.material(), usize::from(args.folds), args.seed)?;
    eprint!("{} parts, each by models of the others:\n{}{}", args.folds, folds.treebank, folds.names);
    let models = marsad_data::train(tables, &texts.material(), args.seed)?;
    let mut lock = format!(
        "# Made by `marsad data train --seed {} --folds {}`; scores are of {} parts, each by models of the others.\n",
        args.seed, args.folds, args.folds
    );
    for name in weights::NAMES {
        let Some(model) = weights::get(&models, name).filter(|model| !model.is_empty()) else { continue };
        let mut from: Vec<&MaterialArg> = args.treebank.iter().collect();
        if name == "entities" {
            from.extend(&args.names);
        }
        let mut licences = from.iter().map(|material| licence(material)).collect::<Result<Vec<_>, _>>()?;
        licences.dedup();
        let bytes = weights::to_bytes(model)?;
        let sources: Vec<String> = from.iter().map(|material| format!("\"{}\"", material.provenance)).collect();
        let scores: Vec<String> = scores(name, &folds).iter().map(|score| format!("  \"{score}\",\n")).collect();
        let _ = write!(
            lock,
            "\n[[weights]]\nmodel = \"{name}\"\nfile = \"weights/{name}.weights\"\nsha256 = \"{}\"\nfeatures = \"{}\"\ntrained_on = [{}]\nlicence = \"{}\"\ntrained = \"{}\"\nscores = [\n{}]\n",
            weights::checksum(&bytes),
            model.n_features(),
            sources.join(", "),
            licences.join(" AND "),
            args.on,
            scores.concat(),
        );
        files.push((lang_dir.join(format!("weights/{name}.weights")), bytes));
    }
    files.push((lang_dir.join("weights.lock"), lock.into_bytes()));
    Ok(files)
}

/// The figures that tell how good a model is.
fn scores(model: &str, folds: &Folds) -> Vec<String> {
    let of = |wanted: &[&str]| {
        let figures = folds.treebank.figures().into_iter().filter(|(name, _)| wanted.contains(name));
        figures.map(|(name, figure)| format!("{name}: {}", figure.to_string().trim())).collect()
    };
    match model {
        "readings" => of(&["words", "lemma, raw text"]),
        "upos" => of(&["upos, raw text", "upos, words given", "lemma, words given"]),
        "moves" => of(&["uas, words given", "las, words given"]),
        "entities" => folds.names.figures().into_iter().map(|(name, figure)| format!("{name}: {}", figure.to_string().trim())).collect(),
        _ => Vec::new(),
    }
}

/// Frequent words of articles with their clusters. The words are those of the rules alone, so that clusters do not depend on weights.
fn clusters(articles: &Path, tables: &Tables) -> Result<Vec<Cluster>, String> {
    let lang = Lang::new(tables.clone());
    let mut counts = Counts::default();
    for (n, line) in read(articles)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article: Article = serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", articles.display(), n + 1))?;
        counts.add(&article.body, &lang);
    }
    Ok(counts.clusters())
}

fn cluster_file(clusters: &[Cluster], provenance: &str) -> String {
    let mut sorted: Vec<&Cluster> = clusters.iter().collect();
    sorted.sort_by(|a, b| a.cluster.cmp(&b.cluster).then(b.count.cmp(&a.count)).then(a.key.cmp(&b.key)));
    let rows: String = sorted.iter().map(|word| format!("{}\t{}\t{}\n", word.cluster, word.count, word.key)).collect();
    format!(
        "# provenance: {provenance}\n# Made by `marsad data train --articles`: frequent words without article and clitics, by clusters of words that stand in the\n# same places: cluster, count, word.\n{rows}"
    )
}
