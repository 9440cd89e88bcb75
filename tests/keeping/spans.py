#!/usr/bin/env python3
"""How long a sidecar of very many spans takes to open, to annotate and to save, in the real program in a pseudo-terminal.

    python3 tests/keeping/spans.py target/release/hashiya [--spans 50000] [--rounds 7]

Opening: from the start to the frame that counts every span. A key: from the key that tags a word to the frame that says
`saved`, by then synced in the journal. Saving: from ctrl-s to the new sidecar under its name. Medians, in milliseconds.
"""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import tempfile
import termios
import time

WORDS = "قال شاهد إن غارة قتلت ستة مدنيين في سوق قرب نهر ونفت الوزارة ذلك".split()


class Program:
    """The program in a terminal of 120 by 40; what it writes is kept without its escape sequences."""

    def __init__(self, program, folder):
        self.master, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        home = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", "USER": "amal", **home}
        self.begun = time.perf_counter()
        self.child = subprocess.Popen(
            [program, "a.txt"], cwd=folder, env=env, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
        )
        os.close(inside)
        self.seen = ""

    def wait(self, pattern, since):
        """Waits for what a pattern says, and gives the milliseconds since then."""
        until = time.perf_counter() + 60
        while not re.search(pattern, self.seen):
            if time.perf_counter() > until or not select.select([self.master], [], [], 60)[0]:
                raise SystemExit(f"waited in vain for {pattern}: {self.seen[-400:]!r}")
            read = os.read(self.master, 1 << 16)
            if b"\x1b[c" in read:
                os.write(self.master, b"\x1bP>|XTerm(379)\x1b\\\x1b[?64c")
            self.seen += re.sub(r"\x1b(\[[0-9;?>=]*[A-Za-z]|P[^\x1b]*\x1b\\|[()][0-9A-B])", "", read.decode("utf-8", "replace"))
        return (time.perf_counter() - since) * 1000

    def press(self, keys):
        """Types keys and forgets what was seen before them."""
        self.seen = ""
        os.write(self.master, keys.encode())
        return time.perf_counter()

    def end(self):
        """Ends the program as `Q` does."""
        self.press("Q")
        try:
            while os.read(self.master, 1 << 16):
                pass
        except OSError:
            pass
        self.child.wait()
        os.close(self.master)


def corpus(folder, count):
    """A text and a sidecar with a span on every word but the first and the last."""
    words = [WORDS[n % len(WORDS)] for n in range(count + 2)]
    lines, at, places = [], 0, []
    for n, word in enumerate(words):
        places.append((at, at + len(word), word))
        at += len(word) + 1
        lines.append(word + ("\n" if n % 12 == 11 else " "))
    text = "".join(lines).encode()
    (folder / "a.txt").write_bytes(text)
    tags = ["ACTOR", "LOCATION"]
    spans = "".join(
        f'        (id: "s{n}", tag: "{tags[n % 2]}", start: {start}, end: {end}, text: "{word}", '
        f'attributes: [("certainty", "certain")], origin: "manual", note: "", at: "2026-11-21T21:16:00Z"),\n'
        for n, (start, end, word) in enumerate(places[1:-1], 1)
    )
    head = '(\n    hashiya: 1,\n    source: (file: "a.txt"),\n    annotator: "amal",\n    state: "in_progress",\n'
    (folder / "a.txt.amal.ron").write_text(f"{head}    spans: [\n{spans}    ],\n)\n")


def sitting(program, folder, count):
    """Opening, tagging one word and saving once, in milliseconds."""
    running = Program(program, folder)
    # Only what changes is drawn: the counts of the legend come with the spans.
    opened = running.wait(f"{count // 2}", running.begun)
    since = running.press("a")
    key = running.wait("saved", since)
    sidecar = folder / "a.txt.amal.ron"
    before = sidecar.stat().st_ino
    since = running.press("\x13")
    while sidecar.stat().st_ino == before:
        if time.perf_counter() - since > 60:
            raise SystemExit("the sidecar is not written")
        time.sleep(0.001)
    saved = (time.perf_counter() - since) * 1000
    running.end()
    return opened, key, saved


def main():
    """Prints the medians of some sittings."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--spans", type=int, default=50_000)
    options.add_argument("--rounds", type=int, default=7)
    options = options.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    rounds = []
    for _ in range(options.rounds):
        folder = pathlib.Path(tempfile.mkdtemp())
        corpus(folder, options.spans)
        rounds.append(sitting(program, folder, options.spans))
        sizes = [(folder / name).stat().st_size for name in ("a.txt", "a.txt.amal.ron")]
        shutil.rmtree(folder)
    print(f"{options.spans} spans, text {sizes[0] / 1e6:.1f} MB, sidecar {sizes[1] / 1e6:.1f} MB, {options.rounds} sittings")
    for name, times in zip(("open", "key to saved", "save"), zip(*rounds)):
        print(f"{name:13} {statistics.median(times):7.1f} ms (up to {max(times):.1f})")


main()
