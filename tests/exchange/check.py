#!/usr/bin/env python3
"""Loads every export with its format's reference reader and compares it with JSONL.

    python3 -m venv v && v/bin/pip install -r tests/exchange/requirements.txt
    v/bin/python tests/exchange/check.py target/debug/hashiya

Each check gives, for each text, the spans as (start, end, tag, quote) in code points, with attributes and relations
where the format has them. They must be those of the JSONL of the same set. What can be imported is imported into an
empty folder and exported as JSONL again, and must then be the same but for what the format never carries.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NASTY = (
    "قُتِلَ 😀 تسعة\tمدنيًّا\r\nفي\u00a0بلدة الزيتونة وبالجيش مي\u200cخواهم\u2028نعم «ناطق»_[a|b]\\ -> #x;*.\r\n\r\n"
    "👨‍👩‍👧 <انتهى> & \"قيل\" في القرية\n"
)
QUOTES = [
    ("CASUALTY", "تسعة\tمدنيًّا", {"harm": "killed", "min": -9, "profile": ["women", "a|b\\"]}),
    ("ALLEGATION", "قُتِلَ 😀 تسعة\tمدنيًّا\r\nفي\u00a0بلدة", {"kind": "other", "cue": [7, 8]}),
    ("LOCATION", "بلدة الزيتونة", {"loc_id": "a & <b> \"c\" 'd'", "protected": True}),
    ("LOCATION", "الزيتونة", {}),
    ("ACTOR", "بلدة الزيتونة وب", {}),
    ("ACTOR", "الجيش", {"actor_id": "act-1"}),
    ("ALLEGATION", "الجيش", {}),
    ("ALLEGATION", "خواهم\u2028نعم «ناطق»_[a|b]\\ -> #x;*.\r\n\r\n👨‍👩‍👧", {}),
    ("ACTOR", "👨‍👩‍👧", {}),
    ("UNKNOWN_TAG", "😀", {"zone": "قيمة"}),
]


class Program:
    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments):
        ran = subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)
        assert ran.returncode == 0, f"{arguments}: {ran.stderr}"
        return ran.stdout

    def told(self, *arguments):
        ran = subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)
        assert ran.returncode == 0, f"{arguments}: {ran.stderr}"
        return ran.stderr

    def jsonl(self, name, folder):
        return {row["file"]: row for row in map(json.loads, self("export", "--set", name, "--out", "-", folder).split("\n")[:-1])}


def nasty(folder):
    """A corpus of one text with everything that has ever gone wrong."""
    spans = [
        {"id": f"s{n}", "tag": tag, "start": (at := NASTY.index(quote)), "end": at + len(quote), "text": quote,
         "attributes": attributes, "note": "ملاحظة [1] | _" if n == 3 else "", "origin": "manual"}
        for n, (tag, quote, attributes) in enumerate(QUOTES, 1)
    ]
    relations = [
        {"id": "r1", "type": "claimed_by", "from": "s2", "to": "s6", "order": 1},
        {"id": "r2", "type": "at", "from": "s1", "to": "s4", "order": None},
        {"id": "r3", "type": "claimed_by", "from": "s8", "to": "@document", "order": None},
    ]
    row = {"file": "nasty.txt", "sha256": None, "text": NASTY, "annotator": "amal", "state": "submitted",
           "document": {"source_name": "x", "pub_date": "2031-01-01"}, "spans": spans, "relations": relations}
    rows = folder.parent / "nasty.jsonl"
    rows.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return rows


def flat(value):
    """A value as formats without types spell it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, int) for item in value) and value:
        return "..".join(map(str, value))
    if isinstance(value, list):
        return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value)
    return str(value)


def expected(row):
    spans = [(s["start"], s["end"], s["tag"], s["text"]) for s in row["spans"]]
    return sorted(spans)


def relations(row):
    """Type and quotes of both ends, for relations between spans."""
    by_id = {span["id"]: (span["tag"], span["text"]) for span in row["spans"]}
    return sorted((r["type"], by_id[r["from"]], by_id[r["to"]]) for r in row["relations"] if r["from"] in by_id and r["to"] in by_id)


def lf(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def same(what, found, wanted):
    assert found == wanted, f"{what}:\n found {[x for x in found if x not in wanted][:5]}\nwanted {[x for x in wanted if x not in found][:5]}"


def utf16(text, place):
    return len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le"))


def brat(out, rows):
    from bratsubset.annotation import TextAnnotations
    for name, row in rows.items():
        stem = name.removesuffix(".txt")
        ann = TextAnnotations(str(out / stem))
        assert not ann.failed_lines, ann.failed_lines
        text = (out / f"{stem}.txt").read_bytes().decode()
        same(name, text, lf(row["text"]))
        spans, quotes = [], {}
        for tb in ann.get_textbounds():
            start, end = min(s for s, _ in tb.spans), max(e for _, e in tb.spans)
            spans.append((tb.type, text[start:end]))
            quotes[tb.id] = (tb.type, text[start:end])
        same(name, sorted(spans), sorted((s["tag"], lf(s["text"])) for s in row["spans"]))
        found = sorted((r.type, quotes[r.arg1], quotes[r.arg2]) for r in ann.get_relations())
        same(name, found, sorted((k, (a, lf(b)), (c, lf(d))) for k, (a, b), (c, d) in relations(row)))
        count = sum(len(s["attributes"]) for s in row["spans"])
        assert len(list(ann.get_attributes())) == count, f"{name}: attributes"


def cas(out, rows, load, suffix):
    for name, row in rows.items():
        found = load(out / f"{name}{suffix}")
        text = found.sofa_string
        same(name, text, row["text"])
        spans, labels = [], {}
        for fs in found.select("webanno.custom.HashiyaSpan"):
            # cassis turns UTF-16 offsets of a file into code points of the text.
            start, end = fs.begin, fs.end
            assert fs.get_covered_text() == text[start:end]
            spans.append((start, end, fs.label, text[start:end]))
            labels[fs.identifier] = fs
        same(name, sorted(spans), expected(row))
        for span in row["spans"]:
            for key, value in span["attributes"].items():
                got = getattr(labels[span["id"]], key)
                got = flat(got) if not isinstance(value, list) or not value or not isinstance(value[0], int) else flat(value)
                assert str(got) == flat(value), (name, span["id"], key, got, value)
            assert (labels[span["id"]].note or "") == span["note"]
        links = sorted(
            (fs.label, (fs.Governor.label, fs.Governor.get_covered_text()), (fs.Dependent.label, fs.Dependent.get_covered_text()))
            for fs in found.select("webanno.custom.HashiyaRelation")
        )
        same(name, links, relations(row))
        for fs in found.select("webanno.custom.HashiyaRelation"):
            assert (fs.begin, fs.end) == (fs.Dependent.begin, fs.Dependent.end)
        tokens = list(found.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"))
        sentences = list(found.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"))
        for units in (tokens, sentences):
            assert all(a.end <= b.begin for a, b in zip(units, units[1:])) and all(u.begin < u.end for u in units)
        for start, end, *_ in spans:
            assert any(s.begin <= start < s.end for s in sentences) and any(s.begin < end <= s.end for s in sentences)


def uima_json(out, rows):
    from cassis import load_cas_from_json

    def load(path):
        with open(path, "rb") as file:
            return load_cas_from_json(file)
    cas(out, rows, load, ".json")
    types = json.loads((out / "layers.json").read_text())
    assert [layer["type"] for layer in types] == ["span", "relation"]


def uima_xmi(out, rows):
    from cassis import load_cas_from_xmi, load_typesystem

    def load(path):
        with zipfile.ZipFile(path) as zipped:
            names = zipped.namelist()
            with zipped.open("TypeSystem.xml") as file:
                types = load_typesystem(file)
            with zipped.open(next(name for name in names if name.endswith(".xmi"))) as file:
                return load_cas_from_xmi(file, typesystem=types)
    cas(out, rows, load, ".zip")


def label_studio(out, rows):
    from label_studio_sdk.label_interface import LabelInterface
    interface = LabelInterface((out / "label_config.xml").read_text(encoding="utf-8"))
    tasks = json.loads(next(out.glob("*.label-studio.json")).read_text(encoding="utf-8"))
    assert len(tasks) == len(rows)
    for task in tasks:
        row = rows[task["data"]["file"]]
        interface.validate_task({"data": task["data"]})
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation), row["file"]
        results = task["annotations"][0]["result"]
        text = task["data"]["text"]
        regions = {r["id"]: r["value"] for r in results if r["type"] == "labels"}
        spans = [(v["start"], v["end"], v["labels"][0], text[v["start"]:v["end"]]) for v in regions.values()]
        same(row["file"], sorted(spans), expected(row))
        found = sorted((r["labels"][0],) + tuple((regions[r[e]]["labels"][0], regions[r[e]]["text"]) for e in ("from_id", "to_id"))
                       for r in results if r["type"] == "relation")
        same(row["file"], found, relations(row))
        others = [r for r in results if r["type"] not in ("labels", "relation")]
        assert len(others) == sum(len(s["attributes"]) for s in row["spans"])


def doccano(out, rows):
    import chardet
    raw = next(out.glob("*.doccano.jsonl")).read_bytes()
    assert chardet.detect(raw)["encoding"].lower() == "ascii"
    for line in raw.decode("ascii").splitlines():
        got = json.loads(line)
        row = rows[got["file"]]
        text = got["text"]
        same(row["file"], text, row["text"])
        spans = {e["id"]: (utf16(text, e["start_offset"]), utf16(text, e["end_offset"]), e["label"]) for e in got["entities"]}
        same(row["file"], sorted((s, e, t, text[s:e]) for s, e, t in spans.values()), expected(row))
        quote = lambda id: (spans[id][2], text[spans[id][0]:spans[id][1]])
        same(row["file"], sorted((r["type"], quote(r["from_id"]), quote(r["to_id"])) for r in got["relations"]), relations(row))


def spacy(out, rows):
    import spacy as library
    from spacy.tokens import Doc
    vocab = library.blank("ar").vocab
    for line in next(out.glob("*.spacy.jsonl")).read_text(encoding="utf-8").split("\n")[:-1]:
        got = json.loads(line)
        row = rows[got["meta"]["file"]]
        doc = Doc(vocab).from_json(got)
        same(row["file"], doc.text, row["text"])
        spans = [(s.start_char, s.end_char, s.label_, s.text) for s in doc.spans["sc"]]
        wanted = expected(row)
        same(row["file"], sorted((s, e, t) for s, e, t, _ in spans), sorted((s, e, t) for s, e, t, _ in wanted))


def prodigy(out, rows):
    for line in next(out.glob("*.prodigy.jsonl")).read_text(encoding="utf-8").split("\n")[:-1]:
        got = json.loads(line)
        row = rows[got["meta"]["file"]]
        text, tokens = got["text"], got["tokens"]
        for n, token in enumerate(tokens):
            assert token["id"] == n and token["text"] == text[token["start"]:token["end"]]
        for span in got["spans"]:
            assert (tokens[span["token_start"]]["start"], tokens[span["token_end"]]["end"]) == (span["start"], span["end"])
        same(row["file"], sorted((s["start"], s["end"], s["label"], text[s["start"]:s["end"]]) for s in got["spans"]), expected(row))
        quote = lambda s: (s["label"], text[s["start"]:s["end"]])
        same(row["file"], sorted((r["label"], quote(r["head_span"]), quote(r["child_span"])) for r in got["relations"]), relations(row))


def conll(out, rows):
    import conllu
    from seqeval.scheme import IOB2, Entities
    path = next(out.glob("*.conllup"))
    content = path.read_text(encoding="utf-8")
    columns = content.split("\n")[0].split("=")[1].split()
    documents, name = {}, None
    for sentence in conllu.parse(content, fields=[c.lower() for c in columns]):
        name = sentence.metadata.get("newdoc id", name)
        documents.setdefault(name, []).append(sentence)
    same("texts", sorted(documents), sorted(rows))
    for name, sentences in documents.items():
        found = []
        for column in columns[3:]:
            tags = [[token[column.lower()] for token in sentence] for sentence in sentences]
            for sentence, entities in zip(sentences, Entities(tags, IOB2).entities):
                for entity in entities:
                    # Without white space: a token has none, and a span may.
                    words = "".join(token["form"] for token in sentence[entity.start:entity.end])
                    found.append((entity.tag, words))
        wanted = [(s["tag"], "".join(c for c in s["text"] if not c.isspace())) for s in rows[name]["spans"]]
        same(name, sorted(found), sorted(wanted))


def web_annotation(out, rows):
    from pyld import jsonld
    context = {"@context": {"@version": 1.1, "@vocab": "http://www.w3.org/ns/anno.jsonld#", "id": "@id", "type": "@type"}}
    loader = lambda url, options=None: {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}
    for name, row in rows.items():
        page = json.loads((out / f"{name}.jsonld").read_text(encoding="utf-8"))
        text = (out / name).read_bytes().decode()
        assert jsonld.expand(page, {"documentLoader": loader}), name
        found = []
        for item in page["items"]:
            assert urllib.parse.urlparse(item["id"]).scheme == "urn" and item["type"] == "Annotation" and "target" in item
            if item["motivation"] != "tagging":
                continue
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
            found.append((start, end, item["body"][0]["value"], quote["exact"]))
        same(name, sorted(found), expected(row))
        links = [item for item in page["items"] if item["motivation"] == "linking"]
        assert len(links) == len([r for r in row["relations"] if r["to"] != "@unattributed"])


def csv_tables(out, rows):
    import csv
    for table, tag in (("figures", "CASUALTY"), ("allegations", "ALLEGATION")):
        with open(next(out.glob(f"*.{table}.csv")), encoding="utf-8", newline="") as file:
            found = sorted((r["file"], int(r["start"]), int(r["end"]), r["text"]) for r in csv.DictReader(file))
        wanted = sorted((name, s["start"], s["end"], s["text"]) for name, row in rows.items() for s in row["spans"] if s["tag"] == tag)
        same(table, found, wanted)


def parquet(out, rows):
    import datasets
    import duckdb
    import pyarrow.dataset
    spans = pyarrow.dataset.dataset(out / "spans", format="parquet").to_table().to_pylist()
    texts = {row["file"]: row["text"] for row in pyarrow.dataset.dataset(out / "documents", format="parquet").to_table().to_pylist()}
    for name, row in rows.items():
        same(name, texts[name], row["text"])
        mine = [span for span in spans if span["file"] == name]
        same(name, sorted((s["start"], s["end"], s["tag"], texts[name][s["start"]:s["end"]]) for s in mine), expected(row))
        attributes = {s["id"]: json.loads(s["attributes"]) for s in mine}
        same(name, attributes, {s["id"]: s["attributes"] for s in row["spans"]})
    query = f"""select s.file, count(*) from '{out}/spans/*.parquet' s join '{out}/documents/*.parquet' d using (file)
                where substring(d.text, s.start + 1, s."end" - s.start) = s.text group by 1 order by 1"""
    same("duckdb", duckdb.sql(query).fetchall(), sorted((name, len(row["spans"])) for name, row in rows.items()))
    links = duckdb.sql(f"select count(*) from '{out}/relations/*.parquet'").fetchall()[0][0]
    assert links == sum(len(row["relations"]) for row in rows.values())
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset("parquet", data_files=f"{out}/spans/*.parquet", cache_dir=cache)["train"]
        assert len(loaded) == len(spans)


#: Format: its check, and what an import never brings back (None where there is no import).
FORMATS = {
    "brat": (brat, {"document", "state", "special"}),
    "uima-json": (uima_json, {"document", "state", "special"}),
    "uima-xmi": (uima_xmi, {"document", "state", "special"}),
    "webanno-tsv": (None, {"document", "state", "special"}),
    "label-studio": (label_studio, {"special", "order"}),
    "doccano": (doccano, {"attributes", "notes", "special", "order"}),
    "conll": (conll, {"attributes", "notes", "relations", "document", "state", "ids"}),
    "spacy": (spacy, None),
    "prodigy": (prodigy, None),
    "web-annotation": (web_annotation, None),
    "csv": (csv_tables, None),
    "parquet": (parquet, None),
}


def without(row, lost):
    """What must come back of a row."""
    spans = [
        (s["start"], s["end"], s["tag"], s["text"], "" if "notes" in lost else s["note"],
         {} if "attributes" in lost else s["attributes"], "" if "ids" in lost else s["id"])
        for s in row["spans"]
    ]
    spans.sort(key=lambda span: (span[0], span[1], span[2], span[6]))
    links = [] if "relations" in lost else [
        (r["type"], r["from"], r["to"], None if "order" in lost else r["order"]) for r in row["relations"] if not r["to"].startswith("@")
    ]
    return (row["text"], spans, sorted(links, key=str), {} if "document" in lost else row["document"], "new" if "state" in lost else row["state"])


def back(program, name, out, rows, lost, folder, corpus, spaced):
    """Imports an export beside copies of the texts, so that a CR that the format dropped is found again.

    Where the account says that the white space of texts was lost, into an empty folder, and the words are compared.
    """
    folder.mkdir()
    if not spaced:
        for file in rows:
            (folder / file).write_bytes((corpus / file).read_bytes())
    who = "again"
    program("import", "--format", name, "--annotator", who, "--into", folder, "--offsets", "utf-16", out)
    again = program.jsonl(who, folder)
    if spaced:
        words = lambda row: sorted((s["id"], s["tag"], s["text"].split()) for s in row["spans"])
        for file, row in rows.items():
            same(f"{name} {file}", words(again[file]), words(row))
        return
    for file, row in rows.items():
        same(f"{name} {file}", without(again[file], lost), without(row, lost))


def main():
    program = Program(str(pathlib.Path(sys.argv[1]).resolve()))
    wanted = sys.argv[2:] or list(FORMATS)
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        strange = work / "nasty"
        program("import", "--into", strange, nasty(strange))
        for corpus, names in ((ROOT / "sample_corpus", ("amal", "basim", "gold")), (strange, ("amal",))):
            for set_name in names:
                rows = program.jsonl(set_name, corpus)
                for name in wanted:
                    check, lost = FORMATS[name]
                    out = work / f"{corpus.name}-{set_name}-{name}"
                    told = program.told("export", "--format", name, "--set", set_name, "--out", out, corpus)
                    if check:
                        check(out, rows)
                    if lost is not None:
                        back(program, name, out, rows, lost, work / f"back-{corpus.name}-{set_name}-{name}", corpus, "white space of the text" in told)
                    print(f"{corpus.name:14} {set_name:6} {name:15} {len(rows)} texts: the same")


main()
