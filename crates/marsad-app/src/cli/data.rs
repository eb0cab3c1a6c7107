//! What was typed after `marsad data`: the arguments of its commands.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{LanguageArgs, published};

/// Check, build, score and calibrate the language data.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  marsad data check
  marsad data build -o ar.pack
  marsad data score articles.jsonl gold.jsonl")]
pub struct DataArgs {
    /// What to do with the data.
    #[command(subcommand)]
    pub command: DataCommand,
}

/// What can be done with the data.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Check the data files and run their examples and near misses
    ///
    /// Every problem is listed with its file, line and what to do.
    #[command(after_help = "\
Examples:
  marsad data check
  marsad data check ../my-copy-of-marsad

Exit status: 0 all is well, 1 problems were found, 2 wrong usage.")]
    Check {
        /// Folder that holds lang/, knowledge/ and ontology/, or a layer with layer.toml, checked over the pack inside the program
        #[arg(value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
    /// Compile the data files into a language pack
    #[command(after_help = "\
Examples:
  marsad data build -o ar.pack
  marsad data build . -o ar.pack && marsad code --pack ar.pack articles.jsonl")]
    Build {
        /// Folder that holds lang/, knowledge/ and ontology/, or a layer with layer.toml, laid over the pack inside the program
        #[arg(value_name = "DIR", default_value = ".")]
        dir: PathBuf,
        /// The pack to write; it appears whole or not at all
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Score coded articles against gold, or event labels against the text they were given for
    #[command(after_help = "\
Examples:
  marsad data score corpora/articles.jsonl corpora/gold.jsonl
  marsad data score corpora/articles.jsonl corpora/gold.jsonl --baseline corpora/baseline.toml
  marsad data score articles.jsonl gold.jsonl coded-by-another-program.jsonl
  marsad data score --gsr labels.jsonl
  marsad data score --treebank dev.conllu
  marsad data score --treebank ar_pud.conllu --names train.txt --folds 5")]
    Score(ScoreArgs),
    /// List the words that tell of known parties and gave no claim for want of language data
    ///
    /// Each line is a question to an editor: a verb or verbal noun that no frame has, or a slot whose word no frame of the trigger has, with how
    /// often and the first sentence. Most words tell no act that is coded.
    #[command(after_help = "\
Examples:
  marsad data gaps articles.jsonl --least 3 -o gaps.tsv
  marsad data gaps articles.jsonl --frame assault.

Exit status: 0 done, 1 no usable article, 2 wrong usage, 3 the output could not be written.")]
    Gaps(GapsArgs),
    /// List who is said to hold which office, where the language data does not know it
    ///
    /// Reads what `marsad code` wrote. Nothing is changed: each line is for a person to check, who then writes the row in
    /// knowledge/holders/.
    #[command(after_help = "\
Examples:
  marsad data propose coded.jsonl -o proposals.tsv

Exit status: 0 done, 1 no coded article, 2 wrong usage, 3 the output could not be written.")]
    Propose(ProposeArgs),
    /// Learn the weights of the analysis from annotated text
    ///
    /// Writes lang/ar/weights/ and lang/ar/weights.lock below DIR, and with --articles lang/ar/clusters.tsv. The same files and the
    /// same seed give the same bytes. What is learnt is scored first: each part of the text by models of the other parts.
    #[command(after_help = "\
Examples:
  marsad data train --treebank ud-arabic-pud=ar_pud.conllu --names anercorp=train.txt --on 2026-11-25
  marsad data train --articles saudinewsnet=articles.jsonl --on 2026-11-25

ID before each file is its provenance in lang/ar/SOURCES.toml, which has its licence.
Exit status: 0 done, 1 nothing to learn from, 2 wrong usage, 3 the output could not be written.")]
    Train(TrainArgs),
    /// Learn from gold how much each thing that claims rest on weighs
    ///
    /// The weights come out in the form of lang/ar/confidence.tsv (--of context: of lang/ar/context.tsv), with the floor of the language data
    /// in use.
    #[command(after_help = "\
Examples:
  marsad data calibrate corpora/articles.jsonl corpora/gold.jsonl -o confidence.tsv
  marsad data calibrate corpora/articles.jsonl corpora/gold.jsonl --of context --examples . -o context.tsv

Exit status: 0 done, 1 nothing to learn from, 2 wrong usage, 3 the output could not be written.")]
    Calibrate(CalibrateArgs),
    /// Turn Wikidata, GeoNames or FollowTheMoney data into a layer for --add
    ///
    /// Streams inputs of any size, goes on where a stopped run was, and never replaces what the language data knows (docs/import.md).
    #[command(after_help = "\
Examples:
  marsad data import wikidata latest-all.json.gz -o layers/wikidata
  marsad data import geonames allCountries.txt --alternate-names alternateNamesV2.txt --countries IQ,IR -o layers/places
  marsad data import ftm entities.ftm.json -o layers/peps
  marsad code articles.jsonl --add layers/wikidata --add layers/places

Exit status: 0 done, 1 nothing usable, 2 wrong usage, 3 the output could not be written.")]
    Import {
        /// Whose data it is.
        #[command(subcommand)]
        from: ImportCommand,
    },
}

/// Whose data is turned into a layer.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Persons with their terms of office, offices, actors and places from a dump of Wikidata
    #[command(after_help = "\
Examples:
  marsad data import wikidata latest-all.json.gz -o layers/wikidata
  lbzip2 -dc latest-all.json.bz2 | marsad data import wikidata - --as-of 2026-11-20 -o layers/wikidata")]
    Wikidata {
        /// The JSON dump, an entity a line, plain, .gz or .zst; - for standard input
        #[arg(value_name = "DUMP")]
        dump: PathBuf,
        #[command(flatten)]
        args: ImportArgs,
    },
    /// Places with Arabic names from the tables of GeoNames
    #[command(after_help = "\
Examples:
  marsad data import geonames allCountries.txt --alternate-names alternateNamesV2.txt -o layers/places
  marsad data import geonames IQ.txt --classes P,A --min-population 500 -o layers/iraq")]
    Geonames {
        /// allCountries.txt or the table of a country, plain, .gz or .zst; - for standard input
        #[arg(value_name = "TABLE")]
        table: PathBuf,
        /// alternateNamesV2.txt, plain, .gz or .zst; without it the untagged names of TABLE are told apart by their letters
        #[arg(long, value_name = "FILE")]
        alternate_names: Option<PathBuf>,
        /// Only places of these feature classes: A, H, L, P, S, T [default: all]
        #[arg(long, value_name = "CLASSES", value_delimiter = ',')]
        classes: Vec<String>,
        /// Only places with at least so many inhabitants
        #[arg(long, value_name = "N", default_value_t = 0)]
        min_population: u64,
        #[command(flatten)]
        args: ImportArgs,
    },
    /// Persons with their terms of office, offices and actors from FollowTheMoney entities
    #[command(after_help = "\
Examples:
  marsad data import ftm entities.ftm.json -o layers/peps

OpenSanctions data is CC BY-NC 4.0: a layer made of it is for your own non-commercial use.")]
    Ftm {
        /// Entities, one JSON object a line, plain, .gz or .zst; - for standard input
        #[arg(value_name = "ENTITIES")]
        entities: PathBuf,
        #[command(flatten)]
        args: ImportArgs,
    },
}

/// What all importers have.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The layer to write: a folder that is not there, is empty, or was made by an import; it appears whole or not at all
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Only records of these countries, ISO 3166: IQ,IR [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub countries: Vec<String>,
    /// Day of which the data is [default: the day the file was last changed]
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub as_of: Option<String>,
    /// Forget a run that was stopped, and begin anew
    #[arg(long)]
    pub restart: bool,
    /// Bytes of unpacked input between two checkpoints
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20, value_parser = clap::value_parser!(u64).range(1..))]
    pub checkpoint_every: u64,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What to look for gaps in.
#[derive(Debug, Args)]
pub struct GapsArgs {
    /// Articles: files, folders, globs in quotes, or - for standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Only frames whose id begins so; an empty one lists words without a frame too
    #[arg(long, value_name = "PREFIX", default_value = "")]
    pub frame: String,
    /// Leave out what stands in fewer places
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub least: usize,
    /// Where to write [default: standard output]; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Threads [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What to make proposals of.
#[derive(Debug, Args)]
pub struct ProposeArgs {
    /// Coded articles, one a line
    #[arg(value_name = "CODED", required = true)]
    pub coded: Vec<PathBuf>,
    /// Leave out what fewer articles tell
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..))]
    pub min_articles: u16,
    /// Where to write [default: standard output]; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// What to score.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// The articles
    #[arg(value_name = "ARTICLES", required_unless_present_any = ["gsr", "treebank", "names", "cases"], conflicts_with_all = ["gsr", "treebank", "names"])]
    pub articles: Option<PathBuf>,
    /// Their gold claims
    #[arg(value_name = "GOLD", required_unless_present_any = ["gsr", "treebank", "names", "cases"], conflicts_with_all = ["gsr", "treebank", "names"])]
    pub gold: Option<PathBuf>,
    /// The coded articles to score; coded now where absent
    #[arg(value_name = "CODED", conflicts_with = "gsr")]
    pub coded: Option<PathBuf>,
    /// Texts with event labels of a gold standard report
    #[arg(long, value_name = "LABELS")]
    pub gsr: Option<PathBuf>,
    /// Files of single cases with their answers: times, numbers, offices, coreference (corpora/README.md); may be given again
    #[arg(long, value_name = "FILE", conflicts_with_all = ["articles", "gsr", "treebank", "names"])]
    pub cases: Vec<PathBuf>,
    /// Print what is wrong with each case that is not right
    #[arg(long, requires = "cases")]
    pub wrong: bool,
    #[command(flatten)]
    pub layers: LayerArgs,
    /// Compare with the floors of this file; status 1 when a figure is under its floor
    #[arg(long, value_name = "FILE", conflicts_with = "gsr")]
    pub baseline: Option<PathBuf>,
    /// Raise the floors to what was measured
    #[arg(long, requires = "baseline")]
    pub update: bool,
    /// Let --update lower floors too
    #[arg(long, requires = "update")]
    pub allow_regression: bool,
    /// Folder whose lang/ and knowledge/ have the examples that --baseline counts
    #[arg(long, value_name = "DIR", default_value = ".", requires = "baseline")]
    pub data: PathBuf,
    #[command(flatten)]
    pub language: LanguageArgs,
}

/// Annotated text to score the analysis against.
#[derive(Debug, Args)]
pub struct LayerArgs {
    /// Sentences with words, lemmas, parts of speech and trees, in CoNLL-U
    #[arg(long, value_name = "CONLLU", conflicts_with = "gsr")]
    pub treebank: Option<PathBuf>,
    /// Sentences with names marked: a token and its label a line, an empty line between two
    #[arg(long, value_name = "FILE", conflicts_with = "gsr")]
    pub names: Option<PathBuf>,
    /// Score each of N parts of the text by models of the others, in place of the models of the language data
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=20))]
    pub folds: Option<u8>,
    /// Order in which sentences are learnt from, with --folds
    #[arg(long, value_name = "N", default_value_t = 1, requires = "folds")]
    pub seed: u64,
}

/// What to learn the weights of the analysis from.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Folder that holds lang/, knowledge/ and ontology/
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Sentences with words, lemmas, parts of speech and trees, in CoNLL-U
    #[arg(long, value_name = "ID=FILE", value_parser = material)]
    pub treebank: Option<Material>,
    /// Sentences with names marked: a token and its label a line, an empty line between two
    #[arg(long, value_name = "ID=FILE", value_parser = material, requires = "treebank")]
    pub names: Option<Material>,
    /// Articles, one JSON object a line, whose frequent words get clusters
    #[arg(long, value_name = "ID=FILE", value_parser = material)]
    pub articles: Option<Material>,
    /// Number of parts that are scored, each by models of the others
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=20))]
    pub folds: u8,
    /// Order in which sentences are learnt from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Day that the lock file tells
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub on: String,
}

/// A file of annotated text and where it comes from.
#[derive(Clone, Debug)]
pub struct Material {
    /// Its id in SOURCES.toml.
    pub provenance: String,
    /// The file.
    pub path: PathBuf,
}

fn material(text: &str) -> Result<Material, String> {
    match text.split_once('=') {
        Some((id, path)) if !id.is_empty() && !path.is_empty() => Ok(Material { provenance: id.to_owned(), path: path.into() }),
        _ => Err("write ID=FILE, with an id of lang/ar/SOURCES.toml".to_owned()),
    }
}

/// What weights are learnt for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Learnt {
    /// How sure a claim is
    Confidence,
    /// Towards whom an act is that tells nobody
    Context,
}

/// What to learn the weights of confidence from.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// Files of articles, each followed by the file of their gold claims
    #[arg(value_name = "ARTICLES GOLD", required = true)]
    pub pairs: Vec<PathBuf>,
    /// What to learn weights for: how sure a claim is, or who stands on a side where nobody is told
    #[arg(long, value_enum, default_value_t = Learnt::Confidence)]
    pub of: Learnt,
    /// Sentences with event labels of a gold standard report, learnt from too (of confidence only)
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// A folder of language data: the examples of its frames are learnt from too (of context only)
    #[arg(long, value_name = "DIR")]
    pub examples: Option<PathBuf>,
    /// Learn only weights whose names have this word («alone»); all others stay as they are
    #[arg(long, value_name = "WORD")]
    pub only: Option<String>,
    /// The file to write (default standard output); it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub language: LanguageArgs,
}
