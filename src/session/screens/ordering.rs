//! An order over the spans of many texts: asked before it is given, watched while it is done.

use super::screen::{Lie, Screen, Turn};
use crate::annotation::{OrderStep, OrderWord, SpanAct, SpanOrder};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::mode::Mode;
use crate::session::ordered::{OrderReport, UnderWay};
use crate::session::shared::Shared;

/// How far an order is.
#[derive(Debug)]
enum Stage {
    /// It is asked whether it is to be given.
    Asked(SpanOrder),
    /// It is done, text by text.
    Going(UnderWay),
}

/// What is to be done, to how many spans, in how many texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// What becomes of the spans.
    pub act: &'a SpanAct,
    /// The tag of the first of them.
    pub tag: &'a str,
    /// How many they are.
    pub spans: usize,
    /// How many texts they are in.
    pub texts: usize,
}

/// The order, over the screen in which it was given.
#[derive(Debug)]
pub struct Ordering {
    stage: Stage,
    /// Texts that were gone through, and texts in all.
    progress: (usize, usize),
}

impl Ordering {
    /// Asks whether an order is to be given.
    pub(super) fn ask(order: SpanOrder) -> Self {
        Self { stage: Stage::Asked(order), progress: (0, 0) }
    }

    /// Watches an order that is under way.
    pub(crate) fn watch(under_way: UnderWay) -> Self {
        let all = match &under_way.step {
            OrderStep::Make(order) => order.texts.len(),
            OrderStep::TakeBack(_) | OrderStep::MakeAgain(_) => 0,
        };
        Self { stage: Stage::Going(under_way), progress: (0, all) }
    }

    /// Returns what is asked; `None` once it is under way.
    pub fn asked(&self) -> Option<Asked<'_>> {
        let Stage::Asked(order) = &self.stage else { return None };
        let places = order.texts.iter().flat_map(|(_, places)| places);
        let tag = places.clone().find_map(|place| place.span.as_ref()).map_or("", |(_, tag)| tag);
        Some(Asked { act: &order.act, tag, spans: places.count(), texts: order.texts.len() })
    }

    /// Returns what is done, if it is under way.
    pub fn word(&self) -> Option<OrderWord> {
        match &self.stage {
            Stage::Asked(_) => None,
            Stage::Going(under_way) => Some(OrderWord::from(&under_way.step)),
        }
    }

    /// Returns how many texts were gone through, and how many there are; 0 where that is not known yet.
    pub fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// Takes note of how far it has come.
    pub(crate) fn come(&mut self, done: usize, all: usize) {
        self.progress = (done, all);
    }

    /// Tells what became of it.
    pub(crate) fn end(&self, report: OrderReport, shared: &mut Shared) {
        if let Stage::Going(under_way) = &self.stage {
            shared.tell_order(under_way.clone(), report);
        }
    }
}

impl Screen for Ordering {
    fn mode(&self) -> Mode {
        Mode::Ordering
    }

    fn lie(&self) -> Lie {
        Lie::Over
    }

    fn update(&mut self, command: Command, shared: &mut Shared) -> Turn {
        match (&self.stage, command) {
            (Stage::Asked(order), Command::Accept) => {
                shared.give(order.clone());
                Turn::close()
            }
            (Stage::Asked(_), Command::Cancel | Command::Back) => Turn::close(),
            (Stage::Going(_), Command::Cancel | Command::Back) => Turn::Done(vec![Effect::StopOrder]),
            (Stage::Going(_), Command::Accept) => Turn::done(),
            (_, other) => Turn::Everywhere(other),
        }
    }
}
