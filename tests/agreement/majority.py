#!/usr/bin/env python3
"""Compares `hashiya gold --strategy majority` with a count of its own, on random corpora.

    cargo build --release
    python3 tests/agreement/majority.py --binary target/release/hashiya --corpora 200

Counted from the rows themselves, without any units: a span (tag, start, end) if more than half of those who have finished
the text have it; a value of an attribute if more than half of those who have the span give it, a default being no value; a
relation (type and both ends) if more than half of those who have the span state it and its other end is there, with the
certainty that more than half of these give it, and the order of those of them who give one; a fact if more than half of those who speak of it say so.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

WORDS = ["قال", "ناطق", "والجيش", "مدنيون", "بالمدينة", "غارة", "ستة", "السهل", "شخص", "الفصيل", "ومصدر", "القرية"]
FINISHED = ["submitted", "returned", "reviewed"]
ATTRIBUTES = {
    "ACTOR": {"mention": ["name", "nominal"], "actor_class": ["state", "armed_group", "media"]},
    "LOCATION": {"protected": [True, False], "spatial_cue": ["at", "near"]},
    "ALLEGATION": {"kind": ["armed_attack", "losses"], "polarity": ["positive", "negative"]},
}
DEFAULTS = {
    ("ACTOR", "mention"): "name",
    ("LOCATION", "protected"): False,
    ("LOCATION", "spatial_cue"): "at",
    ("ALLEGATION", "polarity"): "positive",
}


def random_text(rng):
    """A text with the places of its words."""
    text, words = "", []
    for _ in range(rng.randint(6, 40)):
        word = rng.choice(WORDS)
        words.append((len(text), len(text) + len(word)))
        text += word + rng.choice([" ", " ", "، ", ". "])
    return text, words


def random_attributes(rng, tag):
    return {name: rng.choice(values) for name, values in ATTRIBUTES[tag].items() if rng.random() < 0.6}


def changed(rng, words, span):
    """What another annotator makes of a span; mostly the same."""
    tag, first, last, cut, attributes = span
    draw = rng.random()
    if draw < 0.15:
        return None
    if draw < 0.25:
        last = min(len(words) - 1, last + 1)
    elif draw < 0.3:
        tag = rng.choice(list(ATTRIBUTES))
        attributes = random_attributes(rng, tag)
    elif draw < 0.35:
        cut = not cut
    elif draw < 0.6:
        attributes = dict(attributes, **random_attributes(rng, tag))
    return (tag, first, last, cut, attributes)


def row(rng, name, text, words, base, links, annotator, state):
    """One annotator's work on a text, as a row of JSONL."""
    spans, ids, seen = [], {}, set()
    for place, span in enumerate(base):
        own = changed(rng, words, span)
        if own is None:
            continue
        tag, first, last, cut, attributes = own
        start, end = words[first][0], words[last][1]
        start += cut and text[start] in "وب" and end - start > 2
        if (tag, start, end) in seen:
            continue
        seen.add((tag, start, end))
        ids[place] = f"s{len(spans) + 1}"
        spans.append({"id": ids[place], "tag": tag, "start": start, "end": end, "text": text[start:end], "attributes": attributes})
    relations = []
    for kind, source, target in links:
        if kind == "claimed_by" and rng.random() < 0.2:
            target = "@document"
        to = ids.get(target, target if isinstance(target, str) else None)
        if source in ids and to and ids[source] != to and rng.random() < 0.8:
            relation = {"id": f"r{len(relations) + 1}", "type": kind, "from": ids[source], "to": to}
            relation["certainty"] = rng.choice([None, None, "probable"])
            relation["order"] = rng.choice([None, 1])
            relations.append(relation)
    facts = {"source_name": rng.choice(["النخيل", "السهل"])} if rng.random() < 0.7 else {}
    return {
        "file": name, "text": text, "annotator": annotator, "state": state, "document": facts, "spans": spans,
        "relations": relations,
    }


def random_corpus(rng):
    rows = []
    annotators = ["amal", "basim", "dina", "emad", "fady"][: rng.randint(2, 5)]
    for n in range(rng.randint(1, 4)):
        text, words = random_text(rng)
        base = []
        for _ in range(rng.randint(0, 8)):
            tag, first = rng.choice(list(ATTRIBUTES)), rng.randrange(len(words))
            base.append((tag, first, min(len(words) - 1, first + rng.choice([0, 0, 1, 3])), rng.random() < 0.5, random_attributes(rng, tag)))
        places = [place for place, span in enumerate(base)]
        links = [(rng.choice(["claimed_by", "by"]), rng.choice(places), rng.choice(places)) for _ in places]
        links = list({link: None for link in links if link[1] != link[2]})
        for annotator in annotators:
            if rng.random() < 0.9:
                state = rng.choice(FINISHED * 3 + ["in_progress"])
                rows.append(row(rng, f"{n:02}.txt", text, words, base, links, annotator, state))
    return rows


def more_than_half(values):
    """The value that more than half have, and whether there is one."""
    for value, count in Counter(map(json.dumps, values)).items():
        if 2 * count > len(values):
            return json.loads(value), True
    return None, False


def said(tag, attributes, name):
    value = attributes.get(name)
    return None if value == DEFAULTS.get((tag, name), "") else value


def ends(row):
    """The relations of a row by the places of their ends."""
    place = {span["id"]: (span["tag"], span["start"], span["end"]) for span in row["spans"]}
    for relation in row["relations"]:
        yield relation, place[relation["from"]], place.get(relation["to"], relation["to"])


def counted(rows):
    """The gold standard of a text by a plain count: spans with attributes, relations, facts."""
    have = {}
    for row in rows:
        for span in row["spans"]:
            have.setdefault((span["tag"], span["start"], span["end"]), []).append((row["annotator"], span["attributes"]))
    gold = {key: holders for key, holders in have.items() if 2 * len(holders) > len(rows)}
    spans = {}
    for key, holders in gold.items():
        names = {name for _, attributes in holders for name in attributes}
        values = {name: more_than_half([said(key[0], attributes, name) for _, attributes in holders])[0] for name in names}
        spans[key] = {name: value for name, value in values.items() if value is not None}
    stated = {}
    for row in rows:
        for relation, source, target in ends(row):
            by = stated.setdefault((relation["type"], source, target), {})
            by.setdefault(row["annotator"], relation)
    relations = {}
    for (kind, source, target), by in stated.items():
        is_there = source in gold and (target in gold or isinstance(target, str))
        if is_there and 2 * len(by) > len(gold[source]):
            certainty = more_than_half([relation["certainty"] for relation in by.values()])[0]
            order = more_than_half([relation["order"] for relation in by.values() if relation["order"]])[0]
            relations[(kind, source, target)] = (certainty, order)
    facts = {}
    for name in {name for row in rows for name in row["document"]}:
        value, is_one = more_than_half([row["document"][name] for row in rows if name in row["document"]])
        if is_one:
            facts[name] = value
    return spans, relations, facts


def made(row):
    """The same of a gold standard that the program made."""
    spans = {}
    for span in row["spans"]:
        attributes = {name: said(span["tag"], span["attributes"], name) for name in span["attributes"]}
        spans[(span["tag"], span["start"], span["end"])] = {name: value for name, value in attributes.items() if value is not None}
    relations = {(r["type"], source, target): (r.get("certainty"), r.get("order")) for r, source, target in ends(row)}
    return spans, relations, row["document"]


def run(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default="target/release/hashiya")
    parser.add_argument("--corpora", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    totals, faults = Counter(), []
    for seed in range(options.seed, options.seed + options.corpora):
        rows = random_corpus(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in.jsonl")
            source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            corpus = Path(folder, "corpus")
            run(options.binary, "import", "--into", corpus, source)
            told = run(options.binary, "gold", "--strategy", "majority", "--annotator", "huda", "--format", "json", corpus)
            files = [json.loads(line)["file"] for line in told.splitlines()]
            finished = {}
            for row in rows:
                if row["state"] in FINISHED:
                    finished.setdefault(row["file"], []).append(row)
            expected = {file: counted(of) for file, of in finished.items() if len(of) > 1}
            if sorted(files) != sorted(expected):
                faults.append(f"seed {seed}: texts {files}, expected {sorted(expected)}")
            if not expected:
                continue
            run(options.binary, "export", "--format", "jsonl", "--set", "gold", "--out", Path(folder, "out"), corpus)
            gold = {}
            for path in Path(folder, "out").glob("*.jsonl"):
                for line in path.read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    gold[row["file"]] = made(row)
            for file, theirs in expected.items():
                for what, ours, counts in zip(["span", "relation", "fact"], gold[file], theirs):
                    totals[what] += len(counts)
                    if ours != counts:
                        differing = [key for key in {**ours, **counts} if ours.get(key, "absent") != counts.get(key, "absent")]
                        faults.append(f"seed {seed} {file}: {what} {differing}: {[(ours.get(k), counts.get(k)) for k in differing]}")
                totals["attribute"] += sum(map(len, theirs[0].values()))
    print(", ".join(f"{count} {what}s" for what, count in totals.items()), f"in {options.corpora} corpora; differing: {len(faults)}")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))


main()
