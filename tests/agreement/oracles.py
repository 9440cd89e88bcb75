"""The same measures from the libraries, or, where there is none, by the definition and without any cleverness."""

import math
import re
import warnings
from collections import Counter

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from nervaluate import Evaluator
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa


def meet(a, b):
    return a[1] < b[2] and b[1] < a[2]


def matching(a, b):
    """Size of a largest one-to-one matching of overlapping spans, by scipy."""
    if not a or not b:
        return 0
    edges = csr_array([[int(meet(x, y)) for y in b] for x in a])
    return int((maximum_bipartite_matching(edges, perm_type="column") >= 0).sum())


def is_unambiguous(a, b):
    """No span meets two others, so that a greedy matching can make no mistake."""
    return all(sum(meet(x, y) for y in b) <= 1 for x in a) and all(sum(meet(x, y) for x in a) <= 1 for y in b)


def nervaluate_of(documents, tag):
    """nervaluate's schemes for one tag. It matches greedily in the order of the list, and a span that only overlaps
    takes a partner away from one that equals it: the equal ones come first, therefore."""
    entities = lambda spans: [{"label": t, "start": s, "end": e - 1} for t, s, e in spans]
    true, pred = [], []
    for a, b in documents:
        a, b = [s for s in a if s[0] == tag], [s for s in b if s[0] == tag]
        true.append(entities(sorted(a)))
        pred.append(entities(sorted(b, key=lambda span: (span not in a, span))))
    return Evaluator(true, pred, tags=[tag], loader="dict", min_overlap_percentage=1.0).evaluate()["overall"]


def ratio(part, whole):
    return part / whole if whole else None


def span_scores(documents, tag):
    """Counts and F1 of a tag over documents, as pairs of sets of spans."""
    only = [([s for s in a if s[0] == tag], [s for s in b if s[0] == tag]) for a, b in documents]
    n_a, n_b = sum(len(a) for a, _ in only), sum(len(b) for _, b in only)
    exact = sum((Counter(a) & Counter(b)).total() for a, b in only)
    relaxed = sum(matching(a, b) for a, b in only)
    rest = [(sorted((Counter(a) - Counter(b)).elements()), sorted((Counter(b) - Counter(a)).elements())) for a, b in only]
    partial = sum(matching(a, b) for a, b in rest)
    hit_a = sum(any(meet(x, y) for y in b) for a, b in only for x in a)
    hit_b = sum(any(meet(x, y) for x in a) for a, b in only for y in b)
    p, r = ratio(hit_a, n_a), ratio(hit_b, n_b)
    overlap = None if n_a + n_b == 0 else 0.0 if not p or not r else 2 * p * r / (p + r)
    return {
        "exact": {"matched": exact, "a": n_a, "b": n_b, "f1": ratio(2 * exact, n_a + n_b)},
        "relaxed": {"matched": relaxed, "a": n_a, "b": n_b, "f1": ratio(2 * relaxed, n_a + n_b)},
        "overlap": {"hit_a": hit_a, "hit_b": hit_b, "a": n_a, "b": n_b, "f1": overlap},
        "partial": {"exact": exact, "partial": partial, "a": n_a, "b": n_b, "f1": ratio(2 * exact + partial, n_a + n_b)},
        "unambiguous": all(is_unambiguous(a, b) for a, b in only),
    }


def unlabelled(documents):
    """Counts and F1 of spans whatever their tags."""
    only = [([s[1:] for s in a], [s[1:] for s in b]) for a, b in documents]
    n_a, n_b = sum(len(a) for a, _ in only), sum(len(b) for _, b in only)
    exact = sum((Counter(a) & Counter(b)).total() for a, b in only)
    relaxed = sum(matching([(None, *s) for s in a], [(None, *s) for s in b]) for a, b in only)
    count = lambda matched: {"matched": matched, "a": n_a, "b": n_b, "f1": ratio(2 * matched, n_a + n_b)}
    return {"exact": count(exact), "relaxed": count(relaxed)}


OF_WORD = r"[\w\u064B-\u0652]"
PARTICLES = re.compile(r"(?=.)[وف]?[بلكس]?(?:ال|لل)?")
PRONOUNS = {"ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "نا", "ي", "ني"}


def extent(text, start, end):
    """The words that a span means: without space and punctuation at its ends, with the particles glued to them."""
    words = text[start:end]
    inner = words.strip(" \n،.:")
    if not inner:
        return start, end
    start += len(words) - len(words.lstrip(" \n،.:"))
    end = start + len(inner)
    bare = lambda letters: re.sub(r"[\u064B-\u0652\u0640]", "", letters)
    before = re.search(f"{OF_WORD}*$", text[:start]).group()
    after = re.match(f"{OF_WORD}*", text[end:]).group()
    if PARTICLES.fullmatch(bare(before)):
        start -= len(before)
    if re.search(f"{OF_WORD}$", text[:end]) and bare(after) in PRONOUNS:
        end += len(after)
    return start, end


def by_extent(documents, texts):
    """Counts and F1 of spans by tag and extent."""
    only = [[Counter((tag, *extent(text, s, e)) for tag, s, e in spans) for spans in pair] for pair, text in zip(documents, texts)]
    matched, n_a, n_b = sum((a & b).total() for a, b in only), sum(a.total() for a, _ in only), sum(b.total() for _, b in only)
    return {"matched": matched, "a": n_a, "b": n_b, "f1": ratio(2 * matched, n_a + n_b)}


def has_twins(documents):
    """Whether an annotator has several spans of one place and tag."""
    return any(len(set(spans)) < len(spans) for document in documents for spans in document)


def tags_of_words(text, spans):
    """For each word the set of its tags."""
    return [frozenset(t for t, s, e in spans if s < end and start < e) for start, end in text.words]


def defined(value):
    return None if value is None or not math.isfinite(value) else float(value)


def cohen(a, b):
    """Cohen's kappa by scikit-learn; None where it is 0/0."""
    if not a:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return defined(cohen_kappa_score([str(sorted(x)) for x in a], [str(sorted(x)) for x in b]))


def alpha(rows):
    """Krippendorff's alpha of rows of values, None for a missing one."""
    values = {value: n for n, value in enumerate(sorted({v for row in rows for v in row if v is not None}, key=str))}
    rows = [row for row in rows if sum(v is not None for v in row) > 1]
    used = {v for row in rows for v in row if v is not None}
    if len(used) < 2:
        return None
    data = np.array([[np.nan if v is None else values[v] for v in row] for row in rows]).T
    return defined(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal", value_domain=list(range(len(values)))))


def ac1(rows, values=None):
    """Gwet's AC1 of rows of values, None for a missing one, by irrCAC; `values` are those that could be given."""
    rows = [row for row in rows if sum(v is not None for v in row) > 1]
    values = values or sorted({v for row in rows for v in row if v is not None})
    if not rows or len(values) < 2:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        frame = pd.DataFrame([[np.nan if v is None else v for v in row] for row in rows], dtype=object)
        return defined(CAC(frame, categories=values, digits=15).gwet()["est"]["coefficient_value"])


def fleiss(rows):
    """Fleiss' kappa of rows of values by statsmodels."""
    values = sorted({v for row in rows for v in row}, key=str)
    if len(values) < 2:
        return None
    table = np.array([[row.count(value) for value in values] for row in rows])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return defined(fleiss_kappa(table))


def sections(spans, length):
    """Units and gaps of one annotator; of overlapping units the earliest and longest is kept."""
    out, at = [], 0
    for start, end in sorted(((s, e) for _, s, e in spans), key=lambda unit: (unit[0], -unit[1])):
        if start >= at:
            out += [(at, start - at, 0)] * (start > at) + [(start, end - start, 1)]
            at = end
    return out + [(at, length - at, 0)] * (length > at)


def disagreements(texts, tag):
    """Observed and expected disagreement of unitizing alpha (Krippendorff 2004), by its formula as it stands. Each of
    the texts is its length and the sets of all annotators."""
    m, length = len(texts[0][1]), sum(n for n, _ in texts)
    if length == 0:
        return 0.0, 0.0
    all_sections, observed = [], 0
    for n, sets in texts:
        own = [sections([s for s in spans if s[0] == tag], n) for spans in sets]
        all_sections += [section for sections_ in own for section in sections_]
        for i in range(m):
            for j in range(m):
                for b, l, v in own[i] if i != j else []:
                    for b2, l2, v2 in own[j]:
                        if v and v2 and -l < b - b2 < l2:
                            observed += (b - b2) ** 2 + (b + l - b2 - l2) ** 2
                        elif v and not v2 and l2 - l >= b - b2 >= 0:
                            observed += l * l
                        elif not v and v2 and l2 - l <= b - b2 <= 0:
                            observed += l2 * l2
    units = [l for _, l, v in all_sections if v]
    gaps = [l for _, l, v in all_sections if not v]
    above = sum(
        (len(units) - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l * l * sum(g - l + 1 for g in gaps if g >= l) for l in units
    )
    below = m * length * (m * length - 1) - sum(l * (l - 1) for l in units)
    return observed / (m * (m - 1) * length**2), 2 / length * above / below if below else 0.0


def alpha_u(texts, tags):
    """Unitizing alpha over tags."""
    if not texts:
        return None
    found = [disagreements(texts, tag) for tag in tags]
    expected = sum(e for _, e in found)
    return 1 - sum(o for o, _ in found) / expected if expected > 0 else None
