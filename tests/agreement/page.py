#!/usr/bin/env python3
"""Opens the page of `hashiya agree --format html` in a headless Chromium and checks what is seen there.

    python3 tests/agreement/page.py --binary target/release/hashiya --screenshot page.png

Needs only Python and `chromium`. The page itself runs nothing; a copy of it gets a script that measures: Arabic runs
from right to left, shades of the heat map differ, every disagreement is listed, nothing is wider than the window.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

MEASURE = """
<script>
const range = document.createRange();
const place = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect(); };
const words = [...document.querySelectorAll(".words")];
const runs = words.map(cell => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const letters = nodes.flatMap(node => [...node.data].map((c, n) => [c, node, n]))
    .filter(([c]) => /[\\u0621-\\u063A\\u0641-\\u064A]/.test(c)).map(([, node, n]) => place(node, n));
  const line = letters.filter(letter => Math.abs(letter.top - letters[0].top) < 4);
  return line.length < 2 || line[0].right > line[line.length - 1].right;
});
const shades = [...document.querySelectorAll(".map td[style]")].map(cell => getComputedStyle(cell).backgroundColor);
const found = {
  sections: document.querySelectorAll("section").length, words: words.length,
  rtl: words.every(cell => getComputedStyle(cell).direction === "rtl"), runs: runs.every(Boolean),
  shades: new Set(shades).size, marks: document.querySelectorAll("mark").length,
  marked: [...document.querySelectorAll("mark")].every(mark => mark.getBoundingClientRect().width > 0),
  wide: document.scrollingElement.scrollWidth > innerWidth,
  loaded: performance.getEntriesByType("resource").length,
};
document.body.append(Object.assign(document.createElement("pre"), {id: "found", textContent: JSON.stringify(found)}));
</script>
"""


def chromium(*arguments):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=1200,2400"]
    return subprocess.run(["chromium", *flags, *arguments], capture_output=True, text=True, timeout=120).stdout


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", default="target/release/hashiya")
    options.add_argument("--screenshot", help="where to put a picture of the page")
    options = options.parse_args()
    corpus = pathlib.Path(__file__).parents[2] / "sample_corpus"
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "page.html")
        command = [options.binary, "agree", corpus, "--annotators", "amal,basim,gold", "--gamma", "--format", "html", "--out", page]
        subprocess.run(command, check=True, capture_output=True)
        text = page.read_text(encoding="utf-8")
        if options.screenshot:
            chromium(f"--screenshot={pathlib.Path(options.screenshot).resolve()}", page.as_uri())
        measured = pathlib.Path(folder, "measured.html")
        open_to_scripts = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        measured.write_text(open_to_scripts.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
        dom = chromium("--dump-dom", measured.as_uri())
    found = json.loads(re.search(r'<pre id="found">(.*?)</pre>', dom, re.S).group(1))
    listed = int(re.search(r"<h2>Disagreements</h2>\s*<p>(\d+) in all", text).group(1))
    faults = [
        fault
        for fault, is_right in {
            "a script": "<script" not in text,
            "something loaded from elsewhere": found["loaded"] == 0 and not re.search(r"https?:|src=|<link|@import|url\(", text),
            "not every disagreement listed": found["sections"] == listed > 50,
            "text that is not right to left": found["rtl"] and found["runs"] and found["words"] > 100,
            "a heat map of one shade": found["shades"] > 5,
            "a mark that is not seen": found["marks"] > 100 and found["marked"],
            "wider than the window": not found["wide"],
        }.items()
        if not is_right
    ]
    print(json.dumps(found))
    for fault in faults:
        print("WRONG:", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
