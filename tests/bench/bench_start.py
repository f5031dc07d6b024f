#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of a process to its window on the screen: Fecho on a long history against an empty
window of GTK, turn by turn. Inside gui-session.sh; README.md tells how to read it.

    bench_start.py GENERATOR EMPTY FECHO [HISTORY]
"""
import ctypes
import os
import select
import statistics
import subprocess
import sys
import time

ROUNDS = 11
GOAL = 1.5
DEADLINE_S = 60
MAP_NOTIFY = 19
SUBSTRUCTURE_NOTIFY_MASK = 1 << 19
Z_PIXMAP = 2
# A window that is being opened has one colour below its header; lanes and names have many.
MIN_COLOURS = 8


class Display:
    """The X server, asked by Xlib: xdotool looks for a window twice in a second only."""

    def __init__(self):
        self.lib = ctypes.CDLL('libX11.so.6')
        self.lib.XOpenDisplay.restype = ctypes.c_void_p
        self.lib.XDefaultRootWindow.restype = ctypes.c_ulong
        self.lib.XGetImage.restype = ctypes.c_void_p
        self.lib.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.lib.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.lib.XDefaultRootWindow(self.display))
        self.lib.XSelectInput(self.display, self.root, ctypes.c_long(SUBSTRUCTURE_NOTIFY_MASK))
        self.drain()

    def drain(self):
        """Whether a window was mapped among what came since."""
        event = (ctypes.c_long * 24)()
        mapped = False
        self.lib.XSync(self.display, 0)
        while self.lib.XPending(self.display) > 0:
            self.lib.XNextEvent(self.display, event)
            mapped |= event[0] & 0xffffffff == MAP_NOTIFY
        return mapped

    def wait_mapped(self):
        deadline = time.monotonic() + DEADLINE_S
        while not self.drain():
            if time.monotonic() > deadline:
                raise TimeoutError('no window')
            select.select([self.lib.XConnectionNumber(self.display)], [], [], 1)

    def get_n_colours(self):
        """Of a column through the names of the sessions."""
        image = ctypes.c_void_p(self.lib.XGetImage(self.display, self.root, 60, 100, ctypes.c_uint(1), ctypes.c_uint(600),
                                                   ctypes.c_ulong(0xffffffff), Z_PIXMAP))
        colours = {self.lib.XGetPixel(image, 0, y) for y in range(600)}
        self.lib.XDestroyImage(image)
        return len(colours)

    def wait_content(self):
        deadline = time.monotonic() + DEADLINE_S
        while self.get_n_colours() < MIN_COLOURS:
            if time.monotonic() > deadline:
                raise TimeoutError('nothing in the window')
            time.sleep(0.005)


def get_processor_s(pid):
    """Of all its threads; the clock is that of clock_getcpuclockid()."""
    return time.clock_gettime(~pid << 3 | 2)


def start(display, command, has_content):
    """Seconds of the clock and of the processor until the window is mapped, and until it shows the
    sessions."""
    display.drain()
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        display.wait_mapped()
        taken = [time.monotonic() - began, get_processor_s(process.pid)]
        if has_content:
            display.wait_content()
            taken += [time.monotonic() - began, get_processor_s(process.pid)]
        return taken
    finally:
        process.terminate()
        process.wait()


def main():
    generator, empty, fecho, *rest = sys.argv[1:]
    # Of a hundred sessions: it shows them, and tries to open each.
    history = rest[0] if rest else os.path.join(os.environ['GUI_SESSION_DIR'], 'history.db')
    if not rest:
        subprocess.run([generator, history, '1000000', '100', '365'], check=True)
    commands = {'empty': [empty], 'ours': [fecho, '--db', history]}
    display = Display()
    for name, command in commands.items():
        start(display, command, name == 'ours')  # so that what both read is in memory
    taken = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(start(display, command, name == 'ours'))
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in taken.items()}
    for i, what in enumerate(('on the clock', 'of the processor')):
        ours, none = medians['ours'][i], medians['empty'][i]
        print(f'start to the window, {what}: ours {ours:.3f} s, an empty one {none:.3f} s, '
              f'ratio {ours / none:.2f} (goal {GOAL}: {"met" if ours / none <= GOAL else "missed"})')
    for i, what in enumerate(('on the clock', 'of the processor'), 2):
        print(f'start to the sessions, {what}: {medians["ours"][i]:.3f} s')


if __name__ == '__main__':
    main()
