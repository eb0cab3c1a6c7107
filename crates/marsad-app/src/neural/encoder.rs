//! What does the network answer? Numbers of pieces → the number of the best label of each.
//!
//! BERT and XLM-RoBERTa are the same network with other tables of positions; on top stands one layer that gives each piece a
//! score for each label. Weights are read by name from `model.safetensors`.

use std::path::Path;

use candle_core::{DType, Device, Error, Result, Tensor};
use candle_nn::{Linear, Module, VarBuilder, linear};
use candle_transformers::models::bert::{self, BertModel};
use candle_transformers::models::xlm_roberta::{self, XLMRobertaModel};

use super::config::{Activation, Architecture, Config};

/// The network with its weights.
pub struct Encoder {
    body: Body,
    /// `[n_hidden]` → `[n_labels]`.
    classifier: Linear,
}

enum Body {
    Bert(Box<BertModel>),
    XlmRoberta(Box<XLMRobertaModel>),
}

impl Encoder {
    /// Reads the weights.
    ///
    /// # Errors
    /// In words for the user, with the name of the tensor.
    pub fn open(path: &Path, config: &Config) -> std::result::Result<Self, String> {
        let weights = VarBuilder::from_buffered_safetensors(super::read(path)?, DType::F32, &Device::Cpu)
            .map_err(|error| format!("{}: is no whole safetensors file: {}", path.display(), in_words(&error)))?;
        let weights = with_old_names(weights, config.architecture);
        let open = || {
            let body = match config.architecture {
                Architecture::Bert => Body::Bert(Box::new(BertModel::load(weights.pp("bert"), &as_bert(config))?)),
                Architecture::XlmRoberta => {
                    Body::XlmRoberta(Box::new(XLMRobertaModel::new(&as_xlm_roberta(config), weights.pp("roberta"))?))
                }
            };
            let classifier = linear(config.n_hidden, config.labels.len(), weights.pp("classifier"))?;
            Ok(Self { body, classifier })
        };
        open().map_err(|error| format!("{}: {}", path.display(), in_words(&error)))
    }

    /// The number of the best label of each piece.
    ///
    /// Shape: `ids[n]` → `numbers[n]`; the first of equally good labels.
    ///
    /// # Errors
    /// In words, when there are more pieces than positions, or one that the network does not know.
    pub fn best(&self, ids: &[u32]) -> std::result::Result<Vec<usize>, String> {
        self.scores(ids).map(|scores| scores.iter().map(|scores| best(scores)).collect()).map_err(|error| in_words(&error))
    }

    /// The score of each label: `ids[n]` → `[n × n_labels]`.
    fn scores(&self, ids: &[u32]) -> Result<Vec<Vec<f32>>> {
        let ids = Tensor::new(ids, &Device::Cpu)?.unsqueeze(0)?;
        let types = ids.zeros_like()?;
        let hidden = match &self.body {
            Body::Bert(body) => body.forward(&ids, &types, None)?,
            Body::XlmRoberta(body) => body.forward(&ids, &ids.ones_like()?, &types, None, None, None)?,
        };
        self.classifier.forward(&hidden)?.squeeze(0)?.to_vec2()
    }
}

/// The first of the highest scores.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (number, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = number;
        }
    }
    best
}

/// Models from the first years call the two halves of a norm `gamma` and `beta`.
fn with_old_names(weights: VarBuilder<'static>, architecture: Architecture) -> VarBuilder<'static> {
    if architecture != Architecture::Bert || !weights.contains_tensor("bert.embeddings.LayerNorm.gamma") {
        return weights;
    }
    weights.rename_f(|name| name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"))
}

fn as_bert(config: &Config) -> bert::Config {
    bert::Config {
        vocab_size: config.n_pieces,
        hidden_size: config.n_hidden,
        num_hidden_layers: config.n_blocks,
        num_attention_heads: config.n_heads,
        intermediate_size: config.n_inner,
        hidden_act: match config.activation {
            Activation::Gelu => bert::HiddenAct::Gelu,
            Activation::GeluTanh => bert::HiddenAct::GeluApproximate,
            Activation::Relu => bert::HiddenAct::Relu,
        },
        max_position_embeddings: config.n_position_rows,
        type_vocab_size: config.n_types,
        layer_norm_eps: config.epsilon,
        pad_token_id: config.padding as usize,
        // With a name, a tensor that is missing is looked for once more under that name, and reported under neither.
        model_type: None,
        ..bert::Config::default()
    }
}

fn as_xlm_roberta(config: &Config) -> xlm_roberta::Config {
    xlm_roberta::Config {
        hidden_size: config.n_hidden,
        layer_norm_eps: config.epsilon,
        attention_probs_dropout_prob: 0.0,
        hidden_dropout_prob: 0.0,
        num_attention_heads: config.n_heads,
        position_embedding_type: "absolute".to_owned(),
        intermediate_size: config.n_inner,
        hidden_act: match config.activation {
            Activation::Gelu => candle_nn::Activation::Gelu,
            Activation::GeluTanh => candle_nn::Activation::GeluPytorchTanh,
            Activation::Relu => candle_nn::Activation::Relu,
        },
        num_hidden_layers: config.n_blocks,
        vocab_size: config.n_pieces,
        max_position_embeddings: config.n_position_rows,
        type_vocab_size: config.n_types,
        pad_token_id: config.padding,
    }
}

/// An error without the program's stack, which is added where one is asked for in the environment.
fn in_words(error: &Error) -> String {
    match error {
        Error::WithBacktrace { inner, .. } => in_words(inner),
        Error::UnexpectedShape { msg, expected, got } => {
            let name = msg.rsplit(' ').next().unwrap_or_default();
            format!("tensor {name} has the shape {got:?}; by config.json it should have {expected:?}")
        }
        other => other.to_string(),
    }
}
