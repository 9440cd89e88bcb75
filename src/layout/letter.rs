//! A character on its way to the screen.

/// One character with what ordering and shaping need to know of it.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// The character.
    pub c: char,
    /// Its embedding level.
    pub level: u8,
}
