"""Random corpora of Arabic texts with sidecars: nested, crossing, coinciding, empty and missing annotations."""

import random
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

TAGS = ["ACTOR", "LOCATION", "CASUALTY", "ALLEGATION"]
WORDS = ["قال", "ناطق", "والجيش", "قُتِلَ", "مدنيًّا", "بالمدينة", "غارة", "في", "على", "ستة", "١٢", "NATO", "السهل", "شخص", "إنّ"]
STATES = ["submitted", "returned", "reviewed"]


@dataclass
class Text:
    """A text with what each annotator says of it: a set of (tag, start, end) in code points; missing is no key."""

    name: str
    text: str
    words: list
    spans: dict = field(default_factory=dict)


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


def random_corpus(rng, size=6):
    """Annotators and texts."""
    annotators = ["amal", "basim", "dina", "emad"][: rng.choice([2, 2, 2, 3, 3, 4])]
    tags = TAGS[: rng.randint(1, 4)]
    texts = []
    for n in range(rng.randint(1, size)):
        text = random_text(rng, f"{n:02}.txt")
        places = edges(text.text)
        spans = lambda count: [s for s in (random_span(rng, text, places, tags) for _ in range(count)) if s]
        base = spans(rng.randint(0, 9)) if text.words else []
        for annotator in annotators:
            draw = rng.random()
            if draw < 0.15:
                continue
            own = [s for s in (change(rng, text, places, span, tags) for span in base) if s]
            own += spans(rng.randint(0, 2)) if text.words else []
            text.spans[annotator] = set() if draw < 0.25 else set(own)
        texts.append(text)
    for annotator in annotators:
        if not any(annotator in text.spans for text in texts):
            texts[0].spans[annotator] = set()
    return annotators, texts


def write(rng, folder, annotators, texts):
    """Writes texts and sidecars; of those who are missing, sometimes one that was opened and left without a span."""
    for text in texts:
        Path(folder, text.name).write_text(text.text, encoding="utf-8", newline="")
        for annotator in annotators:
            spans = text.spans.get(annotator)
            if spans is None and rng.random() < 0.5:
                continue
            state = rng.choice(STATES) if spans is not None else rng.choice(["new", "in_progress"])
            if spans and rng.random() < 0.2:
                state = "in_progress"
            rows = list(spans or [])
            rng.shuffle(rows)
            rows += rows[:1] if rng.random() < 0.2 else []  # The same thing said twice counts once.
            lines = [
                f'(id: "s{n}", tag: "{tag}", start: {start}, end: {end}, text: {quoted(text.text[start:end])}),'
                for n, (tag, start, end) in enumerate(rows)
            ]
            Path(folder, f"{text.name}.{annotator}.ron").write_text(
                f'(hashiya: 1, source: (file: "{text.name}", code_points: {len(text.text)}), annotator: "{annotator}", '
                f'state: "{state}", spans: [\n' + "\n".join(lines) + "\n])\n",
                encoding="utf-8",
            )


def quoted(text):
    """A string of RON."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
