//! Annotating the open text: what a tag key tags, and every change as an entry for the journal, to be taken back.

use std::ops::Range;
use std::sync::Arc;

use super::motion::Neighbour;
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::{AskedEdges, DrawnEdges, LastTag, Shared};
use super::travel::Travel;
use crate::annotation::schema::{EdgeRules, Kind, Schema};
use crate::annotation::{Act, Annotation, AnnotationSet, DocumentState, Edit, Relation, SpanId, Timestamp, Trimming};
use crate::annotation::{check_tag, marked, peeled, reach, trim, unmarked, with_letter_before};
use crate::language::clitic;
use crate::language::text_unit::{self, TextUnit};
use crate::text::Span;

/// What is left out at the edges of a span that is made.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    edges: EdgeRules,
    /// Whether a name that is known begins with a word.
    is_name: &'a dyn Fn(&str) -> bool,
}

impl OpenText {
    /// What a tag key tags: the selection, else `count` words from the one under the cursor on.
    ///
    /// The first word is tagged whole, unless the cursor stands right after its proclitics: they stay out.
    pub(super) fn tagged_range(&self, count: usize) -> Range<usize> {
        if let Some(range) = self.sheet.selected().filter(|range| !range.is_empty()) {
            return self.without_outer_space(range);
        }
        let word = text_unit::around(&self.sheet.document, TextUnit::Word, self.sheet.cursor);
        let inside = word.contains(&self.sheet.cursor);
        let after_clitic = inside && clitic::is_proclitic(self.sheet.document.slice(word.start..self.sheet.cursor));
        let from = if inside && !after_clitic { word.start } else { self.sheet.cursor };
        text_unit::words_from(&self.sheet.document, from, count)
    }

    /// A span neither begins nor ends with white space, unless there is nothing else in it.
    fn without_outer_space(&self, range: Range<usize>) -> Range<usize> {
        let text = self.sheet.document.slice(range.clone());
        let start = range.start + text.len() - text.trim_start().len();
        if start == range.end { range } else { start..range.start + text.trim_end().len() }
    }

    /// Tags a range; the new span becomes the current one.
    ///
    /// What the rules leave out at the edges is not tagged; what was left out and what is left to look at is given back.
    fn tag(
        &mut self,
        range: Range<usize>,
        last: &LastTag,
        rules: Rules<'_>,
        now: Timestamp,
    ) -> Result<(Span, Trimming), Refusal> {
        let drawn = self.sheet.span(range).ok_or(Refusal::NoWord)?;
        let trimming = trim(&self.sheet.document, drawn.range(), rules.edges, rules.is_name);
        let Some(span) = self.sheet.span(trimming.range.clone()) else { return Err(Refusal::NoWord) };
        let id = Arc::make_mut(&mut self.ledger.set).fresh_id();
        let attributes = last.id.as_ref().and_then(|id| self.ledger.set.get(id)).map_or_else(Vec::new, |a| a.attributes.clone());
        let annotation = Annotation { attributes, at: now, ..Annotation::new(&id, &last.tag, span) };
        self.change(Edit::Add(annotation))?;
        self.sheet.selection = None;
        if !span.holds(self.sheet.cursor) {
            self.sheet.cursor = span.start();
            self.sheet.settle();
        }
        self.choose(id);
        Ok((drawn, trimming))
    }

    /// Marks the selection or the paragraph as boilerplate, or takes the mark away.
    fn toggle_boilerplate(&mut self) -> Result<Notice, Refusal> {
        let document = Arc::clone(&self.sheet.document);
        let selected = self.sheet.selected().filter(|range| !range.is_empty());
        let is_selected = selected.is_some();
        let range = selected.unwrap_or_else(|| text_unit::around(&document, TextUnit::Paragraph, self.sheet.cursor));
        let at = if is_selected { range.start } else { self.sheet.cursor };
        let here = if is_selected { range.clone() } else { at..at };
        if self.set().is_boilerplate(&here)
            && let Some(edit) = unmarked(self.set(), &document, at)
        {
            self.change(edit)?;
            self.sheet.selection = None;
            return Ok(Notice::BoilerplateUnmarked);
        }
        let span = self.sheet.span(self.without_outer_space(range)).ok_or(Refusal::NoWord)?;
        self.change(marked(self.set(), &document, span))?;
        self.sheet.selection = None;
        let words = document.slice(span.range()).split_whitespace().count();
        Ok(Notice::BoilerplateMarked { words })
    }

    /// What there is to ask about the edges of the span that was just tagged, if the rules ask about anything there.
    fn asked(&self, tag: &str, trimming: &Trimming, rules: Rules<'_>) -> Option<AskedEdges> {
        if trimming.asked.is_empty() {
            return None;
        }
        let proposed = trim(self.document(), trimming.range.clone(), rules.edges.as_proposed(), rules.is_name).range;
        Some(AskedEdges {
            id: self.chosen()?.clone(),
            tag: tag.to_owned(),
            proposed: self.sheet.span(proposed)?,
            parts: trimming.asked.clone(),
        })
    }

    /// The id of the current span.
    pub(super) fn current_id(&self) -> Result<SpanId, Refusal> {
        self.current().map(|a| a.id.clone()).ok_or(Refusal::NoSpan)
    }

    /// Chooses another of the spans stacked at the cursor.
    ///
    /// The next one is the one around it: from the innermost outwards, then round.
    pub(super) fn cycle(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let current = self.current_id()?;
        let stack = self.stack();
        let at = stack.iter().position(|a| a.id == current).unwrap_or(0);
        let outwards = match which {
            Neighbour::Next => Neighbour::Previous,
            Neighbour::Previous => Neighbour::Next,
        };
        if let Some(id) = stack.get(outwards.round(at, stack.len())).map(|a| a.id.clone()) {
            self.choose(id);
        }
        Ok(())
    }

    /// Goes to the next or previous span that has a note.
    pub(super) fn jump_to_note(&mut self, which: Neighbour) -> Result<(), Refusal> {
        let none = if which == Neighbour::Next { Refusal::NoNoteAfter } else { Refusal::NoNoteBefore };
        self.jump_to_span(which, |span| !span.note.is_empty()).ok_or(none)
    }

    /// Goes to the next or previous span of a tag.
    pub(super) fn jump_to_tag(&mut self, tag: &str, which: Neighbour) -> Result<(), Refusal> {
        let tag = tag.to_owned();
        self.jump_to_span(which, |span| span.tag.as_str() == tag).ok_or(Refusal::NoSuchSpan)
    }

    /// Goes to the next or previous span that may have an identity and has none.
    pub(super) fn jump_to_unidentified(&mut self, which: Neighbour, schema: &Schema) -> Result<(), Refusal> {
        let lacks = |span: &Annotation| {
            let attributes = schema.tag(&span.tag).map(|tag| tag.attributes.as_slice()).unwrap_or_default();
            attributes.iter().any(|own| matches!(own.kind, Kind::Entity { .. }) && span.attribute(&own.id).is_none())
        };
        self.jump_to_span(which, lacks).ok_or(Refusal::NoSuchSpan)
    }

    /// Goes to the next or previous span of which something holds; `None` where there is none.
    fn jump_to_span(&mut self, which: Neighbour, holds: impl Fn(&Annotation) -> bool) -> Option<()> {
        let (set, cursor) = (&self.ledger.set, self.sheet.cursor);
        let found = match which {
            Neighbour::Next => set.iter().find(|span| span.span.start() > cursor && holds(span)),
            Neighbour::Previous => set.iter().rfind(|span| span.span.start() < cursor && holds(span)),
        };
        let (start, id) = found.map(|span| (span.span.start(), span.id.clone()))?;
        self.sheet.jump(start);
        self.choose(id);
        Some(())
    }
}

impl OpenText {
    /// Makes one change that undo takes back as one; the first change to an untouched text also says so.
    pub(super) fn change(&mut self, edit: Edit) -> Result<(), Refusal> {
        let first = *self.ledger.set.state() == DocumentState::New && !matches!(edit, Edit::State(_));
        self.make(Act::Edit, if first { Edit::Batch(vec![Edit::State(DocumentState::InProgress), edit]) } else { edit })
    }

    /// Takes in what somebody else wrote; undo takes it back as one.
    pub(super) fn join(&mut self, edit: Edit) -> Result<(), Refusal> {
        self.ledger.join(edit)?;
        self.look_for_remarks();
        Ok(())
    }

    /// Makes a change, by itself or as a step of the one before.
    fn make(&mut self, act: Act, edit: Edit) -> Result<(), Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        self.ledger.make(act, edit)?;
        self.look_for_remarks();
        Ok(())
    }

    /// Moves a span whose edge is held, by itself or as a step of the change before; returns how the next move is made, so
    /// that all of them are taken back as one.
    pub(super) fn move_span(&mut self, id: &str, span: Span, act: Act) -> Result<Act, Refusal> {
        let depth = self.ledger.history.depth();
        let edit = Edit::Move { id: id.into(), span };
        match act {
            Act::Step => self.make(Act::Step, edit)?,
            _ => self.change(edit)?,
        }
        // Back where it was, there is nothing to take back, and the next move begins anew.
        Ok(if self.ledger.history.depth() >= depth { Act::Step } else { Act::Edit })
    }

    /// Takes the last change back, or makes it again, and goes to where it was; returns whether there was one.
    pub(super) fn travel(&mut self, travel: Travel) -> Result<bool, Refusal> {
        if let Some(reason) = &self.read_only {
            return Err(Refusal::ReadOnly(reason.clone()));
        }
        let id = self.ledger.next(travel).and_then(touched_id).map(str::to_owned);
        let place_of = |set: &AnnotationSet| id.as_ref().and_then(|id| set.get(id)).map(|a| (a.id.clone(), a.span));
        let before = place_of(&self.ledger.set);
        if !self.ledger.travel(travel) {
            return Ok(false);
        }
        self.look_for_remarks();
        if let Some((id, span)) = place_of(&self.ledger.set).or(before) {
            if !span.holds(self.sheet.cursor) || self.sheet.page.row_of(self.sheet.cursor).is_none() {
                // What is not on screen is gone to as from afar, so that one comes back.
                match self.sheet.page.row_of(span.start()) {
                    Some(_) => self.sheet.place_cursor(span.start()),
                    None => self.sheet.jump(span.start()),
                }
            }
            self.choose(id);
        }
        Ok(true)
    }
}

/// The span an edit speaks of, if it speaks of one.
fn touched_id(edit: &Edit) -> Option<&str> {
    match edit {
        Edit::Add(annotation) => Some(&annotation.id),
        Edit::Remove(id)
        | Edit::Retag { id, .. }
        | Edit::Move { id, .. }
        | Edit::Note { id, .. }
        | Edit::Attribute { id, .. }
        | Edit::Offer { id, .. } => Some(id),
        Edit::Batch(edits) => edits.iter().find_map(touched_id),
        _ => None,
    }
}

impl Shared {
    /// Tags the selection or words from the cursor on; what `.` does again.
    pub(super) fn tag(&mut self, last: LastTag) -> Result<(), Refusal> {
        check_tag(&self.schema, &last.tag)?;
        let now = Timestamp::from(self.now);
        let range = self.range_to_tag(&last);
        let Some(open) = &mut self.open_text else { return Ok(()) };
        let edges = self.schema.tag(&last.tag).map(|tag| tag.edges).unwrap_or_default();
        let registries = &self.registries;
        let rules = Rules { edges, is_name: &|word| registries.begin_name(word) };
        let (drawn, trimming) = open.tag(range, &last, rules, now)?;
        self.asked = open.asked(&last.tag, &trimming, rules);
        self.drawn = open.chosen().map(|id| DrawnEdges { id: id.clone(), drawn, moves: 0 });
        self.last_tag = Some(LastTag { id: open.chosen().cloned(), ..last });
        self.tell_edges(trimming);
        Ok(())
    }

    /// What a tag key tags: the selection, or the words that are counted; without either, the name or the figure that begins
    /// with the word under the cursor, else that word.
    fn range_to_tag(&self, last: &LastTag) -> Range<usize> {
        let Some(open) = &self.open_text else { return 0..0 };
        let range = open.tagged_range(last.count.unwrap_or(1));
        let is_drawn = last.count.is_some() || open.sheet.selected().is_some_and(|selected| !selected.is_empty());
        let Some(tag) = self.schema.tag(&last.tag).filter(|_| !is_drawn) else { return range };
        let names = self.registries.ready_names_of(tag);
        let end = reach(open.document(), &range, tag, &names, self.knowledge().numbers());
        range.start..end.unwrap_or(range.end)
    }

    /// Leaves out what was asked about at the edges of the span that was just tagged; false where nothing was.
    pub(super) fn leave_out_asked(&mut self) -> Result<bool, Refusal> {
        let Some(AskedEdges { id, proposed, parts, .. }) = self.asked.take() else { return Ok(false) };
        let open = self.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        open.change(Edit::Move { id: id.clone(), span: proposed })?;
        if !proposed.holds(open.sheet.cursor) {
            open.sheet.place_cursor(proposed.start());
        }
        open.choose(id);
        self.tell(Notice::EdgesTrimmed { parts });
        Ok(true)
    }

    /// Whether the edges of the span that was just tagged can still be moved by one key.
    pub(super) fn has_drawn_edges(&self) -> bool {
        let selected = self.open_text.as_ref().is_some_and(|open| open.sheet.selection.is_some());
        self.drawn.is_some() && !selected
    }

    /// Leaves a letter more out at the start of the span that was just tagged, or a mark around it.
    pub(super) fn peel(&mut self) -> Result<(), Refusal> {
        let (drawn, span) = self.drawn_span()?;
        let open = self.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let Trimming { range, left_out, .. } = peeled(open.document(), span.range()).ok_or(Refusal::NothingToPeel)?;
        self.move_drawn(drawn.id, range)?;
        self.tell(Notice::EdgesTrimmed { parts: left_out });
        Ok(())
    }

    /// Brings back what was left out at the edges of the span that was just tagged; then the letter before its first word.
    pub(super) fn restore(&mut self) -> Result<(), Refusal> {
        let (drawn, span) = self.drawn_span()?;
        let open = self.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let outer =
            if span == drawn.drawn { with_letter_before(open.document(), span.range()) } else { Some(drawn.drawn.range()) };
        self.move_drawn(drawn.id, outer.ok_or(Refusal::NothingToRestore)?)?;
        self.tell(Notice::EdgesRestored);
        Ok(())
    }

    /// What was drawn, and the span as it is; its edges can be moved on, whether this time they are or not.
    fn drawn_span(&mut self) -> Result<(DrawnEdges, Span), Refusal> {
        let drawn = self.drawn.as_mut().ok_or(Refusal::NoSpan)?;
        drawn.moves += 1;
        let drawn = drawn.clone();
        let open = self.open_text.as_ref().ok_or(Refusal::NoSpan)?;
        let span = open.set().get(&drawn.id).ok_or(Refusal::NoSpan)?.span;
        Ok((drawn, span))
    }

    fn move_drawn(&mut self, id: SpanId, range: Range<usize>) -> Result<(), Refusal> {
        let open = self.open_text.as_mut().ok_or(Refusal::NoSpan)?;
        let span = open.sheet.span(range).ok_or(Refusal::EmptySpan)?;
        open.change(Edit::Move { id: id.clone(), span })?;
        if !span.holds(open.sheet.cursor) {
            open.sheet.place_cursor(span.start());
        }
        open.choose(id);
        Ok(())
    }

    /// Whether a tag key is the answer that the span that was just tagged stays as it is drawn.
    pub(super) fn keeps_asked(&mut self, tag: &str) -> bool {
        let Some(AskedEdges { parts, .. }) = self.asked.take_if(|asked| asked.tag == tag) else { return false };
        self.tell(Notice::EdgesKept { parts });
        true
    }

    /// Says what was left out of a new span, or, where nothing was, what is left to look at.
    fn tell_edges(&mut self, trimming: Trimming) {
        let Trimming { left_out, asked, .. } = trimming;
        if !asked.is_empty() {
            self.tell(Notice::EdgesAsked { parts: asked });
        } else if !left_out.is_empty() {
            self.tell(Notice::EdgesTrimmed { parts: left_out });
        }
    }

    /// Gives the current span another tag, and tells which of its relations do not go with it.
    pub(super) fn retag(&mut self, tag: String) -> Result<(), Refusal> {
        check_tag(&self.schema, &tag)?;
        let Some(open) = &mut self.open_text else { return Ok(()) };
        let id = open.current_id()?;
        open.change(Edit::Retag { id: id.clone(), tag: tag.clone() })?;
        let is_unfit = |relation: &&Relation| {
            let Some(kind) = self.schema.relation(&relation.kind) else { return false };
            relation.from == id && !kind.comes_from(&tag) || relation.to == id && !kind.to.contains(&tag)
        };
        let relations = open.set().relations_of(&id).filter(is_unfit).count();
        if relations > 0 {
            self.tell(Notice::RelationsUnfit { tag, relations });
        }
        Ok(())
    }

    /// Marks the selection, else the paragraph under the cursor, as boilerplate; what is boilerplate already, is it no longer.
    pub(super) fn toggle_boilerplate(&mut self) -> Result<(), Refusal> {
        let Some(open) = &mut self.open_text else { return Ok(()) };
        let notice = open.toggle_boilerplate()?;
        self.tell(notice);
        Ok(())
    }

    /// Deletes the current span with its relations, and tells so.
    pub(super) fn delete_span(&mut self) -> Result<(), Refusal> {
        let Some(open) = &mut self.open_text else { return Ok(()) };
        let id = open.current_id()?;
        let Some(span) = open.set().get(&id) else { return Ok(()) };
        let tag = span.tag.clone();
        let words = open.document().slice(span.span.range()).split_whitespace().collect::<Vec<_>>().join(" ");
        let relations = open.set().relations_of(&id).count();
        open.change(Edit::Remove(id))?;
        self.tell(Notice::SpanDeleted { tag, words, relations });
        Ok(())
    }

    /// Tags as the last time.
    pub(super) fn repeat_tag(&mut self) -> Result<(), Refusal> {
        let Some(mut last) = self.last_tag.clone() else { return Err(Refusal::NothingTagged) };
        last.count = self.repeat.or(last.count);
        self.tag(last)
    }

    /// Takes the last changes back, or makes them again. One that is a part of an order over many texts is by itself, and so
    /// in all of them.
    pub(super) fn travel_in_text(&mut self, travel: Travel) {
        if self.travel_order(travel) {
            return;
        }
        let times = self.times();
        let Some(open) = &mut self.open_text else { return };
        for _ in 0..times {
            if open.ledger.next_order(travel).is_some() && open.read_only.is_none() {
                return;
            }
            match open.travel(travel) {
                Ok(true) => {}
                Ok(false) => return self.tell(travel.nothing_left()),
                Err(refused) => return self.tell(refused),
            }
        }
    }
}
