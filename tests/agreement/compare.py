#!/usr/bin/env python3
"""Compares `hashiya agree` with the libraries that Python has for agreement, on random corpora.

    python3 -m venv v && v/bin/pip install -r tests/agreement/requirements.txt
    v/bin/pip install --no-deps -r tests/agreement/requirements-no-deps.txt
    cargo build --release
    v/bin/python tests/agreement/compare.py --binary target/release/hashiya

Equal to 1e-9: F1 with nervaluate and scipy, and by extent with regular expressions, Cohen's kappa with scikit-learn, Krippendorff's alpha with krippendorff,
Fleiss' kappa with statsmodels, Gwet's AC1 with irrCAC, unitizing alpha with its formula written out; attributes, relations,
facts, precision and recall with hand-written Python (sayings.py); bootstrap intervals with the same resamples in numpy
(resampling.py). gamma: the observed disorder equals that of
pygamma-agreement, which computes in single precision, to 1e-5; the expected disorder lies within four standard errors of
the difference of the two samples.
"""

import argparse
import itertools
import json
import logging
import random
import subprocess
import sys
import tempfile
from collections import Counter

import numpy as np

import corpora
import oracles
import resampling
import sayings

TOLERANCE = 1e-9
SINGLE = 1e-5


class Check:
    """Counts what was compared, and keeps what differs."""

    def __init__(self):
        self.compared, self.undefined, self.faults = Counter(), Counter(), []

    def __call__(self, what, place, ours, theirs, tolerance=TOLERANCE):
        self.compared[what] += 1
        self.undefined[what] += theirs is None
        same = ours is theirs is None or (ours is not None and theirs is not None and abs(ours - theirs) <= tolerance)
        if not same:
            self.faults.append(f"{what} {place}: ours {ours}, theirs {theirs}")


def check_spans(check, place, ours, documents, tag):
    theirs = oracles.span_scores(documents, tag)
    for scheme in ["exact", "relaxed", "overlap", "partial"]:
        for key, value in theirs[scheme].items():
            check(f"{scheme} {key}", place, ours[scheme][key], value)
    # nervaluate takes two spans of the same place for one another.
    if oracles.has_twins(documents):
        return
    nervaluate = oracles.nervaluate_of(documents, tag)
    check("nervaluate strict", place, ours["exact"]["f1"] or 0.0, nervaluate["strict"].f1)
    # Where a span meets two others nervaluate takes the nearest first, which may leave one without a partner.
    if theirs["unambiguous"]:
        check("nervaluate ent_type", place, ours["relaxed"]["f1"] or 0.0, nervaluate["ent_type"].f1)
        check("nervaluate partial", place, ours["partial"]["f1"] or 0.0, nervaluate["partial"].f1)
    elif nervaluate["ent_type"].correct > ours["relaxed"]["matched"]:
        check.faults.append(f"{place}: nervaluate matches more than the largest matching")


def check_pair(check, place, ours, a, b, texts, tags):
    both = [text for text in texts if a in text.spans and b in text.spans]
    documents = [(text.spans[a], text.spans[b]) for text in both]
    check("documents", place, ours["documents"], len(both))
    words = [(x, y) for text in both for x, y in zip(*(oracles.tags_of_words(text, text.spans[who]) for who in (a, b)))]
    of_a, of_b = [x for x, _ in words], [y for _, y in words]
    check("token_kappa", place, ours["token_kappa"], oracles.cohen(of_a, of_b))
    tagged = [(x, y) for x, y in words if x or y]
    check("token_kappa_tagged", place, ours["token_kappa_tagged"], oracles.cohen([x for x, _ in tagged], [y for _, y in tagged]))
    lengths = [(len(text.text), [text.spans[a], text.spans[b]]) for text in both]
    used = sorted({tag for pair in documents for spans in pair for tag, _, _ in spans})
    check("alpha_u", place, ours["alpha_u"], oracles.alpha_u(lengths, used))
    check("tags", place, len(ours["tags"]), len(used))
    totals = Counter()
    for tag in used:
        found = ours["tags"][tag]
        check_spans(check, f"{place} {tag}", found, documents, tag)
        for scheme in ["exact", "relaxed"]:
            for key in ["matched", "a", "b"]:
                totals[scheme, key] += found[scheme][key]
        one = lambda sets: [{tag} & tags_ for tags_ in sets]
        check("token_kappa of a tag", f"{place} {tag}", found["token_kappa"], oracles.cohen(one(of_a), one(of_b)))
        check("alpha_u of a tag", f"{place} {tag}", found["alpha_u"], oracles.alpha_u(lengths, [tag]))
        given = [["yes" if tag in x else "no", "yes" if tag in y else "no"] for x, y in words]
        check("token_ac1 of a tag", f"{place} {tag}", found["token_ac1"], oracles.ac1(given, ["no", "yes"]))
    for (scheme, key), value in totals.items():
        check(f"{scheme} of all tags", place, ours[scheme][key], value)
    check("token_ac1", place, ours["token_ac1"], oracles.ac1([[str(sorted(x)), str(sorted(y))] for x, y in words]))
    for which, theirs in oracles.unlabelled(documents).items():
        for key, value in theirs.items():
            check(f"unlabelled {which} {key}", place, ours["unlabelled"][which][key], value)
    letters = [text.text for text in both]
    for key, value in oracles.by_extent(documents, letters).items():
        check(f"extent {key}", place, ours["extent"][key], value)
    for tag in used:
        of_tag = [[[span for span in spans if span[0] == tag] for spans in pair] for pair in documents]
        check("extent f1 of a tag", f"{place} {tag}", ours["tags"][tag]["extent"]["f1"], oracles.by_extent(of_tag, letters)["f1"])
    check_said(check, place, ours, [(text.works[a], text.works[b]) for text in both])
    confused = sum(cell["spans"] * ((cell["a"] is not None) + (cell["b"] is not None)) for cell in ours["confusion"])
    check("spans in the confusion", place, confused, sum(len(x) + len(y) for x, y in documents))


def check_values(check, what, place, ours, rows):
    """Pairs of values of what two annotators both have, None where one said nothing."""
    stated = [row for row in rows if row != (None, None)]
    for found, rows_ in [(ours, stated), (ours["with_absence"], rows)]:
        agreed = sum(x == y for x, y in rows_)
        check(f"{what} compared", place, found["compared"], len(rows_))
        check(f"{what} agreed", place, found["agreed"], agreed)
        check(f"{what} share", place, found["share"], oracles.ratio(agreed, len(rows_)))
        kappa = oracles.cohen([[str(x)] for x, _ in rows_], [[str(y)] for _, y in rows_])
        check(f"{what} kappa", place, found["kappa"], kappa)


def check_score(check, what, place, ours, counts):
    matched, a, b = counts["matched"], counts["a"], counts["b"]
    for key, value in [("matched", matched), ("a", a), ("b", b), ("f1", oracles.ratio(2 * matched, a + b))]:
        check(f"{what} {key}", place, ours[key], value)


def check_said(check, place, ours, works):
    """Attributes, relations and facts of a pair."""
    found = sayings.attributes(works)
    for tag, of_tag in ours["tags"].items():
        names = {*corpora.ATTRIBUTES[tag], *found.get(tag, {})}
        check("names of attributes", f"{place} {tag}", len(of_tag["attributes"]), len(names))
        for name in names:
            rows = found.get(tag, {}).get(name, [])
            check_values(check, "attribute", f"{place} {tag} {name}", of_tag["attributes"][name], rows)
    counts, values = sayings.relations(works)
    check("types of relations", place, len(ours["relations"]["types"]), len(counts))
    for which in ["all", "agreed_ends"]:
        total = sum((kind[which] for kind in counts.values()), Counter())
        check_score(check, f"relations {which}", place, ours["relations"][which], total)
    nothing = {"certainty": [], "order": [], "attributes": []}
    for kind, of_kind in counts.items():
        theirs, own, at = values.get(kind, nothing), ours["relations"]["types"][kind], f"{place} {kind}"
        for which in ["all", "agreed_ends"]:
            check_score(check, f"relations of a type {which}", at, own[which], of_kind[which])
        check_values(check, "certainty", at, own["certainty"], theirs["certainty"])
        check_values(check, "order", at, own["order"], theirs["order"])
        names = {name for x, y in theirs["attributes"] for name in {*x, *y}}
        check("attributes of relations", at, len(own["attributes"]), len(names))
        for name in names:
            rows = [(x.get(name), y.get(name)) for x, y in theirs["attributes"]]
            check_values(check, "attribute of relations", at, own["attributes"][name], rows)
    found = sayings.facts(works)
    check("names of facts", place, len(ours["facts"]), len(found))
    for name, rows in found.items():
        check_values(check, "fact", f"{place} {name}", ours["facts"][name], rows)


def check_against(check, place, ours, annotators, texts):
    """Precision, recall and F1 of each annotator against gold."""
    found = {annotator["annotator"]: annotator for annotator in ours["annotators"]}
    for who in annotators:
        both = [text for text in texts if who in text.spans and "gold" in text.spans]
        check("measured against gold", place, int(who in found), int(bool(both)))
        if not both:
            continue
        own, at = found[who], f"{place} {who}"
        check("texts with gold", at, own["documents"], len(both))
        documents = [(text.spans[who], text.spans["gold"]) for text in both]
        used = sorted({tag for pair in documents for spans in pair for tag, _, _ in spans})
        scores = {tag: oracles.span_scores(documents, tag) for tag in used}
        counts, _ = sayings.relations([(text.works[who], text.works["gold"]) for text in both])
        total = lambda scheme: {key: sum(score[scheme][key] for score in scores.values()) for key in ["matched", "a", "b"]}
        all_of = lambda which: sum((kind[which] for kind in counts.values()), Counter())
        rows = [(own[scheme], total(scheme), scheme) for scheme in ["exact", "relaxed"]]
        rows += [(own["tags"][tag][scheme], scores[tag][scheme], f"{scheme} of a tag") for tag in used for scheme in ["exact", "relaxed"]]
        rows += [(own["relations"][which], all_of(which), f"relations {which}") for which in ["all", "agreed_ends"]]
        rows += [(own["relations"]["types"][kind], counts[kind]["all"], "relations of a type") for kind in counts]
        rows += [(own["unlabelled"], oracles.unlabelled(documents)["exact"], "unlabelled")]
        for mine, theirs, what in rows:
            matched, a, b = theirs["matched"], theirs["a"], theirs["b"]
            check(f"precision {what}", at, mine["precision"], oracles.ratio(matched, a))
            check(f"recall {what}", at, mine["recall"], oracles.ratio(matched, b))
            check(f"f1 against gold {what}", at, mine["f1"], oracles.ratio(2 * matched, a + b))


def check_interval(check, what, place, ours, value, values):
    """An interval, which only a figure that is defined has."""
    theirs = resampling.interval(values) if value is not None else None
    for n in range(2):
        check(f"interval of {what}", place, ours and ours[n], theirs and theirs[n])


def check_intervals(check, place, ours, annotators, texts, seed, count):
    counted = [text for text in texts if len([who for who in annotators if who in text.spans]) > 1]
    measured = [text for text in texts if "gold" in text.spans and any(who in text.spans for who in annotators)]
    drawn = [text for text in texts if text in counted or text in measured]
    check("texts that are drawn", place, ours["bootstrap"]["texts"], len(drawn))
    if len(drawn) < 2:
        draws = np.zeros((0, len(drawn)), dtype=int)
    else:
        draws = resampling.resamples(seed, count, len(drawn))
    sums = {}
    for pair in ours["pairs"]:
        at, both = f"{place} {pair['a']}-{pair['b']}", lambda text: pair["a"] in text.spans and pair["b"] in text.spans
        spans = [(text.spans[pair["a"]], text.spans[pair["b"]]) if both(text) else ([], []) for text in drawn]
        works = [[(text.works[pair["a"]], text.works[pair["b"]])] if both(text) else [] for text in drawn]
        sizes = [len(a) + len(b) for a, b in spans]
        exact = resampling.of_ratios(draws, [2 * (Counter(a) & Counter(b)).total() for a, b in spans], sizes)
        sums.setdefault("exact", []).append(exact)
        check_interval(check, "exact F1", at, pair["exact"]["f1_interval"], pair["exact"]["f1"], exact)
        for tag, of_tag in pair["tags"].items():
            scores = [oracles.span_scores([document], tag)["relaxed"] for document in spans]
            values = resampling.of_ratios(draws, [2 * s["matched"] for s in scores], [s["a"] + s["b"] for s in scores])
            check_interval(check, "relaxed F1 of a tag", f"{at} {tag}", of_tag["relaxed"]["f1_interval"], of_tag["relaxed"]["f1"], values)
            found = [sayings.attributes(one).get(tag, {}) for one in works]
            for name, attribute in of_tag["attributes"].items():
                rows = [Counter(row for row in one.get(name, []) if row != (None, None)) for one in found]
                agreed = [sum(n for (x, y), n in row.items() if x == y) for row in rows]
                share = resampling.of_ratios(draws, agreed, [row.total() for row in rows])
                check_interval(check, "share of an attribute", f"{at} {tag} {name}", attribute["share_interval"], attribute["share"], share)
                kappa = resampling.of_rows(draws, rows, resampling.kappa)
                check_interval(check, "kappa of an attribute", f"{at} {tag} {name}", attribute["kappa_interval"], attribute["kappa"], kappa)
        relations = [sum((kind["all"] for kind in sayings.relations(one)[0].values()), Counter()) for one in works]
        values = resampling.of_ratios(draws, [2 * r["matched"] for r in relations], [r["a"] + r["b"] for r in relations])
        check_interval(check, "relations F1", at, pair["relations"]["all"]["f1_interval"], pair["relations"]["all"]["f1"], values)
        tags = lambda text, who: [str(sorted(tags)) for tags in oracles.tags_of_words(text, text.spans[who])]
        words = [Counter(zip(tags(text, pair["a"]), tags(text, pair["b"]))) if both(text) else Counter() for text in drawn]
        for key, measure in [("token_kappa", resampling.kappa), ("token_ac1", resampling.ac1)]:
            check_interval(check, key, at, pair[f"{key}_interval"], pair[key], resampling.of_rows(draws, words, measure))
    exact = [[v for v in values if v is not None] for values in zip(*sums.get("exact", []))]
    mean = ours["over_pairs"]["exact_f1"]
    check_interval(check, "mean over pairs", place, mean["mean_interval"], mean["mean"], [float(np.mean(v)) if v else None for v in exact])
    sets = lambda text: [[str(sorted(t)) for t in oracles.tags_of_words(text, text.spans[who])] if who in text.spans else [None] * len(text.words) for who in annotators]
    words = [Counter(zip(*sets(text))) if text in counted else Counter() for text in drawn]
    for key, measure in [("krippendorff_alpha", resampling.alpha), ("gwet_ac1", resampling.ac1)]:
        check_interval(check, key, place, ours[f"{key}_interval"], ours[key], resampling.of_rows(draws, words, measure))
    gammas = {found["file"]: found for found in ours["gamma"]["texts"]}
    observed, expected = np.zeros(len(drawn)), np.zeros(len(drawn))
    for n, text in enumerate(drawn):
        if text.name in gammas:
            found = gammas[text.name]
            observed[n], expected[n] = found["observed"] * found["units"], found["expected"]["mean"] * found["units"]
    ratios = resampling.of_ratios(draws, observed, expected)
    values = [None if ratio is None else 1 - ratio for ratio in ratios]
    check_interval(check, "gamma", place, ours["gamma"]["value_interval"], ours["gamma"]["value"], values)
    for annotator in ours["against"]["annotators"]:
        who = annotator["annotator"]
        spans = [(text.spans[who], text.spans["gold"]) if who in text.spans and "gold" in text.spans else ([], []) for text in drawn]
        matched = [(Counter(a) & Counter(b)).total() for a, b in spans]
        values = resampling.of_ratios(draws, matched, [len(b) for _, b in spans])
        check_interval(check, "recall", f"{place} {who}", annotator["exact"]["recall_interval"], annotator["exact"]["recall"], values)


def check_by_text(check, place, ours, annotators, texts):
    """The main figures of each text."""
    counted = [text for text in texts if len([who for who in annotators if who in text.spans]) > 1]
    check("rows by text", place, len(ours["rows"]), len(counted))
    for row, text in zip(ours["rows"], counted):
        check("names of rows", place, int(row["name"] == text.name), 1)
        for pair in row["pairs"]:
            a, b = text.spans[pair["a"]], text.spans[pair["b"]]
            matched = (Counter(a) & Counter(b)).total()
            check("exact F1 of a text", f"{place} {text.name}", pair["exact_f1"], oracles.ratio(2 * matched, len(a) + len(b)))


def check_everybody(check, place, ours, annotators, texts):
    texts = [without_gold(text) for text in texts]
    compared = [text for text in texts if len(text.spans) > 1]
    check("documents", place, ours["documents"], len(compared))
    check("skipped", place, len(ours["skipped"]), len(texts) - len(compared))
    sets = lambda text: [
        oracles.tags_of_words(text, text.spans[who]) if who in text.spans else [None] * len(text.words) for who in annotators
    ]
    rows = [list(row) for text in compared for row in zip(*sets(text))]
    complete = [text for text in compared if len(text.spans) == len(annotators)]
    complete_rows = [list(row) for text in complete for row in zip(*sets(text))]
    check("complete", place, ours["complete_documents"], len(complete))
    name = lambda tags: None if tags is None else str(sorted(tags))
    check("krippendorff_alpha", place, ours["krippendorff_alpha"], oracles.alpha([[name(v) for v in row] for row in rows]))
    check("gwet_ac1", place, ours["gwet_ac1"], oracles.ac1([[name(v) for v in row] for row in rows]))
    check("fleiss_kappa", place, ours["fleiss_kappa"], oracles.fleiss([[name(v) for v in row] for row in complete_rows]))
    lengths = [(len(text.text), [text.spans[who] for who in annotators]) for text in complete]
    complete_tags = sorted({tag for _, spans in lengths for own in spans for tag, _, _ in own})
    check("alpha_u of everybody", place, ours["alpha_u_overall"], oracles.alpha_u(lengths, complete_tags))
    for tag in sorted({tag for text in compared for spans in text.spans.values() for tag, _, _ in spans}):
        found, has = ours["tags"][tag], lambda tags: None if tags is None else tag in tags
        check("krippendorff_alpha of a tag", f"{place} {tag}", found["krippendorff_alpha"], oracles.alpha([[has(v) for v in row] for row in rows]))
        given = [[None if v is None else "yes" if tag in v else "no" for v in row] for row in rows]
        check("gwet_ac1 of a tag", f"{place} {tag}", found["gwet_ac1"], oracles.ac1(given, ["no", "yes"]))
        check("fleiss_kappa of a tag", f"{place} {tag}", found["fleiss_kappa"], oracles.fleiss([[has(v) for v in row] for row in complete_rows]))
        check("alpha_u of a tag and everybody", f"{place} {tag}", ours["alpha_u"][tag], oracles.alpha_u(lengths, [tag]))


def without_gold(text):
    spans = {who: spans for who, spans in text.spans.items() if who != "gold"}
    return corpora.Text(text.name, text.text, text.words, text.works, spans)


def check_means(check, place, ours):
    nested = {
        "unlabelled_f1": lambda pair: pair["unlabelled"]["exact"]["f1"],
        "relations_f1": lambda pair: pair["relations"]["all"]["f1"],
        "relations_agreed_ends_f1": lambda pair: pair["relations"]["agreed_ends"]["f1"],
    }
    for name, spread in ours["over_pairs"].items():
        kind, _, f1 = name.rpartition("_")
        of_pair = nested.get(name) or (lambda pair: pair[kind]["f1"] if f1 == "f1" else pair[name])
        values = [of_pair(pair) for pair in ours["pairs"]]
        values = [value for value in values if value is not None]
        check("mean over pairs", f"{place} {name}", spread["mean"], float(np.mean(values)) if values else None)
        check("sd over pairs", f"{place} {name}", spread["sd"], float(np.std(values, ddof=1)) if len(values) > 1 else None)


def continuum(text):
    from pyannote.core import Segment
    from pygamma_agreement import Continuum

    out = Continuum()
    for annotator, spans in text.spans.items():
        out.add_annotator(annotator)
        for tag, start, end in spans:
            out.add(annotator, Segment(start, end), tag)
    # The continuum is the text, not only what lies between the first and the last unit.
    out.bound_inf, out.bound_sup = 0.0, float(len(text.text))
    return out


def check_gamma(check, place, ours, texts, samples):
    from pygamma_agreement import CombinedCategoricalDissimilarity, ShuffleContinuumSampler

    texts = [without_gold(text) for text in texts]
    whole = {text.name: text for text in texts if len(text.spans) > 1 and all(text.spans.values())}
    check("gamma documents", place, ours["documents"], len(whole))
    for found in ours["texts"]:
        text = whole[found["file"]]
        if oracles.has_twins([text.spans.values()]):
            continue  # pygamma-agreement takes two units of the same place and tag for one.
        units = continuum(text)
        dissimilarity = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
        theirs = float(units.get_best_alignment(dissimilarity).disorder)
        check("observed disorder", f"{place} {text.name}", found["observed"], theirs, SINGLE * max(1.0, theirs))
        if samples:
            sampler = ShuffleContinuumSampler()
            sampler.init_sampling(units)
            drawn = [sampler.sample_from_continuum.get_best_alignment(dissimilarity).disorder for _ in range(samples)]
            error = np.hypot(np.std(drawn, ddof=1) / np.sqrt(samples), found["expected"]["sd"] / np.sqrt(ours["samples"]))
            check("expected disorder", f"{place} {text.name}", found["expected"]["mean"], float(np.mean(drawn)), 4 * error + 1e-6)
            gamma = 1 - theirs / np.mean(drawn)
            check("gamma", f"{place} {text.name}", found["value"], float(gamma), 4 * error * theirs / np.mean(drawn) ** 2 + 1e-4)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/hashiya")
    options.add_argument("--corpora", type=int, default=200)
    options.add_argument("--seed", type=int, default=20260101)
    options.add_argument("--sampled", type=int, default=40, help="corpora whose expected disorder is sampled by both")
    options.add_argument("--resamples", type=int, default=40, help="resamples of the texts")
    options.add_argument("--samples", type=int, default=60, help="samples of each text there")
    options = options.parse_args()
    logging.disable(logging.WARNING)
    check, features = Check(), Counter()
    for n in range(options.corpora):
        rng = random.Random(options.seed + n)
        np.random.seed(options.seed + n)
        is_sampled = n < options.sampled
        annotators, texts = corpora.random_corpus(rng, 2 if is_sampled else 6)
        features.update(features_of(texts, annotators))
        with tempfile.TemporaryDirectory() as folder:
            corpora.write(rng, folder, texts)
            samples = options.samples if is_sampled else 2
            command = [options.binary, "agree", folder, "--format", "json", "--gamma", "--seed", str(n), "--samples", str(samples)]
            command += ["--annotators", ",".join(annotators), "--schema", f"{folder}/schema.ron", "--by", "text"]
            command += ["--bootstrap", str(options.resamples)]
            if any("gold" in text.works or "gold" in text.begun for text in texts):
                command += ["--against", "gold"]
            ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit(f"corpus {n}: {ran.stderr}")
        ours, place = json.loads(ran.stdout), f"corpus {n}"
        for a, b in itertools.combinations(annotators, 2):
            found = [pair for pair in ours["pairs"] if (pair["a"], pair["b"]) == (a, b)]
            if any(a in text.spans and b in text.spans for text in texts):
                check_pair(check, f"{place} {a}-{b}", found[0], a, b, texts, corpora.TAGS)
            else:
                check("pairs without a text", place, len(found), 0)
        check_everybody(check, place, ours, annotators, texts)
        check_means(check, place, ours)
        check_by_text(check, place, ours["by"], annotators, texts)
        ours["against"] = ours["against"] or {"annotators": []}
        check_against(check, place, ours["against"], annotators, texts)
        check_intervals(check, place, ours, annotators, texts, n, options.resamples)
        check_gamma(check, place, ours["gamma"], texts, options.samples if is_sampled else 0)
    report(check, features, options.corpora)
    sys.exit(1 if check.faults else 0)


def features_of(texts, annotators):
    """What a corpus has that is difficult."""
    spans = [sorted(own) for text in texts for own in text.spans.values()]
    works = [work for text in texts for work in text.works.values()]
    pairs = [(x, y) for own in spans for x, y in itertools.combinations(own, 2) if oracles.meet(x, y)]
    inside = lambda x, y: x[1] <= y[1] and y[2] <= x[2]
    return {
        "corpora with nested spans": int(any(inside(x, y) or inside(y, x) for x, y in pairs)),
        "with crossing spans": int(any(not inside(x, y) and not inside(y, x) for x, y in pairs)),
        "with overlaps within one tag": int(any(x[0] == y[0] for x, y in pairs)),
        "with empty annotations": int(any(not own for own in spans)),
        "with missing annotators": int(any(len(text.spans) < len(annotators) for text in texts)),
        "with spans of the same words and tag": int(any(len(set(own)) < len(own) for own in spans)),
        "with relations": int(any(work.relations for work in works)),
        "with facts": int(any(work.facts for work in works)),
        "with defaults written out": int(any(corpora.meaning(own, corpora.ATTRIBUTES[span[0]]).keys() < own.keys() for work in works for span, own in work.spans)),
        "with unfinished work": int(any(text.begun for text in texts)),
        "with a gold standard": int(any("gold" in text.works for text in texts)),
        "with three annotators or more": int(len(annotators) > 2),
    }


def report(check, features, count):
    print(f"{count} corpora: " + ", ".join(f"{n} {what}" for what, n in features.items()))
    for what in sorted(check.compared):
        print(f"  {what:34} {check.compared[what]:6} compared, {check.undefined[what]:5} of them undefined")
    for fault in check.faults[:40]:
        print("DIFFERS", fault)
    print(f"{sum(check.compared.values())} figures compared, {len(check.faults)} differ")


if __name__ == "__main__":
    main()
