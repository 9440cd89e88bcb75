"""What annotators say of what both have, by hand-written Python: attributes, relations, facts."""

from collections import Counter

from corpora import ATTRIBUTES, FACTS, letters, meaning, ron, said


def unlike(a, b):
    return sum(a.get(name) != b.get(name) for name in {*a, *b})


def most_alike(here, there, count, difference):
    """So many pairs, the most alike first, of those as alike the earlier."""
    pairs = []
    for _, n, m in sorted((difference(n, m), n, m) for n in here for m in there):
        if len(pairs) < count and all(n != x and m != y for x, y in pairs):
            pairs.append((n, m))
    return sorted(pairs)


def same(a, b, difference):
    """Pairs of places of equal things in two lists."""
    pairs = []
    for thing in sorted(set(a)):
        here, there = [n for n, x in enumerate(a) if x == thing], [m for m, y in enumerate(b) if y == thing]
        pairs += most_alike(here, there, min(len(here), len(there)), difference)
    return pairs


def overlapping(a, b, here, there):
    """A largest matching of overlapping spans: whichever ends first takes the one of the other side that ends first."""
    free = [set(here), set(there)]
    order = sorted((x[2], x[1], side, n) for side, (spans, places) in enumerate([(a, here), (b, there)]) for n in places for x in [spans[n]])
    pairs = []
    for end, _, side, n in order:
        if n not in free[side]:
            continue
        free[side].discard(n)
        spans = b if side == 0 else a
        partners = sorted((spans[m][2], spans[m][1], m) for m in free[1 - side] if spans[m][1] < end)
        if partners:
            m = partners[0][2]
            free[1 - side].discard(m)
            pairs.append((n, m) if side == 0 else (m, n))
    return sorted(pairs)


def matched(a, b):
    """Pairs of places of spans, as (span, meaning), that stand for each other: the same ends, then overlapping."""
    spans_a, spans_b = [span for span, _ in a], [span for span, _ in b]
    difference = lambda n, m: unlike(a[n][1], b[m][1])
    pairs = same(spans_a, spans_b, difference)
    used_a, used_b = {n for n, _ in pairs}, {m for _, m in pairs}
    for tag in sorted({span[0] for span in spans_a}):
        here = [n for n, span in enumerate(spans_a) if span[0] == tag and n not in used_a]
        there = [m for m, span in enumerate(spans_b) if span[0] == tag and m not in used_b]
        places = Counter((spans_a[n], spans_b[m]) for n, m in overlapping(spans_a, spans_b, here, there))
        for (x, y), count in places.items():
            twins = [n for n in here if spans_a[n] == x and n not in used_a], [m for m in there if spans_b[m] == y and m not in used_b]
            found = most_alike(*twins, count, difference)
            used_a |= {n for n, _ in found}
            used_b |= {m for _, m in found}
            pairs += found
    return pairs


def attributes(works):
    """For each tag and attribute the values that two annotators gave it, a pair of values for each pair of spans; None
    where it was left out. Declared attributes are there also where nobody set them."""
    rows = {}
    for work_a, work_b in works:
        a, b = said(work_a), said(work_b)
        for n, m in matched(a, b):
            rows.setdefault(a[n][0][0], []).append((a[n][1], b[m][1]))
    found = {}
    for tag, pairs in rows.items():
        names = {*ATTRIBUTES[tag], *(name for x, y in pairs for name in {*x, *y})}
        found[tag] = {name: [(x.get(name), y.get(name)) for x, y in pairs] for name in names}
    return found


def related(work, who):
    """The relations by type and ends, with what is said of them, each that says the same in everything once."""
    spans = [span for span, _ in work.spans]
    once = {}
    for relation in work.relations:
        end = relation.end
        end = spans[end] if isinstance(end, int) else end if "@" in end or "#" in end else (who, end)
        key = relation.kind, spans[relation.start], end
        own = {name: ron(value) for name, value in relation.attributes}
        order = "None" if relation.order is None else f"Some({relation.order})"
        certainty = "None" if relation.certainty is None else f'Some(Text("{relation.certainty}"))'
        once[str(key), f"{order};{certainty};{letters(own)}"] = key, relation, own
    return [once[key] for key in sorted(once)]


def relations(works):
    """Counts of relations by type, all and with agreed ends, and what was said of those that match."""
    counts, values = {}, {}
    for work_a, work_b in works:
        a, b = related(work_a, "a"), related(work_b, "b")
        places = {span for span, _ in work_a.spans}, {span for span, _ in work_b.spans}
        has = lambda end: isinstance(end, str) or (len(end) == 3 and end in places[0] and end in places[1])
        for side, own in (("a", a), ("b", b)):
            for (kind, start, end), _, _ in own:
                of_kind = counts.setdefault(kind, {"all": Counter(), "agreed_ends": Counter()})
                of_kind["all"][side] += 1
                of_kind["agreed_ends"][side] += has(start) and has(end)
        difference = lambda n, m: unlike(a[n][2], b[m][2]) + (a[n][1].order != b[m][1].order) + (a[n][1].certainty != b[m][1].certainty)
        for n, m in same([str(key) for key, _, _ in a], [str(key) for key, _, _ in b], difference):
            kind = a[n][0][0]
            counts[kind]["all"]["matched"] += 1
            counts[kind]["agreed_ends"]["matched"] += 1
            of_kind = values.setdefault(kind, {"certainty": [], "order": [], "attributes": []})
            of_kind["certainty"].append((a[n][1].certainty, b[m][1].certainty))
            of_kind["order"].append((a[n][1].order, b[m][1].order))
            of_kind["attributes"].append((a[n][2], b[m][2]))
    return counts, values


def facts(works):
    """For each fact the values that two annotators gave it, a pair for each text."""
    rows = [(meaning(a.facts, FACTS), meaning(b.facts, FACTS)) for a, b in works]
    names = {*FACTS, *(name for a, b in rows for name in {*a, *b})}
    return {name: [(a.get(name), b.get(name)) for a, b in rows] for name in names}
