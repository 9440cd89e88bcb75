//! Which text is meant among those of a folder.

/// A text of a folder, by its place in the list of them.
///
/// It holds for one sitting: another listing may have another text there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextId(usize);

impl TextId {
    /// The first text: the only one where there is one alone.
    pub const FIRST: Self = Self(0);

    /// The place in the list, from 0.
    pub fn place(self) -> usize {
        self.0
    }
}

impl From<usize> for TextId {
    fn from(place: usize) -> Self {
        Self(place)
    }
}
