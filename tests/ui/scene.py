# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a history with a day of twelve sessions, the same each time, for pictures of it.
Most of the sessions are open, to the built-in server; one waits, one is stopped, one is paused,
and one waits for a server that says nothing."""
import os
import re
import socket
import subprocess

from guilib import Program

class Scene:
    """Use it with `with`: the program is in .program, its window in .window."""

    def __init__(self, size=(1280, 800)):
        self.size = size
        self.path = os.path.join(os.environ['GUI_SESSION_DIR'], 'scene.db')
        self.silent = socket.create_server(('127.0.0.1', 0))
        self.server = subprocess.Popen([os.environ['FECHO_CLI'], 'demo-server'], stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        address = re.search(r'ws://127\.0\.0\.1:\d+', self.server.stdout.readline())[0]
        silent = f'ws://127.0.0.1:{self.silent.getsockname()[1]}/broker'
        subprocess.run([os.environ['FECHO_SCENE'], self.path, address, silent], check=True)
        self.program = Program(os.environ['FECHO'], '--db', self.path)
        self.window = self.program.window()
        self.program.resize(self.window, *self.size)
        return self

    def __exit__(self, *_):
        self.program.end()
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()
        self.silent.close()

    @property
    def charts(self):
        """From above: closes over time, this computer where it has room, lanes, and the steps of the details."""
        return [image for image in self.window.all('image') if image.box[2] > 200 and image.box[3] > 10]

    @property
    def density(self):
        return next(iter(self.charts), None)

    @property
    def lanes(self):
        return next((image for image in self.charts if len(re.findall(r'\d+', image.name)) > 2), None)

    @property
    def stepper(self):
        """The stages of the close that the details show; None: they show none."""
        charts = self.charts
        numbers = [len(re.findall(r'\d+', image.name)) for image in charts]
        places = [place for place, n in enumerate(numbers) if n > 2]
        return charts[places[0] + 1] if places and places[0] + 1 < len(charts) else None

    @property
    def n_closes(self):
        lanes = self.lanes
        return int(re.findall(r'\d+', lanes.name)[1]) if lanes else 0

    @property
    def sidebar(self):
        """The rows of sessions: those that say a state. The rows of the details are lower, and those of codes,
        which may be as high in a narrow window, begin with a number."""
        return [row for row in self.window.all('list item', re.compile(r'^\D.*,')) if 40 < row.box[3] < 80]
