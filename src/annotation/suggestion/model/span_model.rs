//! A model of the spans of a corpus, with the record of what it was learned from.

use sha2::{Digest, Sha256};

use super::bytes::Bytes;
use super::layer::{Find, Layer};
use super::study::Study;

/// What a file of a model begins with.
const HEAD: &str = "hashiya model 2";
/// Bytes of a model at most.
pub const LARGEST: usize = 64 << 20;
/// Layers at most.
const MOST_LAYERS: usize = 100;

/// Work that a model was learned from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LearnedWork {
    /// The name of the text.
    pub file: String,
    /// Whose work it is.
    pub annotator: String,
    /// Its state.
    pub state: String,
    /// SHA-256 of the sidecar, in hexadecimal digits.
    pub sha256: String,
}

/// What a model was learned from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelRecord {
    /// The id and the version of the schema.
    pub schema: String,
    /// The work, by text and annotator.
    pub works: Vec<LearnedWork>,
}

impl ModelRecord {
    /// The lines of the record.
    fn lines(&self) -> String {
        let json = |text: &str| serde_json::Value::from(text).to_string();
        let work = |work: &LearnedWork| {
            let LearnedWork { file, annotator, state, sha256 } = work;
            format!("work {sha256} {} {} {}\n", json(annotator), json(state), json(file))
        };
        format!("schema {}\n", json(&self.schema)) + &self.works.iter().map(work).collect::<String>()
    }

    fn parse(lines: &str) -> Option<Self> {
        let mut lines = lines.lines();
        let schema = serde_json::from_str(lines.next()?.strip_prefix("schema ")?).ok()?;
        let work = |line: &str| {
            let (sha256, rest) = line.strip_prefix("work ")?.split_once(' ')?;
            let mut texts = serde_json::Deserializer::from_str(rest).into_iter::<String>().map_while(Result::ok);
            let (annotator, state, file) = (texts.next()?, texts.next()?, texts.next()?);
            Some(LearnedWork { file, annotator, state, sha256: sha256.to_owned() })
        };
        Some(Self { schema, works: lines.map(work).collect::<Option<_>>()? })
    }
}

/// A model of the spans of a corpus.
#[derive(Debug, Clone, Default)]
pub struct SpanModel {
    record: ModelRecord,
    layers: Vec<Layer>,
}

impl SpanModel {
    /// Learns from texts, some tags together and others by themselves, asking again and again whether to stop; `None` if it was
    /// stopped.
    pub fn learn(record: ModelRecord, tags: &[Vec<String>], texts: &[Study], is_stopped: &dyn Fn() -> bool) -> Option<Self> {
        let layers = tags.iter().map(|tags| Layer::learn(tags, texts, is_stopped)).collect::<Option<_>>()?;
        Some(Self { record, layers })
    }

    /// What it was learned from.
    pub fn record(&self) -> &ModelRecord {
        &self.record
    }

    /// The spans of a text, those that are not likely enough among them.
    pub fn find(&self, text: &Study) -> Vec<Find> {
        self.layers.iter().flat_map(|layer| layer.find(text)).collect()
    }

    /// The bytes of its file: its record in lines that people can read, an empty line, the layers.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(u32::try_from(self.layers.len()).unwrap_or(0).to_le_bytes());
        self.layers.iter().for_each(|layer| layer.write(&mut body));
        let lines = self.record.lines();
        let mut out = format!("{HEAD}\n{}\n{lines}\n", digest(lines.as_bytes(), &body)).into_bytes();
        out.extend(body);
        out
    }

    /// Reads the bytes of a file; `None` where they are not what was written, whatever else they are.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(HEAD.as_bytes())?.strip_prefix(b"\n")?;
        let at = memchr::memmem::find(rest, b"\n\n")?;
        let (head, body) = (str::from_utf8(rest.get(..at)?).ok()?, rest.get(at + 2..)?);
        let (sum, lines) = head.split_once('\n')?;
        let lines = format!("{lines}\n");
        if sum != digest(lines.as_bytes(), body) {
            return None;
        }
        let mut body = Bytes(body);
        let count = body.count().filter(|count| *count <= MOST_LAYERS)?;
        let layers = (0..count).map(|_| Layer::read(&mut body)).collect::<Option<_>>()?;
        Some(Self { record: ModelRecord::parse(&lines)?, layers })
    }
}

fn digest(lines: &[u8], body: &[u8]) -> String {
    let sum = Sha256::new().chain_update(lines).chain_update(body).finalize();
    sum.iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}
