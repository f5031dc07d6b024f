# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through a history as a person does: sorts and searches its rows; pauses messages."""
import datetime
import json
import re
import subprocess

import pytest
from guilib import Program, wait_until
from test_messages import contents, open_messages, say
from test_person import FECHO, FECHO_CLI, is_nameless, open_history, own, search_history, server  # noqa: F401

# Session, code, reason, who closed, cause, seconds of life; the newest first.
CLOSES = [
    ('Vega', 1006, '', 'nobody', 'eof_without_close', 60),
    ('Orion', 1001, 'deploy', 'server', 'normal', 30),
    ('Orion', 1011, 'overload', 'server', 'server_fault', 90),
    ('Vega', 4401, '=1+1', 'server', 'application_code', 10),
]


def write_closes(path):
    now = datetime.datetime.now(datetime.timezone.utc)
    with open(path, 'w', encoding='utf-8') as stream:
        for i, (session, code, reason, by, cause, life_s) in enumerate(reversed(CLOSES)):
            at = now - datetime.timedelta(minutes=10 * (len(CLOSES) - i))
            stream.write(json.dumps({
                'id': i + 1, 'run': '11111111-2222-4333-8444-555555555555', 'session': session,
                'url': f'ws://{session.lower()}.example/', 'attempt': 1, 'failed_attempt': False,
                'closed_at': at.isoformat(timespec='microseconds').replace('+00:00', 'Z'), 'stage': 'open',
                'code': code, 'reason': reason, 'was_clean': by == 'server', 'closed_by': by, 'cause': cause,
                'life_ms': life_s * 1000}) + '\n')


@pytest.fixture
def recorded(tmp_path):
    """A history that nothing is added to."""
    write_closes(tmp_path / 'closes.jsonl')
    database = str(tmp_path / 'history.db')
    subprocess.run([FECHO_CLI, '--db', database, 'import', str(tmp_path / 'closes.jsonl')], check=True,
                   stdout=subprocess.DEVNULL)
    with Program(FECHO, '--db', database) as program:
        program.window()
        yield program


def table(program):
    return program.window().find('tree table', 'Closes')


def rows(program):
    return [one for one in table(program).all('table row') if one.all('table cell')]


def column(program, index):
    """What the rows say in a column, from the top."""
    return [[cell.name for cell in one.all('label')][index] for one in rows(program)]


def wait_for_sessions(program, expected):
    wait_until(f'the sessions {expected}', lambda: column(program, 1) == expected)


def test_sorts_by_a_column(recorded):
    open_history(recorded)
    wait_for_sessions(recorded, ['Vega', 'Orion', 'Orion', 'Vega'])
    header = table(recorded).find('label', 'Session')
    header.click_until(lambda: column(recorded, 1) == ['Orion', 'Orion', 'Vega', 'Vega'])
    header.click_until(lambda: column(recorded, 1) == ['Vega', 'Vega', 'Orion', 'Orion'])
    assert column(recorded, 2)[0] in ('1006, Abnormal Closure', '4401, Private Use by Applications')


def test_searches_words_and_terms(recorded):
    window = open_history(recorded)
    search_history(recorded, 'overload')
    wait_for_sessions(recorded, ['Orion'])
    search_history(recorded, 'by:server ')
    wait_for_sessions(recorded, ['Orion', 'Orion', 'Vega'])
    window.find('push button', 'Remove Filter “Closed by: Server”').click_until(
        lambda: len(column(recorded, 1)) == 4)


def test_filters_by_a_menu(recorded):
    """What is chosen of it becomes a chip."""
    window = open_history(recorded)
    window.find('push button', 'Closed by').click_until(recorded.popovers)
    window.find('menu item', 'Nobody').click_until(lambda: column(recorded, 1) == ['Vega'])
    window.find('push button', 'Remove Filter “Closed by: Nobody”').click_until(
        lambda: len(column(recorded, 1)) == 4)


def test_pauses_messages(own, server):  # noqa: F811
    open_messages(own, f'{server}/echo')
    say(own, 'first')
    wait_until('the echo', lambda: contents(own).count('first') == 2)
    own.key_until('ctrl+space', lambda: own.window().all('push button', 'Resume'))
    say(own, 'second')
    own.window().find('push button', re.compile('^Resume · 2 new'))
    assert 'second' not in contents(own)
    own.key_until('ctrl+space', lambda: contents(own).count('second') == 2)


def select_first_two(program):
    """Again from the first row where a key was lost."""
    wait_for_sessions(program, ['Vega', 'Orion', 'Orion', 'Vega'])

    def select():
        rows(program)[0].click_until(lambda: 'selected' in rows(program)[0].states)
        program.key('shift+Down')
        try:
            return wait_until('two rows', lambda: program.window().all('label', '2 selected'), 5)
        except AssertionError:
            return None

    wait_until('two rows to be selected', select, 60)


def test_says_what_its_buttons_do(recorded):
    """To a screen reader: what they filter by, and how many rows are exported."""
    window = open_history(recorded)
    for name in ('24 h', 'Code', 'Closed by', 'Stage', 'Kind'):
        window.find('push button', name)
    select_first_two(recorded)
    window.find('push button', 'Export 2…')
    assert not [thing for thing in window.everything() if is_nameless(thing)]


def test_says_what_stands_in_a_table(recorded):
    """Each title of a column and each cell, not what they are made of."""
    open_history(recorded)
    wait_for_sessions(recorded, ['Vega', 'Orion', 'Orion', 'Vega'])
    titles = table(recorded).all('table row')[0].inside()
    assert [title.name for title in titles] == ['Time', 'Session', 'Code', 'Reason', 'Closed By', 'Life']
    wait_until('the cells', lambda: [cell.name for cell in rows(recorded)[1].all('table cell')][1:] == [
        'Orion', '1001, Going Away', 'deploy', 'Server', '30\u00a0s'])


def test_marks_what_was_imported(recorded):
    window = open_history(recorded)
    select_first_two(recorded)
    # The toast may be gone before a slow look has come to it; the stars stay.
    window.find('push button', 'Mark').click_until(
        lambda: [time.endswith('★') for time in column(recorded, 0)] == [True, True, False, False])
    search_history(recorded, 'is:marked ')
    wait_for_sessions(recorded, ['Vega', 'Orion'])
