"""Has CRFsuite learn from the same attributes as `examples/learn.rs`, and compares how often both are right.

python model.py --program target/release/examples/learn --train TRAIN --test TEST
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import pycrfsuite

# How far F1 may be from that of CRFsuite, in points.
NEAR = 1.0


def sequences(path):
    """Yields labels and attributes of each sequence."""
    labels, attributes = [], []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if line:
            label, *keys = line.split("\t")
            labels.append(label)
            attributes.append(keys)
        elif labels:
            yield labels, attributes
            labels, attributes = [], []


def chunks(labels):
    """The spans of a sequence of labels: first, last and tag."""
    found, start = set(), None
    for n, label in enumerate(labels + ["O"]):
        goes_on = start is not None and label == "I-" + labels[start][2:]
        if start is not None and not goes_on:
            found.add((start, n, labels[start][2:]))
            start = None
        if label != "O" and not goes_on:
            start = n
    return found


def f1(told, found):
    """F1 of spans, in points."""
    told, found = [chunks(labels) for labels in told], [chunks(labels) for labels in found]
    right = sum(len(a & b) for a, b in zip(told, found))
    return 200 * right / (sum(map(len, told)) + sum(map(len, found)))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", required=True)
    options.add_argument("--train", required=True)
    options.add_argument("--test", required=True)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        print(subprocess.run([given.program, given.train, given.test, str(folder)], check=True, text=True, capture_output=True).stdout)
        test = list(sequences(folder / "test.txt"))
        found = [labels for labels, _ in sequences(folder / "found.txt")]
        trainer = pycrfsuite.Trainer(verbose=False)
        for labels, attributes in sequences(folder / "train.txt"):
            trainer.append(attributes, labels)
        trainer.select("lbfgs")
        trainer.set_params({"c1": 0.0, "c2": 1.0})
        start = time.monotonic()
        trainer.train(str(folder / "model"))
        print(f"CRFsuite learned in {time.monotonic() - start:.1f} s")
        tagger = pycrfsuite.Tagger()
        tagger.open(str(folder / "model"))
        theirs = [list(tagger.tag(attributes)) for _, attributes in test]
    told = [labels for labels, _ in test]
    ours, theirs = f1(told, found), f1(told, theirs)
    print(f"F1: {ours:.2f} here, {theirs:.2f} CRFsuite")
    if abs(ours - theirs) > NEAR:
        sys.exit(f"more than {NEAR} point apart")


if __name__ == "__main__":
    main()
