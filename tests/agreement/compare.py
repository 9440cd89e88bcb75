#!/usr/bin/env python3
"""Compares `hashiya agree` with the libraries that Python has for agreement, on random corpora.

    python3 -m venv v && v/bin/pip install -r tests/agreement/requirements.txt
    cargo build --release
    v/bin/python tests/agreement/compare.py --binary target/release/hashiya

Equal to 1e-9: F1 with nervaluate and scipy, Cohen's kappa with scikit-learn, Krippendorff's alpha with krippendorff,
Fleiss' kappa with statsmodels, unitizing alpha with its formula written out. gamma: the observed disorder equals that of
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
    for (scheme, key), value in totals.items():
        check(f"{scheme} of all tags", place, ours[scheme][key], value)
    confused = sum(cell["spans"] * ((cell["a"] is not None) + (cell["b"] is not None)) for cell in ours["confusion"])
    check("spans in the confusion", place, confused, sum(len(x) + len(y) for x, y in documents))


def check_everybody(check, place, ours, annotators, texts):
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
    check("fleiss_kappa", place, ours["fleiss_kappa"], oracles.fleiss([[name(v) for v in row] for row in complete_rows]))
    lengths = [(len(text.text), [text.spans[who] for who in annotators]) for text in complete]
    complete_tags = sorted({tag for _, spans in lengths for own in spans for tag, _, _ in own})
    check("alpha_u of everybody", place, ours["alpha_u_overall"], oracles.alpha_u(lengths, complete_tags))
    for tag in sorted({tag for text in compared for spans in text.spans.values() for tag, _, _ in spans}):
        found, has = ours["tags"][tag], lambda tags: None if tags is None else tag in tags
        check("krippendorff_alpha of a tag", f"{place} {tag}", found["krippendorff_alpha"], oracles.alpha([[has(v) for v in row] for row in rows]))
        check("fleiss_kappa of a tag", f"{place} {tag}", found["fleiss_kappa"], oracles.fleiss([[has(v) for v in row] for row in complete_rows]))
        check("alpha_u of a tag and everybody", f"{place} {tag}", ours["alpha_u"][tag], oracles.alpha_u(lengths, [tag]))


def check_means(check, place, ours):
    for name, spread in ours["over_pairs"].items():
        kind, _, f1 = name.rpartition("_")
        values = [pair[kind]["f1"] if f1 == "f1" else pair[name] for pair in ours["pairs"]]
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

    whole = {text.name: text for text in texts if len(text.spans) > 1 and all(text.spans.values())}
    check("gamma documents", place, ours["documents"], len(whole))
    for found in ours["texts"]:
        text = whole[found["file"]]
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
            corpora.write(rng, folder, annotators, texts)
            samples = options.samples if is_sampled else 2
            command = [options.binary, "agree", folder, "--format", "json", "--gamma", "--seed", str(n), "--samples", str(samples)]
            command += ["--annotators", ",".join(annotators)]
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
        check_gamma(check, place, ours["gamma"], texts, options.samples if is_sampled else 0)
    report(check, features, options.corpora)
    sys.exit(1 if check.faults else 0)


def features_of(texts, annotators):
    """What a corpus has that is difficult."""
    spans = [sorted(own) for text in texts for own in text.spans.values()]
    pairs = [(x, y) for own in spans for x, y in itertools.combinations(own, 2) if oracles.meet(x, y)]
    inside = lambda x, y: x[1] <= y[1] and y[2] <= x[2]
    return {
        "corpora with nested spans": int(any(inside(x, y) or inside(y, x) for x, y in pairs)),
        "with crossing spans": int(any(not inside(x, y) and not inside(y, x) for x, y in pairs)),
        "with overlaps within one tag": int(any(x[0] == y[0] for x, y in pairs)),
        "with empty annotations": int(any(not own for own in spans)),
        "with missing annotators": int(any(len(text.spans) < len(annotators) for text in texts)),
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
