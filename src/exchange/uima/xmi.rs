//! XMI 1.0 with its type system, in a zip as `INCEpTION` exports it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::cas::{Cas, Feature, Structure, TOKEN};
use crate::exchange::format::{ReadFault, utf8};
use crate::exchange::xml::attribute;

/// The most that is unpacked of one file: a zip of a few kilobytes may hold any number of bytes.
const LIMIT: u64 = 256 << 20;

/// The zip of a text.
pub(super) fn zip(cas: &Cas, file: &str) -> Vec<u8> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [(format!("{name}.xmi"), write(cas)), ("TypeSystem.xml".to_owned(), type_system(cas))] {
        // A vector takes all that is written to it; without a clock every zip of the same files is the same.
        let _infallible = zip.start_file(name, SimpleFileOptions::default());
        let _infallible = zip.write_all(content.as_bytes());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The XMI in a zip.
///
/// # Errors
/// A zip that cannot be read, or has no XMI in it, or a damaged one.
pub(super) fn unzip(bytes: &[u8]) -> Result<String, ReadFault> {
    let fault = |what: &str| ReadFault::at_line(0, format!("the zip cannot be read: {what}"));
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error.to_string()))?;
    let is_xmi =
        |n: &usize| zip.name_for_index(*n).is_some_and(|name| name.is_ok_and(|name| name.to_ascii_lowercase().ends_with(".xmi")));
    let number = (0..zip.len()).find(is_xmi).ok_or_else(|| fault("there is no .xmi in it"))?;
    let file = zip.by_index(number).map_err(|error| fault(&error.to_string()))?;
    let large = || fault(&format!("unpacked, its .xmi is larger than {LIMIT} bytes"));
    if file.size() > LIMIT {
        return Err(large());
    }
    let mut content = Vec::new();
    // What a zip says of sizes need not be true.
    file.take(LIMIT + 1).read_to_end(&mut content).map_err(|error| fault(&error.to_string()))?;
    if u64::try_from(content.len()).is_ok_and(|length| length > LIMIT) {
        return Err(large());
    }
    utf8(&content).map(str::to_owned)
}

/// Package and short name of a type.
fn parts(kind: &str) -> (&str, &str) {
    kind.rsplit_once('.').unwrap_or(("", kind))
}

/// The prefix of a package in what is written here.
fn prefix(package: &str) -> &'static str {
    let (segmentation, _) = parts(TOKEN);
    match package {
        "webanno.custom" => "custom",
        package if package == segmentation => "segmentation",
        _ => "metadata",
    }
}

fn write(cas: &Cas) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
                   xmlns:cas=\"http:///uima/cas.ecore\""
        .to_owned();
    let mut packages: Vec<&str> = cas.types.keys().map(|kind| parts(kind).0).collect();
    packages.dedup();
    for package in packages {
        let _infallible = write!(out, " xmlns:{}=\"http:///{}.ecore\"", prefix(package), package.replace('.', "/"));
    }
    out.push_str(" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n");
    for structure in &cas.structures {
        let (package, name) = parts(&structure.kind);
        let _infallible = write!(out, "  <{}:{name} xmi:id=\"{}\" sofa=\"1\"", prefix(package), structure.id);
        if let Some((begin, end)) = structure.place {
            let _infallible = write!(out, " begin=\"{begin}\" end=\"{end}\"");
        }
        for (name, feature) in &structure.features {
            let _infallible = match feature {
                Feature::Text(text) => write!(out, " {name}=\"{}\"", attribute(text)),
                Feature::Integer(number) => write!(out, " {name}=\"{number}\""),
                Feature::Boolean(flag) => write!(out, " {name}=\"{flag}\""),
                Feature::Reference(id) => write!(out, " {name}=\"{id}\""),
                Feature::Texts(_) | Feature::Other => Ok(()),
            };
        }
        out.push_str("/>\n");
    }
    let _infallible = writeln!(
        out,
        "  <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"{}\"/>",
        attribute(&cas.text)
    );
    let members: Vec<String> = cas.structures.iter().map(|structure| structure.id.to_string()).collect();
    let _infallible = writeln!(out, "  <cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>", members.join(" "));
    out
}

fn type_system(cas: &Cas) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n"
        .to_owned();
    for (name, kind) in &cas.types {
        let _infallible = write!(
            out,
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      \
             <supertypeName>{}</supertypeName>\n      <features>\n",
            kind.above
        );
        for (feature, range) in &kind.features {
            let _infallible = writeln!(
                out,
                "        <featureDescription><name>{feature}</name><description/><rangeTypeName>{range}</rangeTypeName>\
                 </featureDescription>"
            );
        }
        out.push_str("      </features>\n    </typeDescription>\n");
    }
    out.push_str("  </types>\n</typeSystemDescription>\n");
    out
}

/// Reads an XMI.
///
/// # Errors
/// What is no XML, with its line, or has no text.
pub(super) fn read(text: &str) -> Result<Cas, ReadFault> {
    let mut reader = Reader::from_str(text);
    let mut reading =
        Reading { spaces: HashMap::new(), sofa: None, structures: Vec::new(), depth: 0, child: None, value: String::new() };
    let (mut line, mut counted) = (1, 0);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        line += memchr::memchr_iter(b'\n', text.as_bytes().get(counted..at).unwrap_or_default()).count();
        counted = at;
        let fault = |error: &dyn std::fmt::Display| ReadFault::at_line(line, error.to_string());
        match reader.read_event().map_err(|error| fault(&error))? {
            Event::Start(element) => {
                reading.element(&element, line)?;
                reading.depth += 1;
            }
            Event::Empty(element) => {
                reading.element(&element, line)?;
                reading.child = None;
            }
            Event::Text(words) => reading.value.push_str(&words),
            Event::GeneralRef(sign) => {
                let c = sign.resolve_char_ref().map_err(|error| fault(&error))?;
                reading.value.extend(c);
                reading.value.push_str(resolve_predefined_entity(&sign).unwrap_or_default());
            }
            Event::End(_) => reading.end(),
            Event::Eof => break,
            _ => {}
        }
    }
    let found = reading.sofa.ok_or_else(|| ReadFault::at_line(1, "there is no text (`sofaString`)"))?;
    Ok(Cas { text: found, structures: reading.structures, ..Cas::default() })
}

struct Reading {
    /// Packages by prefix.
    spaces: HashMap<String, String>,
    sofa: Option<String>,
    structures: Vec<Structure>,
    depth: usize,
    /// The feature whose values stand as elements of their own.
    child: Option<String>,
    /// Its value so far.
    value: String,
}

impl Reading {
    fn element(&mut self, element: &BytesStart<'_>, line: usize) -> Result<(), ReadFault> {
        let fault = |error: &dyn std::fmt::Display| ReadFault::at_line(line, error.to_string());
        let name = element.name().as_ref().to_owned();
        if self.depth >= 2 {
            self.child = Some(name);
            self.value.clear();
            return Ok(());
        }
        let mut attributes = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| fault(&error))?;
            let key = attribute.key.as_ref().to_owned();
            // A line end or tab that is no reference counts as a blank (XML 1.0, 3.3.3).
            let raw = attribute.value.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
            let value = quick_xml::escape::unescape_with(&raw, resolve_predefined_entity).map_err(|error| fault(&error))?;
            attributes.push((key, value.into_owned()));
        }
        if self.depth == 0 {
            for (key, value) in attributes {
                if let (Some(prefix), Some(path)) = (key.strip_prefix("xmlns:"), value.strip_prefix("http:///")) {
                    let package = path.strip_suffix(".ecore").unwrap_or(path).replace('/', ".");
                    self.spaces.insert(prefix.to_owned(), package);
                }
            }
            return Ok(());
        }
        let (prefix, short) = name.split_once(':').unwrap_or(("", &name));
        let kind = self.spaces.get(prefix).map_or_else(|| short.to_owned(), |package| format!("{package}.{short}"));
        if kind == "uima.cas.Sofa" {
            let text = attributes.into_iter().find(|(key, _)| key == "sofaString").map(|(_, text)| text);
            self.sofa = self.sofa.take().or(text);
            return Ok(());
        }
        self.structures.extend(structure(kind, attributes, line));
        Ok(())
    }

    /// The end of an element; of one inside a structure, that is one of the values of a feature.
    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        let words = std::mem::take(&mut self.value);
        let (Some(child), Some(structure)) = (self.child.take(), self.structures.last_mut()) else { return };
        match structure.features.iter_mut().find(|(name, _)| *name == child) {
            Some((_, Feature::Texts(texts))) => texts.push(words),
            _ => structure.features.push((child, Feature::Texts(vec![words]))),
        }
    }
}

fn structure(kind: String, attributes: Vec<(String, String)>, line: usize) -> Option<Structure> {
    let mut structure = Structure { kind, line, ..Structure::default() };
    let (mut begin, mut end) = (None, None);
    for (name, value) in attributes {
        match name.as_str() {
            "xmi:id" => structure.id = value.parse().ok()?,
            "begin" => begin = value.parse().ok(),
            "end" => end = value.parse().ok(),
            "sofa" => {}
            "Governor" | "Dependent" => {
                structure.features.push((name, value.parse().map_or(Feature::Other, Feature::Reference)));
            }
            _ => structure.features.push((name, Feature::Text(value))),
        }
    }
    structure.place = begin.zip(end);
    Some(structure)
}
