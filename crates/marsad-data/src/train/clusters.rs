//! Words that stand in the same places: clusters from raw text, without annotation.
//!
//! In: how often a word stands right before and after each of the most frequent words. Out: a cluster a word.
//! Positive pointwise mutual information, vectors of length 1, spherical k-means from evenly spread seeds: no chance in it.

use marsad::Lang;
use marsad::morph::{Part, analyze};
use marsad::pack::Cluster;
use marsad::text::{Text, TokenKind};
use rustc_hash::FxHashMap;

/// Words of a corpus that are counted, by key.
#[derive(Default)]
pub struct Counts {
    ids: FxHashMap<String, u32>,
    keys: Vec<String>,
    count: Vec<u32>,
    /// Pairs of neighbours: first, second.
    pairs: FxHashMap<(u32, u32), u32>,
}

/// Number of words that get a cluster.
const WORDS: usize = 20_000;
/// Number of frequent words that neighbours are counted for.
const CONTEXTS: usize = 1_000;
const CLUSTERS: usize = 256;
const ROUNDS: usize = 12;
/// Words seen less often have no cluster.
const LEAST: u32 = 8;
/// Stand for the begin and the end of a sentence.
const EDGES: [&str; 2] = ["<", ">"];

impl Counts {
    /// Counts the words of a text: without article, numbers as one word, fixed expressions left out.
    pub fn add(&mut self, text: &str, lang: &Lang) {
        let whole = Text::new(text);
        for sentence in &whole.sentences {
            let words = analyze(text, &whole.tokens, sentence, lang);
            let words = words.iter().filter(|word| word.part != Part::Fixed);
            self.add_sentence(words.map(|word| match whole.tokens[word.token].kind {
                TokenKind::Number => "0",
                _ if word.definite => word.key.strip_prefix(lang.article()).unwrap_or(&word.key),
                _ => &*word.key,
            }));
        }
    }

    fn add_sentence<'k>(&mut self, keys: impl Iterator<Item = &'k str>) {
        let mut before = self.id(EDGES[0]);
        for key in keys {
            let id = self.id(key);
            self.count[id as usize] += 1;
            *self.pairs.entry((before, id)).or_default() += 1;
            before = id;
        }
        let end = self.id(EDGES[1]);
        *self.pairs.entry((before, end)).or_default() += 1;
    }

    fn id(&mut self, key: &str) -> u32 {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = self.keys.len() as u32;
        self.ids.insert(key.to_owned(), id);
        self.keys.push(key.to_owned());
        self.count.push(0);
        id
    }

    /// The frequent words with their clusters, most frequent first.
    #[must_use]
    pub fn clusters(&self) -> Vec<Cluster> {
        let mut order: Vec<u32> = (0..self.keys.len() as u32)
            .filter(|id| self.count[*id as usize] >= LEAST && !EDGES.contains(&self.keys[*id as usize].as_str()))
            .collect();
        order.sort_by(|a, b| {
            self.count[*b as usize].cmp(&self.count[*a as usize]).then(self.keys[*a as usize].cmp(&self.keys[*b as usize]))
        });
        let contexts: FxHashMap<u32, u32> =
            order.iter().take(CONTEXTS).copied().chain(EDGES.map(|edge| self.ids.get(edge).copied().unwrap_or(0))).zip(0..).collect();
        order.truncate(WORDS);
        let rows: FxHashMap<u32, usize> = order.iter().copied().zip(0..).collect();
        let n_contexts = CONTEXTS + 2;
        let mut vectors: Vec<Vec<(u32, f32)>> = vec![Vec::new(); order.len()];
        let mut pairs: Vec<(&(u32, u32), &u32)> = self.pairs.iter().collect();
        pairs.sort_unstable();
        for ((first, second), n) in pairs {
            if let (Some(row), Some(context)) = (rows.get(second), contexts.get(first)) {
                vectors[*row].push((*context, *n as f32));
            }
            if let (Some(row), Some(context)) = (rows.get(first), contexts.get(second)) {
                vectors[*row].push((*context + n_contexts as u32, *n as f32));
            }
        }
        weigh(&mut vectors, 2 * n_contexts);
        let assigned = k_means(&vectors, 2 * n_contexts);
        order
            .iter()
            .zip(assigned)
            .map(|(id, cluster)| Cluster {
                key: self.keys[*id as usize].clone(),
                cluster: cluster as u16 + 1,
                count: self.count[*id as usize],
            })
            .collect()
    }
}

/// Counts → positive pointwise mutual information, each vector of length 1.
fn weigh(vectors: &mut [Vec<(u32, f32)>], n_contexts: usize) {
    let mut of_context = vec![0.0f32; n_contexts];
    let mut all = 0.0f32;
    for (context, n) in vectors.iter().flatten() {
        of_context[*context as usize] += n;
        all += n;
    }
    for vector in vectors {
        let own: f32 = vector.iter().map(|(_, n)| n).sum();
        for (context, n) in vector.iter_mut() {
            *n = (*n * all / (own * of_context[*context as usize])).ln().max(0.0) * n.ln_1p().min(4.0);
        }
        vector.retain(|(_, weight)| *weight > 0.0);
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

fn k_means(vectors: &[Vec<(u32, f32)>], n_contexts: usize) -> Vec<usize> {
    let k = CLUSTERS.min(vectors.len().max(1));
    // The seeds are frequent words: their vectors are full.
    let mut centres: Vec<Vec<f32>> = (0..k)
        .map(|cluster| {
            let mut centre = vec![0.0; n_contexts];
            let seed = cluster * (vectors.len().min(4 * k) / k).max(1);
            vectors.get(seed).into_iter().flatten().for_each(|(context, weight)| centre[*context as usize] = *weight);
            centre
        })
        .collect();
    let mut assigned = vec![0; vectors.len()];
    for _ in 0..ROUNDS {
        for (vector, own) in vectors.iter().zip(&mut assigned) {
            let near = |centre: &Vec<f32>| vector.iter().map(|(context, weight)| centre[*context as usize] * weight).sum::<f32>();
            let mut best = (f32::NEG_INFINITY, 0);
            for (cluster, centre) in centres.iter().enumerate() {
                let score = near(centre);
                if score > best.0 {
                    best = (score, cluster);
                }
            }
            *own = best.1;
        }
        centres.iter_mut().for_each(|centre| centre.fill(0.0));
        for (vector, own) in vectors.iter().zip(&assigned) {
            vector.iter().for_each(|(context, weight)| centres[*own][*context as usize] += weight);
        }
        for centre in &mut centres {
            let length = centre.iter().map(|weight| weight * weight).sum::<f32>().sqrt().max(1e-6);
            centre.iter_mut().for_each(|weight| *weight /= length);
        }
    }
    assigned
}
