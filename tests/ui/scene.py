# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a history with a day of twelve sessions, the same each time, for pictures of it.
Most of the sessions are open, to the built-in server; one waits, one is stopped, one is paused,
and one waits for a server that says nothing."""
import os
import re
import socket
import subprocess

from guilib import Program, wait_until

LANES = re.compile(r'\d+[^\d]+\d+')


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
    def sidebar(self):
        """The rows, those of sessions say a state."""
        lists = sorted(self.window.all('list'), key=lambda one: one.box[0])
        return [row for row in lists[0].all('list item') if ',' in row.name] if lists else []
