//! Reading CoNLL-2003, IOB1, IOB2, unordered lists of tags (as in Wojood), CoNLL-U and CoNLL-U Plus.
//!
//! A text is put together from its tokens: with the spacing that the file tells, else with a blank between tokens and
//! a line for each sentence. What is malformed is told by its line and read as well as it can be.

use std::ops::Range;

use super::iob::{Sign, Tagged, is_iob1, spans};
use super::spacing::Spacing;
use super::table::{Column, Layout};
use crate::exchange::builder::{Builder, text_name};
use crate::exchange::format::{Brought, Complaint, Input, ReadFault, Settings};
use crate::exchange::incoming::Incoming;

/// Reads a file with one text or several.
pub(super) fn read(input: &Input<'_>, settings: &Settings<'_>) -> Result<Brought, ReadFault> {
    let text = input.text()?;
    let layout = Layout::of(text, settings)?;
    let mut reading = Reading { layout: &layout, texts: Vec::new(), complaints: Vec::new(), sentence: None, covered: 0 };
    for (n, line) in text.split('\n').enumerate() {
        reading.line(n + 1, line.strip_suffix('\r').unwrap_or(line));
    }
    reading.end_sentence();
    let single = reading.texts.len() == 1;
    let Reading { texts, mut complaints, .. } = reading;
    let iob1 = texts.iter().any(|text| text.columns.iter().any(|column| is_iob1(column)))
        && texts.iter().all(|text| text.columns.iter().all(|column| is_iob1(column) || spans(column, false).1.is_empty()));
    let mut brought = Brought::default();
    for (n, text) in texts.into_iter().enumerate() {
        let numbered = if single { format!("{}.txt", input.stem()) } else { format!("{}-{:04}.txt", input.stem(), n + 1) };
        let line = text.line;
        brought.works.push((line, text.work(numbered, iob1, &mut complaints)));
    }
    complaints.sort_by_key(|complaint| complaint.line);
    brought.complaints = complaints;
    Ok(brought)
}

/// A text while it is put together.
#[derive(Default)]
struct Text<'a> {
    id: Option<&'a str>,
    sha256: Option<&'a str>,
    line: usize,
    body: String,
    /// What follows the last token.
    gap: String,
    /// Whether that was told to the letter.
    is_spaced: bool,
    tokens: Vec<Range<usize>>,
    /// By column that has tags.
    columns: Vec<Vec<Tagged<'a>>>,
}

/// A sentence whose text was told, to be compared: its line, its text, and the byte it begins at.
struct Told<'a> {
    line: usize,
    text: &'a str,
    start: Option<usize>,
}

struct Reading<'a, 'l> {
    layout: &'l Layout,
    texts: Vec<Text<'a>>,
    complaints: Vec<Complaint>,
    /// `None` between sentences.
    sentence: Option<Told<'a>>,
    /// The last word that the surface form of a multiword token covers.
    covered: usize,
}

impl<'a> Reading<'a, '_> {
    fn line(&mut self, number: usize, line: &'a str) {
        if line.trim().is_empty() {
            self.end_sentence();
        } else if line.starts_with("-DOCSTART-") {
            self.begin(number, None);
        } else if let Some(comment) = line.strip_prefix('#').filter(|_| self.layout.comments) {
            self.comment(number, comment.trim_start());
        } else {
            self.token(number, line);
        }
    }

    fn begin(&mut self, line: usize, id: Option<&'a str>) {
        self.end_sentence();
        // Some files say at every sentence which text it is of.
        let is_same = id.is_some() && self.texts.last().is_some_and(|text| text.id == id);
        if !is_same {
            self.texts.push(Text { id, line, ..Text::default() });
        }
    }

    fn comment(&mut self, number: usize, comment: &'a str) {
        let value = |name: &str| comment.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix('=')).map(str::trim);
        if let Some(id) = value("newdoc id") {
            self.begin(number, Some(id));
        } else if comment == "newdoc" {
            self.begin(number, None);
        } else if let Some(text) = value("text") {
            self.sentence = Some(Told { line: number, text, start: None });
        } else if let (Some(hash), Some(text)) = (value("sha256"), self.texts.last_mut()) {
            text.sha256 = Some(hash);
        }
    }

    fn token(&mut self, number: usize, line: &'a str) {
        let words: Vec<&'a str> = self.layout.words(line).collect();
        let column = |wanted| self.layout.columns.iter().position(|column| *column == wanted);
        let word = |wanted| column(wanted).and_then(|at| words.get(at)).copied();
        let Some(form) = word(Column::Form).filter(|form| !form.is_empty()) else {
            return self.complain(number, "there is no token here");
        };
        if words.len() < self.layout.columns.len() {
            self.complain(number, &format!("{} columns are missing", self.layout.columns.len() - words.len()));
        }
        if column(Column::Id).is_some() && !self.is_surface(number, word(Column::Id).unwrap_or_default()) {
            let misc = word(Column::Misc).unwrap_or_default();
            if self.signs(number, &words, misc).iter().any(|signs| !signs.is_empty()) {
                self.complain(number, "the tag of a part of a multiword token is left out");
            }
            return;
        }
        let misc = word(Column::Misc).unwrap_or_default();
        let signs = self.signs(number, &words, misc);
        if self.texts.is_empty() {
            self.texts.push(Text { line: number, ..Text::default() });
        }
        let begins = self.sentence.as_ref().is_none_or(|told| told.start.is_none());
        let told = self.sentence.get_or_insert(Told { line: 0, text: "", start: None });
        let Some(text) = self.texts.last_mut() else { return };
        let start = text.add(form, &Spacing::of(misc), number, begins, signs);
        told.start.get_or_insert(start);
    }

    /// Whether a line of CoNLL-U is part of the text: a word inside a multiword token and an empty node are not.
    fn is_surface(&mut self, number: usize, id: &str) -> bool {
        if self.sentence.as_ref().is_none_or(|told| told.start.is_none()) {
            self.covered = 0;
        }
        if let Some((_, last)) = id.split_once('-') {
            self.covered = last.parse().unwrap_or(0);
            return true;
        }
        if id.contains('.') {
            return false;
        }
        if let Ok(id) = id.parse::<usize>() {
            return id > self.covered;
        }
        self.complain(number, &format!("`{id}` is no number of a token"));
        true
    }

    /// The tags of a line, by column; of an unordered list, all in one.
    fn signs(&mut self, number: usize, words: &[&'a str], misc: &'a str) -> Vec<Vec<Sign<'a>>> {
        let columns = self.layout.columns.iter().enumerate().filter(|(_, column)| **column == Column::Tag);
        let mut lists: Vec<Vec<&str>> = columns.map(|(at, _)| words.get(at).copied().into_iter().collect()).collect();
        if self.layout.unordered {
            lists = vec![words.get(1..).unwrap_or_default().to_vec()];
        }
        if lists.is_empty() {
            let tags = misc.split('|').filter_map(|part| part.strip_prefix("NER="));
            lists.push(tags.flat_map(|tags| tags.split(',')).collect());
        }
        let mut read = |word| {
            let sign = Sign::of(word);
            if sign.is_err() {
                self.complain(number, &format!("`{word}` is no tag of IOB and is left out"));
            }
            sign.unwrap_or_default()
        };
        lists.into_iter().map(|list| list.into_iter().filter_map(&mut read).collect()).collect()
    }

    fn end_sentence(&mut self) {
        let (Some(told), Some(text)) = (self.sentence.take(), self.texts.last_mut()) else { return };
        let Some(start) = told.start else { return };
        let found = text.body.get(start..).unwrap_or_default();
        if told.line > 0 && found != told.text {
            let message = format!("the tokens give “{}”, not this text", found.chars().take(60).collect::<String>());
            self.complain(told.line, &message);
            return self.new_line();
        }
        self.new_line();
    }

    fn new_line(&mut self) {
        if let Some(text) = self.texts.last_mut().filter(|text| !text.is_spaced) {
            "\n".clone_into(&mut text.gap);
        }
    }

    fn complain(&mut self, line: usize, message: &str) {
        self.complaints.push(Complaint { line, message: message.to_owned() });
    }
}

impl<'a> Text<'a> {
    /// Adds a token, and gives the byte it begins at.
    fn add(&mut self, form: &str, spacing: &Spacing, line: usize, first: bool, signs: Vec<Vec<Sign<'a>>>) -> usize {
        self.body.push_str(spacing.before.as_deref().filter(|_| self.tokens.is_empty()).unwrap_or_default());
        self.body.push_str(&self.gap);
        let start = self.body.len();
        self.body.push_str(form);
        let token = self.tokens.len();
        self.tokens.push(start..self.body.len());
        let usual = if spacing.is_glued { "" } else { " " };
        self.is_spaced = spacing.after.is_some();
        spacing.after.as_deref().unwrap_or(usual).clone_into(&mut self.gap);
        self.columns.resize_with(self.columns.len().max(signs.len()), Vec::new);
        for (column, signs) in self.columns.iter_mut().zip(signs) {
            column.push(Tagged { token, line, first, signs });
        }
        start
    }

    fn work(mut self, numbered: String, iob1: bool, complaints: &mut Vec<Complaint>) -> Incoming {
        self.body.push_str(&self.gap);
        let mut builder = Builder::new(&self.body);
        let mut found = Vec::new();
        for column in &self.columns {
            let (spans, stray) = spans(column, iob1);
            found.extend(spans);
            for (line, message) in stray {
                builder.complain(line, message);
            }
        }
        let bytes = |tokens: &Range<usize>| {
            let start = self.tokens.get(tokens.start).map_or(0, |token| token.start);
            start..self.tokens.get(tokens.end - 1).map_or(0, |token| token.end)
        };
        found.sort_by_key(|span| (span.tokens.start, std::cmp::Reverse(span.tokens.end)));
        let mut spans = Vec::with_capacity(found.len());
        for (n, span) in found.iter().enumerate() {
            spans.extend(builder.span(span.line, format!("s{}", n + 1), &span.tag, &bytes(&span.tokens)));
        }
        complaints.append(&mut builder.complaints);
        let file = self.id.map_or(numbered, text_name);
        Incoming { file, sha256: self.sha256.map(str::to_owned), text: self.body, spans, ..Incoming::default() }
    }
}
