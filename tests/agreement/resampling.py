"""Bootstrap intervals by numpy: the same resamples from the same seed, by the recipe in the README."""

from collections import Counter

import numpy as np

STEP, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def splitmix64(seed, numbers):
    """The numbers of a seed at these places."""
    with np.errstate(over="ignore"):
        x = np.uint64(seed) + (numbers.astype(np.uint64) + np.uint64(1)) * STEP
        x = (x ^ (x >> np.uint64(30))) * FIRST
        x = (x ^ (x >> np.uint64(27))) * SECOND
        return x ^ (x >> np.uint64(31))


def resamples(seed, count, texts):
    """How often each text is drawn, a row for each resample."""
    numbers = splitmix64(seed, np.arange(count * texts).reshape(count, texts))
    drawn = np.array([[(int(x) * texts) >> 64 for x in row] for row in numbers])
    return np.array([np.bincount(row, minlength=texts) for row in drawn])


def interval(values):
    """The middle 95 % of the values that are defined; None of fewer than two."""
    values = [value for value in values if value is not None]
    return [float(x) for x in np.percentile(values, [2.5, 97.5])] if len(values) > 1 else None


def of_ratios(draws, parts, wholes):
    """The ratio of two sums over texts in each resample."""
    above, below = draws @ np.array(parts), draws @ np.array(wholes)
    return [float(a / b) if b else None for a, b in zip(above, below)]


def of_rows(draws, rows, measure):
    """A measure of the items of the texts drawn; `rows` has a counter of items for each text."""
    values = []
    for draw in draws:
        items = Counter()
        for times, row in zip(draw, rows):
            for item, count in row.items() if times else []:
                items[item] += int(times) * count
        values.append(measure(items))
    return values


def kappa(items):
    """Cohen's kappa of a counter of pairs of values."""
    n = sum(items.values())
    if not n:
        return None
    agreed = sum(count for (a, b), count in items.items() if a == b)
    rows, columns = Counter(), Counter()
    for (a, b), count in items.items():
        rows[a] += count
        columns[b] += count
    chance = sum(count * columns[value] for value, count in rows.items())
    return None if chance == n * n else (n * agreed - chance) / (n * n - chance)


def ac1(items):
    """Gwet's AC1 of a counter of lists of values, None for a missing one."""
    items = {values: count for values, count in items.items() if count}
    shares, pa, n = Counter(), 0.0, sum(items.values())
    for values, count in items.items():
        given = Counter(value for value in values if value is not None)
        r = sum(given.values())
        pa += count * sum(k * (k - 1) for k in given.values()) / (r * (r - 1))
        for value, k in given.items():
            shares[value] += count * k / r
    if not n or len(shares) < 2:
        return None
    pe = sum(share / n * (1 - share / n) for share in shares.values()) / (len(shares) - 1)
    return (pa / n - pe) / (1 - pe)


def alpha(items):
    """Krippendorff's alpha of a counter of lists of values, None for a missing one."""
    totals, observed = Counter(), 0.0
    for values, count in items.items():
        given = Counter(value for value in values if value is not None)
        r = sum(given.values())
        observed += count * sum(k * (r - k) for k in given.values()) / (r - 1)
        for value, k in given.items():
            totals[value] += count * k
    n = sum(totals.values())
    expected = n * n - sum(total**2 for total in totals.values())
    return None if expected == 0 else 1 - (n - 1) * observed / expected
