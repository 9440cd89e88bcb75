//! Ends of relations in other texts: whether what they name is still there, with the words that were quoted.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use crate::annotation::{Annotator, End, RelationType, StoredSpan};
use crate::storage::{TextFile, sidecar_path, store};

/// The other texts, as far as relations of one sidecar lead into them.
pub(super) struct Elsewhere<'a> {
    text: &'a TextFile,
    annotator: &'a Annotator,
    /// The spans of the annotator's sidecars by their ids; nothing of one that is not there.
    read: HashMap<PathBuf, Option<HashMap<String, StoredSpan>>>,
}

impl<'a> Elsewhere<'a> {
    /// The texts beside one whose sidecar is checked.
    pub(super) fn of(text: &'a TextFile, annotator: &'a Annotator) -> Self {
        Self { text, annotator, read: HashMap::new() }
    }

    /// What is wrong with an end, which may name a span of another text; none where nothing is.
    pub(super) fn fault(&mut self, kind: &RelationType, end: &End, quote: Option<&str>) -> Option<String> {
        let Some((file, id)) = end.elsewhere() else { return Some(format!("it goes to {end}, which is not there")) };
        let Some(path) = self.path(file) else { return Some(format!("it goes to {end}, but there is no text {file} here")) };
        // In the gold standard of the other text the span may have another id.
        if self.annotator.is_gold() {
            return None;
        }
        let annotator = self.annotator;
        let spans = self.read.entry(path).or_insert_with_key(|path| spans(path, annotator));
        let Some(spans) = spans else { return Some(format!("it goes to {end}, but {annotator} has no sidecar of {file}")) };
        let Some(span) = spans.get(id.as_str()) else { return Some(format!("it goes to {end}, which is not there any more")) };
        if !kind.to.is_empty() && !kind.to.contains(&span.tag) {
            return Some(format!("{} does not go to {}", kind.id, span.tag));
        }
        let words = span.text.as_deref().zip(quote).filter(|(words, quote)| words != quote);
        words.map(|(words, quote)| format!("it goes to {end}, which was “{quote}” and is “{words}” now"))
    }

    /// The text of a name: in the same folder, else in the one from which texts have their names.
    fn path(&self, file: &str) -> Option<PathBuf> {
        let is_inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
        let folders = self.text.path.ancestors().skip(1).take(self.text.name.matches('/').count() + 1);
        let ends = [folders.clone().next(), folders.last()].into_iter().flatten();
        ends.map(|folder| folder.join(file)).find(|path| is_inside && path.is_file())
    }
}

fn spans(text: &Path, annotator: &Annotator) -> Option<HashMap<String, StoredSpan>> {
    let stored = store::read_sidecar(&sidecar_path(text, annotator)).ok().flatten()?;
    Some(stored.spans.into_iter().map(|span| (span.id.to_string(), span)).collect())
}
