//! Other programs' formats, one file each, in and out.
//!
//! - Bytes in, bytes out: what happens here touches no disk and knows no sidecar.
//! - A format is a [`format::Writer`], a [`format::Reader`] or both; [`WRITERS`] and [`READERS`] list them.
//! - Offsets outside count what the format counts ([`offsets::Unit`]); inside they are spans. Every quote is compared
//!   on its way out and on its way in.
//! - Reading what was written gives back everything that the format can carry; what it cannot is counted in a
//!   [`loss::Loss`].
//! - The same works give the same bytes, on any number of threads.
//!
//! What never happens here: a panic on any input, a span that is silently left out or moved.

mod offsets;
mod value;
mod identity;
mod token;
pub mod xml;
mod colours;
mod json;

mod work;
pub mod incoming;
mod heading;
mod ids;
mod loss;

pub mod format;
mod builder;
pub mod mapping;
pub mod split;

mod brat;
mod conll;
mod csv;
pub mod registry;
mod doccano;
pub mod jsonl;
mod label_studio;
#[cfg(feature = "parquet")]
mod parquet;
mod spacy;
mod uima;
mod web_annotation;
mod webanno_tsv;

pub(crate) use csv::line as csv_line;
pub(crate) use json::{Pairs, ValueOut};

pub use format::{Brought, Input, Output, ReadFault, Reader, Run, Settings, Stream, Whole, Writer};
pub use incoming::Incoming;
pub use loss::{Loss, Lost};
pub use offsets::Unit;
pub use work::{Seen, Work};

/// The formats that can be written, the lossless one first.
pub const WRITERS: &[&dyn Writer] = &[
    &jsonl::Jsonl,
    &brat::Brat,
    &uima::UimaJson,
    &uima::UimaXmi,
    &webanno_tsv::WebannoTsv,
    &label_studio::LabelStudio,
    &doccano::Doccano,
    &spacy::Spacy,
    &spacy::Prodigy,
    &conll::Conll,
    &web_annotation::WebAnnotation,
    &csv::Csv,
    #[cfg(feature = "parquet")]
    &parquet::Parquet,
];

/// The formats that can be read.
pub const READERS: &[&dyn Reader] = &[
    &jsonl::Jsonl,
    &brat::Brat,
    &uima::UimaJson,
    &uima::UimaXmi,
    &webanno_tsv::WebannoTsv,
    &label_studio::LabelStudio,
    &doccano::Doccano,
    &conll::Conll,
];
