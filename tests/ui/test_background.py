# SPDX-License-Identifier: GPL-3.0-or-later
"""What Fecho tells without its window, and whether it may go on without one."""
import re
import subprocess

import pytest
from doubles import Background, Notifications
from guilib import Program, wait_until
from test_person import FECHO, add_session, own, question, row, server  # noqa: F401


@pytest.fixture
def usual():
    """With the history of the session's own folders, as it is started from a menu."""
    with Program(FECHO) as program:
        program.window()
        yield program


def open_preferences(program, page):
    program.key_until('ctrl+comma', lambda: program.has_window('Preferences'))
    preferences = program.window('Preferences')
    tab = preferences.find('page tab', page)
    tab.click_until(lambda: 'selected' in tab.states)
    return preferences


def add_rule(program):
    preferences = open_preferences(program, 'Notifications')
    preferences.find('push button', 'Add Rule…').click_until(lambda: program.has_window('Add Rule'))
    dialog = program.window('Add Rule')
    dialog.find('push button', 'Add').click_until(lambda: not program.has_window('Add Rule'))
    preferences.find('label', 'A close with code 1006 (Abnormal Closure)')
    program.key_until('Escape', lambda: not program.has_window('Preferences'))


def test_notification_is_replaced_and_pauses(own, server):  # noqa: F811
    with Notifications() as desktop:
        add_session(own, f'{server}/eof')
        add_rule(own)
        wait_until('a notification', lambda: desktop.shown)
        number, title, body, actions = desktop.shown[0]
        assert title == '1006 Abnormal Closure'
        assert body.startswith('127.0.0.1')
        assert 'Show' in actions and 'Pause' in actions
        wait_until('what takes its place', lambda: len(desktop.shown) > 1, 60)
        assert desktop.shown[1][0] == number
        assert re.search(r': \d+ closes$', desktop.shown[1][2])
        desktop.press(number, 'Pause')
        row(own, '127.0.0.1, paused')


def close_window(program):
    """Its question is whether it goes on without the window."""
    program.key_until('ctrl+w', lambda: len(program.windows()) > 1)
    return question(program, 'Keep Monitoring?').find('push button', 'Keep Monitoring')


def test_goes_on_in_the_background(usual, server):  # noqa: F811
    with Background(allows=True) as portal:
        add_session(usual, f'{server}/echo')
        close_window(usual).click_until(lambda: portal.asked)
        assert portal.asked[0]['commandline'] == ['fecho', '--background']
        wait_until('a status line', lambda: 'Watching 1 session, 1 open' in portal.statuses)
        wait_until('the window to go', lambda: not usual.x_windows())
        assert usual.process.poll() is None


def test_show_brings_the_window_back(usual, server):  # noqa: F811
    with Background(allows=True), Notifications() as desktop:
        add_session(usual, f'{server}/eof')
        add_rule(usual)
        close_window(usual).click_until(lambda: not usual.x_windows())
        n_shown = len(desktop.shown)
        wait_until('another notification', lambda: len(desktop.shown) > n_shown, 60)
        assert not usual.x_windows()
        desktop.press(desktop.shown[-1][0], 'Show')
        wait_until('the window', lambda: usual.x_windows())
        # There are others of that name.
        sessions = usual.window().find('list', 'Sessions')
        wait_until('its session', lambda: any('selected' in one.states for one in
                                              sessions.all('list item', re.compile('^127'))))


def test_says_what_stops_where_it_is_refused(usual, server):  # noqa: F811
    with Background(allows=False) as portal:
        add_session(usual, f'{server}/echo')
        close_window(usual).click_until(lambda: portal.asked)
        refusal = question(usual, 'No Monitoring without the Window')
        assert portal.asked
        refusal.find('push button', 'Keep the Window').click()
        row(usual, '127.0.0.1')


@pytest.mark.parametrize('allows', [True, False])
def test_autostart(own, allows):  # noqa: F811
    with Background(allows=allows) as portal:
        preferences = open_preferences(own, 'General')
        switch = preferences.find('check box', 'Start at login')
        switch.act('toggle')
        wait_until('the portal to be asked', lambda: portal.asked and portal.asked[-1]['autostart'])
        if allows:
            wait_until('the switch to stay on', lambda: 'checked' in switch.states and 'sensitive' in switch.states)
        else:
            preferences.find('label', re.compile('^The desktop refused it'))
            wait_until('the switch to go back', lambda: 'checked' not in switch.states)


def test_starts_without_a_window():
    with Background(allows=True) as portal:
        process = subprocess.Popen([FECHO, '--background'])
        try:
            wait_until('a status line', lambda: any(line.startswith('Watching') for line in portal.statuses))
            assert process.poll() is None
        finally:
            process.terminate()
            process.wait(10)
