//! Random numbers of which a seed gives the same ones for ever: a published figure can be computed again.

/// What the state grows by with each number.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// `SplitMix64` (Steele, Lea and Flood 2014, “Fast splittable pseudorandom number generators”, OOPSLA).
///
/// Crates of random numbers change their sequences between versions, and a seed would then mean another figure.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The numbers of a seed from a place on: number `place` of all is the first of them.
    pub fn from(seed: u64, place: u64) -> Self {
        Self(seed.wrapping_add(STEP.wrapping_mul(place)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(bits) / 4_294_967_296.0
    }

    /// An index below a length; 0 of nothing.
    pub fn index(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let index = (u128::from(self.next()) * u128::from(length)) >> 64;
        usize::try_from(index).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        let mut random = Random::new(1_234_567);
        assert_eq!(
            [random.next(), random.next(), random.next()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn numbers_can_be_had_from_any_place_on() {
        let mut all = Random::new(5);
        let numbers: Vec<u64> = (0..9).map(|_| all.next()).collect();
        let mut later = Random::from(5, 6);
        assert_eq!([later.next(), later.next(), later.next()], numbers[6..]);
    }

    #[test]
    fn numbers_stay_in_their_range() {
        let mut random = Random::new(9);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.fraction()) && random.index(3) < 3));
        assert_eq!(random.index(0), 0);
    }
}
