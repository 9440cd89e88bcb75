//! The lines of a file, and what its columns are.

use crate::exchange::format::{ReadFault, Settings};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The number of the token in its sentence.
    Id,
    /// The token.
    Form,
    /// Pairs of names and values.
    Misc,
    /// A tag.
    Tag,
    /// Anything else.
    Other,
}

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// What stands between columns is a tab; else blanks and tabs.
    pub tabs: bool,
    /// Whether lines that begin with `#` are comments.
    pub comments: bool,
    /// The columns; where the last is a [`Column::Tag`] and the list is unordered, it stands for all that follow.
    pub columns: Vec<Column>,
    /// Whether a token has an unordered list of tags from the last column on.
    pub unordered: bool,
}

impl Layout {
    /// The layout that was told, or that the file itself tells.
    pub(super) fn of(text: &str, settings: &Settings<'_>) -> Result<Self, ReadFault> {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if let Some(columns) = settings.columns {
            let tabs = columns.split(',').count() > 1 && lines(text).any(|line| line.contains('\t'));
            return Self::named(columns.split(','), tabs, settings.columns.is_some_and(|c| c.contains("ID")));
        }
        if let Some(columns) = first.strip_prefix("# global.columns =") {
            return Self::named(columns.split_whitespace(), true, true);
        }
        let is_conllu = |line: &str| line.split('\t').count() == 10 && line.starts_with(|c: char| c.is_ascii_digit());
        if text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).is_some_and(is_conllu) {
            return Self::named("ID,FORM,_,_,_,_,_,_,_,MISC".split(','), true, true);
        }
        Ok(Self::guessed(text))
    }

    fn named<'a>(names: impl Iterator<Item = &'a str>, tabs: bool, comments: bool) -> Result<Self, ReadFault> {
        let column = |name: &str| match name.trim() {
            "ID" => Column::Id,
            "FORM" => Column::Form,
            "MISC" => Column::Misc,
            "_" | "LEMMA" | "UPOS" | "XPOS" | "FEATS" | "HEAD" | "DEPREL" | "DEPS" => Column::Other,
            _ => Column::Tag,
        };
        let columns: Vec<Column> = names.map(column).collect();
        if !columns.contains(&Column::Form) {
            return Err(ReadFault::at_line(1, "no column is called FORM"));
        }
        Ok(Self { tabs, comments, columns, unordered: false })
    }

    /// The layout of a table without a head: the token first, tags last.
    fn guessed(text: &str) -> Self {
        let (mut least, mut most, mut plain) = (usize::MAX, 0, false);
        for line in lines(text) {
            let words: Vec<&str> = words(line, false).collect();
            (least, most) = (least.min(words.len()), most.max(words.len()));
            plain |= words.get(1).is_some_and(|word| super::iob::Sign::of(word).is_err());
        }
        let (mut columns, unordered) = (vec![Column::Form], least != most || most < 2);
        if unordered {
            columns.push(Column::Tag);
        } else {
            // CoNLL-2003 has a part of speech and a chunk, also in IOB, before the tag.
            let between = if plain { Column::Other } else { Column::Tag };
            columns.extend(std::iter::repeat_n(between, most - 2));
            columns.push(Column::Tag);
        }
        Self { tabs: false, comments: false, columns, unordered }
    }

    /// The columns of a line.
    pub(super) fn words<'a>(&self, line: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        words(line, self.tabs)
    }
}

/// The lines with a token.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("-DOCSTART-"))
}

/// Other white space than blank and tab may be part of a token.
fn words(line: &str, tabs: bool) -> impl Iterator<Item = &str> {
    line.split(move |c| c == '\t' || c == ' ' && !tabs).filter(move |word| tabs || !word.is_empty())
}
