//! Who depends on whom: a tree over the words of a sentence, built from left to right in one pass.
//!
//! In: words with their clues and parts of speech. Out: a head and a relation a word, one root, no cycle.
//!
//! A stack and what is left of the sentence; three kinds of moves (arc-hybrid: Kuhlmann, Gómez-Rodríguez and Satta, 2011): shift the next
//! word, make the top of the stack depend on the next word, or on the word below it. A linear model scores the moves; the best
//! legal one is made. It learns from its own mistakes (dynamic oracle: Goldberg and Nivre, 2013).
//!
//! «أعلن الوزير»: shift أعلن, shift الوزير, الوزير depends on what is below it as `nsubj`.

use super::tag::Clue;
use crate::model::{Linear, Mixer, Scores};
use crate::pack::Upos;

/// What the parser sees of a word.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    key: u64,
    lemma: u64,
    tag: u64,
    feats: u64,
    cluster: u64,
    closed: u64,
}

/// The nodes of a sentence.
#[must_use]
pub(super) fn nodes(clues: &[Clue], upos: &[Upos]) -> Vec<Node> {
    clues
        .iter()
        .zip(upos)
        .map(|(clue, upos)| Node {
            key: clue.key,
            lemma: if clue.lemma == 0 { clue.key } else { clue.lemma },
            tag: *upos as u64 + 1,
            // Definite or not, gender, number, state.
            feats: clue.feats << 1 | (clue.kind >> 8 & 1),
            cluster: clue.cluster,
            closed: clue.closed,
        })
        .collect()
}

/// A move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it, or is the root.
    Right,
}

/// The moves with their relations, as labels of the model.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    moves: Vec<(Move, String)>,
    /// The kind of each, and whether its relation is `root`.
    kinds: Vec<(Move, bool)>,
}

impl Moves {
    /// The moves that labels stand for: `shift`, `left nsubj`, `right obj`.
    #[must_use]
    pub fn of(labels: &[String]) -> Self {
        let parse = |label: &String| match label.split_once(' ') {
            Some(("left", relation)) => (Move::Left, relation.to_owned()),
            Some(("right", relation)) => (Move::Right, relation.to_owned()),
            _ => (Move::Shift, String::new()),
        };
        let moves: Vec<(Move, String)> = labels.iter().map(parse).collect();
        Self { kinds: moves.iter().map(|(kind, relation)| (*kind, relation == ROOT)).collect(), moves }
    }

    /// A move by its number.
    #[must_use]
    pub fn get(&self, idx: usize) -> (Move, &str) {
        let (kind, relation) = &self.moves[idx];
        (*kind, relation)
    }

    /// The number of a move.
    #[must_use]
    pub fn position(&self, kind: Move, relation: &str) -> Option<usize> {
        self.moves.iter().position(|(other, name)| *other == kind && name == relation)
    }

    /// Whether every sentence has an end with these moves: one to shift, one to attach what is on the stack, one for the root.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let attaches = self.moves.iter().any(|(kind, relation)| *kind == Move::Right && relation != ROOT);
        attaches && self.position(Move::Shift, "").is_some() && self.position(Move::Right, ROOT).is_some()
    }

    /// Number of moves.
    #[must_use]
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }
}

const NONE: u32 = u32::MAX;
/// The relation of the root.
const ROOT: &str = "root";

/// A sentence half parsed.
#[derive(Clone, Debug)]
pub struct State<'n> {
    nodes: &'n [Node],
    stack: Vec<u32>,
    next: u32,
    heads: Vec<u32>,
    /// Number of the move that attached each word.
    relations: Vec<u8>,
    /// First and second child from the left, then from the right.
    children: Vec<[u32; 4]>,
    n_left: Vec<u8>,
    n_right: Vec<u8>,
}

impl<'n> State<'n> {
    /// Nothing on the stack.
    #[must_use]
    pub fn new(nodes: &'n [Node]) -> Self {
        let n = nodes.len();
        Self {
            nodes,
            stack: Vec::with_capacity(n),
            next: 0,
            heads: vec![NONE; n],
            relations: vec![0; n],
            children: vec![[NONE; 4]; n],
            n_left: vec![0; n],
            n_right: vec![0; n],
        }
    }

    /// Whether every word has its place.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.next as usize >= self.nodes.len() && self.stack.is_empty()
    }

    /// Whether a move can be made here. The last word of the stack becomes the root when nothing is left to come.
    #[must_use]
    pub fn allows(&self, kind: Move) -> bool {
        let left = (self.next as usize) < self.nodes.len();
        match kind {
            Move::Shift => left,
            Move::Left => left && !self.stack.is_empty(),
            Move::Right => self.stack.len() >= 2 || !left && self.stack.len() == 1,
        }
    }

    /// The stack from the bottom to the top, and the next word.
    #[must_use]
    pub fn frontier(&self) -> (&[u32], u32) {
        (&self.stack, self.next)
    }

    /// Makes a move; `number` is remembered with the word it attaches.
    pub fn make(&mut self, kind: Move, number: usize) {
        match kind {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                if let Some(top) = self.stack.pop() {
                    self.attach(top, self.next, number);
                }
            }
            Move::Right => {
                if let Some(top) = self.stack.pop() {
                    match self.stack.last().copied() {
                        Some(below) => self.attach(top, below, number),
                        None => self.relations[top as usize] = number as u8,
                    }
                }
            }
        }
    }

    fn attach(&mut self, child: u32, head: u32, number: usize) {
        self.heads[child as usize] = head;
        self.relations[child as usize] = number as u8;
        let children = &mut self.children[head as usize];
        if child < head {
            // A later child on the left stands farther left.
            (children[1], children[0]) = (children[0], child);
            self.n_left[head as usize] = self.n_left[head as usize].saturating_add(1);
        } else {
            (children[3], children[2]) = (children[2], child);
            self.n_right[head as usize] = self.n_right[head as usize].saturating_add(1);
        }
    }

    /// Head and number of the move of each word; no head for the root.
    #[must_use]
    pub fn finish(self) -> Vec<(Option<usize>, usize)> {
        self.heads
            .iter()
            .zip(&self.relations)
            .map(|(head, number)| ((*head != NONE).then_some(*head as usize), usize::from(*number)))
            .collect()
    }

    fn node(&self, at: u32) -> Node {
        const EDGE: Node = Node { key: 3, lemma: 3, tag: 0, feats: 0, cluster: 0, closed: 3 };
        self.nodes.get(at as usize).copied().unwrap_or(EDGE)
    }

    fn child(&self, of: u32, which: usize) -> u32 {
        self.children.get(of as usize).map_or(NONE, |children| children[which])
    }

    fn relation(&self, at: u32) -> u64 {
        self.relations.get(at as usize).filter(|_| at != NONE).map_or(0, |relation| u64::from(*relation) + 1)
    }

    /// What the model looks at.
    pub fn features(&self, found: &mut Vec<u32>) {
        found.clear();
        let from_top = |n: usize| self.stack.len().checked_sub(n + 1).map_or(NONE, |at| self.stack[at]);
        let (s0, s1, s2) = (from_top(0), from_top(1), from_top(2));
        let ahead = |n: u32| if (self.next + n) < self.nodes.len() as u32 { self.next + n } else { NONE };
        let (b0, b1, b2) = (ahead(0), ahead(1), ahead(2));
        let (n_s0, n_s1, n_s2) = (self.node(s0), self.node(s1), self.node(s2));
        let (n_b0, n_b1, n_b2) = (self.node(b0), self.node(b1), self.node(b2));
        let (s0l, s0l2, s0r, s0r2) = (self.child(s0, 0), self.child(s0, 1), self.child(s0, 2), self.child(s0, 3));
        let (s1l, s1r, s1r2) = (self.child(s1, 0), self.child(s1, 2), self.child(s1, 3));
        let (b0l, b0l2) = (self.child(b0, 0), self.child(b0, 1));
        let tag = |at: u32| self.node(at).tag;
        let count = |n: &[u8], at: u32| n.get(at as usize).map_or(0, |n| u64::from((*n).min(4)));
        let (left0, right0, right1) = (count(&self.n_left, s0), count(&self.n_right, s0), count(&self.n_right, s1));
        let far = |a: u32, b: u32| if a == NONE || b == NONE { 0 } else { u64::from(b.abs_diff(a).min(20).next_power_of_two()) };
        let (d_b, d_s) = (far(s0, b0), far(s1, s0));
        // Commas and the like between two words.
        let f = |template: u8| Mixer::new(80 + template);
        let t = |a: Node, b: Node, c: Node| a.tag | b.tag << 6 | c.tag << 12;
        let edge = u64::from(b0 == NONE) | u64::from(s1 == NONE) << 1 | u64::from(s0 == NONE) << 2;
        found.extend([
            f(0).with(edge).finish(),
            f(1).with(n_s0.tag).with(n_s0.key).finish(),
            f(2).with(n_s0.tag).finish(),
            f(3).with(n_s0.lemma).finish(),
            f(4).with(n_s1.tag).with(n_s1.key).finish(),
            f(5).with(n_s1.tag).finish(),
            f(6).with(n_s1.lemma).finish(),
            f(7).with(n_b0.tag).with(n_b0.key).finish(),
            f(8).with(n_b0.tag).finish(),
            f(9).with(n_b0.lemma).finish(),
            f(10).with(n_b1.tag).with(n_b1.key).finish(),
            f(11).with(n_b1.tag).with(n_b2.tag).finish(),
            f(12).with(n_b2.lemma).finish(),
            f(13).with(n_s2.tag).with(n_s2.lemma).finish(),
            f(14).with(n_s0.lemma).with(n_b0.lemma).finish(),
            f(15).with(n_s0.lemma).with(n_b0.tag).with(n_s0.tag).finish(),
            f(16).with(n_s0.tag).with(n_b0.lemma).with(n_b0.tag).finish(),
            f(17).with(t(n_s0, n_b0, n_b1)).finish(),
            f(18).with(n_s1.lemma).with(n_s0.lemma).finish(),
            f(19).with(n_s1.lemma).with(n_s0.tag).with(n_s1.tag).finish(),
            f(20).with(n_s1.tag).with(n_s0.lemma).with(n_s0.tag).finish(),
            f(21).with(t(n_s1, n_s0, n_b0)).finish(),
            f(22).with(t(n_s2, n_s1, n_s0)).finish(),
            f(23).with(t(n_s1, n_s0, n_b0)).with(n_b1.tag).finish(),
            f(24).with(n_s0.tag).with(tag(s0l)).with(tag(s0r)).finish(),
            f(25).with(t(n_s1, n_s0, self.node(s0l))).finish(),
            f(26).with(t(n_s1, n_s0, self.node(s0r))).finish(),
            f(27).with(t(n_s1, n_s0, self.node(s1r))).finish(),
            f(28).with(t(n_s1, n_s0, self.node(s1l))).finish(),
            f(29).with(t(n_s0, n_b0, self.node(b0l))).finish(),
            f(30).with(t(n_s0, n_b0, self.node(s0r))).finish(),
            f(31).with(n_s0.tag).with(self.relation(s0l)).with(self.relation(s0r)).finish(),
            f(32).with(n_s1.tag).with(self.relation(s1l)).with(self.relation(s1r)).with(n_s0.tag).finish(),
            f(33).with(n_s0.tag).with(left0).with(right0).with(n_b0.tag).finish(),
            f(34).with(n_s1.tag).with(right1).with(n_s0.tag).finish(),
            f(35).with(d_b).with(n_s0.tag).with(n_b0.tag).finish(),
            f(36).with(d_s).with(n_s1.tag).with(n_s0.tag).finish(),
            f(37).with(n_s1.feats).with(n_s0.feats).with(n_s1.tag | n_s0.tag << 6).finish(),
            f(38).with(n_s0.feats).with(n_b0.feats).with(n_s0.tag | n_b0.tag << 6).finish(),
            f(39).with(n_s0.feats).with(n_s0.tag).finish(),
            f(40).with(n_s1.feats).with(n_s1.tag).finish(),
            f(41).with(n_b0.feats).with(n_b0.tag).finish(),
            f(42).with(n_s0.cluster).with(n_b0.cluster).finish(),
            f(43).with(n_s1.cluster).with(n_s0.cluster).finish(),
            f(44).with(n_s1.cluster).with(n_s0.tag).finish(),
            f(45).with(n_s0.cluster).with(n_s1.tag).finish(),
            f(46).with(n_s0.cluster).with(n_b0.tag).finish(),
            f(47).with(n_b0.cluster).with(n_s0.tag).finish(),
            f(48).with(n_s0.closed).with(n_s1.closed).with(n_b0.closed).finish(),
            f(49).with(self.node(s0l).lemma).with(n_s0.tag).with(n_s1.tag).finish(),
            f(50).with(self.node(s0l).lemma).with(n_s1.lemma).finish(),
            f(51).with(self.node(s0l).lemma).with(n_s1.tag).with(n_s0.lemma).finish(),
            f(52).with(self.relation(s0l)).with(self.relation(s0l2)).with(n_s0.tag).with(n_s1.tag).finish(),
            f(53).with(self.relation(s1r)).with(self.relation(s1r2)).with(n_s1.tag).with(n_s0.tag).finish(),
            f(54).with(self.node(s1r).lemma).with(n_s1.lemma).with(n_s0.tag).finish(),
            f(55).with(self.relation(s0r)).with(self.relation(s0r2)).with(n_s0.tag).with(n_b0.tag).finish(),
            f(56).with(self.relation(b0l)).with(self.relation(b0l2)).with(n_b0.tag).with(n_s0.tag).finish(),
            f(57).with(n_s0.closed).with(n_b0.closed).with(n_b1.closed).finish(),
            f(58).with(t(n_s2, n_s1, n_s0)).with(n_b0.tag).finish(),
            f(59).with(self.node(s0l).lemma).with(n_s1.cluster).finish(),
            f(60).with(self.node(s0l).lemma).with(n_s1.tag).with(n_s2.tag).finish(),
            f(61).with(self.node(s0l).lemma).with(n_s2.lemma).with(n_s1.tag).finish(),
        ]);
    }
}

/// The best move of those that are legal by a score for each. Only the root is a `root`; a mark is a head only where nothing else is left.
fn best(scores: &[f32], state: &State<'_>, moves: &Moves) -> usize {
    let is_mark = |at: Option<u32>| at.is_some_and(|at| state.node(at).tag == Upos::Punct as u64 + 1);
    let below = is_mark(state.stack.len().checked_sub(2).map(|at| state.stack[at]));
    let next = is_mark((state.next < state.nodes.len() as u32).then_some(state.next));
    let last = state.stack.len() == 1;
    let kinds = [Move::Shift, Move::Left, Move::Right];
    let legal = kinds.map(|kind| state.allows(kind));
    let preferred = [legal[0], legal[1] && !next, legal[2] && !below];
    let of = |allowed: [bool; 3]| {
        let mut best: Option<usize> = None;
        for (idx, (kind, is_root)) in moves.kinds.iter().enumerate() {
            if allowed[*kind as usize] && (last || !is_root) && best.is_none_or(|best| scores[idx] > scores[best]) {
                best = Some(idx);
            }
        }
        best
    };
    of(preferred).or_else(|| of(legal)).unwrap_or(0)
}

/// The move that a model would make.
#[must_use]
pub fn choose_move<S: Scores>(state: &State<'_>, moves: &Moves, model: &S, features: &mut Vec<u32>, scores: &mut Vec<f32>) -> usize {
    state.features(features);
    scores.clear();
    scores.resize(moves.len(), 0.0);
    model.add(features, scores);
    best(scores, state, moves)
}

/// Parses a sentence: head of each word and number of the move that attached it; nothing without moves.
///
/// Shape: one root, no cycle. Cost: two moves a word.
pub(super) fn moves(nodes: &[Node], moves: &Moves, model: &Linear) -> Vec<(Option<usize>, usize)> {
    if !moves.is_complete() {
        return Vec::new();
    }
    let mut state = State::new(nodes);
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    while !state.is_done() {
        let number = choose_move(&state, moves, model, &mut features, &mut scores);
        state.make(moves.get(number).0, number);
    }
    state.finish()
}

/// Parses a sentence: head and relation of each word.
pub(super) fn parse<'m>(nodes: &[Node], with: &'m Moves, model: &Linear) -> Vec<(Option<usize>, &'m str)> {
    let found = moves(nodes, with, model).into_iter();
    found.map(|(head, number)| (head, if head.is_none() { ROOT } else { with.get(number).1 })).collect()
}
