//! What foreign names become: told by a table, or asked for.

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use crate::annotation::Schema;
use crate::cli::fault::{Fault, one_line, tell, warn};
use crate::cli::parallel::Cancel;
use crate::exchange::mapping::Mapping;
use crate::storage::source;
use crate::text::counted;

/// The table in use, and the tags that are in neither the table nor the schema.
#[derive(Debug)]
pub struct Names {
    mapping: Mapping,
    asks: bool,
    /// Tags that are kept although the schema does not know them, with their number of spans.
    strange: BTreeMap<String, usize>,
}

impl Names {
    /// Reads the table of a file; `ask` begins with an empty one.
    pub fn of(map: Option<&str>) -> Result<Self, Fault> {
        let asks = map == Some("ask");
        let mapping = match map {
            Some(file) if !asks => {
                let text = source::read_settings(Path::new(file))?;
                Mapping::parse(&text).map_err(|fault| {
                    Fault::user(format!("{file}:{}:{}: {}", fault.line, fault.column, fault.message))
                        .hint("a table is (tags: [(\"PERS\", \"ACTOR\"), (\"DATE\", None)], attributes: [], relations: [])")
                })?
            }
            _ => Mapping::default(),
        };
        if asks && !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(Fault::user("--map ask needs a terminal to ask on").hint("write a table and name its file"));
        }
        Ok(Self { mapping, asks, strange: BTreeMap::new() })
    }

    /// The table as it stands.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether tags are asked for, so that works wait for the answers.
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// Looks at the tags that came and that the schema has not, each with its number of spans, and asks for every one
    /// that is not known yet if asking was wished.
    pub fn learn(&mut self, tags: BTreeMap<String, usize>, schema: &Schema, cancel: &Cancel) -> Result<(), Fault> {
        for (tag, count) in tags {
            if self.mapping.tags.iter().any(|(known, _)| *known == tag) {
                continue;
            }
            if self.asks {
                let becomes = ask(&tag, count, schema, cancel)?;
                self.mapping.tags.push((tag, becomes));
            } else {
                *self.strange.entry(tag).or_default() += count;
            }
        }
        Ok(())
    }

    /// Says what was asked, as a table for the next time, and which tags the schema does not know.
    pub fn tell(&self) {
        if self.asks && !self.mapping.tags.is_empty() {
            tell(["the same table for the next time:".to_owned(), self.mapping.to_ron()]);
        }
        if !self.strange.is_empty() {
            let tags: Vec<String> = self.strange.iter().map(|(tag, count)| format!("{tag} ({count})")).collect();
            warn(format_args!("tags that the schema does not know are kept as they are: {}", tags.join(", ")));
        }
    }
}

/// Asks what becomes of a tag: one of the schema's, itself, or nothing.
fn ask(tag: &str, count: usize, schema: &Schema, cancel: &Cancel) -> Result<Option<String>, Fault> {
    let known: Vec<&str> = schema.tags.iter().map(|tag| tag.id.as_str()).collect();
    loop {
        let question = format!("{tag} ({}): {}, - leaves it out, Enter keeps it: ", counted(count, "span"), known.join(", "));
        let mut out = io::stderr().lock();
        let _unread = write!(out, "{}", one_line(&question)).and_then(|()| out.flush());
        wait(cancel)?;
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer);
        if read.is_ok_and(|read| read == 0) {
            return Err(Fault::user("the question was not answered").hint("nothing was written"));
        }
        match read_answer(answer.trim(), tag, &known) {
            Ok(becomes) => return Ok(becomes),
            Err(refused) => tell([refused]),
        }
    }
}

/// What an answer makes of a tag, or why it makes nothing of it.
fn read_answer(answer: &str, tag: &str, known: &[&str]) -> Result<Option<String>, String> {
    match answer {
        "" => Ok(Some(tag.to_owned())),
        "-" => Ok(None),
        answer => match known.iter().find(|known| known.eq_ignore_ascii_case(answer)) {
            Some(found) => Ok(Some((*found).to_owned())),
            None => Err(format!("{answer} is no tag of the schema")),
        },
    }
}

/// Waits for an answer, or for the signal that calls for an end: reading would go on over that.
fn wait(cancel: &Cancel) -> Result<(), Fault> {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, poll};
        let stdin = io::stdin();
        loop {
            cancel.check()?;
            let mut both = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut both, None) {
                Err(rustix::io::Errno::INTR) => {}
                _ => break,
            }
        }
    }
    cancel.check()
}
