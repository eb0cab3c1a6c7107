//! How many sentences a second, on one core. Only when asked for:
//!
//! ```text
//! RAYON_NUM_THREADS=1 cargo test --release -p marsad-app --features neural --test neural -- --ignored --nocapture speed
//! ```

use std::time::Instant;

use crate::dir::Dir;
use crate::model::{BASE, Model, Shape, TINY};
use crate::neural::Neural;

/// 25 words; every third has two pieces, as words of news have in the usual models.
fn sentence() -> (Vec<String>, Vec<String>) {
    let words: Vec<String> = ('ا'..='ي').filter(|letter| *letter != 'ـ').take(25).map(|letter| format!("كلمة{letter}")).collect();
    let pieces = words.iter().enumerate().filter(|(n, _)| n % 3 != 0).map(|(_, word)| word.clone()).chain(["كلمة".to_owned()]);
    (words.clone(), pieces.collect())
}

fn measure(name: &str, shape: &Shape, n_sentences: u32) {
    let dir = Dir::new(&format!("neural-speed-{name}"));
    let (words, pieces) = sentence();
    Model::random(shape, &pieces.iter().map(String::as_str).collect::<Vec<_>>(), 1).write(&dir.path(""));
    let started = Instant::now();
    let neural = Neural::open(&dir.path("")).unwrap();
    let opened = started.elapsed();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let started = Instant::now();
    (0..n_sentences).for_each(|_| assert_eq!(neural.label(&words).len(), words.len()));
    let rate = f64::from(n_sentences) / started.elapsed().as_secs_f64();
    eprintln!("{name}: opened in {opened:.2?}, {rate:.1} sentences of {} words a second", words.len());
}

#[test]
#[ignore = "measures; makes a file of 435 MB"]
fn speed() {
    measure("tiny", &TINY, 2000);
    measure("base", &BASE, 50);
}
