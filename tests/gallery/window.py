"""Terminals, and how one is started and photographed on an X server of its own."""

import dataclasses
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

COLUMNS = 66
FONT, POINTS, PIXELS = "Unifont", 12, 16
# Seconds that a window has to show what is waited for.
PATIENCE = 30.0
# Settings of gnome-terminal, then gnome-terminal.
GNOME = """
font=$1; shift
gsettings set org.gnome.desktop.interface monospace-font-name "$font"
of=org.gnome.Terminal.Legacy.Profile:/org/gnome/terminal/legacy/profiles:/:
of=$of$(gsettings get org.gnome.Terminal.ProfilesList default | tr -d "'")/
gsettings set $of use-theme-colors false
gsettings set $of background-color white
gsettings set $of foreground-color black
gsettings set $of scrollbar-policy never
exec "$@"
"""
# Pango asks fontconfig for rules to leave out: HarfBuzz makes ligatures of its own for fonts without rules.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
<match target="font"><edit name="fontfeatures" mode="append"><string>rlig=0</string></edit></match></fontconfig>"""


class NoPicture(Exception):
    """A window that did not come up, or a picture that never showed what was waited for."""


class NoDisplay(Exception):
    """No X server could be started."""


@dataclasses.dataclass
class Terminal:
    """A terminal: how it is started, how it is told to leave rows alone, and what must go wrong with it."""

    name: str
    # The program and the packages it comes in.
    program: str
    packages: list
    # Its command line, before what leaves rows alone and the script to run.
    command: list
    run: list
    # A mode of hashiya's that is wrong for it.
    wrong: str
    # What leaves rows alone: options, or what is sent before the rows.
    options: list = dataclasses.field(default_factory=list)
    preface: str = ""
    # Whether hashiya hides vowel marks in it.
    hides_marks: bool = False


def terminals(rows):
    """Every terminal of the gallery, for a screen of so many rows."""
    size = f"{COLUMNS}x{rows}"
    xterm = ["xterm", "-u8", "-fa", FONT, "-fs", str(POINTS), "-geometry", size, "-bg", "white", "-fg", "black", "+sb"]
    konsole = ["konsole", "--nofork", "--hide-menubar", "--hide-tabbar", "--notransparency"]
    for entry in (f"Font={FONT},{POINTS}", f"TerminalColumns={COLUMNS}", f"TerminalRows={rows}", "ColorScheme=BlackOnWhite",
                  "ScrollBarPosition=2", "ShowTerminalSizeHint=false"):
        konsole += ["-p", entry]
    kitty = ["kitty", "--config", "NONE"]
    for entry in (f"font_family={FONT}", f"font_size={POINTS}", "remember_window_size=no", f"initial_window_width={COLUMNS}c",
                  f"initial_window_height={rows}c", "background=#ffffff", "foreground=#000000", "update_check_interval=0",
                  # HarfBuzz makes ligatures of its own for fonts without rules, which take their glyph away from a letter.
                  "font_features=Unifont -rlig"):
        kitty += ["-o", entry]
    gnome = ["sh", "-c", GNOME, "sh", f"{FONT} {POINTS}", "gnome-terminal", "--wait", "--hide-menubar", f"--geometry={size}"]
    return [
        Terminal("xterm", "xterm", ["xterm"], xterm, ["-e"], "inverse-ltr"),
        Terminal("tmux in xterm", "tmux", ["tmux", "xterm"], xterm, ["-e"], "inverse-ltr"),
        # Plain rows are no wrong way in it: every mode tells VTE to leave rows alone but those for terminals that do not.
        # The mode belongs to a row and is taken on when the row is made: first the mode, then the screen.
        Terminal("VTE (gnome-terminal)", "gnome-terminal", ["gnome-terminal"], gnome, ["--"], "mlterm",
                 preface="\x1b[8l\x1b[?1049h\x1b[2J"),
        Terminal("Konsole", "konsole", ["konsole"], konsole, ["-e"], "plain", options=["-p", "BidiRenderingEnabled=false"]),
        Terminal("mlterm", "mlterm", ["mlterm"],
                 ["mlterm", "--type", "xft", "--fontsize", str(PIXELS), "-g", size, "-b", "white", "-f", "black",
                  "--sbmod", "none"], ["-e"], "plain", preface="\x1b]5379;use_ctl=false\x07"),
        Terminal("kitty", "kitty", ["kitty", "libgl1-mesa-dri", "libegl1"], kitty, [], "plain",
                 options=["-o", "force_ltr=yes"], hides_marks=True),
    ]


class Window:
    """A terminal that runs a script, on an X server of its own, with a home of its own."""

    def __init__(self, terminal, script, leaves_rows_alone):
        self.terminal, self.processes = terminal, []
        self.home = Path(tempfile.mkdtemp(prefix="gallery-"))
        self.environment = self._environment()
        program = self.home / "program"
        program.write_text(f"#!/bin/sh\nstty -echo\n{script}\nexec sleep 900\n", encoding="utf-8")
        program.chmod(0o755)
        self._serve()
        self._start([str(program)], leaves_rows_alone)

    def _environment(self):
        kept = ("PATH", "LD_LIBRARY_PATH")
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        (self.home / "fonts.conf").write_text(FONTS, encoding="utf-8")
        return {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(runtime), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SHELL": "/bin/sh",
            "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "keyfile", "QT_QPA_PLATFORM": "xcb",
            "FONTCONFIG_FILE": str(self.home / "fonts.conf"),
        }

    def _spawn(self, command, **more):
        log = (self.home / "log").open("ab")
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True, **more)
        self.processes.append(process)
        return process

    def _serve(self):
        reads, writes = os.pipe()
        # A number of its own: a server that takes over the number of one that just ended may lose its socket to it.
        number = f":{random.randrange(1000, 50000)}"
        self._spawn(["Xvfb", number, "-displayfd", str(writes), "-screen", "0", "1024x768x24", "+extension", "GLX", "-nolisten", "tcp",
                     "-dpi", "96"], pass_fds=[writes])
        os.close(writes)
        with os.fdopen(reads) as answer:
            display = answer.readline().strip()
        if not display:
            self.close()
            raise NoDisplay("no display could be made: " + self._log())
        self.environment["DISPLAY"] = ":" + display

    def _start(self, program, leaves_rows_alone):
        terminal = self.terminal
        if terminal.program == "mlterm":
            (self.home / ".mlterm").mkdir()
            (self.home / ".mlterm" / "aafont").write_text("".join(f"{c} = {FONT}\n" for c in
                                                                  ("DEFAULT", "ISO10646_UCS4_1", "UNICODE")), encoding="utf-8")
        if terminal.program == "tmux":
            program = ["tmux", "-u", "-S", str(self.home / "tmux"), "-f", "/dev/null", "new-session", program[0], ";",
                       "set", "-g", "status", "off"]
        options = terminal.options if leaves_rows_alone else []
        self._spawn(["dbus-run-session", "--", *terminal.command, *options, *terminal.run, *program])

    def _log(self):
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")[-600:]

    def picture(self):
        """The whole screen as it is now: width, height, and three bytes a pixel."""
        taken = subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "ppm:-"], env=self.environment,
                               capture_output=True, check=False).stdout
        header = taken.split(b"\n", 3)
        if len(header) < 4:
            return None
        width, height = map(int, header[1].split())
        return width, height, header[3]

    def wait(self, what, shows, press, unseen):
        """The first picture that shows something and that the next one equals; until then a key is pressed."""
        end, before, pressed = time.monotonic() + PATIENCE, None, time.monotonic()
        while time.monotonic() < end:
            now = self.picture()
            if now and now == before and shows(now):
                return now
            if press and time.monotonic() > pressed + 1:
                self.press(press)
                pressed = time.monotonic()
            before = now
            time.sleep(0.1)
        keep(before, unseen)
        raise NoPicture(f"{what} was not seen in {PATIENCE:.0f} s: {self._log()}")

    def press(self, key):
        """Presses a key in the terminal's window, if it is up."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", ".*"], env=self.environment,
                               capture_output=True, encoding="ascii", check=False).stdout.split()
        if found:
            subprocess.run(["xdotool", "windowfocus", found[-1], "key", "--clearmodifiers", key],
                           env=self.environment, capture_output=True, check=False)

    def close(self):
        """Ends whatever was started for it."""
        if self.terminal.program == "tmux":
            subprocess.run(["tmux", "-S", str(self.home / "tmux"), "kill-server"], capture_output=True, check=False)
        for sent in (signal.SIGTERM, signal.SIGKILL):
            for process in reversed(self.processes):
                try:
                    os.killpg(process.pid, sent)
                except ProcessLookupError:
                    pass
            end = time.monotonic() + 3
            while time.monotonic() < end and any(p.poll() is None for p in self.processes):
                time.sleep(0.05)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def keep(picture, path):
    """Writes a picture, if there is one."""
    if picture:
        width, height, pixels = picture
        path.with_suffix(".ppm").write_bytes(b"P6\n%d %d\n255\n" % (width, height) + pixels)
