//! hashiya (حاشية, the gloss in a manuscript's margin) reads and annotates right-to-left Arabic text in a terminal.
//!
//! # The map
//!
//! Rooms are folders. A room stands only on rooms above it in this list; a test reads the imports and proves it.
//!
//! - [`text`]: bytes become text; paragraphs, graphemes, words and spans, every position in bytes.
//! - [`language`]: what is known of Arabic.
//! - [`layout`]: text becomes visual cells; levels, shaping, wrapping, lines, the maps to logical order and back.
//! - [`annotation`]: what is said of spans; the schema, the annotations of one annotator, edits and their undoing.
//! - [`review`]: annotators become the gold standard; comparing, measuring agreement, adjudicating.
//! - [`storage`]: the only room that touches the disk; sidecars, the corpus, writing whole files or none.
//! - [`exchange`]: other tools' formats, in and out, pure.
//! - [`workspace`]: a folder of texts and what is done to it; jobs on all cores, in order, with progress and cancel.
//! - [`session`]: the state of one sitting; commands and messages in, effects out, no disk, clock or terminal.
//! - [`keymap`]: keys become commands, as data.
//! - [`words`]: what people read on the screen, in English or Arabic: what the rooms below say as values becomes sentences.
//! - [`tui`]: the only room with ratatui and crossterm; draws a session, performs its effects.
//! - [`cli`]: the command line, one file per subcommand.
//!
//! `layout` and `annotation` do not know each other; neither do `storage`, `exchange` and `session`.
//!
//! # The flows
//!
//! **A key**: crossterm `Event` -> [`keymap::Key`] -> [`keymap::Keymap::resolve`], in the mode of the top screen ->
//! [`session::Command`] -> [`session::Session::update`] -> [`session::Effect`]s, performed outside, whose outcome comes
//! back as [`session::Message`]s -> [`tui::view::draw`], which only reads the session. File by file, for `/` in a text:
//!
//! 1. `tui/event.rs`: a thread reads the terminal; the event is a key.
//! 2. `tui/run.rs`: the loop takes what arrives and hands it to the driver.
//! 3. `tui/driver.rs`: [`tui::driver::Driver::press`] asks `keymap/keymap.rs` what the key means: `search`. The tests drive a
//!    session with this very piece.
//! 4. `session/update.rs`: the count that was typed and the notice are taken; `session/stack.rs` gives the command to the
//!    top screen, and to each one below to which it is passed down; what none takes means the same everywhere.
//! 5. `session/screens/reader.rs`: the reader answers with a `Turn`: a line to type on opens over it,
//!    `session/screens/prompt.rs`. That gets the next keys; it finds as they are typed, in `session/search.rs`.
//! 6. Had there been wishes, such as keeping a change, `tui/driver.rs` would have them performed by a
//!    [`tui::driver::Performer`], which is `tui/machine.rs` (terminal, disk, clipboard), and would tell
//!    `session/receipt.rs` what came of them.
//! 7. `tui/view/mod.rs` draws the screens, the lowest that is seen first, each by the file of its name, then the bars.
//!
//! **A document**: bytes -> [`text::encoding`] -> an immutable [`text::Document`] and warnings -> paragraphs (UAX#9
//! P1) -> levels over the whole paragraph -> joining and shaping in logical order -> wrapping for a width (UAX#14) ->
//! per line L1, L2, L4 -> cells. Lazy: [`layout::Typesetter`] lays out what is looked at. A long file shows its head
//! while the rest is read; the whole then takes its place, every position unchanged.
//!
//! **An annotation**: a selection -> a grapheme-aligned [`text::Span`] -> an [`annotation::Edit`], checked against the
//! [`annotation::Schema`] -> [`annotation::AnnotationSet::apply`], whose inverse [`annotation::History`] keeps ->
//! the journal, synced before the screen says saved, then, when there is time, the sidecar ([`storage::journal`],
//! [`storage::atomic`]) -> [`review`]: units of rival spans, decisions, the gold standard -> [`exchange`].
//!
//! **A decision**, file by file, for `1` in a review:
//!
//! 1. `session/screens/review.rs`: the review takes `take_reading 1` and hands it to `session/decision.rs`, which asks
//!    `review/adjudication/mod.rs` for a draft with its basis, a digest of every reading, and goes on to `session/desk.rs`.
//! 2. `session/desk.rs` puts it on the unit, and the next unit is on screen. Once that frame stands, the effect
//!    [`session::Effect::Follow`] comes back from `tui/machine.rs` as a message, and `session/desk.rs` asks
//!    `review/adjudication/change.rs` for the change of the file: a typed edit of the list of decisions
//!    (`review/adjudication/record.rs`) with all that follows for the gold standard: what each unit gives
//!    (`review/adjudication/outcome.rs`, `majority.rs`, `fields.rs`), put together with its relations (`relations.rs`,
//!    `gold.rs`). `session/ledger.rs` makes it and keeps its inverse in the one [`annotation::History`] of that file, which
//!    holds the changes of earlier sittings, too.
//! 3. The effect [`session::Effect::SaveGold`] carries the entries, and the set with them; `tui/driver.rs` has it performed
//!    by `tui/machine.rs`, that by `tui/bureau.rs`, which calls [`workspace::Bureau::save`].
//! 4. `storage/gold.rs` (`storage/peer.rs` in the review of one annotator) hands them to `storage/record/decisions.rs`,
//!    which has `storage/record/file.rs`, the one owner of the file, put the entries into the journal and then the set into
//!    the sidecar.
//! 5. What came of it goes back as [`session::Message::GoldSaved`] to `session/receipt.rs`. Undoing goes the same way.
//!
//! **An export row**, file by file: `cli/export.rs` turns the options into a [`workspace::Export`] and a
//! [`workspace::Job`] -> `workspace/export/mod.rs` picks the texts that the annotator has a sidecar of and opens the files
//! that are to be ([`storage::Staging`]) -> `workspace/export/conversion.rs` cuts the texts into tasks, which
//! `workspace/job.rs` runs on all cores -> in a task, `workspace/loader.rs` reads a text and its sidecar
//! ([`storage::source`], [`storage::sidecar`]) and makes an [`exchange::Work`] of both -> `exchange/jsonl.rs` writes the row
//! of that work, and notes what it cannot carry -> back in the caller's thread, in the order of the texts, the row is added
//! to its file -> when the last row is there, the files get their names, each in one step; after an error or a Ctrl-C before
//! that, none does.
//!
//! **A frame**: [`tui::view::draw`] -> rows as they should be seen -> [`tui::terminal::emission`], where one terminal differs
//! from another -> the terminal.
//!
//! # The words
//!
//! paragraph, base direction, embedding level: as in UAX#9 · line: one wrapped row · grapheme, word: as in UAX#29 ·
//! cell: one cluster on screen · logical and visual order: as read, as seen · span: a validated, grapheme-aligned range ·
//! schema, tag, attribute, relation · annotation, annotator · agreement, disagreement,
//! adjudication, decision, gold standard · sidecar: the RON file beside a text · journal: every change, one line each ·
//! suggestion: an offered span; proposal: an offered value or relation; remark: what a reviewer offers · session, screen:
//! what is true between two keys, one over the other; mode: what keys mean on a screen; command, effect, message · notice:
//! what the screen says, as a value · workspace: a folder of texts; job: what is done to all of them.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice))]

pub mod text;
pub mod language;
pub mod layout;
pub mod annotation;
pub mod review;
pub mod storage;
pub mod exchange;
pub mod workspace;
pub mod session;
pub mod keymap;
pub mod words;
pub mod tui;
pub mod cli;
