"""Hits of `hashiya find --mode substring` beside those of ICU's StringSearch, on texts of yours.

ICU compares by the collation for search of Arabic at primary strength, which is meant to leave out what the program's
folding leaves out: marks, tatweel, hamza, ى and ي, ة and ه, forms, digits. The queries are words of the texts, as they are
written there and without their marks, drawn at random. Every hit that only one of both has needs a reason of the table in
`tests/language/README.md`; each reason is counted.

    target/language/bin/python tests/language/search.py --program target/release/hashiya --texts FOLDER
"""

import argparse
import bisect
import json
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

import icu

MARKS = "[\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E8\\u06EA-\\u06ED\\u08D3-\\u08FF\\u0640]"
WORD = re.compile(f"(?:[\\w]|{MARKS})+")


class Text:
    """A text as the program reads it, with its places in UTF-16, which ICU counts in."""

    def __init__(self, name, text):
        self.name, self.text = name, text
        self.units = [0]
        for c in text:
            self.units.append(self.units[-1] + (2 if ord(c) > 0xFFFF else 1))

    def point(self, unit):
        return bisect.bisect_right(self.units, unit) - 1


def read(folder):
    """The texts that are UTF-8, by the names under which the program finds them."""
    texts = []
    for path in sorted(folder.rglob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        texts.append(Text(str(path.relative_to(folder)), text.removeprefix("\ufeff")))
    return texts


def queries(texts, count, seed):
    """Words of the texts, half of them without marks, and pairs of words."""
    draw = random.Random(seed)
    words = sorted({word for text in texts for word in WORD.findall(text.text) if any(c.isalpha() for c in word)})
    drawn = draw.sample(words, min(count, len(words)))
    bare = [re.sub(MARKS, "", word) for word in drawn]
    chosen = [word if n % 2 else bare[n] for n, word in enumerate(drawn)]
    parts = [word[:3] for word in bare if len(word) > 4][: count // 4]
    return list(dict.fromkeys(word for word in chosen + parts if word))


def hits_of_icu(query, text, collator):
    search = icu.StringSearch(query, text.text, collator)
    hits = set()
    at = search.nextMatch()
    while at != icu.StringSearch.DONE:
        hits.add((text.point(at), text.point(at + search.getMatchedLength())))
        at = search.nextMatch()
    return hits


def hits_of_program(program, query, folder):
    command = [program, "find", "--mode", "substring", "--format", "json", "--query", query, str(folder)]
    ran = subprocess.run(command, text=True, capture_output=True, check=True)
    hits = {}
    for row in map(json.loads, ran.stdout.splitlines()):
        hits.setdefault(row["file"], set()).add((row["start"], row["end"]))
    return hits


# What only the program leaves out: letters of Persian and Urdu, alef wasla, small waw and ya, and what else NFKC makes
# Arabic letters of but the collation does not.
OURS = {
    "letters of Persian and Urdu are those of Arabic": "یکھہەےۃۀۂۓ",
    "alef wasla and alefs with wavy hamza are alefs": "ٱٲٳ",
    "small waw and small ya of recitation are left out": "\u06e5\u06e6",
}


def around(text, hit, more=2):
    return text.text[max(0, hit[0] - more) : hit[1] + more]


def reason_of_ours(query, text, hit, icu_hits):
    """Why only the program has a hit."""
    for reason, letters in OURS.items():
        if set(letters) & set(text.text[hit[0] : hit[1]] + query):
            return reason
    if any(start < hit[1] and hit[0] < end for start, end in icu_hits):
        return "both have a hit there, with other signs of no width at its edges"
    if any(unicodedata.combining(c) and not re.match(MARKS, c) for c in around(text, hit)):
        return "a mark of another script makes another letter to ICU"
    return None


def reason_of_icu(query, text, hit, our_hits):
    """Why only ICU has a hit."""
    words = text.text[hit[0] : hit[1]]
    if any(start < hit[1] and hit[0] < end for start, end in our_hits):
        return "both have a hit there, with other signs of no width at its edges"
    if re.search("[A-Za-z\u00c0-\u024f]", words + query):
        return "case and accents of Latin letters count"
    if "\n" in words or "\r" in words:
        return "no hit crosses the end of a line"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--texts", type=pathlib.Path, required=True)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    collator = icu.Collator.createInstance(icu.Locale("ar@collation=search"))
    collator.setStrength(icu.Collator.PRIMARY)
    texts = read(arguments.texts)
    chosen = queries(texts, arguments.queries, arguments.seed)
    both, reasons, wrong = 0, {}, []
    for query in chosen:
        ours = hits_of_program(arguments.program, query, arguments.texts)
        for text in texts:
            mine, theirs = ours.get(text.name, set()), hits_of_icu(query, text, collator)
            both += len(mine & theirs)
            only = [("hashiya", hit, reason_of_ours(query, text, hit, theirs)) for hit in mine - theirs]
            only += [("ICU", hit, reason_of_icu(query, text, hit, mine)) for hit in theirs - mine]
            for who, hit, reason in only:
                if reason:
                    reasons[who, reason] = reasons.get((who, reason), 0) + 1
                else:
                    wrong.append((who, query, text.name, hit, around(text, hit, 12)))
    print(f"ICU {icu.ICU_VERSION}, {len(texts)} texts, {len(chosen)} queries: {both} hits of both, {len(wrong)} unexplained")
    for (who, reason), times in sorted(reasons.items()):
        print(f"    only {who}, {times}: {reason}")
    for who, query, name, hit, words in wrong[:20]:
        print(f"    only {who}: {query!r} in {name}, {hit}: {words!r}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
