//! Selecting an object of the text as a whole: it alone, or with what is around it.

use std::ops::Range;

use super::object::Object;
use super::open_text::OpenText;
use super::shared::Shared;
use super::sheet::Sheet;
use crate::annotation::proposal::Knowledge;
use crate::annotation::{Schema, next_figure};
use crate::language::enclosure::{self, Enclosing};
use crate::language::text_unit::{self, TextUnit};

/// How much of an object is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// It alone; what is around it once it is selected already, and then what that is in.
    Inner,
    /// It with what is around it.
    Around,
}

impl Shared {
    /// Selects an object at the cursor, so many times: what is selected grows to the next larger one, as long as there is one.
    pub(super) fn select_object(&mut self, object: Object, extent: Extent, count: usize) {
        for n in 0..count {
            let Some(range) = self.object(object, extent) else { return };
            let Some(open) = &mut self.open_text else { return };
            if n > 0 && open.sheet.selected().is_some_and(|selected| selected.len() >= range.len()) {
                return;
            }
            open.sheet.select_range(range);
        }
    }

    /// The smallest range of an object that holds more than what is selected; the smallest of all, where none does.
    fn object(&self, object: Object, extent: Extent) -> Option<Range<usize>> {
        let open = self.open_text.as_ref()?;
        let selected = open.sheet.selected();
        let found = match object {
            Object::Word => of_unit(&open.sheet, TextUnit::Word),
            Object::Clause => of_unit(&open.sheet, TextUnit::Clause),
            Object::Sentence => of_unit(&open.sheet, TextUnit::Sentence),
            Object::Paragraph => of_unit(&open.sheet, TextUnit::Paragraph),
            Object::Quoted => enclosed(&open.sheet, Enclosing::Quotes),
            Object::Bracketed => enclosed(&open.sheet, Enclosing::Brackets),
            Object::Figure => figure(open, &self.schema, self.knowledge()),
            Object::Span => {
                let around = open.around();
                let current = open.current()?.span;
                let mut outer: Vec<_> = around.at(current.start()).into_iter().map(|span| span.span).collect();
                outer.retain(|span| span.start() <= current.start() && current.end() <= span.end() && *span != current);
                outer.sort_by_key(|span| span.end() - span.start());
                let around = outer.iter().map(|span| (span.range(), Extent::Around));
                std::iter::once((current.range(), Extent::Inner)).chain(around).collect()
            }
        };
        let mut ranges =
            found.iter().filter(|(range, its)| !range.is_empty() && (extent == Extent::Inner || *its == Extent::Around));
        let is_larger = |range: &Range<usize>| match &selected {
            Some(selected) => range.start <= selected.start && selected.end <= range.end && range != selected,
            None => true,
        };
        let first = ranges.clone().next();
        ranges.find(|(range, _)| is_larger(range)).or(first).map(|(range, _)| range.clone())
    }
}

/// The ranges of an object, the smallest first.
type Ranges = Vec<(Range<usize>, Extent)>;

fn of_unit(sheet: &Sheet, unit: TextUnit) -> Ranges {
    let document = &sheet.document;
    let inner = text_unit::around(document, unit, sheet.cursor);
    let paragraph = document.paragraph_at(inner.start);
    let rest = document.slice(inner.end..paragraph.end.max(inner.end));
    let mark = rest.chars().next().filter(|c| unit == TextUnit::Clause && !c.is_alphanumeric() && !c.is_whitespace());
    let past = mark.map_or(0, char::len_utf8);
    let space = rest.get(past..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let outer = inner.start..inner.end + past + space;
    vec![(inner, Extent::Inner), (outer, Extent::Around)]
}

fn enclosed(sheet: &Sheet, what: Enclosing) -> Ranges {
    let found = enclosure::around(&sheet.document, what, sheet.cursor);
    found.into_iter().flat_map(|one| [(one.inner, Extent::Inner), (one.around, Extent::Around)]).collect()
}

/// The next figure that is no span yet.
fn figure(open: &OpenText, schema: &Schema, knowledge: &Knowledge) -> Ranges {
    let found = next_figure(&open.sheet.document, open.set(), schema, knowledge.numbers(), open.sheet.cursor);
    found.into_iter().flat_map(|place| [(place.figure, Extent::Inner), (place.whole, Extent::Around)]).collect()
}
