"""Numbers that other programs spell out, read back by `hashiya number`.

Two spellers that do not know of each other: the rules of ICU for Arabic (PyICU, every rule set it has) and num2words. Each
spells the same values, all small ones and then ever sparser up to 10^12; the program reads the words and must find one
figure, exact, of that value. What a speller spells otherwise than Arabic grammar does is listed here as a rule, with the
reason, and counted; everything else has to be equal.

    python3 -m venv target/language
    target/language/bin/pip install -r tests/language/requirements.txt
    target/language/bin/python tests/language/spellings.py target/release/hashiya
"""

import argparse
import json
import random
import subprocess
import sys

import icu
from num2words import num2words

SMALL = 3000
TOP = 10**12


def values(count, seed):
    """All small values, then values of every length, round ones among them, up to 10^12."""
    chosen = set(range(SMALL)) | {TOP}
    draw = random.Random(seed)
    while len(chosen) < count:
        digits = draw.randint(4, 12)
        value = draw.randrange(10 ** (digits - 1), 10**digits)
        zeros = draw.randrange(digits)
        chosen.add(value // 10**zeros * 10**zeros)
    return sorted(chosen)


def groups(value):
    """The groups of three digits from the second on: what multiplies a thousand, a million and so on."""
    value //= 1000
    while value:
        yield value % 1000
        value //= 1000


class Icu:
    """The spell-out rules of ICU for Arabic."""

    def __init__(self):
        self.format = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("ar"))
        names = [self.format.getRuleSetName(n) for n in range(self.format.getNumberOfRuleSetNames())]
        self.cardinals = [name for name in names if "ordinal" not in name]
        self.ordinals = [name for name in names if "ordinal" in name]

    def spell(self, name, value):
        return self.format.format(value, name)


def num2words_fault(value):
    """Why num2words spells a value wrongly, or None."""
    if value > 1000 and any(group % 100 in (1, 2) and group > 2 for group in groups(value)):
        return "a hundred and one or two of a scale as the scale alone: 101000 is مائة و ألف ألف"
    return None


def read(program, phrases):
    """What the program reads in phrases, one list of figures for each."""
    text = "".join(phrase + "\n" for phrase in phrases)
    ran = subprocess.run([program, "number", "-", "--format", "json"], input=text, text=True, capture_output=True, check=True)
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(found) == len(phrases), f"{len(phrases)} phrases, {len(found)} answers"
    return [row["figures"] for row in found]


def compare(program, name, pairs, fault=lambda value: None):
    """Reads pairs of a value and its spelling; returns how many differ that should not."""
    listed, wrong = {}, []
    for (value, spelling), figures in zip(pairs, read(program, [spelling for _, spelling in pairs])):
        if [(f["min"], f["max"], f["qualifier"]) for f in figures] == [(value, value, "exact")]:
            continue
        reason = fault(value)
        if reason:
            listed[reason] = listed.get(reason, 0) + 1
        else:
            wrong.append((value, spelling, [(f["min"], f["max"], f["qualifier"]) for f in figures]))
    print(f"{name}: {len(pairs)} values, {len(wrong)} read otherwise, {sum(listed.values())} spelled wrongly")
    for reason, times in listed.items():
        print(f"    {times}: {reason}")
    for value, spelling, figures in wrong[:20]:
        print(f"    {value}: {spelling}: {figures}")
    return len(wrong)


def ordinals(program, speller, name):
    """Ordinals are no figures; from twenty on their tens are spelled as numbers are, so that they need their units."""
    chosen = [value for value in range(1, 100) if value < 20 or value % 10]
    figures = read(program, [speller.spell(name, value) for value in chosen])
    wrong = [value for value, found in zip(chosen, figures) if found]
    print(f"{name}: {len(chosen)} ordinals, {len(wrong)} read as figures")
    for value in wrong[:20]:
        print(f"    {value}: {speller.spell(name, value)}")
    return len(wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--values", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chosen = values(arguments.values, arguments.seed)
    speller = Icu()
    print(f"ICU {icu.ICU_VERSION}")
    wrong = 0
    for name in speller.cardinals:
        wrong += compare(arguments.program, name, [(value, speller.spell(name, value)) for value in chosen])
    for name in speller.ordinals:
        wrong += ordinals(arguments.program, speller, name)
    # num2words gives twice a scale as the dual before a genitive (ألفا): a counted noun follows it, as it has to.
    pairs = [(value, num2words(value, lang="ar") + " شخص") for value in chosen]
    wrong += compare(arguments.program, "num2words", pairs, num2words_fault)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
