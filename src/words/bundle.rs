//! The messages of a language, parsed when they are first needed.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::language::Language;
use super::phrase::{Phrase, Section, Value};

type Bundle = FluentBundle<FluentResource>;

/// Begins and ends a text whose direction is its own (UAX#9, FSI and PDI).
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Begins and ends a text that runs from left to right (UAX#9, LRI and PDI).
const ENGLISH: (char, char) = ('\u{2066}', '\u{2069}');

/// The bundles, by language and section.
static BUNDLES: [[OnceLock<Bundle>; Section::ALL.len()]; Language::ALL.len()] =
    [const { [const { OnceLock::new() }; Section::ALL.len()] }; Language::ALL.len()];

/// Returns the messages of a section.
fn bundle(language: Language, section: Section) -> Option<&'static Bundle> {
    let place = BUNDLES.get(language as usize)?.get(section as usize)?;
    Some(place.get_or_init(|| {
        // What a file says wrongly is left out, and English says it; the tests find neither that nor a message that is missing.
        let resource = FluentResource::try_new(part(language.source(), section).to_owned()).unwrap_or_else(|(read, _)| read);
        let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        bundle
    }))
}

/// The lines of a section in a file.
pub(super) fn part(source: &'static str, section: Section) -> &'static str {
    let from = source.find(section.mark()).map_or(source.len(), |at| at + section.mark().len());
    let rest = source.get(from..).unwrap_or_default();
    rest.get(..rest.find("\n### ").map_or(rest.len(), |at| at + 1)).unwrap_or_default()
}

/// Says a phrase in a language, in English where that lacks the message.
///
/// A text from outside keeps its own direction: it is isolated where it could turn what stands around it. Fluent's own
/// isolation would do so for every number and every keyword, too, which costs each line of a frame the way through the
/// bidi algorithm.
pub(super) fn say(language: Language, phrase: &Phrase<'_>) -> String {
    find(language, phrase).unwrap_or_else(|| phrase.id.to_string())
}

/// As [`say`]; `None` where no file has the message.
pub(super) fn find(language: Language, phrase: &Phrase<'_>) -> Option<String> {
    format(language, phrase).or_else(|| format(Language::English, phrase))
}

/// Other words for what a phrase says, by which it may be looked for; only those that this language has.
pub(super) fn also(language: Language, phrase: &Phrase<'_>) -> String {
    let also = || {
        let bundle = bundle(language, phrase.section)?;
        let pattern = bundle.get_message(&phrase.id)?.get_attribute("also")?.value();
        Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    };
    also().unwrap_or_default()
}

fn format(language: Language, phrase: &Phrase<'_>) -> Option<String> {
    let bundle = bundle(language, phrase.section)?;
    let pattern = bundle.get_message(&phrase.id)?.value()?;
    let arguments: FluentArgs<'_> = phrase.arguments.iter().map(|(name, value)| (*name, argument(language, value))).collect();
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned())
}

fn argument<'a>(language: Language, value: &'a Value<'a>) -> FluentValue<'a> {
    match value {
        Value::Text(text) => FluentValue::String(isolated(language, text)),
        Value::Worded(wording) => FluentValue::String(isolated(
            language,
            match language {
                Language::English => wording.english(),
                Language::Arabic => wording.arabic(),
            },
        )),
        Value::Count(count) => FluentValue::from(*count),
        Value::Choice(word) => FluentValue::String(Cow::Borrowed(word)),
        Value::Said(text) => FluentValue::String(Cow::Borrowed(text)),
        Value::Phrase(phrase) => FluentValue::from(say(language, phrase)),
        Value::List(phrases, joint) => FluentValue::from(joined(language, phrases, joint)),
        Value::English(said) => FluentValue::String(english(language, said)),
    }
}

/// What is English in any language: it keeps together in a line of another direction.
fn english(language: Language, said: &str) -> Cow<'_, str> {
    if language == Language::English && said.is_ascii() {
        return Cow::Borrowed(said);
    }
    Cow::Owned(format!("{}{said}{}", ENGLISH.0, ENGLISH.1))
}

fn joined(language: Language, phrases: &[Phrase<'_>], joint: &'static str) -> String {
    let join = |first: String, second: String| {
        let arguments = vec![("first", Value::Said(first)), ("second", Value::Said(second))];
        say(language, &Phrase { section: Section::Notices, id: Cow::Borrowed(joint), arguments })
    };
    phrases.iter().map(|phrase| say(language, phrase)).reduce(join).unwrap_or_default()
}

/// A text from outside, set apart from the sentence around it; in English, plain ASCII needs that not.
pub(super) fn isolated(language: Language, text: &str) -> Cow<'_, str> {
    if text.is_empty() || language == Language::English && text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}{text}{}", ISOLATE.0, ISOLATE.1))
}
