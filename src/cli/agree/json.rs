//! Agreement as one JSON object; what is undefined is null.

use serde_json::{Map, Value, json};

use crate::review::agreement::gamma::{Disorder, Gamma, Missing};
use crate::review::agreement::report::AttributeReport;
use crate::review::agreement::{MEASURES, PairReport, PairTagReport, Spans, Spread, TagReport};
use crate::workspace::{Agreement, GammaReport};

/// Everything, as JSON with an end of line.
pub(super) fn json(found: &Agreement) -> String {
    let report = &found.report;
    let spread = MEASURES.iter().map(|(name, measure)| ((*name).to_owned(), spread(&report.spread(*measure))));
    let of_tags = |each: fn(&TagReport) -> Value| map(report.tags.iter().map(|(tag, found)| (tag, each(found))));
    let whole = json!({
        "annotators": report.annotators,
        "documents": report.documents,
        "skipped": found.skipped,
        "pairs": report.pairs.iter().map(pair).collect::<Vec<_>>(),
        "over_pairs": spread.collect::<Map<_, _>>(),
        "complete_documents": report.complete,
        "krippendorff_alpha": report.alpha,
        "fleiss_kappa": report.fleiss,
        "alpha_u": of_tags(|tag| json!(tag.alpha_u)),
        "alpha_u_overall": report.alpha_u,
        "tags": of_tags(|tag| json!({
            "krippendorff_alpha": tag.alpha,
            "fleiss_kappa": tag.fleiss,
            "alpha_u": tag.alpha_u,
            "alpha_u_left_out": tag.left_out,
        })),
        "gamma": found.gamma.as_ref().map(gamma_json),
    });
    format!("{whole}\n")
}

fn map<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> Map<String, Value> {
    entries.map(|(name, value)| (name.clone(), value)).collect()
}

fn pair(pair: &PairReport) -> Value {
    let mut out = spans(&pair.spans);
    let more = json!({
        "a": pair.a,
        "b": pair.b,
        "documents": pair.documents,
        "tokens": pair.words,
        "tags": map(pair.tags.iter().map(|(tag, found)| (tag, tag_of_pair(found)))),
        "token_kappa": pair.kappa,
        "token_kappa_tagged": pair.kappa_tagged,
        "alpha_u": pair.alpha_u,
        "confusion": pair.confusion.iter().map(|((a, b), n)| json!({"a": a, "b": b, "spans": n})).collect::<Vec<_>>(),
    });
    extend(&mut out, more);
    out.into()
}

fn tag_of_pair(tag: &PairTagReport) -> Value {
    let mut out = spans(&tag.spans);
    let more = json!({
        "token_kappa": tag.kappa,
        "alpha_u": tag.alpha_u,
        "alpha_u_left_out": tag.left_out,
        "attributes": map(tag.attributes.iter().map(|(name, found)| (name, attribute(found)))),
    });
    extend(&mut out, more);
    out.into()
}

fn extend(object: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        object.extend(more);
    }
}

fn spans(found: &Spans) -> Map<String, Value> {
    let Spans { exact, relaxed, hits, partial } = found;
    let score = |score: &crate::review::agreement::score::Score| json!({"matched": score.matched, "a": score.a, "b": score.b, "f1": score.f1()});
    let mut out = Map::new();
    out.insert("exact".to_owned(), score(exact));
    out.insert("relaxed".to_owned(), score(relaxed));
    out.insert(
        "overlap".to_owned(),
        json!({"hit_a": hits.hit_a, "hit_b": hits.hit_b, "a": hits.a, "b": hits.b, "f1": hits.f1()}),
    );
    let counts = json!({
        "exact": partial.exact,
        "partial": partial.partial,
        "a": partial.a,
        "b": partial.b,
        "f1": partial.f1(),
    });
    out.insert("partial".to_owned(), counts);
    out
}

fn attribute(found: &AttributeReport) -> Value {
    json!({"compared": found.compared, "agreed": found.agreed, "share": found.share(), "kappa": found.kappa})
}

fn spread(spread: &Spread) -> Value {
    let Spread { count, mean, deviation, least, greatest } = spread;
    json!({"count": count, "mean": mean, "sd": deviation, "min": least, "max": greatest})
}

fn gamma_json(report: &GammaReport) -> Value {
    let gamma = report.gamma.as_ref();
    let count = |missing: Missing| report.left_out.iter().filter(|(_, reason)| *reason == missing).count();
    json!({
        "value": gamma.and_then(|gamma| gamma.value),
        "samples": report.sampling.samples,
        "seed": report.sampling.seed,
        "range": gamma.and_then(Gamma::range).map(|(low, high)| [low, high]),
        "observed": gamma.map(|gamma| gamma.observed),
        "expected": gamma.map(|gamma| spread(&gamma.expected)),
        "proved": gamma.map(|gamma| gamma.proved),
        "documents": report.texts.len(),
        "left_out": {"no_unit": count(Missing::NoUnit), "too_many": count(Missing::TooMany)},
        "texts": report.texts.iter().map(|(file, disorder)| gamma_of_text(file, disorder)).collect::<Vec<_>>(),
    })
}

fn gamma_of_text(file: &str, disorder: &Disorder) -> Value {
    let gamma = Gamma::of([disorder]);
    json!({
        "file": file,
        "value": gamma.as_ref().and_then(|gamma| gamma.value),
        "observed": disorder.observed,
        "expected": gamma.as_ref().map(|gamma| spread(&gamma.expected)),
        "units": disorder.units,
    })
}
