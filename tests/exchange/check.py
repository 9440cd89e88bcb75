#!/usr/bin/env python3
"""Loads every export with its format's reference reader and compares it with JSONL.

    python3 -m venv v && v/bin/pip install -r tests/exchange/requirements.txt
    v/bin/python tests/exchange/check.py target/debug/hashiya [FORMAT...]

Each check compares, for each text, the spans as (start, end, tag, quote) in code points with those of the JSONL of the
same set, and attributes and relations where the format has them. What can be imported is imported again and exported
as JSONL, and must then be the same but for what the format never carries. At last every export is spoiled in one place
(an offset, a tag, an attribute, a relation): a check that does not see that is no check, and ends this with an error.
"""

import json
import pathlib
import re
import shutil
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


def in_units(value, text, fed=True, wide=False):
    """A value as formats without types spell it; sub-spans in what they count, in the text without CR or with it."""
    if not (isinstance(value, list) and value and all(isinstance(item, int) for item in value)):
        return flat(value)
    before = [lf(text[:at]) if fed else text[:at] for at in value]
    return "..".join(str(len(part.encode("utf-16-le")) // 2 if wide else len(part)) for part in before)


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
    if found == wanted:
        return
    found, wanted = (list(said.items()) if isinstance(said, dict) else said for said in (found, wanted))
    raise AssertionError(f"{what}:\n found {[x for x in found if x not in wanted][:5]}\nwanted {[x for x in wanted if x not in found][:5]}")


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
        found = sorted((a.type, "true" if a.value is True else a.value) + quotes[a.target] for a in ann.get_attributes())
        wanted = [(key, in_units(value, row["text"]), s["tag"], lf(s["text"])) for s in row["spans"] for key, value in s["attributes"].items()]
        same(name, found, sorted(wanted))


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
                same((name, span["id"], key), flat(got), in_units(value, row["text"], fed=False, wide=True))
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


def webanno_tsv(out, rows):
    """No library reads it: by the letter of its manual, with nothing of ours."""
    for name, row in rows.items():
        lines = (out / f"{name}.tsv").read_bytes().decode().split("\n")
        same(name, lines[0], "#FORMAT=WebAnno TSV 3.3")
        layers = [line.split("=", 1)[1].split("|") for line in lines if re.match(r"#T_(SP|RL)=", line)]
        columns = [(layer[0].rsplit(".", 1)[1], feature) for layer in layers for feature in layer[1:]]
        source, said, links = lf(row["text"]), {}, []
        for line in lines:
            cells = line.split("\t")
            if line.startswith("#") or len(cells) < 3:
                continue
            begin, end = (utf16(source, int(at)) for at in cells[1].split("-"))
            assert source[begin:end] == cells[2] and cells[-1] == "", line
            values = {column: [unescaped(part) for part in re.findall(r"(?:^|\|)((?:\\.|[^\\|])*)", cell)] for column, cell in zip(columns, cells[3:])}
            for n, (ident, number) in enumerate(values[("HashiyaSpan", "identifier")]):
                if ident != "_":
                    of = {feature: parts[n][0] for (layer, feature), parts in values.items() if layer == "HashiyaSpan"}
                    said.setdefault((ident, number), [begin, end, of])[1] = end
            if ("HashiyaRelation", "label") in values:
                kinds = values[("HashiyaRelation", "label")]
                links += [(kind, cells[-2].split("|")[n], cells[0]) for n, (kind, _) in enumerate(kinds) if kind not in "_*"]
        found = [(of["label"], source[begin:end]) for begin, end, of in said.values()]
        same(name, sorted(found), sorted((s["tag"], lf(s["text"])) for s in row["spans"]))
        spans = {ident: of for (ident, _), (_, _, of) in said.items()}
        for span in row["spans"]:
            wanted = {key: in_units(value, row["text"], wide=True) for key, value in span["attributes"].items()}
            wanted["note"] = span["note"] or "*"
            same((name, span["id"]), {key: spans[span["id"]][key] for key in wanted}, wanted)
        same(name, sorted(kind for kind, _, _ in links), sorted(kind for kind, _, _ in relations(row)))


def unescaped(cell):
    """A value and the number behind it that tells equal ones apart."""
    value, number = re.fullmatch(r"((?:\\.|[^\\])*?)(?:\[(\d+)\])?", cell).groups()
    return re.sub(r"\\(->|.)", lambda escape: {"t": "\t", "n": "\n", "r": "\r"}.get(escape[1], escape[1]), value), number


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
        found = sorted((r["id"], r["from_name"].split(".", 1)[1], chosen(r)) for r in others)
        wanted = [(s["id"], key, texts(value)) for s in row["spans"] for key, value in s["attributes"].items()]
        same(row["file"], found, sorted(wanted))
        notes = {r["id"]: r["meta"]["text"] for r in results if "meta" in r}
        same(row["file"], notes, {s["id"]: [s["note"]] for s in row["spans"] if s["note"]})


def chosen(result):
    """What a control says, as a list of strings."""
    value = result["value"][{"choices": "choices", "number": "number", "textarea": "text"}[result["type"]]]
    return value if isinstance(value, list) else [str(value)]


def texts(value):
    """A value as a list of strings."""
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else [flat(value)]


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
        same(row["file"], {s["id"]: (s["attributes"], s["note"]) for s in got["spans"]}, {s["id"]: (s["attributes"], s["note"]) for s in row["spans"]})
        spans = {s["id"]: s for s in got["spans"]}
        assert all(r[end] == spans[r[end]["id"]] for r in got["relations"] for end in ("head_span", "child_span"))
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
            found.append((start, end, item["body"][0]["value"], quote["exact"], bodies(item, "classifying"), bodies(item, "commenting")))
        flats = lambda s: sorted(f"{key}={flat(value)}" for key, value in s["attributes"].items())
        notes = lambda s: [s["note"]] if s["note"] else []
        same(name, sorted(found), sorted((s["start"], s["end"], s["tag"], s["text"], flats(s), notes(s)) for s in row["spans"]))
        of = {i["id"]: (i["body"][0]["value"], i["target"]["selector"][1]["exact"]) for i in page["items"] if i["motivation"] == "tagging"}
        links = [(i["body"][1]["value"], of[i["target"]], of[i["body"][0]]) for i in page["items"]
                 if i["motivation"] == "linking" and i["target"] in of and i["body"][0] in of]
        same(name, sorted(links), relations(row))
        facts = [bodies(i, "describing") for i in page["items"] if i["motivation"] == "describing"]
        same(name, sum(facts, []), sorted(f"{key}={flat(value)}" for key, value in row["document"].items()))


def bodies(item, purpose):
    return sorted(body["value"] for body in item["body"] if isinstance(body, dict) and body["purpose"] == purpose)


def words(value, text):
    """A value as the tables have it: a sub-span by its words."""
    is_place = isinstance(value, list) and value and all(isinstance(item, int) for item in value)
    return text[value[0]:value[1]] if is_place else flat(value)


def all_in_tables(out, rows):
    """The tables of all spans, relations and texts, with what the schema has no column for."""
    import csv
    tables = {}
    for table in ("spans", "relations", "texts"):
        with open(next(out.glob(f"*.{table}.csv")), encoding="utf-8", newline="") as file:
            tables[table] = list(csv.DictReader(file))
    plain = lambda cell: cell.removeprefix("'")
    said = lambda row, pairs, text: {name: plain(row[name]) if name in row else row["other"] for name in pairs}
    wanted = lambda row, pairs, text: {name: words(value, text) if name in row else row["other"] for name, value in pairs.items()}
    cells = {(cell["file"], cell["id"]): cell for cell in tables["spans"]}
    same("spans", sorted(cells), sorted((name, span["id"]) for name, row in rows.items() for span in row["spans"]))
    links = {(cell["file"], cell["id"]): cell for cell in tables["relations"]}
    for name, row in rows.items():
        text, by_id = row["text"], {span["id"]: span["text"] for span in row["spans"]}
        for span in row["spans"]:
            cell = cells[(name, span["id"])]
            found = (cell["tag"], int(cell["start"]), int(cell["end"]), plain(cell["text"]), plain(cell["note"]))
            same(cell, found, (span["tag"], span["start"], span["end"], span["text"], span["note"]))
            same(cell, said(cell, span["attributes"], text), wanted(cell, span["attributes"], text))
            missing = [f"{key}={flat(value)}" for key, value in span["attributes"].items() if key not in cell]
            same(cell, plain(cell["other"]), " | ".join(missing))
        for relation in row["relations"]:
            cell = links.pop((name, relation["id"]))
            found = (cell["type"], cell["from"], plain(cell["to"]), cell["order"], cell["certainty"])
            order = "" if relation["order"] is None else str(relation["order"])
            same(cell, found, (relation["type"], relation["from"], relation["to"], order, relation.get("certainty") or ""))
            same(cell, plain(cell["to_text"]), by_id.get(relation["to"], relation.get("quote") or relation["to"].lstrip("@")))
    assert not links, links
    facts = {cell["file"]: cell for cell in tables["texts"]}
    for name, row in rows.items():
        same(name, said(facts[name], row["document"], ""), wanted(facts[name], row["document"], ""))


def csv_tables(out, rows):
    import csv
    all_in_tables(out, rows)
    for table, tag in (("figures", "CASUALTY"), ("allegations", "ALLEGATION")):
        with open(next(out.glob(f"*.{table}.csv")), encoding="utf-8", newline="") as file:
            cells = {(r["file"], r["id"]): r for r in csv.DictReader(file)}
        spans = {(name, s["id"]): (s, row) for name, row in rows.items() for s in row["spans"] if s["tag"] == tag}
        same(table, sorted(cells), sorted(spans))
        for key, (span, row) in spans.items():
            cell, by_id = cells[key], {s["id"]: s["text"] for s in row["spans"]}
            same(key, (int(cell["start"]), int(cell["end"]), cell["text"]), (span["start"], span["end"], span["text"]))
            same(key, {name: cell[name] for name in span["attributes"]}, {name: words(value, row["text"]) for name, value in span["attributes"].items()})
            same(key, {name: cell[name] for name in row["document"]}, {name: flat(value) for name, value in row["document"].items()})
            for kind in {r["type"] for r in row["relations"] if r["from"] == span["id"]} & set(cell):
                mine = [r for r in row["relations"] if (r["from"], r["type"]) == (span["id"], kind)]
                mine.sort(key=lambda r: r["order"] if r["order"] is not None else 1 << 62)
                same(key, cell[kind], " | ".join(by_id.get(r["to"], r.get("quote") or r["to"].lstrip("@")) for r in mine))


def parquet(out, rows):
    import datasets
    import duckdb
    import pyarrow.dataset
    datasets.disable_progress_bars()
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
    links = duckdb.sql(f"""select file, id, type, "from", "to", "order" from '{out}/relations/*.parquet' order by all""").fetchall()
    wanted = [(name, r["id"], r["type"], r["from"], r["to"], r["order"]) for name, row in rows.items() for r in row["relations"]]
    same("relations", sorted(links, key=str), sorted(wanted, key=str))
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset("parquet", data_files=f"{out}/spans/*.parquet", cache_dir=cache)["train"]
        assert len(loaded) == len(spans)


#: Format: its check, and what an import never brings back (None where there is no import).
FORMATS = {
    "brat": (brat, {"document", "state", "special"}),
    "uima-json": (uima_json, {"document", "state", "special"}),
    "uima-xmi": (uima_xmi, {"document", "state", "special"}),
    "webanno-tsv": (webanno_tsv, {"document", "state", "special"}),
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
        (r["type"], r["from"], r["to"], None if "order" in lost else r["order"]) for r in row["relations"] if not r["to"].startswith("@") and "#" not in r["to"]
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


def by_pattern(pattern, better, name):
    """A mistake in the first file of a name where a pattern stands."""
    def spoil(out):
        for path in sorted(out.rglob(name)):
            text = path.read_bytes().decode()
            spoiled = re.sub(pattern, better, text, count=1)
            if spoiled != text:
                return path.write_bytes(spoiled.encode())
        raise AssertionError(f"{pattern} stands in no {name}")
    return spoil


def more(match):
    """A number, one more."""
    return match[1] + str(int(match[2]) + 1)


def in_zip(spoil):
    """A mistake in a file of a zip."""
    def spoil_zip(out):
        path = sorted(out.glob("*.zip"))[0]
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(path) as zipped:
                zipped.extractall(folder)
            spoil(pathlib.Path(folder))
            with zipfile.ZipFile(path, "w") as zipped:
                for file in pathlib.Path(folder).iterdir():
                    zipped.write(file, file.name)
    return spoil_zip


def in_table(table, change):
    """A mistake in the first row of a table of Parquet."""
    def spoil(out):
        import pyarrow
        import pyarrow.parquet
        path = sorted((out / table).glob("*.parquet"))[0]
        whole = pyarrow.parquet.read_table(path)
        rows = whole.to_pylist()
        change(rows[0])
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=whole.schema), path)
    return spoil


#: What is spoiled to see that a check sees it: a place, a tag or a quote, an attribute, a relation, as far as there are.
MISTAKES = {
    "brat": [by_pattern(r"(T1\t\w+ )(\d+)", more, "*.ann"), by_pattern(r"T1\tLOCATION", "T1\tACTOR", "*.ann"),
             by_pattern(r"(A1\t\w+ T1 )\S", r"\1-", "*.ann"), by_pattern(r"R1\t\w+", "R1\tat_all", "*.ann")],
    "uima-json": [by_pattern(r'(HashiyaSpan"[^}]*?"end":\s*)(\d+)', more, "*.txt.json"), by_pattern(r'"label":\s*"LOCATION"', '"label":"ACTOR"', "*.txt.json"),
                  by_pattern(r'("loc_id":\s*")', r"\1-", "*.txt.json"), by_pattern(r'"claimed_by"', '"at_all"', "*.txt.json")],
    "uima-xmi": [in_zip(by_pattern(mistake, better, "*.xmi")) for mistake, better in [
        (r'(HashiyaSpan [^>]*?end=")(\d+)', more), ('label="LOCATION"', 'label="ACTOR"'), (r'loc_id="', 'loc_id="-'), ('label="claimed_by"', 'label="at_all"')]],
    "webanno-tsv": [by_pattern(r"(\n1-3\t\d+-)(\d+)", more, "*.tsv"), by_pattern(r"LOCATION\[1\]", "ACTOR[1]", "*.tsv"),
                    by_pattern(r"loc-", "log-", "*.tsv"), by_pattern(r"claimed\\_by", "at", "*.tsv")],
    "label-studio": [by_pattern(r'("end":\s*)(\d+)', more, "*.json"), by_pattern(r'"labels":\["LOCATION"\]', '"labels":["ACTOR"]', "*.json"),
                     by_pattern(r'"loc-', '"log-', "*.json"), by_pattern(r'("labels":\[")claimed_by', r"\1at", "*.json")],
    "doccano": [by_pattern(r'("start_offset":\s*)(\d+)', more, "*.jsonl"), by_pattern('"LOCATION"', '"ACTOR"', "*.jsonl"),
                by_pattern('"claimed_by"', '"at_all"', "*.jsonl")],
    "conll": [by_pattern(r"B-LOCATION", "B-ACTOR", "*.conllup"), by_pattern(r"\tI-\w+", "\tO", "*.conllup")],
    "spacy": [by_pattern(r'("spans":\{"sc":\[\{"end":)\d+', r"\g<1>22", "*.jsonl"), by_pattern('"label":"LOCATION"', '"label":"ACTOR"', "*.jsonl")],
    "prodigy": [by_pattern(r'("end":)(\d+)(?=,"id":"s)', more, "*.jsonl"), by_pattern('"label":"LOCATION"', '"label":"ACTOR"', "*.jsonl"),
                by_pattern(r'("spans":\[\{"attributes":\{"\w+":")', r"\1-", "*.jsonl"), by_pattern('"claimed_by"', '"at_all"', "*.jsonl")],
    "web-annotation": [by_pattern(r'("end":\s*)(\d+)', more, "*.jsonld"), by_pattern('"LOCATION"', '"ACTOR"', "*.jsonld"),
                       by_pattern("loc_id=", "loc_id=-", "*.jsonld"), by_pattern('"claimed_by"', '"at_all"', "*.jsonld")],
    "csv": [by_pattern(r"(,)(\d+)(?=,killed)", more, "*.figures.csv"), by_pattern("air_strike", "air_strife", "*.figures.csv"),
            by_pattern("killed", "harmed", "*.figures.csv")],
    "parquet": [in_table("spans", lambda row: row.update(start=row["start"] + 1)), in_table("spans", lambda row: row.update(tag="ODD")),
                in_table("spans", lambda row: row.update(attributes='{"a": 1}')), in_table("relations", lambda row: row.update(to="s0")),
                in_table("documents", lambda row: row.update(text="x" + row["text"][1:]))],
}


def see_mistakes(name, check, out, rows):
    """Spoils an export in each of the ways above, and wants the check to fail."""
    for n, spoil in enumerate(MISTAKES[name]):
        spoiled = out.parent / f"{out.name}-spoiled"
        shutil.copytree(out, spoiled)
        spoil(spoiled)
        try:
            check(spoiled, rows)
        except Exception:
            shutil.rmtree(spoiled)
        else:
            raise AssertionError(f"{name}: the check does not see mistake {n}")
    print(f"{'':14} {'':6} {name:15} {len(MISTAKES[name])} mistakes: all seen")


def release(program, work):
    """A release, made twice to the same bytes, as Hugging Face loads it by its card."""
    import datasets
    datasets.disable_progress_bars()
    release = ("export", "--set", "amal", "--licence", "cc-by-4.0", ROOT / "sample_corpus", "--release")
    for name in ("one", "two"):
        program(*release, work / name, "--formats", "jsonl,parquet,conll,brat")
    # The types of JSON are guessed from the first file: words in another text, which few relations have, are in no guess.
    program(*["basim" if part == "amal" else part for part in release], work / "plain")
    files = {path.relative_to(work / "one"): path.read_bytes() for path in (work / "one").rglob("*") if path.is_file()}
    same("release", files, {path.relative_to(work / "two"): path.read_bytes() for path in (work / "two").rglob("*") if path.is_file()})
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=work / "one", check=True)
    rows, plain = (program.jsonl(who, ROOT / "sample_corpus") for who in ("amal", "basim"))
    count = sum(len(row["spans"]) for row in rows.values())
    for name, table, wanted in (("one", "documents", len(rows)), ("one", "spans", count), ("plain", "default", len(plain))):
        loaded = datasets.load_dataset(str(work / name), table, cache_dir=str(work / "cache"))
        assert set(loaded) == {"train", "validation", "test"} and sum(map(len, loaded.values())) == wanted, loaded
    print(f"release: {len(files)} files, the same again, loaded by datasets")


def main():
    program = Program(str(pathlib.Path(sys.argv[1]).resolve()))
    wanted = sys.argv[2:] or list(FORMATS)
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        if "parquet" in wanted:
            release(program, work)
        strange = work / "nasty"
        program("import", "--into", strange, nasty(strange))
        for corpus, names in ((ROOT / "sample_corpus", ("amal", "basim", "gold")), (strange, ("amal",))):
            for set_name in names:
                rows = program.jsonl(set_name, corpus)
                for name in wanted:
                    check, lost = FORMATS[name]
                    out = work / f"{corpus.name}-{set_name}-{name}"
                    told = program.told("export", "--format", name, "--set", set_name, "--out", out, corpus)
                    check(out, rows)
                    if lost is not None:
                        back(program, name, out, rows, lost, work / f"back-{corpus.name}-{set_name}-{name}", corpus, "white space of the text" in told)
                    print(f"{corpus.name:14} {set_name:6} {name:15} {len(rows)} texts: the same", flush=True)
                    if corpus is not strange and set_name == "amal":
                        see_mistakes(name, check, out, rows)


main()
