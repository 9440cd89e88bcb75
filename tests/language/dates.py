#!/usr/bin/env python3
"""Every day of ten years as ICU writes it in Arabic, read back by `hashiya date`.

ICU formats the days: Gregorian in the months of every country that has names of its own, Hijri by Umm al-Qura, in three
kinds of digits. Forms that ICU does not have are put together of its names: doubled months, days in words, no year, a
weekday. What is read must be the same day, stated or relative as the form is. Ends with exit code 1 if one is not.

    python tests/language/dates.py [--program target/release/hashiya] [--from 2025-01-01] [--years 10]
"""

import argparse
import datetime
import json
import random
import subprocess
import sys
from collections import Counter

import icu

# Countries, one or more for each set of names of months that CLDR has.
COUNTRIES = ["SY", "LB", "IQ", "JO", "EG", "AE", "SA", "LY", "DZ", "TN", "MA", "MR"]
DIGITS = ["latn", "arab", "arabext"]
STYLES = {"full": icu.DateFormat.FULL, "long": icu.DateFormat.LONG, "medium": icu.DateFormat.MEDIUM, "short": icu.DateFormat.SHORT}
UNITS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split()
TEENS = ["الحادي عشر"] + [f"{unit} عشر" for unit in UNITS[1:9]]
TENS = ["العشرين"] + [f"{unit} والعشرين" for unit in ["الحادي"] + UNITS[1:9]] + ["الثلاثين", "الحادي والثلاثين"]
ORDINALS = UNITS + TEENS + TENS


def locale(country, digits, calendar="gregorian"):
    return icu.Locale(f"ar_{country}@calendar={calendar};numbers={digits}")


def shaped(number, digits):
    table = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}[digits]
    return "".join(table[int(digit)] for digit in str(number))


class Formatter:
    """Formats days with ICU, in the time zone of Greenwich."""

    def __init__(self, format):
        self.format = format
        self.format.setTimeZone(icu.TimeZone.getGMT())

    def __call__(self, day):
        return self.format.format(datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.timezone.utc).timestamp())


def pattern(text, where):
    return Formatter(icu.SimpleDateFormat(text, where))


def month_of(day):
    following = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return day.replace(day=1), following - datetime.timedelta(days=1)


def absolute(days):
    """Forms that name the year: (form, phrase, first, last)."""
    formats = {}
    for country in COUNTRIES:
        for digits in DIGITS:
            where = locale(country, digits)
            for style, number in STYLES.items():
                formats[f"{style} {digits}"] = formats.get(f"{style} {digits}", []) + [Formatter(icu.DateFormat.createDateInstance(number, where))]
            for text in ["d MMMM y", "EEEE d MMMM y", "d من MMMM y"]:
                formats.setdefault(f"{text} {digits}", []).append(pattern(text.replace("من", "'من'"), where))
    for digits in DIGITS:
        for style, number in STYLES.items():
            for country in ["SA", "EG"]:
                hijri = locale(country, digits, "islamic-umalqura")
                formats.setdefault(f"Hijri {style} {digits}", []).append(Formatter(icu.DateFormat.createDateInstance(number, hijri)))
        formats[f"Hijri d MMMM y {digits}"] = [pattern("d MMMM y", locale("SA", digits, "islamic-umalqura"))]
    for form, several in formats.items():
        for day in days:
            for phrase in {each(day) for each in several}:
                yield form, phrase, day, day
    names = {country: [str(name) for name in icu.DateFormatSymbols(icu.Locale(f"ar_{country}")).getMonths()] for country in COUNTRIES}
    pairs = [("SY", "EG"), ("EG", "SY"), ("TN", "EG"), ("SY", "MA"), ("MR", "LB"), ("DZ", "IQ")]
    for day in days:
        for digits in DIGITS:
            d, m, y = shaped(day.day, digits), shaped(day.month, digits), shaped(day.year, digits)
            for one, other in pairs:
                a, b = names[one][day.month - 1], names[other][day.month - 1]
                yield f"doubled {digits}", f"{d} {a}/{b} {y}", day, day
                yield f"in brackets {digits}", f"{d} {a} ({b}) {y}", day, day
            for separator in "/-.":
                yield f"d{separator}m{separator}y {digits}", separator.join([d, m, y]), day, day
            yield f"y-m-d {digits}", "-".join([y, m.rjust(2, shaped(0, digits)), d.rjust(2, shaped(0, digits))]), day, day
        for country in COUNTRIES:
            name = names[country][day.month - 1]
            yield "in words", f"{ORDINALS[day.day - 1]} من {name} {day.year}", day, day
            if day.day == 1:
                yield "month", f"{name} {day.year}", *month_of(day)


def relative(days, chance):
    """Forms that need the day of publication: (form, phrase, published, first, last)."""
    weekday = pattern("EEEE", locale("EG", "latn"))
    formats = [(f"d MMMM {digits}", pattern("d MMMM", locale(country, digits))) for country in COUNTRIES for digits in DIGITS]
    formats += [(f"Hijri d MMMM {digits}", pattern("d MMMM", locale("SA", digits, "islamic-umalqura"))) for digits in DIGITS]
    later = lambda day, most: day + datetime.timedelta(days=chance.randint(0, most))
    for day in days:
        for form, each in formats:
            # A Hijri year has 354 days; 29 February comes back after more than a year.
            yield form, each(day), later(day, 350), day, day
        published = later(day, 6)
        for before in ["", "يوم ", "فجر ", "مساء يوم ", "و"]:
            yield "weekday", before + weekday(day), published, day, day
        yield "weekday before", f"{weekday(day)} الماضي", day + datetime.timedelta(days=chance.randint(1, 7)), day, day
        yield "weekday after", f"{weekday(day)} المقبل", day - datetime.timedelta(days=chance.randint(1, 7)), day, day
        after = day + datetime.timedelta(days=1)
        yield "night", f"ليل {weekday(day)}/{weekday(after)}", later(after, 6), day, after


def ask(program, rows):
    lines = "".join(f"{phrase}\t{published}\n" for _, phrase, published, *_ in rows)
    done = subprocess.run([program, "date", "-", "--format", "json"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def other_tables(days):
    """How many Hijri days ICU and hijridate give another number to."""
    from hijridate import Gregorian

    hijri = pattern("y-MM-dd", locale("SA", "latn", "islamic-umalqura"))
    differ = [day for day in days if hijri(day) != Gregorian(day.year, day.month, day.day).to_hijri().isoformat()]
    return len(differ), differ[0] if differ else None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", default="target/release/hashiya")
    arguments.add_argument("--from", dest="first", type=datetime.date.fromisoformat, default=datetime.date(2025, 1, 1))
    arguments.add_argument("--years", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=15)
    chosen = arguments.parse_args()
    last = chosen.first.replace(year=chosen.first.year + chosen.years)
    days = [chosen.first + datetime.timedelta(days=n) for n in range((last - chosen.first).days)]
    chance = random.Random(chosen.seed)
    # Published on any day at all, also before it: a year says so.
    rows = [(form, phrase, chance.choice(days), "stated", first, until) for form, phrase, first, until in absolute(days)]
    rows += [(form, phrase, published, "relative", first, until) for form, phrase, published, first, until in relative(days, chance)]
    asked, wrong = Counter(), Counter()
    shown = 0
    for (form, phrase, published, basis, first, until), read in zip(rows, ask(chosen.program, rows), strict=True):
        asked[form] += 1
        is_right = (read["first"], read["last"], read["basis"]) == (first.isoformat(), until.isoformat(), basis)
        is_right = is_right and phrase[read["start"]:read["end"]] == read["text"]
        if not is_right:
            wrong[form] += 1
            if wrong[form] <= 3 and shown < 40:
                shown += 1
                print(f"{form}: {phrase!r} on {published}: expected {basis} {first} to {until}, read {read}", file=sys.stderr)
    for form in asked:
        print(f"{asked[form] - wrong[form]:>7} of {asked[form]:>7}  {form}")
    print(f"{asked.total() - wrong.total():>7} of {asked.total():>7}  all, {len(days)} days, ICU {icu.ICU_VERSION}")
    try:
        count, first = other_tables(days)
        print(f"for comparison: hijridate numbers {count} of these days otherwise than ICU{f', the first {first}' if first else ''}")
    except ImportError:
        pass
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
