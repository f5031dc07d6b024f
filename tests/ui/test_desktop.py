# SPDX-License-Identifier: GPL-3.0-or-later
"""Fecho as the desktop starts it: over D-Bus, with links, files and the actions of its icon.

Runs inside gui-session.sh. FECHO is the program, FECHO_CLI its twin, FECHO_DATA the folder of the
build with the desktop entry and the service file.
"""
import configparser
import os
import re
import subprocess
from pathlib import Path

import pytest
from guilib import Program, wait_until

ID = 'io.github.fecho.Fecho'
FECHO = os.environ['FECHO']
FECHO_CLI = os.environ['FECHO_CLI']
DATA = Path(os.environ['FECHO_DATA'])
SERVICES = Path(os.environ['GUI_SESSION_DIR']) / 'services'


def call(name, path, method, *arguments):
    return subprocess.run(['gdbus', 'call', '--timeout', '120', '--session', '--dest', name, '--object-path', path,
                           '--method', method, *arguments], check=True, capture_output=True, text=True).stdout


def call_program(method, *arguments):
    return call(ID, '/' + ID.replace('.', '/'), 'org.freedesktop.Application.' + method, *arguments)


class Bus:
    """The process that the bus has started, as far as Program asks for it."""

    def __init__(self):
        answer = call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetConnectionUnixProcessID', ID)
        self.pid = int(re.search(r'uint32 (\d+)', answer)[1])
        self.returncode = None

    def poll(self):
        """A zombie has ended: in a container there may be nobody who asks for its status."""
        try:
            state = Path(f'/proc/{self.pid}/stat').read_text(encoding='utf-8').rpartition(')')[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            state = 'Z'
        return 0 if state == 'Z' else None

    def terminate(self):
        call_program('ActivateAction', 'quit', '[]', '{}')

    def wait(self, patience_s):
        wait_until('the program to end', lambda: self.poll() is not None, patience_s)


class Activated(Program):
    def __init__(self, method, *arguments):
        call_program(method, *arguments)
        super().__init__('true')

    def _look(self):
        if not isinstance(self.process, Bus):
            self.process.wait()
            self.process = Bus()
        return super()._look()


@pytest.fixture(autouse=True)
def service():
    """The service file of the build, which names the place where it will be installed."""
    text = (DATA / f'{ID}.service').read_text(encoding='utf-8')
    path = SERVICES / f'{ID}.service'
    path.write_text(re.sub(r'(?m)^Exec=\S+', f'Exec={FECHO}', text), encoding='utf-8')
    call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.ReloadConfig')
    yield
    path.unlink()


@pytest.fixture
def sessions(tmp_path):
    """A list of two sessions, as another Fecho has saved it."""
    history, path = tmp_path / 'history.db', tmp_path / 'given.fecho'
    subprocess.run([FECHO_CLI, '--db', history, 'sessions', 'add', 'ws://127.0.0.1:1/one', 'ws://127.0.0.1:2/two'],
                   check=True)
    subprocess.run([FECHO_CLI, '--db', history, 'sessions', 'export', path], check=True)
    return path


def entry(section):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(DATA / f'{ID}.desktop', encoding='utf-8')
    return parser[section]


def test_every_action_of_the_icon_is_there():
    names = entry('Desktop Entry')['Actions'].strip(';').split(';')
    with Activated('Activate', '{}') as fecho:
        fecho.window('Fecho')
        told = call(ID, '/' + ID.replace('.', '/'), 'org.gtk.Actions.List')
        for name in names:
            assert f"'{name}'" in told
            assert entry(f'Desktop Action {name}')['Exec'] == f'gapplication action {ID} {name}'


def test_add_session_of_the_icon():
    with Activated('ActivateAction', 'add-session', '[]', '{}') as fecho:
        fecho.window('Add Session')


def test_code_reference_of_the_icon():
    with Activated('ActivateAction', 'code-reference', '[]', '{}') as fecho:
        fecho.window('Close Codes')


def test_a_link_opens_add_session():
    link = 'wss://example.org/a%20b?token=%C3%A9&x=1'
    assert 'x-scheme-handler/wss;' in entry('Desktop Entry')['MimeType']
    with Activated('Open', f"['{link}']", '{}') as fecho:
        dialog = fecho.window('Add Session')
        assert dialog.find('text', re.compile('^Address')).text == link


def import_dialog(fecho, path):
    return fecho.window_with('label', f'Import “{path.name}”?')


def test_a_file_of_sessions_is_imported_once(sessions):
    with Activated('Open', f"['{sessions.as_uri()}']", '{}') as fecho:
        button = import_dialog(fecho, sessions).find('push button', 'Import')
        wait_until('the history', lambda: 'sensitive' in button.states)
        button.click_until(lambda: len(fecho.windows()) == 1)
        fecho.window().find_toast('label', '2 sessions were added.')
        rows = fecho.window().find('list', 'Sessions')
        assert len(rows.all('list item', re.compile(r'^127\.0\.0\.1'))) == 2
        call_program('Open', f"['{sessions.as_uri()}']", '{}')
        button = import_dialog(fecho, sessions).find('push button', 'Import')
        button.click_until(lambda: len(fecho.windows()) == 1)
        fecho.window().find_toast('label', 'All sessions of the file were here already')
        assert len(rows.all('list item', re.compile(r'^127\.0\.0\.1'))) == 2


def test_a_file_that_is_refused(tmp_path):
    path = tmp_path / '<b>odd & %s.fecho'
    path.write_text('{"fecho": "sessions", "version": 1, "sessions": [{"url": "http://example.org/"}]}', encoding='utf-8')
    with Activated('Open', f"['{path.as_uri()}']", '{}') as fecho:
        button = import_dialog(fecho, path).find('push button', 'Import')
        wait_until('the history', lambda: 'sensitive' in button.states)
        button.click_until(lambda: [window for window in fecho.windows()
                                    if window.all('label', f'“{path.name}” Cannot Be Imported')])


def test_the_type_of_a_file_is_known(sessions, tmp_path):
    """By its name, and by what is in it where the name tells nothing."""
    base = tmp_path / 'share'
    (base / 'mime/packages').mkdir(parents=True)
    for source in (DATA / f'{ID}.xml', Path('/usr/share/mime/packages/freedesktop.org.xml')):
        (base / 'mime/packages' / source.name).write_bytes(source.read_bytes())
    subprocess.run(['update-mime-database', str(base / 'mime')], check=True)
    plain = tmp_path / 'given'
    plain.write_bytes(sessions.read_bytes())
    for path in (sessions, plain):
        told = subprocess.run(['gio', 'info', '-a', 'standard::content-type', str(path)], check=True, text=True,
                              capture_output=True, env=dict(os.environ, XDG_DATA_DIRS=str(base))).stdout
        assert 'application/vnd.fecho.sessions+json' in told
    assert 'application/vnd.fecho.sessions+json;' in entry('Desktop Entry')['MimeType']


def test_files_and_addresses_on_the_command_line(sessions):
    with Program(FECHO, sessions.name, 'example.org/feed', cwd=sessions.parent) as fecho:
        import_dialog(fecho, sessions)
        dialog = fecho.window('Add Session')
        assert dialog.find('text', re.compile('^Address')).text == 'example.org/feed'
