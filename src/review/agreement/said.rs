//! How far two annotators say the same of what both have.

use std::collections::BTreeMap;

use super::attributes::Attributes;
use super::figure::{Figure, VisitFigure};
use super::kappa::Table;
use super::names::Numbered;
use super::score::ratio;

/// An attribute, or a fact, of what two annotators both have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributeReport {
    /// Over what one of the two says something of, or both.
    pub stated: Alike,
    /// Over everything that both have: that neither says anything is the same value, too.
    pub with_absence: Alike,
}

/// How often two values are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// What was compared.
    pub compared: u64,
    /// What has the same value from both.
    pub agreed: u64,
    /// The share of it.
    pub share: Figure,
    /// Cohen's κ of the values, none being one of them.
    pub kappa: Figure,
}

impl Alike {
    fn of(table: &Table<Option<u32>>) -> Self {
        let [compared, agreed] = [table.items(), table.agreed()];
        Self { compared, agreed, share: ratio(agreed, compared).into(), kappa: table.kappa().into() }
    }

    fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        visit(&mut self.share);
        visit(&mut self.kappa);
    }
}

impl AttributeReport {
    /// Of the values that were said, out of so many things that both have.
    pub(super) fn of(stated: &Table<Option<u32>>, all: u64) -> Self {
        let mut with_absence = stated.clone();
        with_absence.add(None, None, all.saturating_sub(stated.items()));
        Self { stated: Alike::of(stated), with_absence: Alike::of(&with_absence) }
    }

    pub(super) fn each_figure(&mut self, visit: &mut VisitFigure<'_>) {
        self.stated.each_figure(visit);
        self.with_absence.each_figure(visit);
    }
}

/// Each attribute that was used or is declared, by name.
pub(super) fn attributes(
    found: &Attributes,
    names: &Numbered<String>,
    declared: &[String],
    all: u64,
) -> BTreeMap<String, AttributeReport> {
    let unused = Table::default();
    let declared = declared.iter().map(|name| (name.clone(), AttributeReport::of(&unused, all)));
    let mut reports: BTreeMap<String, AttributeReport> = declared.collect();
    for (name, table) in found {
        reports.insert(names.value(*name).cloned().unwrap_or_default(), AttributeReport::of(table, all));
    }
    reports
}
