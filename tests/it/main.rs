//! The one test binary: behaviour of the whole, as text, keys, text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::format_collect)] // Texts are put together plainly.

mod harness;
#[cfg(unix)]
mod pty;

mod rooms;
mod wording;

mod conformance;
mod exercise;
mod keyboards;
mod layout;
mod pacing;
mod kashida;
mod leading;
mod hostile;
mod sent;

mod annotating;
mod propagating;
mod reach;
mod reading;
mod screens;
mod typing;
mod typist;
mod listing;
mod palette;
#[cfg(unix)]
mod tour;
mod answers;
mod moving;
mod attending;
mod attributes;

mod samples;
mod saving;
mod trail;
mod disk;

mod workspace;
mod agreement;
mod citing;
mod cli;
mod newcomer;
mod pictures;
mod concordance;
mod dashboard;
mod date;
mod figures;
mod find;
mod drift;
mod trust;
mod driver;
mod limits;
mod schema;
mod exchange;
mod tables;
mod release;
#[cfg(unix)]
mod identities;
mod registry;
mod strokes;
mod succession;
mod suggesting;
mod taking;
mod importing;
mod inspecting;
mod elsewhere;
mod edges;
mod teams;
mod gold;
mod reviewing;
mod draft;
mod peer;
#[cfg(unix)]
mod decided;
#[cfg(unix)]
mod sitting;
#[cfg(unix)]
mod mouse;
#[cfg(unix)]
mod linear;
mod states;
mod renaming;
mod facts;
#[cfg(unix)]
mod whole;
mod boilerplate;
mod oddities;
mod ordering;
mod span_list;
mod orders;
mod offers;
mod stats;
#[cfg(unix)]
mod old_folders;
#[cfg(unix)]
mod terminals;
#[cfg(unix)]
mod crash;
#[cfg(unix)]
mod disturbed;
#[cfg(target_os = "linux")]
mod intruder;
#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod power;
mod proposals;
