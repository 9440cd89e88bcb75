//! What a schema says of words, made ready to read texts with: once for a schema.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::annotation::schema::{self, Reach, Schema, Several};
use crate::language::lexicon::{Finder, FoldedWords, Found};
use crate::language::number::{self, Reader};

/// The lexicons of a schema, ready to be looked for, and what reads figures.
#[derive(Debug, Clone)]
pub struct Knowledge {
    finder: Finder<Sense>,
    lexicons: Vec<Lexicon>,
    numbers: Reader,
}

/// A word of a lexicon in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconWord<'k> {
    /// The id of the lexicon.
    pub lexicon: &'k str,
    /// What the word stands for.
    pub value: &'k str,
    /// Its bytes among those of the words.
    pub range: Range<usize>,
    /// The numbers of its words.
    pub words: Range<usize>,
}

/// What is known of a lexicon besides its words.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    id: String,
    /// Where its words count.
    pub reach: Reach,
    /// The value where words of several values are in the span.
    pub several: Option<Several>,
    /// The values, by their numbers.
    pub values: Vec<String>,
    /// The value of a colon.
    colon: Option<String>,
}

/// What a word of a lexicon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    /// The number of the lexicon.
    pub lexicon: usize,
    /// The number of the value.
    pub value: usize,
    /// How it counts.
    pub force: Force,
}

/// How a word of a lexicon counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    /// As far as its lexicon reaches.
    Plain,
    /// In the span only where no verb governs it.
    Yielding,
    /// Only where it governs the span.
    Governing,
    /// Only where no other word is near.
    Weak,
    /// Only where it governs the span, and no other word is near.
    Faint,
}

impl Force {
    fn of(word: &String, lexicon: &schema::Lexicon) -> Self {
        match () {
            () if lexicon.yielding.contains(word) => Self::Yielding,
            () if lexicon.governing.contains(word) && lexicon.weak.contains(word) => Self::Faint,
            () if lexicon.governing.contains(word) => Self::Governing,
            () if lexicon.weak.contains(word) => Self::Weak,
            () => Self::Plain,
        }
    }
}

/// What the schema that comes with the program says, made ready once for all who ask.
static BUILTIN: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::of(Schema::builtin())));

impl Knowledge {
    /// What a schema says; shared where it is the one that comes with the program.
    pub fn shared(schema: &Schema) -> Arc<Self> {
        if schema == Schema::builtin() { Arc::clone(&BUILTIN) } else { Arc::new(Self::of(schema)) }
    }

    /// Makes ready what a schema says.
    pub fn of(schema: &Schema) -> Self {
        let entries = schema.lexicons.iter().enumerate().flat_map(|(lexicon, found)| {
            let values = found.entries.iter().enumerate();
            let sense = move |value, word| Sense { lexicon, value, force: Force::of(word, found) };
            values.flat_map(move |(value, (_, words))| words.iter().map(move |word| (sense(value, word), word.as_str())))
        });
        let lexicons = schema.lexicons.iter().map(|lexicon| Lexicon {
            id: lexicon.id.clone(),
            reach: lexicon.reach,
            several: lexicon.several.clone(),
            values: lexicon.entries.iter().map(|(value, _)| value.clone()).collect(),
            colon: lexicon.entries.iter().find(|(_, words)| words.iter().any(|word| word == ":")).map(|(value, _)| value.clone()),
        });
        let numbers = Reader::new(&number::Policy::from(&schema.policy));
        Self { finder: Finder::new(entries), lexicons: lexicons.collect(), numbers }
    }

    /// What reads figures, by the policy of the schema.
    pub fn numbers(&self) -> &Reader {
        &self.numbers
    }

    /// The words of some lexicons among words of a text, in their order, with what stands for them there.
    pub fn words_of<'k>(&'k self, lexicons: &[&str], words: &FoldedWords) -> Vec<LexiconWord<'k>> {
        self.all_words(words).into_iter().filter(|word| lexicons.contains(&word.lexicon)).collect()
    }

    /// The words of all lexicons among words of a text, in their order.
    pub fn all_words<'k>(&'k self, words: &FoldedWords) -> Vec<LexiconWord<'k>> {
        let word = |found: Found<Sense>| {
            let lexicon = self.lexicons.get(found.sense.lexicon)?;
            let value = lexicon.values.get(found.sense.value)?;
            Some(LexiconWord { lexicon: &lexicon.id, value, range: found.range, words: found.words })
        };
        self.finder.find(words).into_iter().filter_map(word).collect()
    }

    pub(super) fn finder(&self) -> &Finder<Sense> {
        &self.finder
    }

    /// The value that a colon has in a lexicon.
    pub(super) fn colon(&self, lexicon: usize) -> Option<&str> {
        self.lexicons.get(lexicon)?.colon.as_deref()
    }

    /// The number of the lexicon of an id, with what is known of it.
    pub(super) fn lexicon(&self, id: &str) -> Option<(usize, &Lexicon)> {
        self.lexicons.iter().enumerate().find(|(_, lexicon)| lexicon.id == id)
    }
}
