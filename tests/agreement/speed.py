#!/usr/bin/env python3
"""How fast `hashiya agree` is, beside the Python libraries on the same data.

    v/bin/python tests/agreement/speed.py --binary target/release/hashiya --folder /dev/shm/agree

Writes texts of the sample corpus' words with the sidecars of two annotators, twenty spans each, to a folder (best one in
memory), then times the program from sidecars to figures, without gamma. The libraries get the same spans and words
already read and cut, so that only their own work is timed; each computes one figure of the many.
"""

import argparse
import pathlib
import random
import re
import resource
import subprocess
import time

import krippendorff
import numpy as np
from nervaluate import Evaluator
from sklearn.metrics import cohen_kappa_score

TAGS = ["ACTOR", "LOCATION", "CASUALTY", "ALLEGATION"]
ATTRIBUTES = {
    "ACTOR": '[("actor_id", "act-1"), ("actor_class", "armed_group")]',
    "LOCATION": '[("loc_id", "loc-1")]',
    "CASUALTY": '[("harm", "killed"), ("min", 6), ("qualifier", "exact")]',
    "ALLEGATION": '[("kind", "harm_to_civilians"), ("certainty", "certain")]',
}


def make(folder, count):
    """Texts of about 2,000 characters with sidecars as the program writes them."""
    rng = random.Random(1)
    sample = pathlib.Path(__file__).parents[2] / "sample_corpus"
    letters = re.compile(r"[«(\"]?[\u0621-\u063A\u0641-\u064A][\u0621-\u063A\u0640-\u0652]*[»)\".،:]*")
    pool = [
        word
        for path in sorted(sample.glob("*.txt"))
        for word in path.read_text(encoding="utf-8", errors="ignore").split()
        if letters.fullmatch(word)
    ]
    documents = []
    for n in range(count):
        at = rng.randrange(len(pool) - 350)
        text = " ".join(pool[at : at + 330])
        words = [match.span() for match in re.finditer(r"\S+", text)]
        base = sorted(rng.sample(range(len(words) - 5), 20))
        name, row = f"{n:05}.txt", []
        (folder / name).write_text(text, encoding="utf-8")
        byte = np.concatenate([[0], np.cumsum([len(c.encode()) for c in text])])
        for annotator in ["ann1", "ann2"]:
            spans, lines = [], []
            for m, first in enumerate(base):
                last = first + rng.choice([0, 0, 1, 2, 4])
                tag, start, end = rng.choice(TAGS[:3]) if rng.random() < 0.1 else TAGS[m % 4], words[first][0], words[last][1]
                spans.append((tag, start, end))
                quote = text[start:end].replace("\\", "\\\\").replace('"', '\\"')
                lines.append(
                    f'        (id: "s{m + 1}", tag: "{tag}", start: {start}, end: {end}, bytes: ({byte[start]}, {byte[end]}), '
                    f'text: "{quote}", attributes: {ATTRIBUTES[tag]}, origin: "manual", note: "", at: "2031-03-14T08:07:41Z"),\n'
                )
            (folder / f"{name}.{annotator}.ron").write_text(
                f'(\n    hashiya: 1,\n    source: (file: "{name}", sha256: "", bytes: {byte[-1]}, code_points: {len(text)}, '
                f'encoding: "UTF-8"),\n    schema: (id: "conflict-ar", version: "1.0.0"),\n    annotator: "{annotator}",\n'
                f'    state: "submitted",\n    document: [("source_name", "x")],\n    spans: [\n{"".join(lines)}    ],\n'
                "    relations: [],\n)\n",
                encoding="utf-8",
            )
            row.append(spans)
        documents.append((words, row))
    return documents


def processor():
    """Processor seconds of this process and of those that it has run."""
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


def timed(what, count, work):
    begun, used = time.perf_counter(), processor()
    work()
    took, used = time.perf_counter() - begun, processor() - used
    print(f"  {what:46} {took:8.2f} s, of processors {used:8.2f} s {count / took:10,.0f} texts a second", flush=True)


def tagged(words, spans):
    starts = np.array([start for start, _ in words])
    tags = [""] * len(words)
    for tag, start, end in spans:
        for n in range(int(np.searchsorted(starts, start)), int(np.searchsorted(starts, end))):
            tags[n] = ",".join(sorted({*tags[n].split(","), tag} - {""}))
    return tags


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/hashiya")
    options.add_argument("--folder", required=True)
    options.add_argument("--texts", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--no-libraries", action="store_true")
    options = options.parse_args()
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    documents, count = make(folder, options.texts), options.texts
    bytes_ = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{count} texts of two annotators, {bytes_ / 1e6:.0f} MB in all")
    command = [options.binary, "agree", folder, "--format", "json"]
    for _ in range(options.rounds):
        timed("hashiya agree: files to all figures", count, lambda: subprocess.run(command, check=True, capture_output=True))
    if options.no_libraries:
        return
    words = [(tagged(words, a), tagged(words, b)) for words, (a, b) in documents]
    timed("scikit-learn: Cohen's kappa, text by text", count, lambda: [cohen_kappa_score(a, b) for a, b in words])
    all_a, all_b = [t for a, _ in words for t in a], [t for _, b in words for t in b]
    timed("scikit-learn: Cohen's kappa, all texts as one", count, lambda: cohen_kappa_score(all_a, all_b))
    values = {tags: n for n, tags in enumerate(sorted({*all_a, *all_b}))}
    rows = [np.array([[values[t] for t in a], [values[t] for t in b]]) for a, b in words]
    several = [row for row in rows if len(np.unique(row)) > 1]
    alpha = lambda row: krippendorff.alpha(reliability_data=row, level_of_measurement="nominal")
    timed("krippendorff: alpha, text by text", count, lambda: [alpha(row) for row in several])
    timed("krippendorff: alpha, all texts as one", count, lambda: alpha(np.concatenate(rows, axis=1)))
    entities = lambda n: [[{"label": t, "start": s, "end": e - 1} for t, s, e in row[n]] for _, row in documents]
    true, pred = entities(0), entities(1)
    timed("nervaluate: its schemes", count, lambda: Evaluator(true, pred, tags=TAGS, loader="dict").evaluate())


if __name__ == "__main__":
    main()
