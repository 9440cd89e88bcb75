#!/usr/bin/env python3
"""Photographs hashiya in real terminals and compares it, pixel by pixel, with rows that fribidi made.

Each terminal shows the sheet twice: as hashiya draws it, in the way it finds right for this terminal, and as rows
of presentation forms in visual order, made by the `fribidi` command and printed in the same terminal while that is
told, by a means of its own, to leave rows alone. Unifont's letters fill their cells exactly, so the two pictures are
the same or something is wrong: the only difference that is let pass is none.

Whether that can fail at all is what --self-check is for: rows are sent once more in a way that is wrong for the
terminal, and the pictures must differ widely. In Konsole, HarfBuzz replaces some letters by ligatures of its own, as
in any font without rules; they are seen in both pictures, and still tell the letters' order.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

from window import COLUMNS, FONT, NoDisplay, NoPicture, Window, keep, terminals

HERE = Path(__file__).resolve().parent
SHEET = HERE / "sheet.txt"
# hashiya's screen: two columns of side bars at the right, one row of legend above.
TEXT_COLUMNS = COLUMNS - 2
LEGEND_ROWS = 1
# How many pixels must differ when rows are sent in a wrong way.
WRONG = 1000
COMMON = {
    "Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick", "compare": "imagemagick", "fribidi": "libfribidi-bin",
    "dbus-run-session": "dbus", "dbus-launch": "dbus-x11", "fc-list": "fontconfig",
}
# Rows that an independent program made.

def is_right_to_left(paragraph):
    """P2 and P3, for paragraphs without isolates."""
    strong = (unicodedata.bidirectional(c) for c in paragraph)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def oracle(paragraphs, hides_marks):
    """The rows of the sheet from left to right, each with the columns before it."""
    if hides_marks:
        paragraphs = ["".join(c for c in p if not "\u064b" <= c <= "\u0652") for p in paragraphs]
    made = subprocess.run(["fribidi", "--nopad", "--nobreak", "--clean", "--reordernsm"], input="\n".join(paragraphs) + "\n",
                          capture_output=True, encoding="utf-8", check=True).stdout.split("\n")
    rows = []
    for paragraph, row in zip(paragraphs, made):
        columns = sum(not unicodedata.combining(c) for c in row)
        assert columns <= 60, f"a line of the sheet takes {columns} columns: {paragraph}"
        rows.append(" " * (TEXT_COLUMNS - columns if is_right_to_left(paragraph) else 0) + row)
    return rows


def oracle_screen(terminal, rows):
    """What is sent to show rows where hashiya shows them, between two red bars."""
    bar = f"\x1b[48;2;255;0;0m{' ' * COLUMNS}\x1b[m"
    rows = [bar, *rows, bar]
    return terminal.preface + "\x1b[?25l" + "".join(f"\x1b[{n + LEGEND_ROWS};1H{row}" for n, row in enumerate(rows))


def colour(picture, x, y):
    """A pixel."""
    width, _, pixels = picture
    at = 3 * (y * width + x)
    return pixels[at:at + 3]


def is_red(picture, x, y):
    """Whether a pixel is of a bar; tmux may make another red of it."""
    red, green, blue = colour(picture, x, y)
    return red > 150 and green < 50 and blue < 50


def between_bars(picture):
    """The rectangle of the rows: left, top, width and height in pixels; None as long as there are not two bars."""
    width, height, _ = picture
    middle = [is_red(picture, 50, y) for y in range(height)]
    edges = [y for y in range(1, height) if middle[y] != middle[y - 1]]
    if middle[0]:
        edges.insert(0, 0)
    if len(edges) != 4:
        return None
    row = [is_red(picture, x, edges[1] - 1) for x in range(width)]
    return row.index(True), edges[1], sum(row), edges[2] - edges[1]


def has_cursor(picture, rectangle):
    """Whether the cursor, a cell in reverse, stands in the row below the rectangle: no letter reaches its cell's top."""
    left, top, width, height = rectangle
    return {colour(picture, x, top + height) for x in range(left, left + width)} == {b"\0\0\0", b"\xff\xff\xff"}


# The comparison.

def show(window, what, path, shows, press=None):
    """Waits for a picture and keeps it."""
    picture = window.wait(what, shows, press, path)
    keep(picture, path)
    return picture


def difference(seen, expected, rectangle, path):
    """How many pixels differ between two pictures in a rectangle; keeps both cut out, and what differs."""
    left, top, width, height = rectangle
    cut = f"{width}x{height}+{left}+{top}"
    for picture in (seen, expected):
        subprocess.run(["convert", picture.with_suffix(".ppm"), "-crop", cut, "+repage", picture], check=True)
        picture.with_suffix(".ppm").unlink()
    compared = subprocess.run(["compare", "-metric", "AE", seen, expected, path], capture_output=True, encoding="ascii", check=False)
    return int(float(compared.stderr.split()[0]))


def photograph_oracle(terminal, rows, path):
    """Photographs the oracle's rows; gives where they are."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".rows") as screen:
        screen.write(oracle_screen(terminal, rows))
        screen.flush()
        with Window(terminal, f"cat '{screen.name}'", True) as window:
            return between_bars(show(window, "the oracle's rows", path, between_bars))


def photograph_program(terminal, program, options, rectangle, path):
    """Photographs hashiya on the sheet, with its cursor below the rows that are compared."""
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        text = shutil.copy(SHEET, folder)
        command = f"'{program}' --annotator gallery {options} '{text}'"
        with Window(terminal, command, False) as window:
            show(window, "hashiya", path, lambda picture: has_cursor(picture, rectangle), press="ctrl+End")


def compare(terminal, program, folder, self_check):
    """The pixels that differ: as hashiya sends rows by itself, and in a wrong way."""
    name = "".join(c if c.isalnum() else "-" for c in terminal.name)
    path = lambda what: folder / f"{name}-{what}.png"
    paragraphs = SHEET.read_text(encoding="utf-8").splitlines()[:-1]
    rectangle = photograph_oracle(terminal, oracle(paragraphs, terminal.hides_marks), path("fribidi"))
    shutil.copy(path("fribidi").with_suffix(".ppm"), path("wrong-fribidi").with_suffix(".ppm"))
    photograph_program(terminal, program, "", rectangle, path("hashiya"))
    right = difference(path("hashiya"), path("fribidi"), rectangle, path("difference"))
    if not self_check:
        return right, None
    photograph_program(terminal, program, f"--bidi {terminal.wrong}", rectangle, path("wrong"))
    return right, difference(path("wrong"), path("wrong-fribidi"), rectangle, path("wrong-difference"))


def attempt(terminal, program, folder, self_check):
    """Compares, and tries once more where a window did not come up."""
    try:
        return compare(terminal, program, folder, self_check)
    except NoPicture as once:
        print(f"{terminal.name}: {once}\n{terminal.name}: once more", file=sys.stderr)
        return compare(terminal, program, folder, self_check)


# What it needs.

def install(packages):
    """Installs packages where that is possible; says whether it was."""
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return not packages
    print(f"installing {' '.join(packages)}", file=sys.stderr)
    get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(get, env=environment, stdout=sys.stderr, check=False).returncode == 0


def missing(terminals_wanted):
    """The packages that are not there yet: of what all need, and of each terminal."""
    common = {package for program, package in COMMON.items() if not shutil.which(program)}
    fonts = subprocess.run(["fc-list", FONT], capture_output=True, check=False).stdout if shutil.which("fc-list") else b""
    common |= set() if fonts else {"unifont"}
    each = {terminal.name: [package for package in terminal.packages if not is_installed(package)] for terminal in terminals_wanted}
    return sorted(common), each


def is_installed(package):
    """Whether a package, or the program it is named after, is there."""
    if shutil.which(package):
        return True
    listed = shutil.which("dpkg-query") and subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status}", package],
                                                           capture_output=True, check=False)
    return bool(listed) and listed.stdout == b"installed"


def provide(wanted):
    """Installs what is missing; gives the terminals to be had and why the others are not."""
    common, each = missing(wanted)
    if (common or any(each.values())) and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr, check=False)
    if not install(common):
        return [], {terminal.name: f"without {', '.join(common)}" for terminal in wanted}
    if not install(sorted({package for packages in each.values() for package in packages})):
        for packages in each.values():
            install(packages)
    _, each = missing(wanted)
    skipped = {name: f"{', '.join(packages)} cannot be had" for name, packages in each.items() if packages}
    return [terminal for terminal in wanted if terminal.name not in skipped], skipped


def default_program():
    """The release build, else the debug build."""
    target = HERE.parent.parent / "target"
    return next((p for p in (target / "release/hashiya", target / "debug/hashiya") if p.exists()), target / "release/hashiya")


def verdict(right, wrong):
    """Whether a difference is as it must be, in words."""
    if right > 0:
        return "WRONG"
    blind = wrong is not None and wrong < WRONG
    return "BLIND: a wrong way of sending rows was not seen" if blind else "right"


def main():
    """Photographs and compares, prints a table; 1 if anything differs that is not explained."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--program", type=Path, default=default_program(), help="hashiya's binary")
    arguments.add_argument("--pictures", type=Path, default=HERE.parent.parent / "target/gallery", help="where pictures are kept")
    arguments.add_argument("--terminal", action="append", help="only these, by the beginning of their names")
    arguments.add_argument("--self-check", action="store_true", help="also send rows in a wrong way, which must show")
    chosen = arguments.parse_args()
    wanted = [t for t in terminals(len(SHEET.read_text(encoding="utf-8").splitlines()) + 3)
              if not chosen.terminal or any(t.name.lower().startswith(name.lower()) for name in chosen.terminal)]
    there, skipped = provide(wanted)
    chosen.pictures.mkdir(parents=True, exist_ok=True)
    failed = not chosen.program.exists() or not wanted
    if failed:
        print(f"error: there is no {chosen.program}, or no such terminal", file=sys.stderr)
    print("| Terminal | Pixels that differ | Sent in a wrong way | |\n| --- | --- | --- | --- |")
    for terminal in there if not failed else []:
        try:
            right, wrong = attempt(terminal, chosen.program.resolve(), chosen.pictures, chosen.self_check)
        except NoDisplay as why:
            skipped[terminal.name] = why
            continue
        except NoPicture as why:
            failed = True
            print(f"| {terminal.name} | | | FAILED: {why} |", flush=True)
            continue
        said = verdict(right, wrong)
        failed |= said != "right"
        told = "" if wrong is None else f"{terminal.wrong}: {wrong}"
        print(f"| {terminal.name} | {right} | {told} | {said} |", flush=True)
    for name, why in skipped.items():
        print(f"| {name} | | | skipped: {why} |")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
