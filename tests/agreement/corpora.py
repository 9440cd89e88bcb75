"""Random corpora of Arabic texts with sidecars: nested, crossing, coinciding, empty and missing annotations, spans of the same
words and tag with other attributes, defaults written out and left out, relations, facts, unfinished work, gold standards."""

import random
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

TAGS = ["ACTOR", "LOCATION", "CASUALTY", "ALLEGATION"]
WORDS = ["قال", "ناطق", "والجيش", "قُتِلَ", "مدنيًّا", "بالمدينة", "غارة", "في", "على", "ستة", "١٢", "NATO", "السهل", "شخص", "إنّ"]
STATES = ["submitted", "returned", "reviewed"]
TYPES = ["by", "at", "claimed_by"]

# What each tag may have, with its default.
ATTRIBUTES = {
    "ACTOR": {"class": None, "mention": "name", "armed": False, "sides": None},
    "LOCATION": {"class": None, "cue": "at"},
    "CASUALTY": {"min": None, "unit": "persons", "armed": False},
    "ALLEGATION": {"stance": "author"},
}
FACTS = {"source": None, "pub_date": None, "kind": "news", "checked": False}

SCHEMA = """(
    id: "random", version: "1",
    tags: [
        Tag(id: "ACTOR", key: 'a', label: (en: "a", ar: "ا"), colour: "red", attrs: [
            Attr(id: "class", key: 'c', kind: One(["state", "group"])),
            Attr(id: "mention", key: 'm', kind: One(["name", "nominal"]), default: "name"),
            Attr(id: "armed", key: 'r', kind: Flag),
            Attr(id: "sides", key: 's', kind: Many(["x", "y", "z"])),
        ]),
        Tag(id: "LOCATION", key: 'l', label: (en: "l", ar: "م"), colour: "green", attrs: [
            Attr(id: "class", key: 'c', kind: One(["state", "group"])),
            Attr(id: "cue", key: 'u', kind: One(["at", "near"]), default: "at"),
        ]),
        Tag(id: "CASUALTY", key: 'c', label: (en: "c", ar: "ض"), colour: "blue", attrs: [
            Attr(id: "min", key: 'n', kind: Int),
            Attr(id: "unit", key: 'u', kind: One(["persons", "bodies"]), default: "persons"),
            Attr(id: "armed", key: 'r', kind: Flag),
        ]),
        Tag(id: "ALLEGATION", key: 'g', label: (en: "g", ar: "د"), colour: "yellow", attrs: [
            Attr(id: "stance", key: 's', kind: One(["author", "hedged"]), default: "author"),
        ]),
    ],
    relations: [
        Rel(id: "by", key: 'b', from: ["ACTOR"], to: ["ACTOR"], certainty: true),
        Rel(id: "at", key: 'o', from: ["ACTOR"], to: ["LOCATION"]),
        Rel(id: "claimed_by", key: 'w', from: ["ALLEGATION"], to: ["ACTOR"], ordered: true, special: ["@document"]),
    ],
    document: [
        Attr(id: "source", key: 's', kind: Text),
        Attr(id: "pub_date", key: 'd', kind: Date),
        Attr(id: "kind", key: 'k', kind: One(["news", "report"]), default: "news"),
        Attr(id: "checked", key: 'c', kind: Flag),
    ],
)
"""


@dataclass(frozen=True)
class Relation:
    """A relation as it is written: an end is a place among the written spans, or words."""

    kind: str
    start: int
    end: object
    order: object = None
    certainty: object = None
    attributes: tuple = ()


@dataclass
class Work:
    """What is written in a sidecar: spans as (tag, start, end) with attributes, relations between them, facts."""

    spans: list
    relations: list
    facts: dict
    state: str = "submitted"


@dataclass
class Text:
    """A text with what each annotator has written. Who counts has an entry in `spans`, sorted (tag, start, end) in code
    points, a repeated one for each of several with other attributes; missing is no key."""

    name: str
    text: str
    words: list
    works: dict = field(default_factory=dict)
    spans: dict = field(default_factory=dict)
    begun: dict = field(default_factory=dict)


def random_text(rng, name):
    """Words with spaces and punctuation between them, so that what is a word is known without segmenting."""
    text, words = "", []
    for _ in range(rng.choice([0, 3, 12, 30, 60]) if rng.random() < 0.15 else rng.randint(8, 60)):
        word = rng.choice(WORDS)
        words.append((len(text), len(text) + len(word)))
        text += word + rng.choice([" ", " ", " ", " ", "، ", ". ", "\n", ": "])
    return Text(name, text, words)


def edges(text):
    """Places at which no letter is cut from its marks."""
    return [n for n in range(len(text) + 1) if n == len(text) or not unicodedata.combining(text[n])]


def random_span(rng, text, places, tags):
    """A span of a few words, or from anywhere to anywhere near."""
    if rng.random() < 0.8:
        first = rng.randrange(len(text.words))
        last = min(len(text.words) - 1, first + rng.choice([0, 0, 0, 1, 2, 3, 7]))
        start, end = text.words[first][0], text.words[last][1]
        if rng.random() < 0.2:
            shorter = [n for n in places if start < n < end]
            start = rng.choice(shorter) if shorter else start
    else:
        start, end = sorted(rng.sample(places, 2))
        end = min(end, max(n for n in places if n <= start + 60))
    return (rng.choice(tags), start, end) if start < end else None


def change(rng, text, places, span, tags):
    """What another annotator makes of a span: mostly the same."""
    tag, start, end = span
    draw = rng.random()
    if draw < 0.5:
        return span
    if draw < 0.6:
        return (rng.choice(tags), start, end)
    if draw < 0.85:
        near = [n for n in places if abs(n - start) < 8 and n < end], [n for n in places if abs(n - end) < 8 and n > start]
        start, end = rng.choice(near[0]), rng.choice(near[1])
        return (tag, start, end) if start < end else None
    return None


VALUES = {
    "class": ["state", "group"],
    "mention": ["name", "nominal", "name"],
    "armed": [True, False],
    "sides": [["x", "y"], ["y", "x"], ["z"], []],
    "cue": ["at", "near"],
    "min": [1, 6, 12],
    "unit": ["persons", "bodies"],
    "stance": ["author", "hedged"],
    "remark": ["so", ""],
    "merge_conflict": [["class: state"]],
    "source": ["x", "y", ""],
    "pub_date": ["2031-03-04", "2031-03-09", "2031-04-01"],
    "kind": ["news", "report"],
    "checked": [True, False],
}


def random_values(rng, names):
    """Some of the attributes or facts that there may be, and others that no schema knows."""
    names = [*names, "remark"] + ["merge_conflict"] * (rng.random() < 0.1)
    return {name: rng.choice(VALUES[name]) for name in names if rng.random() < 0.45}


def random_relations(rng, spans):
    """Relations between spans, to the document, to another text, and to nothing that there is."""
    relations = []
    for _ in range(rng.randint(0, 5) if spans else 0):
        end = rng.randrange(len(spans)) if rng.random() < 0.75 else rng.choice(["@document", "other.txt#s1", "s99"])
        relations.append(
            Relation(
                rng.choice(TYPES),
                rng.randrange(len(spans)),
                end,
                rng.choice([None, None, 1, 2]),
                rng.choice([None, "certain", "possible"]),
                (("stance", rng.choice(["author", "hedged"])),) if rng.random() < 0.3 else (),
            )
        )
    return relations


def random_work(rng, text, places, tags, base):
    """What one annotator makes of the same spans, attributes, relations and facts."""
    spans, kept = [], {}
    for n, (span, attributes) in enumerate(base["spans"]):
        changed = change(rng, text, places, span, tags)
        if changed:
            kept[n] = len(spans)
            own = dict(attributes) if rng.random() < 0.7 else random_values(rng, ATTRIBUTES[changed[0]])
            spans.append((changed, own))
    if text.words:
        more = [random_span(rng, text, places, tags) for _ in range(rng.randint(0, 2))]
        spans += [(span, random_values(rng, ATTRIBUTES[span[0]])) for span in more if span]
    for span, attributes in list(spans):
        if rng.random() < 0.12:  # The same words and tag again, mostly with other attributes.
            spans.append((span, random_values(rng, ATTRIBUTES[span[0]]) if rng.random() < 0.8 else dict(attributes)))
    relations = random_relations(rng, spans)[: rng.randint(0, 2)]
    for relation in base["relations"]:
        end = kept.get(relation.end) if isinstance(relation.end, int) else relation.end
        if relation.start in kept and end is not None and rng.random() < 0.8:
            certainty = relation.certainty if rng.random() < 0.7 else "possible"
            own = Relation(relation.kind, kept[relation.start], end, relation.order, certainty, relation.attributes)
            relations += [own, own] if rng.random() < 0.1 else [own]
    facts = dict(base["facts"]) if rng.random() < 0.6 else random_values(rng, FACTS)
    return Work(spans, relations, facts)


def random_corpus(rng, size=6):
    """Annotators and texts; `gold` may be among those who have written something."""
    annotators = ["amal", "basim", "dina", "emad"][: rng.choice([2, 2, 2, 3, 3, 4])]
    tags = TAGS[: rng.randint(1, 4)]
    texts = []
    for n in range(rng.randint(1, size)):
        text = random_text(rng, f"{n:02}.txt")
        places = edges(text.text)
        spans = [s for s in (random_span(rng, text, places, tags) for _ in range(rng.randint(0, 9))) if s] if text.words else []
        spans = [(span, random_values(rng, ATTRIBUTES[span[0]])) for span in spans]
        base = {"spans": spans, "relations": random_relations(rng, spans), "facts": random_values(rng, FACTS)}
        for annotator in [*annotators, "gold"]:
            draw = rng.random()
            if draw < 0.15:
                continue
            work = random_work(rng, text, places, tags, base)
            if draw < 0.25:
                work.spans, work.relations = [], []
            work.state = rng.choice(STATES) if rng.random() < 0.85 else "in_progress"
            text.works[annotator] = work
        texts.append(text)
    for annotator in annotators:
        if not any(annotator in text.works for text in texts):
            texts[0].works[annotator] = Work([], [], {})
    for text in texts:
        finished = {who: work for who, work in text.works.items() if work.state != "in_progress"}
        text.works, text.begun = finished, {who: work for who, work in text.works.items() if who not in finished}
        text.spans = {who: sorted(span for span, _ in said(work)) for who, work in finished.items()}
    return annotators, texts


def meaning(attributes, defaults):
    """What is said: no default, no flag that is false, nothing empty, no mark of a merge; a list is a set."""
    kept = {}
    for name, value in attributes.items():
        flag = isinstance(defaults.get(name), bool)
        says_nothing = value in ("", []) or name == "merge_conflict" or (flag and value is False)
        if not says_nothing and (flag or value != defaults.get(name)):
            kept[name] = ron(sorted(set(value)) if isinstance(value, list) else value)
    return kept


def letters(values):
    """All that is said, for an order that does not depend on ids."""
    return "".join(f"{name}={value};" for name, value in sorted(values.items()))


def said(work):
    """The spans with what they say, in order; what says the same in everything once."""
    once = {(span, letters(meaning(own, ATTRIBUTES[span[0]]))): meaning(own, ATTRIBUTES[span[0]]) for span, own in work.spans}
    return [(span, once[span, key]) for span, key in sorted(once)]


def ron(value):
    """A value of RON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(ron(item) for item in value) + "]"
    return quoted(value) if isinstance(value, str) else str(value)


def fields(values):
    return "[" + ", ".join(f'("{name}", {ron(value)})' for name, value in values.items()) + "]"


def write(rng, folder, texts):
    """Writes the schema, the texts and the sidecars; of those who are missing, sometimes one without a span."""
    Path(folder, "schema.ron").write_text(SCHEMA, encoding="utf-8")
    for text in texts:
        Path(folder, text.name).write_text(text.text, encoding="utf-8", newline="")
        for annotator, work in [*text.works.items(), *text.begun.items()]:
            order = list(range(len(work.spans)))
            rng.shuffle(order)
            spans = []
            for n in order:
                (tag, start, end), attributes = work.spans[n]
                spans.append(
                    f'(id: "s{n}", tag: "{tag}", start: {start}, end: {end}, text: {quoted(text.text[start:end])}, '
                    f"attributes: {fields(attributes)}),"
                )
            relations = [written(n, relation) for n, relation in enumerate(work.relations)]
            Path(folder, f"{text.name}.{annotator}.ron").write_text(
                f'(hashiya: 1, source: (file: "{text.name}", code_points: {len(text.text)}), annotator: "{annotator}", '
                f'state: "{work.state}", document: {fields(work.facts)}, spans: [\n' + "\n".join(spans) + "\n], relations: [\n"
                + "\n".join(relations) + "\n])\n",
                encoding="utf-8",
            )


def written(n, relation):
    end = f"s{relation.end}" if isinstance(relation.end, int) else relation.end
    more = f", order: {relation.order}" if relation.order is not None else ""
    more += f', certainty: "{relation.certainty}"' if relation.certainty else ""
    more += f", attributes: {fields(dict(relation.attributes))}" if relation.attributes else ""
    return f'(id: "r{n}", type: "{relation.kind}", from: "s{relation.start}", to: "{end}"{more}),'


def quoted(text):
    """A string of RON."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
