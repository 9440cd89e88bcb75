//! What an analyst may decide otherwise about how figures are read.

/// How figures are read; the schema of a folder may overturn it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether "more than 20" begins at 21 and "less than 20" ends at 19; otherwise both name 20.
    pub strict_bounds: bool,
    /// Whether "about 400" is 400 to 400; otherwise it has no bounds, because a width would be invented.
    pub about_is_point: bool,
    /// Words that stand for bounds.
    pub vague: Vec<VagueWords>,
}

/// Words that stand for bounds: عشرات, ten or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VagueWords {
    /// The words, in any spelling.
    pub words: String,
    /// The least that they stand for.
    pub min: Option<u64>,
    /// The most that they stand for.
    pub max: Option<u64>,
}

impl Default for Policy {
    /// The policy of the schema that comes with the program.
    fn default() -> Self {
        let vague = [
            ("عشرات", 10, None),
            ("مئات", 100, None),
            ("آلاف", 1000, None),
            ("بضع", 3, Some(9)),
            ("بضع عشرات", 30, Some(90)),
            ("بضع مئات", 300, Some(900)),
            ("بضعة آلاف", 3000, Some(9000)),
            ("عشرات الآلاف", 10_000, None),
            ("مئات الآلاف", 100_000, None),
        ];
        let vague = vague.map(|(words, min, max)| VagueWords { words: words.to_owned(), min: Some(min), max });
        Self { strict_bounds: true, about_is_point: true, vague: vague.to_vec() }
    }
}
