#!/usr/bin/env python3
"""How fast `hashiya export` and `hashiya import` are, beside Python's reference converters on the same data.

    v/bin/python tests/exchange/speed.py --folder /dev/shm/exchange

Writes texts of the sample corpus' words, each with a sidecar, to a folder (best one in memory), and times the program
from sidecars to every format and back. The converters get the same texts and spans as JSONL, a line a text, read them
with `json`, and write the format with the library that stands for it; they run once, between the rounds of the program.
"""

import argparse
import hashlib
import importlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import time

ATTRIBUTES = {
    "ACTOR": {"actor_id": "act-1", "actor_class": "armed_group"},
    "LOCATION": {"loc_id": "loc-1"},
    "CASUALTY": {"harm": "killed", "min": 6, "qualifier": "exact"},
    "ALLEGATION": {"kind": "harm_to_civilians", "certainty": "certain"},
}


def row_of(n, rng, pool, words, count):
    """A text of so many words with so many spans, some nested and some crossing, and two relations."""
    at = rng.randrange(len(pool) - words)
    text = " ".join(pool[at : at + words]) + "\n"
    places = [match.span() for match in re.finditer(r"\S+", text)]
    spans = []
    for m, first in enumerate(sorted(rng.sample(range(len(places) - 5), count))):
        tag = list(ATTRIBUTES)[m % 4]
        start, end = places[first][0], places[first + rng.choice([0, 0, 1, 2, 4])][1]
        spans.append({"id": f"s{m + 1}", "tag": tag, "start": start, "end": end, "text": text[start:end], "note": "",
                      "attributes": ATTRIBUTES[tag], "origin": "manual", "at": "2031-03-14T08:07:41Z"})
    relations = [{"id": f"r{m}", "type": "claimed_by", "from": f"s{m + 3}", "to": f"s{m}", "order": None} for m in (1, 2) if m + 3 <= count]
    name = f"{n // 1000:03}/{n:06}.txt"
    return {"file": name, "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text, "annotator": "ann1",
            "state": "submitted", "document": {"source_name": "x"}, "spans": spans, "relations": relations}


def make(folder, count, words, spans):
    """The rows, and a corpus of them as the program imports it."""
    sample = pathlib.Path(__file__).parents[2] / "sample_corpus"
    letters = re.compile(r"[«(\"]?[\u0621-\u063A\u0641-\u064A][\u0621-\u063A\u0640-\u0652]*[»)\".،:]*")
    read = (path.read_text(encoding="utf-8", errors="ignore").split() for path in sorted(sample.glob("*.txt")))
    pool = [word for words in read for word in words if letters.fullmatch(word)]
    rng = random.Random(1)
    with open(folder / "rows.jsonl", "w", encoding="utf-8") as file:
        for n in range(count):
            file.write(json.dumps(row_of(n, rng, pool, words, spans), ensure_ascii=False) + "\n")


def rows(folder):
    with open(folder / "rows.jsonl", encoding="utf-8") as file:
        yield from map(json.loads, file)


def plain_jsonl(folder, out):
    with open(out / "a.jsonl", "w", encoding="utf-8") as file:
        for row in rows(folder):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def cassis(folder, out, suffix):
    from cassis import Cas, TypeSystem
    types = TypeSystem()
    span = types.create_type("custom.Span", supertypeName="uima.tcas.Annotation")
    for name in ["tag", *sorted({name for names in ATTRIBUTES.values() for name in names})]:
        types.create_feature(domainType=span, name=name, rangeType="uima.cas.String")
    for n, row in enumerate(rows(folder)):
        cas = Cas(typesystem=types)
        cas.sofa_string, cas.sofa_mime = row["text"], "text/plain"
        for s in row["spans"]:
            attributes = {name: str(value) for name, value in s["attributes"].items()}
            cas.add(span(begin=s["start"], end=s["end"], tag=s["tag"], **attributes))
        cas.to_xmi(out / f"{n}.xmi") if suffix == "xmi" else cas.to_json(out / f"{n}.json")


def spacy_docs(folder):
    import spacy
    from spacy.util import filter_spans
    nlp = spacy.blank("ar")
    for row in rows(folder):
        doc = nlp.make_doc(row["text"])
        spans = [doc.char_span(s["start"], s["end"], label=s["tag"], alignment_mode="expand") for s in row["spans"]]
        doc.spans["sc"] = spans
        doc.ents = filter_spans(spans)
        yield doc


def spacy_json(folder, out):
    with open(out / "a.jsonl", "w", encoding="utf-8") as file:
        for doc in spacy_docs(folder):
            file.write(json.dumps(doc.to_json(), ensure_ascii=False) + "\n")


def spacy_conll(folder, out):
    with open(out / "a.conll", "w", encoding="utf-8") as file:
        for doc in spacy_docs(folder):
            file.writelines(f"{token.text}\t{token.ent_iob_}-{token.ent_type_}\n" for token in doc)
            file.write("\n")


def pyarrow_parquet(folder, out):
    import pyarrow
    import pyarrow.parquet
    spans = ({**s, "attributes": json.dumps(s["attributes"]), "file": row["file"]} for row in rows(folder) for s in row["spans"])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(spans)), out / "spans.parquet")


def brat_parse(folder, out):
    """Reading what our own export of brat has written, with brat's parser: the way in."""
    from bratsubset.annotation import TextAnnotations
    for path in (folder / "brat").rglob("*.ann"):
        list(TextAnnotations(str(path.with_suffix(""))).get_textbounds())


#: By format: what the converter of Python is called, its package, and itself.
REFERENCES = {
    "jsonl": ("json", "json", plain_jsonl),
    "uima-json": ("cassis", "cassis", lambda folder, out: cassis(folder, out, "json")),
    "uima-xmi": ("cassis", "cassis", lambda folder, out: cassis(folder, out, "xmi")),
    "spacy": ("spaCy", "spacy", spacy_json),
    "conll": ("spaCy, flat", "spacy", spacy_conll),
    "parquet": ("pyarrow, spans", "pyarrow.parquet", pyarrow_parquet),
}
#: What goes in again, and who reads it in Python.
BACK = {"jsonl": None, "brat": ("brat's parser", "bratsubset.annotation", brat_parse), "uima-json": None, "uima-xmi": None, "webanno-tsv": None,
        "label-studio": None, "doccano": None, "conll": None}
FORMATS = ["jsonl", "brat", "uima-json", "uima-xmi", "webanno-tsv", "label-studio", "doccano", "spacy", "prodigy", "conll",
           "web-annotation", "csv", "parquet"]


def run(command):
    """Seconds, processor seconds and megabytes at most of a run; no fewer of these than this process has itself."""
    begun = time.perf_counter()
    ran = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told = ran.stderr.read()
    _, status, used = os.wait4(ran.pid, 0)
    assert status == 0, f"{command}: {told}"
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def best(rounds, before, command):
    found = []
    for _ in range(rounds):
        before()
        found.append(run(command))
    return min(found)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/hashiya")
    options.add_argument("--folder", required=True)
    options.add_argument("--texts", type=int, default=10_000)
    options.add_argument("--words", type=int, default=60)
    options.add_argument("--spans", type=int, default=6)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--formats", default=",".join(FORMATS))
    options.add_argument("--no-libraries", action="store_true")
    options = options.parse_args()
    folder, corpus = pathlib.Path(options.folder), pathlib.Path(options.folder) / "corpus"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder, options.texts, options.words, options.spans)
    took, used, memory = run([options.binary, "import", "--into", corpus, folder / "rows.jsonl"])
    sizes = [path.stat().st_size for path in corpus.rglob("*.*")]
    print(f"{options.texts} texts of {options.words} words and {options.spans} spans, {sum(sizes) / 1e6:.0f} MB with the sidecars")
    line = "{:14} {:>9} {:>7} {:>7} {:>7}   {}"
    print(line.format("", "texts/s", "s", "cpu s", "MB", "Python's converter"))
    said = lambda what, took, used, memory, beside="": print(
        line.format(what, f"{options.texts / took:,.0f}", f"{took:.2f}", f"{used:.2f}", f"{memory:.0f}", beside), flush=True)
    for name in options.formats.split(","):
        out = folder / name
        gone = lambda out=out: shutil.rmtree(out, ignore_errors=True)
        found = best(options.rounds, gone, [options.binary, "export", "--format", name, "--set", "ann1", "--out", out, corpus])
        said(f"out {name}", *found, reference(options, folder, REFERENCES.get(name)))
        if name in BACK:
            again = folder / "again"
            command = [options.binary, "import", "--format", name, "--annotator", "ann1", "--offsets", "utf-16", "--into", again, out]
            found = best(options.rounds, lambda: shutil.rmtree(again, ignore_errors=True), command)
            said(f"in  {name}", *found, reference(options, folder, BACK[name]))
            shutil.rmtree(again)
        gone()
    shutil.rmtree(folder)


def reference(options, folder, converter):
    if options.no_libraries or converter is None:
        return ""
    name, package, convert = converter
    out = folder / "reference"
    out.mkdir()
    # In a process of its own, so that what it takes of memory is not counted as the program's that is started later.
    reading, writing = os.pipe()
    if os.fork() == 0:
        importlib.import_module(package)
        begun = time.perf_counter()
        convert(folder, out)
        os.write(writing, str(time.perf_counter() - begun).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as told:
        took = float(told.read())
    os.wait()
    shutil.rmtree(out)
    return f"{name}: {options.texts / took:,.0f}"


main()
