//! How sure is a mean?
//!
//! In: numbers. Out: their mean with its 95 % interval by Student's t; of two groups the difference of their means with its interval (Welch 1947, with
//! Satterthwaite's degrees of freedom). The mean of −4, −6 and −5 is −5.0 (−7.5 to −2.5); of one number there is a mean and no interval.
//!
//! It takes the events of a step as draws of what happened; that news does not report everything is not in it.

use serde::Serialize;
use utoipa::ToSchema;

/// Numbers, summed up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    n: f64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
}

impl Sums {
    /// Takes a number in (Welford 1962).
    pub fn add(&mut self, number: f64) {
        self.n += 1.0;
        let before = number - self.mean;
        self.mean += before / self.n;
        self.squares += before * (number - self.mean);
    }

    /// The mean, and its 95 % interval.
    #[must_use]
    pub fn mean(&self) -> Mean {
        let interval = (self.n >= 2.0).then(|| {
            let half = student(self.n - 1.0) * (self.squares / (self.n - 1.0) / self.n).sqrt();
            (round(self.mean - half), round(self.mean + half))
        });
        let (low, high) = interval.unzip();
        Mean { mean: (self.n > 0.0).then(|| round(self.mean)), low, high }
    }

    /// How much greater the mean of these is than that of others, with its 95 % interval; `None` where one has fewer than two numbers.
    #[must_use]
    pub fn less(&self, before: &Self) -> Option<Mean> {
        if self.n < 2.0 || before.n < 2.0 {
            return None;
        }
        let error = |sums: &Self| sums.squares / (sums.n - 1.0) / sums.n;
        let (one, other) = (error(self), error(before));
        let whole = one + other;
        let freedom = if whole > 0.0 {
            whole * whole / (one * one / (self.n - 1.0) + other * other / (before.n - 1.0))
        } else {
            self.n + before.n - 2.0
        };
        let (change, half) = (self.mean - before.mean, student(freedom) * whole.sqrt());
        Some(Mean { mean: Some(round(change)), low: Some(round(change - half)), high: Some(round(change + half)) })
    }
}

/// A mean with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Mean {
    /// `None` of no numbers.
    pub mean: Option<f64>,
    /// Lower end; `None` of fewer than two numbers.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// The 97.5 % point of Student's t, to 0.005 above four degrees of freedom (Cornish and Fisher's series), and from tables below.
fn student(freedom: f64) -> f64 {
    const TABLE: [f64; 4] = [12.706, 4.303, 3.182, 2.776];
    const Z: f64 = 1.959_964;
    if freedom < 5.0 {
        return TABLE[(freedom.max(1.0).floor() as usize - 1).min(3)];
    }
    let (z3, z5, z7) = (Z.powi(3), Z.powi(5), Z.powi(7));
    Z + (z3 + Z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / (96.0 * freedom.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / (384.0 * freedom.powi(3))
}

/// To three digits, as everything that is written out.
#[must_use]
pub fn round(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(numbers: &[f64]) -> Sums {
        let mut sums = Sums::default();
        numbers.iter().for_each(|number| sums.add(*number));
        sums
    }

    #[test]
    fn means_have_the_intervals_of_the_tables() {
        assert_eq!(sums(&[]).mean(), Mean::default());
        assert_eq!(sums(&[-4.0]).mean(), Mean { mean: Some(-4.0), low: None, high: None });
        // s = 1, n = 3, t(2) = 4.303: half is 2.484.
        assert_eq!(sums(&[-4.0, -6.0, -5.0]).mean(), Mean { mean: Some(-5.0), low: Some(-7.484), high: Some(-2.516) });
        for (freedom, t) in [(5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (120.0, 1.980)] {
            assert!((student(freedom) - t).abs() < 0.005, "{freedom}");
        }
    }

    #[test]
    fn a_change_has_an_interval_where_both_spans_have_two() {
        assert_eq!(sums(&[1.0]).less(&sums(&[1.0, 2.0])), None);
        let change = sums(&[-5.0, -6.0, -5.0, -6.0]).less(&sums(&[1.0, 2.0, 1.0, 2.0])).unwrap();
        assert_eq!(change.mean, Some(-7.0));
        // Standard error .408, t(6) = 2.447.
        assert!((change.high.unwrap() + 6.001).abs() < 0.005, "{change:?}");
        assert_eq!(sums(&[2.0, 2.0]).less(&sums(&[1.0, 1.0])).unwrap(), Mean { mean: Some(1.0), low: Some(1.0), high: Some(1.0) });
    }
}
