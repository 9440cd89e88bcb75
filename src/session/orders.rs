//! Orders over the spans of many texts: the part of the open text is done here at once, the others are wished for outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::notice::{Cause, Notice};
use super::open_text::OpenText;
use super::ordered::{FreshOrder, OrderReport, Part, UnderWay};
use super::shared::Shared;
use super::travel::Travel;
use crate::annotation::{Ground, OrderFault, OrderId, OrderStep, OrderWord, Schema, SpanAct, SpanOrder, SpanPlace, Timestamp};
use crate::text::TextId;

/// Places by text, those of each in their order.
pub(super) fn by_text(places: impl IntoIterator<Item = (TextId, SpanPlace)>) -> Vec<(TextId, Vec<SpanPlace>)> {
    let mut texts: BTreeMap<TextId, Vec<SpanPlace>> = BTreeMap::new();
    for (text, place) in places {
        texts.entry(text).or_default().push(place);
    }
    texts.into_iter().collect()
}

impl Shared {
    /// An order with an id of its own, not yet given.
    pub(super) fn order(&self, command: String, act: SpanAct, texts: Vec<(TextId, Vec<SpanPlace>)>) -> SpanOrder {
        SpanOrder { id: OrderId::given(self.now, self.given), command, act, texts }
    }

    /// Gives an order: the open text does its part now, the others follow.
    pub(super) fn give(&mut self, order: SpanOrder) {
        self.given += 1;
        self.orders.push(order.id.clone());
        let now = Timestamp::from(self.now);
        let here = self.open_text.as_mut().and_then(|open| open.obey(&order, &self.schema, now));
        let own = here.as_ref().map(|(text, _)| *text);
        let texts = order.texts.iter().filter(|(text, _)| Some(*text) != own).cloned().collect();
        self.keep_fresh(order.id.clone(), Travel::Undo);
        self.under_way = Some(UnderWay { step: OrderStep::Make(SpanOrder { texts, ..order }), here });
    }

    /// Takes an order back of which the last change of the open text is a part, or does it again; also one that the text has
    /// no part in, if nothing else was done since. Returns whether there is one.
    pub(super) fn travel_order(&mut self, travel: Travel) -> bool {
        let place = self.place_of_open();
        let fresh = self.fresh.as_ref().filter(|fresh| fresh.travel == travel && fresh.place == place);
        let fresh = fresh.map(|fresh| fresh.id.clone());
        let of_text = |open: &OpenText| open.ledger.next_order(travel).cloned().filter(|_| open.read_only.is_none());
        let Some(id) = fresh.or_else(|| self.open_text.as_ref().and_then(of_text)) else { return false };
        self.travel_by_order(travel, id);
        true
    }

    fn place_of_open(&self) -> Option<(TextId, u64)> {
        self.open_text.as_ref().map(|open| (open.text, open.ledger.revision))
    }

    fn keep_fresh(&mut self, id: OrderId, travel: Travel) {
        self.fresh = Some(FreshOrder { id, travel, place: self.place_of_open() });
    }

    /// Takes the order back that was given last in this sitting; whether there is one.
    pub(super) fn take_back_last_order(&mut self) -> bool {
        let Some(id) = self.orders.last().cloned() else { return false };
        self.travel_by_order(Travel::Undo, id);
        true
    }

    fn travel_by_order(&mut self, travel: Travel, id: OrderId) {
        let here = self.open_text.as_mut().and_then(|open| open.travel_in_order(travel, &id));
        self.orders.retain(|order| *order != id);
        let other = if travel == Travel::Undo { Travel::Redo } else { Travel::Undo };
        self.keep_fresh(id.clone(), other);
        let step = match travel {
            Travel::Undo => OrderStep::TakeBack(id),
            Travel::Redo => {
                self.orders.push(id.clone());
                OrderStep::MakeAgain(id)
            }
        };
        self.under_way = Some(UnderWay { step, here });
    }

    /// Tells what became of an order, the open text among the others.
    pub(super) fn tell_order(&mut self, under_way: UnderWay, report: OrderReport) {
        let texts: Vec<Part> = under_way.here.into_iter().chain(report.texts).collect();
        let done: Vec<usize> = texts.iter().filter_map(|(_, spans)| spans.as_ref().ok().copied()).filter(|n| *n > 0).collect();
        let mut left = texts.iter().filter_map(|(text, spans)| Some((*text, spans.as_ref().err()?.clone())));
        let what = OrderWord::from(&under_way.step);
        let (spans, is_stopped) = (done.iter().sum(), report.is_stopped);
        let mut notices = vec![Notice::Ordered { what, spans, texts: done.len(), is_stopped }];
        if let Some((text, cause)) = left.next() {
            let name = self.texts.name(text).to_owned();
            notices.push(Notice::OrderLeft { texts: 1 + left.count(), name, cause });
        }
        self.tell(if notices.len() == 1 { notices.remove(0) } else { Notice::Several(notices) });
    }
}

impl OpenText {
    /// Does its part of an order; nothing where it has none.
    fn obey(&mut self, order: &SpanOrder, schema: &Schema, now: Timestamp) -> Option<Part> {
        let (_, places) = order.texts.iter().find(|(text, _)| *text == self.text)?;
        Some((self.text, self.make_order(order, places, schema, now)))
    }

    fn make_order(&mut self, order: &SpanOrder, places: &[SpanPlace], schema: &Schema, now: Timestamp) -> Result<usize, Cause> {
        if let Some(why) = &self.read_only {
            return Err(why.clone());
        }
        let document = Arc::clone(&self.sheet.document);
        let ground = Ground { document: &document, schema, now };
        let edit = order.act.edit(places, Arc::make_mut(&mut self.ledger.set), &ground)?;
        if edit.is_nothing() {
            return Ok(0);
        }
        self.ledger.order(&order.id, edit).map_err(OrderFault::from)?;
        self.look_for_remarks();
        Ok(places.len())
    }

    /// Takes an order back, or does it again, if its last change is a part of it; nothing where it is not.
    fn travel_in_order(&mut self, travel: Travel, id: &OrderId) -> Option<Part> {
        if self.ledger.next_order(travel) != Some(id) {
            return None;
        }
        let spans = self.ledger.next(travel).map_or(0, |edit| {
            let mut ids = Vec::new();
            edit.ids(&mut ids);
            ids.sort_unstable();
            ids.dedup();
            ids.len()
        });
        let done = match self.travel(travel) {
            Ok(_) => Ok(spans),
            Err(_) => Err(OrderFault::Changed.into()),
        };
        Some((self.text, done))
    }
}
