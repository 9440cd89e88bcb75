//! What a name is of, and how words introduce it.

use std::ops::Range;

/// A name that the words around it introduce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntroducedName {
    /// Its bytes.
    pub range: Range<usize>,
    /// How it is introduced.
    pub kind: NameKind,
}

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameSort {
    /// A place.
    Place,
    /// Whoever acts or speaks.
    Party,
}

/// How a name is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// مستشفى الشفق.
    Site,
    /// جسر حمدان.
    SiteOfName,
    /// بلدة الزيتونة.
    Settlement,
    /// بلدتي الزيتونة والنهر.
    Settlements,
    /// حي الورود.
    Region,
    /// العاصمة فيروزة.
    Capital,
    /// شمالي الزيتونة.
    Neighbour,
    /// شمالي حلوان.
    NeighbourOfName,
    /// في سروانيا.
    Land,
    /// وزارة الدفاع السروانية.
    Organisation,
    /// صحيفة «المرفأ».
    Quoted,
    /// الجيش السرواني.
    Described,
    /// اللواء 12.
    Numbered,
    /// الجيش.
    Institution,
    /// المنظمة.
    Noun,
    /// مصدر أمني.
    Source,
    /// قال ناشطون.
    Quotee,
    /// مسلحون مجهولون.
    Armed,
    /// العميد نزار الحمصاني.
    Titled,
    /// نبيل الحمصاني.
    Given,
}

impl NameKind {
    /// What a name of the kind is of.
    pub fn sort(self) -> NameSort {
        if self <= Self::Land { NameSort::Place } else { NameSort::Party }
    }

    /// Whether the words are a name wherever they are met again.
    pub fn is_proper(self) -> bool {
        !matches!(
            self,
            Self::Institution | Self::Noun | Self::Source | Self::Quotee | Self::Armed | Self::SiteOfName | Self::NeighbourOfName
        )
    }
}

/// The names that are found in a text.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<IntroducedName>);

impl Found {
    pub(super) fn put(&mut self, range: Range<usize>, kind: NameKind) {
        self.0.push(IntroducedName { range, kind });
    }

    pub(super) fn into_names(self) -> Vec<IntroducedName> {
        self.0
    }
}
