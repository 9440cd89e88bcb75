//! A registry as a table for spreadsheets: a row for each identity, the columns named in the first row.
//!
//! Several names or links in a cell have `|` between them. What a table lacks stays as it is; a cell that a spreadsheet would
//! take for a formula begins with `'`, which is taken off again.

use super::csv::line;
use crate::annotation::registry::{Moment, Position, Voice};
use crate::annotation::{Held, Identity, Registry, Uses};

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 14] =
    ["id", "ar", "en", "aliases", "class", "parent", "links", "voice", "latitude", "longitude", "note", "by", "at", "uses"];
/// What stands between several things in a cell.
const BETWEEN: char = '|';

/// What is wrong in a table, and in which of its lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TableFault {
    /// The line, from 1.
    pub line: u64,
    /// One sentence.
    pub message: String,
}

/// What is wrong in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum RowFault {
    /// It does not say who it is about.
    #[error("neither an id nor a name")]
    Nobody,
    /// Degrees that are none.
    #[error("latitude and longitude are no place on the earth")]
    NoPlace,
    /// A link without its catalogue.
    #[error("a link is written `catalogue:id`")]
    NoLink,
    /// A voice that there is not.
    #[error("`voice` is `PerText`, `Shared` or empty")]
    NoVoice,
}

/// Writes a registry as CSV, with how often each identity is used.
pub fn to_csv(registry: &Registry, uses: &Uses) -> String {
    let mut out = line(&COLUMNS.map(str::to_owned));
    for identity in registry.iter() {
        out.push_str(&line(&COLUMNS.map(|column| cell(identity, column, uses))));
    }
    out
}

fn cell(identity: &Identity, column: &str, uses: &Uses) -> String {
    let position = |part: fn(&Position) -> &str| identity.position().map(part).unwrap_or_default().to_owned();
    match column {
        "id" => identity.id.to_string(),
        "ar" => identity.ar.clone(),
        "en" => identity.en.clone(),
        "aliases" => identity.aliases.join("|"),
        "class" => identity.class.clone(),
        "parent" => identity.parent.to_string(),
        "links" => {
            let links = identity.links.known().map(Vec::as_slice).unwrap_or_default();
            links.iter().map(|(catalogue, id)| format!("{catalogue}:{id}")).collect::<Vec<_>>().join("|")
        }
        "voice" => match identity.voice.known() {
            Some(Voice::PerText) => "PerText".to_owned(),
            Some(Voice::Shared) => "Shared".to_owned(),
            None => String::new(),
        },
        "latitude" => position(Position::latitude),
        "longitude" => position(Position::longitude),
        "note" => identity.note.clone(),
        "by" => identity.by.clone(),
        "at" => identity.time().map(ToString::to_string).unwrap_or_default(),
        _ => uses.of(&identity.id).to_string(),
    }
}

/// Reads identities from CSV: those that the registry has, changed as the table says, and new ones. A row without an id gets
/// one from its name.
///
/// # Errors
/// A table without a header, a column that is not known, a row that says nothing of who it is, two rows of one id, a value
/// that is none of its column; with the line.
pub fn from_csv(text: &str, registry: &Registry) -> Result<Vec<Identity>, TableFault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let fault = |line: u64, message: &str| TableFault { line, message: message.to_owned() };
    let heads = reader.headers().map_err(|error| fault(1, &error.to_string()))?.clone();
    let columns: Vec<String> = heads.iter().map(|head| head.trim().to_lowercase()).collect();
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(&column.as_str())) {
        return Err(fault(1, &format!("unknown column `{unknown}` (known: {})", COLUMNS.join(", "))));
    }
    if !["id", "ar", "en"].iter().any(|needed| columns.iter().any(|column| column == needed)) {
        return Err(fault(1, "the first row must name the columns, `id`, `ar` or `en` among them"));
    }
    // What is new is kept here too, so that two new names alike get two ids.
    let mut known = registry.clone();
    let mut identities: Vec<Identity> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            fault(line, &error.to_string())
        })?;
        let line = row.position().map_or(1, csv::Position::line);
        let cells: Vec<(&str, &str)> = columns.iter().map(String::as_str).zip(row.iter().map(unguarded)).collect();
        if cells.iter().all(|(_, cell)| cell.is_empty()) {
            continue;
        }
        let identity = of_row(&cells, &known).map_err(|error| fault(line, &error.to_string()))?;
        if identities.iter().any(|other| other.id == identity.id) {
            return Err(fault(line, &format!("a second row of `{}`", identity.id)));
        }
        let _infallible = known.apply(crate::annotation::RegistryEdit::Put(Box::new(identity.clone())));
        identities.push(identity);
    }
    Ok(identities)
}

fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

fn of_row(cells: &[(&str, &str)], registry: &Registry) -> Result<Identity, RowFault> {
    let of = |column: &str| cells.iter().find(|(known, _)| *known == column).map(|(_, cell)| *cell);
    let name = of("en").filter(|name| !name.is_empty()).or(of("ar")).unwrap_or_default();
    let id = match of("id").filter(|id| !id.is_empty()) {
        Some(id) => id.into(),
        None if name.is_empty() => return Err(RowFault::Nobody),
        None => registry.fresh_id(name),
    };
    let mut identity = match registry.get(&id).filter(|known| known.id == id) {
        Some(known) => known.clone(),
        None => Identity::new(id),
    };
    for (column, cell) in cells {
        set(&mut identity, column, cell)?;
    }
    if let (Some(latitude), Some(longitude)) = (of("latitude"), of("longitude")) {
        let position = match (latitude, longitude) {
            ("", "") => None,
            _ => Some(Position::parse(latitude, longitude).ok_or(RowFault::NoPlace)?),
        };
        if identity.position() != position.as_ref() {
            identity.set_position(position);
        }
    }
    Ok(identity)
}

fn set(identity: &mut Identity, column: &str, cell: &str) -> Result<(), RowFault> {
    let parts = || cell.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
    match column {
        "ar" => cell.clone_into(&mut identity.ar),
        "en" => cell.clone_into(&mut identity.en),
        "aliases" => identity.aliases = parts().map(str::to_owned).collect(),
        "class" => cell.clone_into(&mut identity.class),
        "parent" => identity.parent = cell.into(),
        "note" => cell.clone_into(&mut identity.note),
        "by" if identity.by.is_empty() => cell.clone_into(&mut identity.by),
        "at" if identity.time().is_none() && !cell.is_empty() => identity.at = Held::Known(Moment::Time(cell.into())),
        "links" => {
            let link = |part: &str| part.split_once(':').map(|(catalogue, id)| (catalogue.to_owned(), id.to_owned()));
            let links: Option<Vec<_>> = parts().map(link).collect();
            identity.links = Held::Known(links.ok_or(RowFault::NoLink)?);
        }
        "voice" => {
            identity.voice = match cell {
                "" => Held::Absent,
                "PerText" => Held::Known(Voice::PerText),
                "Shared" => Held::Known(Voice::Shared),
                _ => return Err(RowFault::NoVoice),
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"(hashiya: 1, registry: "places", entries: [
        (id: "mill", ar: "طاحونة الحجر", en: "Stone Mill", aliases: ["الطاحونة", "=SUM(1)"], class: "facility", links: [("wikidata", "Q1")], at: (-3.5, 40.25), made: "2026-11-29T10:00:00Z", shade: 3),
        (id: "well", ar: "بئر, ماء", aliases: ["-"], voice: Shared),
    ])"#;

    #[test]
    fn what_is_written_as_a_table_is_read_again_as_it_was() {
        let registry = Registry::parse("places", FILE).unwrap();
        let table = to_csv(&registry, &Uses::default());
        assert!(table.starts_with("id,ar,en,aliases,class,parent,links,voice,latitude,longitude,note,by,at,uses\r\n"));
        let again = from_csv(&table, &registry).unwrap();
        assert_eq!(again.iter().collect::<Vec<_>>(), registry.iter().collect::<Vec<_>>());
        let mut fresh = from_csv(&table, &Registry::new("places")).unwrap();
        fresh[0].extra = vec![("shade".to_owned(), "3".to_owned())];
        assert_eq!(fresh.iter().collect::<Vec<_>>(), registry.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_table_changes_only_its_columns_and_names_what_is_new() {
        let registry = Registry::parse("places", FILE).unwrap();
        let table = "\u{FEFF}Id,En,Class\nmill,Old Mill,ruin\n,Stone Gate,\n,Stone Gate,\n,,\n";
        let read = from_csv(table, &registry).unwrap();
        let ids: Vec<&str> = read.iter().map(|identity| identity.id.as_str()).collect();
        assert_eq!(ids, ["mill", "stone_gate", "stone_gate_2"]);
        assert_eq!((read[0].ar.as_str(), read[0].en.as_str(), read[0].aliases.len()), ("طاحونة الحجر", "Old Mill", 2));
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        let registry = Registry::parse("places", FILE).unwrap();
        let told = |table: &str| from_csv(table, &registry).unwrap_err().to_string();
        assert!(told("").starts_with("line 1: the first row must name the columns"));
        assert!(told("id,shade\nx,3\n").starts_with("line 1: unknown column `shade` (known: id, ar"));
        assert_eq!(told("id,ar\nx,y\nx,z\n"), "line 3: a second row of `x`");
        assert_eq!(told("id,class\n,town\n"), "line 2: neither an id nor a name");
        assert_eq!(told("id,voice\nx,Loud\n"), "line 2: `voice` is `PerText`, `Shared` or empty");
        assert_eq!(told("id,latitude,longitude\nx,91,0\n"), "line 2: latitude and longitude are no place on the earth");
        assert!(told("id,ar\nx\n").starts_with("line 2: "));
    }
}
