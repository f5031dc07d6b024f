#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of a process to its window on the screen: Fecho on a long history against an empty
window of GTK, turn by turn. Inside gui-session.sh; README.md tells how to read it.

    bench_start.py GENERATOR EMPTY FECHO
"""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 7
GOAL = 1.5
TICK_S = 1 / os.sysconf('SC_CLK_TCK')


def start(command):
    """Seconds of the clock and of the processor until the window is mapped."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--all', '--pid', str(process.pid), '--name', ''],
                       check=True, stdout=subprocess.DEVNULL, timeout=120)
        clock = time.monotonic() - began
        with open(f'/proc/{process.pid}/stat', encoding='ascii') as stat:
            fields = stat.read().rsplit(')', 1)[1].split()
        return clock, (int(fields[11]) + int(fields[12])) * TICK_S
    finally:
        process.terminate()
        process.wait()


def main():
    generator, empty, fecho = sys.argv[1:]
    # Of a hundred sessions: it shows them, and tries to open each.
    history = os.path.join(os.environ['GUI_SESSION_DIR'], 'history.db')
    subprocess.run([generator, history, '1000000', '100', '365'], check=True)
    commands = {'an empty window': [empty], 'Fecho': [fecho, '--db', history]}
    for command in commands.values():
        start(command)  # so that what both read is in memory
    taken = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(start(command))
    for i, what in enumerate(('on the clock', 'of the processor')):
        medians = [statistics.median(times[i] for times in taken[name]) for name in commands]
        ratio = medians[1] / medians[0]
        print(f'start to the window, {what}: ours {medians[1]:.2f} s, an empty one {medians[0]:.2f} s, '
              f'ratio {ratio:.2f} (goal {GOAL}: {"met" if ratio <= GOAL else "missed"})')


if __name__ == '__main__':
    main()
