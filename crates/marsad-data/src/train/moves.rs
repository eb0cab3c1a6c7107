//! The parser's moves: learnt by parsing the treebank and being told, wherever the parser has got to, which moves lose nothing more
//! (dynamic oracle: Goldberg and Nivre, 2013).

use marsad::analysis::{Move, Moves, Node, Sentence, State, choose_move};
use marsad::model::Linear;

use super::averaged::{Averaged, Shuffle};

const PASSES: usize = 12;
/// Models of as many orders of the sentences are averaged: one order alone moves UAS on held-out parts by half a point.
const ORDERS: u64 = 4;
/// The parser follows the oracle in the first passes and itself after that, but for one move in ten.
const GUIDED: usize = 1;

/// A sentence with its nodes and its gold.
pub(super) struct Tree<'t> {
    pub nodes: &'t [Node],
    pub gold: &'t Sentence,
}

/// Learns the moves.
pub(super) fn train(trees: &[Tree<'_>], seed: u64) -> Result<Linear, String> {
    let mut labels: Vec<String> = ["shift", "right dep", "right root"].map(str::to_owned).to_vec();
    for (head, word) in trees.iter().flat_map(|tree| tree.gold.words.iter().enumerate()) {
        if let Some(at) = word.head {
            labels.push(format!("{} {}", if at > head { "left" } else { "right" }, word.deprel));
        }
    }
    labels.sort();
    labels.dedup();
    let moves = Moves::of(&labels);
    let learnt: Vec<Averaged> = (0..ORDERS).map(|order| learn(trees, &moves, seed * ORDERS + order)).collect();
    Averaged::mean(&learnt, &labels, 0.02)
}

/// Learns from the sentences in one order.
fn learn(trees: &[Tree<'_>], moves: &Moves, seed: u64) -> Averaged {
    let mut model = Averaged::default();
    let mut order: Vec<usize> =
        (0..trees.len()).filter(|idx| trees[*idx].gold.words.iter().filter(|word| word.head.is_none()).count() == 1).collect();
    let mut shuffle = Shuffle::new(seed);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    for pass in 0..PASSES {
        shuffle.shuffle(&mut order);
        for idx in &order {
            let tree = &trees[*idx];
            let mut state = State::new(tree.nodes);
            while !state.is_done() {
                model.step();
                let taken = choose_move(&state, moves, &model, &mut features, &mut scores);
                let costs: Vec<u32> = (0..moves.len()).map(|number| cost(&state, moves.get(number), tree.gold)).collect();
                let least = costs.iter().copied().min().unwrap_or(0);
                let right = (0..moves.len())
                    .filter(|number| costs[*number] == least)
                    .reduce(|best, number| if scores[number] > scores[best] { number } else { best })
                    .unwrap_or(taken);
                if costs[taken] > least {
                    model.correct(&features, right, taken);
                }
                let follow = if pass >= GUIDED && !shuffle.next().is_multiple_of(10) { taken } else { right };
                state.make(moves.get(follow).0, follow);
            }
        }
    }
    model
}

const ILLEGAL: u32 = 1000;

/// How many arcs of the gold a move puts out of reach, and one for a wrong relation.
fn cost(state: &State<'_>, (kind, relation): (Move, &str), gold: &Sentence) -> u32 {
    if !state.allows(kind) {
        return ILLEGAL;
    }
    let (stack, next) = state.frontier();
    let n = gold.words.len();
    let head = |word: u32| gold.words[word as usize].head.map(|head| head as u32);
    let waiting = |word: u32| word >= next && (word as usize) < n;
    let in_stack = |word: u32, below: usize| stack[..below].contains(&word);
    match kind {
        Move::Shift => {
            let own = head(next);
            let top = stack.len().saturating_sub(1);
            // Heads below the top, and the place of the root, are lost for the next word; so are all of its dependents on the stack.
            let lost_head = u32::from(own.is_some_and(|own| in_stack(own, top)));
            lost_head + stack.iter().filter(|word| head(**word) == Some(next)).count() as u32
        }
        Move::Left | Move::Right => {
            let Some(top) = stack.last().copied() else { return ILLEGAL };
            let lost = (next..n as u32).filter(|word| head(*word) == Some(top)).count() as u32;
            let new_head = if kind == Move::Left { Some(next) } else { stack.len().checked_sub(2).map(|at| stack[at]) };
            let own = head(top);
            if own == new_head {
                let given = if own.is_none() { "root" } else { gold.words[top as usize].deprel.as_str() };
                return lost + u32::from(given != relation);
            }
            if kind == Move::Right && new_head.is_none() {
                // The last word becomes the root whatever the gold says; its relation is `root`.
                return lost + u32::from(relation != "root");
            }
            let reachable = match (own, kind) {
                (Some(own), _) => waiting(own) || kind == Move::Left && stack.len() >= 2 && stack[stack.len() - 2] == own,
                // The gold root must stay at the bottom.
                (None, _) => true,
            };
            lost + u32::from(reachable) + u32::from(relation == "root")
        }
    }
}
