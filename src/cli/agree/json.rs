//! Agreement as one JSON object; what is undefined is null.
//!
//! Figures are numbers. Where texts were resampled, the interval of a figure is a key of its own beside it.

use serde_json::{Map, Value, json};

use crate::review::agreement::against::{Retrieval, Retrieved};
use crate::review::agreement::bootstrap::LEVEL;
use crate::review::agreement::figure::{Figure, Interval, Rated};
use crate::review::agreement::gamma::{Disorder, Gamma, Missing, Weights};
use crate::review::agreement::pair_report::{RelationReport, RelationsReport};
use crate::review::agreement::report::OverPairs;
use crate::review::agreement::said::{Alike, AttributeReport};
use crate::review::agreement::score::Score;
use crate::review::agreement::{AgainstReport, MEASURES, PairReport, PairTagReport, Spans, Spread, TagReport};
use crate::workspace::{Agreement, Breakdown, By, GammaReport, PartFigures};

/// Everything, as JSON with an end of line.
pub(super) fn json(found: &Agreement) -> String {
    let report = &found.report;
    let writer = Writer { has_intervals: found.resampled.is_some() };
    let of_tags = |each: &dyn Fn(&TagReport) -> Value| map(report.tags.iter().map(|(tag, found)| (tag, each(found))));
    let mut whole = object(json!({
        "annotators": report.annotators,
        "documents": report.documents,
        "skipped": found.skipped,
        "pairs": report.pairs.iter().map(|pair| writer.pair(pair)).collect::<Vec<_>>(),
        "over_pairs": writer.over_pairs(&report.over_pairs),
        "complete_documents": report.complete,
        "alpha_u": of_tags(&|tag| json!(tag.alpha_u.value)),
        "tags": of_tags(&|tag| writer.tag(tag)),
        "against": found.against.as_ref().map(|reference| json!({
            "reference": reference.as_str(),
            "annotators": report.against.iter().map(|annotator| writer.against(annotator)).collect::<Vec<_>>(),
        })),
        "by": found.by.as_ref().map(|by| writer.breakdown(by)),
        "gamma": found.gamma.as_ref().map(|gamma| writer.gamma(gamma)),
        "bootstrap": found.resampled.map(|(bootstrap, texts)| json!({
            "resamples": bootstrap.resamples,
            "seed": bootstrap.seed,
            "texts": texts,
            "level": LEVEL,
            "method": "percentile",
            "unit": "text",
            "generator": "splitmix64",
        })),
        "pooling": {"pairs": "micro: sums over texts", "over_pairs": "unweighted mean over pairs"},
    }));
    writer.put(&mut whole, "krippendorff_alpha", &report.alpha);
    writer.put(&mut whole, "gwet_ac1", &report.ac1);
    writer.put(&mut whole, "fleiss_kappa", &report.fleiss);
    writer.put(&mut whole, "alpha_u_overall", &report.alpha_u);
    format!("{}\n", Value::from(whole))
}

/// Writes figures, with their intervals where there are any.
#[derive(Clone, Copy)]
struct Writer {
    has_intervals: bool,
}

fn map<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> Map<String, Value> {
    entries.map(|(name, value)| (name.clone(), value)).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn ends(interval: Option<Interval>) -> Option<[f64; 2]> {
    interval.map(|Interval { low, high }| [low, high])
}

impl Writer {
    fn put(self, object: &mut Map<String, Value>, name: &str, figure: &Figure) {
        object.insert(name.to_owned(), json!(figure.value));
        if self.has_intervals {
            object.insert(format!("{name}_interval"), json!(ends(figure.interval)));
        }
    }

    /// Counts with figures.
    fn with(self, counts: Value, figures: &[(&str, &Figure)]) -> Value {
        let mut object = object(counts);
        for (name, figure) in figures {
            self.put(&mut object, name, figure);
        }
        object.into()
    }

    fn tag(self, tag: &TagReport) -> Value {
        let figures = [
            ("krippendorff_alpha", &tag.alpha),
            ("gwet_ac1", &tag.ac1),
            ("fleiss_kappa", &tag.fleiss),
            ("alpha_u", &tag.alpha_u),
        ];
        self.with(json!({"alpha_u_left_out": tag.left_out}), &figures)
    }

    fn pair(self, pair: &PairReport) -> Value {
        let mut out = self.spans(&pair.spans);
        out.extend(object(json!({
            "a": pair.a,
            "b": pair.b,
            "documents": pair.documents,
            "tokens": pair.words,
            "unlabelled": {
                "exact": self.score(&pair.unlabelled.exact),
                "relaxed": self.score(&pair.unlabelled.relaxed),
            },
            "tags": map(pair.tags.iter().map(|(tag, found)| (tag, self.tag_of_pair(found)))),
            "confusion": pair.confusion.iter().map(|((a, b), n)| json!({"a": a, "b": b, "spans": n})).collect::<Vec<_>>(),
            "relations": self.relations(&pair.relations),
            "facts": map(pair.facts.iter().map(|(name, found)| (name, self.attribute(found)))),
        })));
        self.put(&mut out, "token_kappa", &pair.kappa);
        self.put(&mut out, "token_kappa_tagged", &pair.kappa_tagged);
        self.put(&mut out, "token_ac1", &pair.ac1);
        self.put(&mut out, "alpha_u", &pair.alpha_u);
        out.into()
    }

    fn tag_of_pair(self, tag: &PairTagReport) -> Value {
        let mut out = self.spans(&tag.spans);
        out.extend(object(json!({
            "alpha_u_left_out": tag.left_out,
            "attributes": map(tag.attributes.iter().map(|(name, found)| (name, self.attribute(found)))),
        })));
        self.put(&mut out, "token_kappa", &tag.kappa);
        self.put(&mut out, "token_ac1", &tag.ac1);
        self.put(&mut out, "alpha_u", &tag.alpha_u);
        out.into()
    }

    fn score(self, rated: &Rated<Score>) -> Value {
        let Score { matched, a, b } = rated.counts;
        self.with(json!({"matched": matched, "a": a, "b": b}), &[("f1", &rated.f1)])
    }

    fn spans(self, found: &Spans) -> Map<String, Value> {
        let Spans { exact, relaxed, hits, partial, extent } = found;
        let overlap = json!({
            "hit_a": hits.counts.hit_a,
            "hit_b": hits.counts.hit_b,
            "a": hits.counts.a,
            "b": hits.counts.b,
        });
        let of_partial = json!({
            "exact": partial.counts.exact,
            "partial": partial.counts.partial,
            "a": partial.counts.a,
            "b": partial.counts.b,
        });
        object(json!({
            "exact": self.score(exact),
            "relaxed": self.score(relaxed),
            "overlap": self.with(overlap, &[("f1", &hits.f1)]),
            "partial": self.with(of_partial, &[("f1", &partial.f1)]),
            "extent": self.score(extent),
        }))
    }

    fn relations(self, found: &RelationsReport) -> Value {
        let kind = |found: &RelationReport| {
            json!({
                "all": self.score(&found.all),
                "agreed_ends": self.score(&found.agreed_ends),
                "certainty": self.attribute(&found.certainty),
                "order": self.attribute(&found.order),
                "attributes": map(found.attributes.iter().map(|(name, found)| (name, self.attribute(found)))),
            })
        };
        json!({
            "all": self.score(&found.all),
            "agreed_ends": self.score(&found.agreed_ends),
            "types": map(found.types.iter().map(|(name, found)| (name, kind(found)))),
        })
    }

    fn attribute(self, found: &AttributeReport) -> Value {
        let mut out = object(self.alike(&found.stated));
        out.insert("with_absence".to_owned(), self.alike(&found.with_absence));
        out.into()
    }

    fn alike(self, found: &Alike) -> Value {
        let counts = json!({"compared": found.compared, "agreed": found.agreed});
        self.with(counts, &[("share", &found.share), ("kappa", &found.kappa)])
    }

    fn over_pairs(self, measures: &[OverPairs]) -> Map<String, Value> {
        let of = |measure: &OverPairs| {
            let mut out = object(spread(&measure.spread));
            self.put(&mut out, "mean", &measure.mean);
            (measure.name.to_owned(), Value::from(out))
        };
        measures.iter().map(of).collect()
    }

    fn against(self, found: &AgainstReport) -> Value {
        let retrieved = |found: &Retrieved| {
            json!({
                "exact": self.retrieval(&found.exact),
                "relaxed": self.retrieval(&found.relaxed),
                "extent": self.retrieval(&found.extent),
            })
        };
        let mut out = object(retrieved(&found.spans));
        out.extend(object(json!({
            "annotator": found.annotator,
            "documents": found.documents,
            "unlabelled": self.retrieval(&found.unlabelled),
            "tags": map(found.tags.iter().map(|(tag, found)| (tag, retrieved(found)))),
            "relations": {
                "all": self.retrieval(&found.relations),
                "agreed_ends": self.retrieval(&found.relations_agreed_ends),
                "types": map(found.types.iter().map(|(name, found)| (name, self.retrieval(found)))),
            },
        })));
        out.into()
    }

    fn retrieval(self, found: &Retrieval) -> Value {
        let Score { matched, a, b } = found.counts;
        let counts = json!({"matched": matched, "annotator": a, "reference": b});
        self.with(counts, &[("precision", &found.precision), ("recall", &found.recall), ("f1", &found.f1)])
    }

    fn breakdown(self, breakdown: &Breakdown) -> Value {
        let (by, fact) = match &breakdown.by {
            By::Text => ("text", None),
            By::MonthOf(fact) => ("month", Some(fact)),
            By::MonthOfWork => ("work-month", None),
        };
        let rows: Vec<Value> = breakdown.rows.iter().map(|row| self.part(row)).collect();
        json!({"by": by, "fact": fact, "rows": rows})
    }

    fn part(self, part: &PartFigures) -> Value {
        let pairs = part.pairs.iter().map(|(a, b, figures)| {
            let figures = MEASURES.iter().zip(figures).map(|((name, _), figure)| ((*name).to_owned(), json!(figure)));
            let names = [("a".to_owned(), json!(a)), ("b".to_owned(), json!(b))];
            Value::from(names.into_iter().chain(figures).collect::<Map<_, _>>())
        });
        let mut means = Map::new();
        for ((name, _), mean) in MEASURES.iter().zip(&part.means) {
            self.put(&mut means, name, mean);
        }
        let counts = json!({
            "name": part.name,
            "documents": part.documents,
            "pairs": pairs.collect::<Vec<_>>(),
            "over_pairs": means,
        });
        self.with(counts, &[("krippendorff_alpha", &part.alpha), ("gwet_ac1", &part.ac1)])
    }

    fn gamma(self, report: &GammaReport) -> Value {
        let gamma = report.gamma.as_ref();
        let count = |missing: Missing| report.left_out.iter().filter(|(_, reason)| *reason == missing).count();
        let Weights { position, category, empty } = Weights::default();
        let value = Figure { value: gamma.and_then(|gamma| gamma.value), interval: report.interval };
        let range = gamma.and_then(Gamma::range).map(|(low, high)| [low, high]);
        let rest = json!({
            "samples": report.sampling.samples,
            "seed": report.sampling.seed,
            "range": range,
            "sampling_error": range,
            "sampler": "shuffle (Mathet et al. 2015)",
            "weights": {"alpha": position, "beta": category, "delta_empty": empty},
            "pooling": "texts weighted by their mean number of units",
            "observed": gamma.map(|gamma| gamma.observed),
            "expected": gamma.map(|gamma| spread(&gamma.expected)),
            "proved": gamma.map(|gamma| gamma.proved),
            "documents": report.texts.len(),
            "left_out": {"no_unit": count(Missing::NoUnit), "too_many": count(Missing::TooMany)},
            "texts": report.texts.iter().map(|(file, disorder)| gamma_of_text(file, disorder)).collect::<Vec<_>>(),
        });
        self.with(rest, &[("value", &value)])
    }
}

fn spread(spread: &Spread) -> Value {
    let Spread { count, mean, deviation, least, greatest } = spread;
    json!({"count": count, "mean": mean, "sd": deviation, "min": least, "max": greatest})
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
