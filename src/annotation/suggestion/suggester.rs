//! What suggests: all that is known, made ready once for many texts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::ground::Ground;
use super::introduced::MetAgain;
use super::known::{Experience, Identities, KnownNames};
use super::learned::{Coverage, Learned, NameList, Sense, name_of};
use super::model::{Find, Hint, SpanModel, Study};
use super::offered::{Confidence, Suggestion, SuggestionSource, likeliest};
use super::refusal::Refusals;
use super::roles::Roles;
use super::trials::{Thresholds, Trials};
use super::{claims, figures, introduced};
use crate::annotation::proposal::{Knowledge, LexiconWord};
use crate::annotation::registry::NamedRegistry;
use crate::annotation::schema::Schema;
use crate::annotation::{Annotation, AnnotationSet, trim};
use crate::language::TextUnit;
use crate::language::fold::Folding;
use crate::language::lexicon::FoldedWords;
use crate::language::names::{DATELINE_END, NameSort, dateline};
use crate::language::text_unit;
use crate::text::Document;

/// Bytes around a stretch that may be part of a name in it.
const AROUND: usize = 1024;
/// Bytes of a text that are read between two looks at whether to stop.
const PIECE: usize = 32 * 1024;

/// How likely a kind of words that lexicons suggest has to be, in thousandths: of names, of figures and claims.
const NAMES: Confidence = Confidence::thousandths(850);
const OTHERS: Confidence = Confidence::thousandths(600);
/// How likely what a sidecar has is taken to be, in thousandths.
const SIDECAR: Confidence = Confidence::thousandths(950);

/// What suggests spans. It can be shared between threads.
#[derive(Debug, Clone)]
pub struct Suggester {
    schema: Arc<Schema>,
    knowledge: Arc<Knowledge>,
    roles: Roles,
    registries: Vec<NamedRegistry>,
    known: KnownNames,
    learned: Learned,
    /// What was learned of texts that are still to be read, by their names.
    unread: HashMap<String, Learned>,
    model: Option<Arc<SpanModel>>,
    thresholds: Thresholds,
}

impl Suggester {
    /// Makes ready what a schema, its registries and the names of earlier work tell.
    pub fn new(schema: &Schema, registries: &[NamedRegistry], names: &NameList) -> Self {
        Self {
            schema: Arc::new(schema.clone()),
            knowledge: Knowledge::shared(schema),
            roles: Roles::of(schema),
            registries: registries.to_vec(),
            known: KnownNames::new(registries, names),
            learned: Learned::default(),
            unread: HashMap::new(),
            model: None,
            thresholds: Thresholds::default(),
        }
    }

    /// What a text with its work tells of the names that are known, and which identities it uses.
    pub fn experience(&self, document: &Document, set: &AnnotationSet, coverage: Coverage) -> Learned {
        let mut learned = Learned::default();
        for (name, range) in self.known.find(document.text()) {
            let Some(span) = document.span(range).filter(|span| !set.is_boilerplate(&span.range())) else { continue };
            let own = set.in_range(span.range()).filter(|other| other.span == span);
            let mut own = own.filter_map(|tagged| Some(Sense::of(tagged, self.roles.name(&tagged.tag)?))).peekable();
            if coverage == Coverage::Begun && own.peek().is_none() {
                continue;
            }
            let meetings = learned.meet(&name.key);
            meetings.seen += 1;
            own.for_each(|sense| meetings.count(sense, 1));
        }
        set.iter().for_each(|span| self.use_of(span, &mut learned));
        learned
    }

    fn use_of(&self, span: &Annotation, learned: &mut Learned) {
        let Some(role) = self.roles.name(&span.tag) else { return };
        for (attribute, registry) in &role.identities {
            let Some(id) = span.attribute(attribute).and_then(|value| value.as_text()) else { continue };
            let named = self.registries.iter().find(|named| named.name == *registry);
            learned.used(registry, named.map_or(id, |named| named.registry.current(id)));
        }
    }

    /// Takes in what a text told. Where somebody is still to read it, its name is given: what was learned of it does not count
    /// in itself, since that would show the work of others before its time, and one's own twice.
    pub fn learn(&mut self, learned: &Learned, unread: Option<&str>) {
        self.learned.add(learned);
        if let Some(name) = unread {
            self.unread.entry(name.to_owned()).or_default().add(learned);
        }
    }

    /// How likely what is suggested of a finished text is without what it told, and which of it it has.
    pub fn try_out(&self, document: &Document, said: &AnnotationSet, own: &Learned) -> Trials {
        let nothing = AnnotationSet::new();
        let reading = self.reading("", document, &nothing).leaving_out(own);
        let whole = 0..document.len();
        let introduced = reading.introduced_names(&whole);
        let names = likeliest(reading.known_names(&whole, &introduced));
        let all = names.into_iter().chain(introduced).chain(reading.of_sentences(&whole));
        Trials::of(all.filter(|one| !reading.is_in_dateline(one.span.start())), said)
    }

    /// The same with thresholds such that nine of ten names were right in finished texts, and with what is told of each kind of
    /// words that lexicons suggest.
    #[must_use]
    pub fn tried_out(self, trials: &Trials) -> Self {
        Self { thresholds: trials.thresholds(), ..self }
    }

    /// The tags that a model for this schema tells apart, in layers.
    pub fn layers(&self) -> Vec<Vec<String>> {
        self.roles.layers()
    }

    /// The same with a model, which suggests nothing in a text that it was learned from.
    #[must_use]
    pub fn with_model(self, model: Arc<SpanModel>) -> Self {
        Self { model: Some(model), ..self }
    }

    /// Reads a text of a name with what is said of it.
    pub fn reading<'a>(&'a self, name: &str, document: &'a Document, set: &'a AnnotationSet) -> Reading<'a> {
        Reading {
            suggester: self,
            document,
            set,
            refusals: Refusals::of(set),
            own: Own::of(self, document, set),
            again: OnceLock::new(),
            left_out: self.unread.get(name),
            identities: Identities::All,
            model: self.model.as_deref().filter(|model| !model.record().works.iter().any(|work| work.file == name)),
            sidecar: None,
            thresholds: self.thresholds.clone(),
        }
    }
}

/// A text that is read, with what is said of it.
#[derive(Debug)]
pub struct Reading<'a> {
    suggester: &'a Suggester,
    document: &'a Document,
    set: &'a AnnotationSet,
    refusals: Refusals,
    own: Option<Own>,
    /// Sought once something is suggested.
    again: OnceLock<MetAgain>,
    left_out: Option<&'a Learned>,
    identities: Identities,
    model: Option<&'a SpanModel>,
    sidecar: Option<&'a AnnotationSet>,
    thresholds: Thresholds,
}

/// The names that the text itself has, and nobody knew before.
#[derive(Debug)]
struct Own {
    known: KnownNames,
    learned: Learned,
}

impl Own {
    fn of(suggester: &Suggester, document: &Document, set: &AnnotationSet) -> Option<Self> {
        let mut learned = Learned::default();
        let mut names = NameList::default();
        for (span, role) in set.iter().filter_map(|span| Some((span, suggester.roles.name(&span.tag)?))) {
            let Some((key, words)) = name_of(span, document, set).filter(|(key, _)| !suggester.known.knows(key)) else {
                continue;
            };
            let meetings = learned.meet(&key);
            meetings.seen += 1;
            meetings.count(Sense::of(span, role), 1);
            names.put(key, words);
        }
        (!names.is_empty()).then(|| Self { known: KnownNames::new(&[], &names), learned })
    }
}

impl<'a> Reading<'a> {
    /// The same as if the text had told nothing: its own names do not count, nor do identities that no other text uses.
    #[must_use]
    pub fn leaving_out(self, own: &'a Learned) -> Self {
        Self { left_out: Some(own), identities: Identities::OfOthers, ..self }
    }

    /// The same with the thresholds that others tell.
    #[must_use]
    pub fn tried_out(self, trials: &Trials) -> Self {
        Self { thresholds: trials.thresholds(), ..self }
    }

    /// The same with another model.
    #[must_use]
    pub fn with_model(self, model: &'a SpanModel) -> Self {
        Self { model: Some(model), ..self }
    }

    /// The same with the spans of a sidecar, such as another program made, which are suggested as they are.
    #[must_use]
    pub fn with_sidecar(self, set: &'a AnnotationSet) -> Self {
        Self { sidecar: Some(set), ..self }
    }

    fn of_sidecar(&self, range: &Range<usize>) -> impl Iterator<Item = Suggestion> {
        let spans = self.sidecar.into_iter().flat_map(|set| set.in_range(range.clone()));
        spans.map(|span| Suggestion {
            span: span.span,
            tag: span.tag.clone(),
            attributes: span.attributes.clone(),
            source: SuggestionSource::Sidecar,
            confidence: SIDECAR,
        })
    }

    /// The text as a model sees it.
    pub fn study(&self) -> Study {
        self.study_of(&(0..self.document.len()))
    }

    /// A stretch as a model sees it, with what the names and the lexicons tell of it.
    fn study_of(&self, range: &Range<usize>) -> Study {
        let words = self.document.slice(range.clone());
        let names = self.names(range);
        // What words introduce, a model learns, too, and may be surer of.
        let is_known = |name: &&Suggestion| name.source != SuggestionSource::Lexicon;
        let known = names.iter().filter(is_known).map(|name| name.span.range()).collect();
        let of_name = names.into_iter().map(|name| Hint { range: name.span.range(), name: name.tag });
        let folded = FoldedWords::of(words, Folding::usual());
        let of_lexicon = |word: LexiconWord<'_>| Hint {
            range: range.start + word.range.start..range.start + word.range.end,
            name: format!("{}={}", word.lexicon, word.value),
        };
        let lexicons = self.suggester.knowledge.all_words(&folded).into_iter().map(of_lexicon);
        Study::of(words, &folded, range.start, of_name.chain(lexicons).collect(), known)
    }

    /// What the model suggests for a stretch, with the sentences that it shares.
    fn of_model(&self, range: &Range<usize>) -> Vec<Suggestion> {
        let Some(model) = self.model else { return Vec::new() };
        let find = |find: Find| {
            let tag = self.suggester.schema.tag(&find.tag)?;
            let is_name = |word: &str| self.suggester.registries.iter().any(|named| named.registry.begins_name(word));
            let trimmed = trim(self.document, find.range, tag.edges.as_proposed(), &is_name);
            Some(Suggestion {
                span: self.document.span(trimmed.range)?,
                tag: find.tag,
                attributes: Vec::new(),
                source: SuggestionSource::Model,
                confidence: Confidence::of(find.likelihood, 1.0),
            })
        };
        let all = model.find(&self.study_of(&self.around(range))).into_iter();
        all.filter(|find| find.is_likely).filter_map(find).collect()
    }

    /// What is suggested that begins in a stretch of the text, in order.
    pub fn suggestions(&self, range: Range<usize>) -> Vec<Suggestion> {
        likeliest(self.candidates(range))
    }

    /// What is suggested for the whole text, in order; `None` if it was stopped, about which is asked again and again.
    pub fn all(&self, is_stopped: impl Fn() -> bool) -> Option<Vec<Suggestion>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.document.len() {
            if is_stopped() {
                return None;
            }
            let end = self.document.floor(at.saturating_add(PIECE).min(self.document.len())).max(at + 1);
            found.extend(self.candidates(at..end));
            at = end;
        }
        Some(likeliest(found))
    }

    /// What might be suggested for a stretch, by each source by itself.
    pub(super) fn candidates(&self, range: Range<usize>) -> Vec<Suggestion> {
        let range = range.start..range.end.min(self.document.len());
        let mut found = self.names(&range);
        found.extend(self.of_sentences(&range).into_iter().filter_map(|one| self.judged(one)));
        found.extend(self.of_model(&range));
        // What is said there is said of the article.
        found.retain(|suggestion| !self.is_in_dateline(suggestion.span.start()));
        found.extend(self.of_sidecar(&range));
        found.retain(|suggestion| range.contains(&suggestion.span.start()) && self.is_free(suggestion));
        found
    }

    fn ground(&self) -> Ground<'_> {
        let Suggester { schema, knowledge, roles, .. } = self.suggester;
        Ground { schema, knowledge, roles, document: self.document, set: self.set }
    }

    /// The figures and claims of a stretch, with the sentences that it shares.
    fn of_sentences(&self, range: &Range<usize>) -> Vec<Suggestion> {
        let ground = self.ground();
        let of_sentence =
            |sentence: Range<usize>| [figures::suggestions(&ground, &sentence), claims::suggestions(&ground, &sentence)].concat();
        self.sentences(range).into_iter().flat_map(of_sentence).collect()
    }

    /// A suggestion as likely as its kind was in other texts, if that is enough.
    fn judged(&self, suggestion: Suggestion) -> Option<Suggestion> {
        let is_name = self.suggester.roles.name(&suggestion.tag).is_some();
        self.thresholds.judged(suggestion, if is_name { NAMES } else { OTHERS })
    }

    /// The names in a stretch that are likely enough: those that are known, and those that are introduced.
    fn names(&self, range: &Range<usize>) -> Vec<Suggestion> {
        let places = self.suggester.roles.of_sort(NameSort::Place).map_or("", |role| role.tag.as_str());
        let introduced = self.introduced_names(range);
        let known = self.known_names(range, &introduced);
        let introduced: Vec<Suggestion> = introduced.into_iter().filter_map(|one| self.judged(one)).collect();
        let held = |name: &Suggestion| self.thresholds.hold(name);
        let is_of_words = |name: &Suggestion| self.document.slice(name.span.range()).contains(char::is_whitespace);
        introduced::together(known, &introduced, held, is_of_words, places)
    }

    /// The names that the words of a stretch introduce.
    fn introduced_names(&self, range: &Range<usize>) -> Vec<Suggestion> {
        let around = self.around(range);
        let words = self.document.slice(around.clone());
        let again = self.again.get_or_init(|| MetAgain::of(self.document));
        let mut found = introduced::suggestions(words, around.start, self.document, &self.suggester.roles, again);
        found.retain(|one| range.contains(&one.span.start()));
        found
    }

    /// The names in a stretch that are known, those that are not likely enough among them. A word for anybody counts only where
    /// it is introduced.
    fn known_names(&self, range: &Range<usize>, introduced: &[Suggestion]) -> Vec<Suggestion> {
        let Suggester { roles, known, learned, .. } = self.suggester;
        let around = self.around(range);
        let words = self.document.slice(around.clone());
        let own = self.own.as_ref().map(|own| (&own.known, &own.learned, None));
        let mut found = Vec::new();
        for (known, learned, left_out) in [(known, learned, self.left_out)].into_iter().chain(own) {
            for (name, hit) in known.find(words) {
                let hit = around.start + hit.start..around.start + hit.end;
                let Some(span) = self.document.span(hit).filter(|span| range.contains(&span.start())) else { continue };
                if name.is_of_anybody && !introduced.iter().any(|one| one.span == span) {
                    continue;
                }
                found.extend(name.suggestion(span, roles, Experience { learned, left_out, identities: self.identities }));
            }
        }
        found
    }

    /// A stretch with what is around it, as far as names may reach, from and to the ends of words.
    fn around(&self, range: &Range<usize>) -> Range<usize> {
        let document = self.document;
        let least = document.floor(range.start.saturating_sub(AROUND));
        let most = document.floor(range.end.saturating_add(AROUND).min(document.len()));
        let before = document.slice(least..range.start);
        let after = document.slice(range.end.min(most)..most);
        let start = if least == 0 { 0 } else { least + before.find(char::is_whitespace).unwrap_or(before.len()) };
        let cut = after.rfind(char::is_whitespace).unwrap_or(0);
        let end = if most == document.len() { most } else { range.end + cut };
        start..end
    }

    /// The sentences that share a byte with a stretch.
    fn sentences(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let sentence = text_unit::around(self.document, TextUnit::Sentence, at);
            if !sentence.is_empty() {
                found.push(sentence);
            }
            at =
                text_unit::next_start(self.document, TextUnit::Sentence, at).max(self.document.text().ceil_char_boundary(at + 1));
        }
        found.dedup();
        found
    }

    /// Whether a byte is in the head of a line that says where an article was written, by whom and when.
    fn is_in_dateline(&self, at: usize) -> bool {
        let least = self.document.floor(at.saturating_sub(DATELINE_END));
        let before = self.document.slice(least..at).rfind('\n').map(|end| least + end + 1);
        let Some(start) = before.or((least == 0).then_some(0)) else { return false };
        let most = self.document.floor(start.saturating_add(2 * DATELINE_END).min(self.document.len()));
        let line = self.document.slice(start..most.max(start)).split_inclusive('\n').next().unwrap_or_default();
        dateline(line).is_some_and(|end| at < start + end)
    }

    /// Whether nothing stands against a suggestion: a span of its tag or of its very place, a longer name, boilerplate, or that
    /// it was refused.
    fn is_free(&self, suggestion: &Suggestion) -> bool {
        let range = suggestion.span.range();
        let is_name = self.suggester.roles.name(&suggestion.tag).is_some();
        let stands_against = |other: &Annotation| {
            let is_inside = other.span.start() <= range.start && range.end <= other.span.end();
            let is_in_name = is_name && is_inside && self.suggester.roles.name(&other.tag).is_some();
            other.tag == suggestion.tag || other.span == suggestion.span || is_in_name
        };
        let is_free = !self.set.in_range(range.clone()).any(stands_against);
        is_free && !self.set.is_boilerplate(&range) && !self.refusals.hold(suggestion, self.document)
    }
}
