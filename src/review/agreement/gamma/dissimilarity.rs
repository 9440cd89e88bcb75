//! How unlike two units are, in place and in tag.

/// A span on the continuum, in code points, with the number of its tag. Random continua need no whole numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// The tag.
    pub tag: u32,
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
}

/// The spans of several annotators on one text.
pub type Units = Vec<Vec<Unit>>;

impl Unit {
    /// A unit of a tag.
    pub fn new(tag: u32, start: f64, end: f64) -> Self {
        Self { tag, start, end }
    }

    /// Its length.
    pub fn length(&self) -> f64 {
        self.end - self.start
    }
}

/// The weights of Mathet et al. 2015: α for the place, β for the tag, Δ∅ for a unit that nobody else has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// α.
    pub position: f64,
    /// β.
    pub category: f64,
    /// Δ∅, the dissimilarity of a unit and no unit, and of no unit and no unit.
    pub empty: f64,
}

/// 1, 1 and 1, as in the paper.
impl Default for Weights {
    fn default() -> Self {
        Self { position: 1.0, category: 1.0, empty: 1.0 }
    }
}

impl Weights {
    /// α · d(position) + β · d(category) of two units (Mathet et al. 2015, section 4.2).
    ///
    /// Two tags are Δ∅ apart, one tag is 0 from itself.
    pub fn between(&self, a: &Unit, b: &Unit) -> f64 {
        let category = if a.tag == b.tag { 0.0 } else { self.empty };
        self.position * self.positional(a, b) + self.category * category
    }

    /// ((|b₁ − b₂| + |e₁ − e₂|) / (l₁ + l₂))² · Δ∅, the positional sporadic dissimilarity (formula 4).
    pub fn positional(&self, a: &Unit, b: &Unit) -> f64 {
        let apart = (a.start - b.start).abs() + (a.end - b.end).abs();
        (apart / (a.length() + b.length())).powi(2) * self.empty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_as_unlike_as_in_figure_10_of_mathet_2015() {
        let figure = [
            ((4.0, 14.0), (40.0, 44.0), 22.2),
            ((4.0, 14.0), (4.0, 14.0), 0.0),
            ((4.0, 14.0), (20.0, 25.0), 3.2),
            ((4.0, 14.0), (14.0, 24.0), 1.0),
            ((20.0, 30.0), (20.0, 25.0), 0.11),
            ((20.0, 25.0), (14.0, 24.0), 0.22),
        ];
        for ((b1, e1), (b2, e2), published) in figure {
            let found = Weights::default().positional(&Unit::new(0, b1, e1), &Unit::new(0, b2, e2));
            assert!((found - published).abs() < 0.05, "{found} for {published}");
        }
    }

    #[test]
    fn place_and_tag_are_weighted() {
        let weights = Weights { position: 3.0, category: 2.0, empty: 1.0 };
        let (a, b) = (Unit::new(0, 4.0, 14.0), Unit::new(1, 14.0, 24.0));
        assert!((weights.between(&a, &b) - 5.0).abs() < 1e-12);
    }
}
