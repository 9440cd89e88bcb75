//! The layers as `INCEpTION` imports them into a project, so that it knows every type and feature of an export.

use serde_json::{Value as Json, json};

use super::build::{features, relation_features};
use super::cas::{RELATION, SPAN};
use crate::annotation::Schema;
use crate::exchange::work::Seen;

/// The layer of spans and the one of relations.
pub(super) fn write(schema: &Schema, seen: &Seen) -> String {
    let mut names: Vec<(String, &str)> = features(schema, seen).into_iter().collect();
    // INCEpTION shows the first feature of a layer on the text.
    names.sort_by_key(|(name, _)| (name != "label", name.clone()));
    let spans: Vec<Json> = names.iter().map(|(name, range)| feature(name, range)).collect();
    let mut of_relations: Vec<(String, &str)> = relation_features(schema, seen).into_iter().collect();
    of_relations.sort_by_key(|(name, _)| (name != "label", name.clone()));
    let relations: Vec<Json> = of_relations.iter().map(|(name, range)| feature(name, range)).collect();
    let mut relation = layer(RELATION, "Relation of hashiya", "relation", &relations);
    if let Some(relation) = relation.as_object_mut() {
        relation.insert("attach_type".to_owned(), json!({"name": SPAN}));
    }
    format!("{:#}\n", json!([layer(SPAN, "Span of hashiya", "span", &spans), relation]))
}

fn layer(name: &str, shown: &str, kind: &str, features: &[Json]) -> Json {
    json!({
        "name": name, "uiName": shown, "type": kind, "description": "Exported by hashiya", "enabled": true,
        "built_in": false, "readonly": false, "allow_stacking": true, "cross_sentence": true, "show_hover": true,
        "anchoring_mode": "CHARACTERS", "overlap_mode": "ANY_OVERLAP", "validation_mode": "NEVER",
        "lock_to_token_offset": false, "multiple_tokens": true, "linked_list_behavior": false, "features": features,
    })
}

fn feature(name: &str, range: &str) -> Json {
    json!({
        "name": name, "uiName": name, "type": range, "enabled": true, "visible": true, "required": false,
        "remember": false, "curatable": true, "multi_value_mode": "NONE", "link_mode": "NONE", "description": "",
    })
}
