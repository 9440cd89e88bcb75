//! Looking for words in all texts: asked for, heard of, and gone to.

use super::effect::{Effect, Heard};
use super::findings::Findings;
use super::notice::{Notice, Refusal};
use super::open_text::OpenText;
use super::shared::{Destination, Journey, Shared, Target};
use crate::language::matcher::{Matcher, Rules, SearchMode};

impl Shared {
    /// Has words looked for in all texts; what was found before is let go.
    ///
    /// # Errors
    /// There is nothing to look for, or no regular expression.
    pub(super) fn inquire(&mut self, words: &str, matching: SearchMode) -> Result<Vec<Effect>, Notice> {
        if !self.texts.is_listed() {
            return Err(Notice::StillListing);
        }
        let matcher = Matcher::new(words, &Rules::of(matching));
        let matcher = matcher.map_err(|fault| Notice::BadPattern { reason: fault.reason })?;
        if matcher.is_empty() {
            return Err(Refusal::NoWord.into());
        }
        let number = self.next_inquiry();
        self.findings = Some(Findings::new(number, words, matching, self.rows_of_findings()));
        Ok(vec![Effect::Inquire(number, matcher.hiding_in(&self.registries.ready_names()))])
    }

    /// Looks for the same words again, since what is said of them is another: the list stays narrowed and ordered as it is.
    pub(super) fn inquire_again(&mut self) -> Vec<Effect> {
        let number = self.next_inquiry();
        let Some(findings) = &mut self.findings else { return Vec::new() };
        let matcher = Matcher::new(findings.words(), &Rules::of(findings.matching()));
        findings.begin_again(number);
        let found = matcher.map(|matcher| Effect::Inquire(number, matcher.hiding_in(&self.registries.ready_names())));
        found.into_iter().collect()
    }

    /// Rows of the list on screen, below the one that says what it is about.
    pub(super) fn rows_of_findings(&self) -> usize {
        usize::from(self.area.1).saturating_sub(1)
    }

    /// Takes what there is to tell of an inquiry, unless another one has taken its place.
    pub(super) fn hear(&mut self, number: u64, news: Heard) {
        let Some(findings) = self.findings.as_mut().filter(|findings| findings.number() == number) else { return };
        match news {
            Heard::Found(more) => findings.add(more, &self.texts),
            Heard::Met(_) => {}
            Heard::LookedAt(texts) => findings.look_at(texts),
            Heard::Ended(how) => findings.end(how, &self.texts),
        }
    }

    /// The words at the cursor, to be looked for in all texts.
    ///
    /// # Errors
    /// There is no word here.
    pub(super) fn inquire_here(&mut self) -> Result<Vec<Effect>, Notice> {
        let (_, words) = self.words_here()?;
        self.recalls.searches.keep(&words);
        self.inquire(&words, SearchMode::Folded)
    }

    /// Goes to the words of the row under the cursor, in whatever text they are.
    pub(super) fn go_to_finding(&mut self) -> Option<Vec<Effect>> {
        let row = self.findings.as_ref()?.current()?;
        let to = Destination { text: row.text, target: Target::Words(row.range.clone()) };
        let here = |open: &OpenText| Destination { text: open.text(), target: Target::Words(open.cursor()..open.cursor()) };
        let from = self.open_text.as_ref().map(here);
        Some(self.set_out(Journey { to, from }))
    }
}
