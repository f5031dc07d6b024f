# SPDX-License-Identifier: GPL-3.0-or-later
"""The real fecho-cli and a peer beside it, each a process, both ended with the test."""
import json
import os
import pathlib
import queue
import subprocess
import sys
import threading

import pytest

CLI = os.environ['FECHO_CLI']
PATIENCE_S = 60
FOLDER = pathlib.Path(__file__).parent


def need(path, package):
    """Without the package the whole file is skipped; conftest.py tells Meson."""
    if not pathlib.Path(path).exists():
        pytest.skip(f'{package} is not installed: there is no {path}', allow_module_level=True)


class Lines:
    """A process whose lines are waited for, each at most PATIENCE_S."""

    def __init__(self, *command, env=None, complaints=False):
        """complaints: what it writes to standard error is among its lines."""
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env,
                                        stderr=subprocess.STDOUT if complaints else None)
        self.waiting = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.waiting.put(line)
        self.waiting.put(None)

    def next(self):
        """A line as it came, or None at the end."""
        return self.waiting.get(timeout=PATIENCE_S)

    def rest(self):
        return list(iter(self.next, None))

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE_S)
        self.reader.join(PATIENCE_S)
        self.process.stdout.close()


class Peer(Lines):
    """A WebSocket server of this folder, in Python or for node; within is a command that runs another."""

    def __init__(self, script, address=None, within=()):
        node = script.endswith('.js')
        super().__init__(*within, 'node' if node else sys.executable, str(FOLDER / script), *([address] if address else []),
                         env=dict(os.environ, NODE_PATH='/usr/share/nodejs'))
        self.port = json.loads(self.next())['port']
        self.url = f"ws://{address or '127.0.0.1'}:{self.port}"

    def sees(self, what, **wanted):
        """The next line of that kind, and with those values."""
        while True:
            line = self.next()
            assert line is not None, f'the peer ended before it saw {what}'
            seen = json.loads(line)
            if seen['seen'] == what and wanted.items() <= seen.items():
                return seen


class History:
    """A history of the test's own."""

    def __init__(self, folder):
        self.path = folder / 'history.db'
        self.env = dict(os.environ, HOME=str(folder), XDG_DATA_HOME=str(folder), XDG_CACHE_HOME=str(folder),
                        XDG_CONFIG_HOME=str(folder))
        self.started = []

    def command(self, *arguments):
        return [CLI, '--db', str(self.path), *map(str, arguments)]

    def run(self, *arguments):
        return self.run_with({}, *arguments)

    def run_with(self, variables, *arguments):
        done = subprocess.run(self.command(*arguments), env=dict(self.env, **variables), text=True, capture_output=True,
                              timeout=PATIENCE_S, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def watch(self, *arguments, complaints=False, within=(), **variables):
        """within is a command that runs another."""
        return Lines(*within, *self.command('monitor', '--output', 'jsonl', *arguments), env=dict(self.env, **variables),
                     complaints=complaints)

    def rows(self):
        return [json.loads(line) for line in self.run('export', '--format', 'jsonl').splitlines()]
