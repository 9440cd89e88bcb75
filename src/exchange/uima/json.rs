//! CAS JSON, as both Apache UIMA's reader and dkpro-cassis take it.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::cas::{Cas, Feature, Structure, Type};
use crate::exchange::format::ReadFault;

/// Writes the types, the structures (the text first) and the one view, in this order, and nothing else.
pub(super) fn write(cas: &Cas) -> String {
    let types: Map<String, Json> = cas.types.iter().map(|(name, kind)| ((*name).to_owned(), type_json(name, kind))).collect();
    let sofa = json!({
        "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": cas.text,
    });
    let mut out = format!("{{\n\"%TYPES\": {},\n\"%FEATURE_STRUCTURES\": [\n{sofa}", Json::Object(types));
    for structure in &cas.structures {
        let _infallible = write!(out, ",\n{}", structure_json(structure));
    }
    let members: Vec<u64> = cas.structures.iter().map(|structure| structure.id).collect();
    let view = json!({"_InitialView": {"%SOFA": 1, "%MEMBERS": members}});
    let _infallible = write!(out, "\n],\n\"%VIEWS\": {view}\n}}\n");
    out
}

fn type_json(name: &str, kind: &Type) -> Json {
    let mut out = Map::new();
    out.insert("%NAME".to_owned(), json!(name));
    out.insert("%SUPER_TYPE".to_owned(), json!(kind.above));
    for (feature, range) in &kind.features {
        out.insert(feature.clone(), json!({"%NAME": feature, "%RANGE": range}));
    }
    Json::Object(out)
}

fn structure_json(structure: &Structure) -> Json {
    let mut out = Map::new();
    out.insert("%ID".to_owned(), json!(structure.id));
    out.insert("%TYPE".to_owned(), json!(structure.kind));
    out.insert("@sofa".to_owned(), json!(1));
    if let Some((begin, end)) = structure.place {
        out.insert("begin".to_owned(), json!(begin));
        out.insert("end".to_owned(), json!(end));
    }
    for (name, feature) in &structure.features {
        let (name, value) = match feature {
            Feature::Text(text) => (name.clone(), json!(text)),
            Feature::Integer(number) => (name.clone(), json!(number)),
            Feature::Boolean(flag) => (name.clone(), json!(flag)),
            Feature::Reference(id) => (format!("@{name}"), json!(id)),
            Feature::Texts(texts) => (name.clone(), json!(texts)),
            Feature::Other => continue,
        };
        out.insert(name, value);
    }
    Json::Object(out)
}

/// Reads any CAS JSON; structures may come in any order, also before the text.
///
/// # Errors
/// What is no JSON, or has no text.
pub(super) fn read(text: &str) -> Result<Cas, ReadFault> {
    let all: Json = serde_json::from_str(text)?;
    let structures = match all.get("%FEATURE_STRUCTURES") {
        Some(Json::Array(structures)) => structures.iter().collect(),
        // The older notation has a map by id.
        Some(Json::Object(structures)) => structures.values().collect::<Vec<_>>(),
        _ => return Err(ReadFault::at_line(1, "there are no `%FEATURE_STRUCTURES`")),
    };
    let sofa = structures.iter().find(|structure| structure.get("sofaString").is_some());
    let sofa = sofa.ok_or_else(|| ReadFault::at_line(1, "there is no text (`sofaString`)"))?;
    let found = sofa.get("sofaString").and_then(Json::as_str).unwrap_or_default().to_owned();
    Ok(Cas { text: found, structures: structures.into_iter().filter_map(structure).collect(), ..Cas::default() })
}

fn structure(json: &Json) -> Option<Structure> {
    let fields = json.as_object()?;
    let place = |name: &str| fields.get(name).or_else(|| fields.get(&format!("^{name}"))).and_then(Json::as_u64);
    let place = |name: &str| place(name).and_then(|at| usize::try_from(at).ok());
    let kind = fields.get("%TYPE")?.as_str()?.to_owned();
    let features =
        fields.iter().filter(|(name, _)| !name.starts_with(['%', '^']) && !matches!(name.as_str(), "begin" | "end" | "@sofa"));
    Some(Structure {
        id: fields.get("%ID")?.as_u64()?,
        kind,
        place: place("begin").zip(place("end")),
        features: features.map(|(name, value)| feature(name, value)).collect(),
        line: 0,
    })
}

fn feature(name: &str, value: &Json) -> (String, Feature) {
    if let Some(name) = name.strip_prefix('@') {
        return (name.to_owned(), value.as_u64().map_or(Feature::Other, Feature::Reference));
    }
    let name = name.strip_prefix('#').unwrap_or(name);
    let feature = match value {
        Json::String(text) => Feature::Text(text.clone()),
        Json::Bool(flag) => Feature::Boolean(*flag),
        Json::Number(number) => number.as_i64().map_or_else(|| Feature::Text(number.to_string()), Feature::Integer),
        Json::Array(texts) if texts.iter().all(Json::is_string) => {
            Feature::Texts(texts.iter().filter_map(Json::as_str).map(str::to_owned).collect())
        }
        _ => Feature::Other,
    };
    (name.to_owned(), feature)
}
