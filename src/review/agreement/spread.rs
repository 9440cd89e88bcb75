//! The mean of several values and how far they lie apart.

use super::score::float;

/// Mean, standard deviation and extremes of the values that are defined.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// Their standard deviation, with n − 1; `None` of fewer than two.
    pub deviation: Option<f64>,
    /// The least.
    pub least: Option<f64>,
    /// The greatest.
    pub greatest: Option<f64>,
}

impl Spread {
    /// The spread of values.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.into_iter().collect();
        let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
        let mean = (count > 0).then(|| values.iter().sum::<f64>() / float(count));
        let squares = mean.map(|mean| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>());
        Self {
            count,
            mean,
            deviation: squares.filter(|_| count > 1).map(|squares| (squares / float(count - 1)).sqrt()),
            least: values.iter().copied().reduce(f64::min),
            greatest: values.iter().copied().reduce(f64::max),
        }
    }

    /// The standard error of the mean; `None` of fewer than two values.
    pub fn standard_error(&self) -> Option<f64> {
        self.deviation.map(|deviation| deviation / float(self.count).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_spread_are_of_what_there_is() {
        let spread = Spread::of([1.0, 2.0, 3.0, 6.0]);
        assert_eq!((spread.mean, spread.least, spread.greatest), (Some(3.0), Some(1.0), Some(6.0)));
        assert!((spread.deviation.unwrap() - (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!((Spread::of([4.0]).deviation, Spread::of([]).mean), (None, None));
    }
}
