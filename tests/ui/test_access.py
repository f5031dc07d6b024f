# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parts of the window are and say to a screen reader: each row of the specification's table of
accessibility, in a window on a day of twelve sessions. How these run is said in test_person.py.
"""
import re

import pytest
from guilib import run, wait_until
from scene import Scene
from test_person import TYPE_NAME


@pytest.fixture(scope='module')
def scene():
    with Scene() as scene:
        wait_until('the closes', lambda: scene.n_closes > 90)
        run('xdotool', 'mousemove', '--sync', 1279, 799)
        yield scene


def spaced(text):
    """With common spaces in place of those that do not break."""
    return re.sub(r'[\u00a0\u202f\u2009]', ' ', text)


def says(what, look, pattern):
    """Waits for it to say this; the match."""
    return wait_until(f'{what} to say {pattern}', lambda: re.search(pattern, spaced(look() or '')))


def view(scene, number, name):
    tab = scene.window.find('page tab', name)
    scene.program.key_until(f'alt+{number}', lambda: 'selected' in tab.states)


@pytest.fixture
def timeline(scene):
    view(scene, 1, 'Timeline')
    return scene.window


@pytest.fixture
def statistics(scene):
    view(scene, 2, 'Statistics')
    return scene.window


def lanes(window):
    return window.find('image', re.compile('^Timeline, '))


def focus(chart):
    """There is no mark in the middle of any; GTK 4.8 gives no focus that is asked for."""
    chart.click_until(lambda: 'focused' in chart.states)


def session(window, name):
    return window.find('list', 'Sessions').find('list item', re.compile('^' + name))


def test_a_session_says_its_state_and_its_day(timeline):
    vega = session(timeline, 'Vega Futures')
    found = says('a session that waits', lambda: vega.name,
                 r'^Vega Futures, waiting: retrying in \d+ seconds?, last close (\d+)\. '
                 r'In 24 hours: (\d+(?:\.\d+)?)% open, (\d+) closes\.$')
    assert found[1] == '1006' and 0 < float(found[2]) < 100 and int(found[3]) >= 10
    says('one that is open', lambda: session(timeline, 'Chat Gateway').name,
         r'^Chat Gateway, open since \d+:\d\d(?::\d\d)?\. In 24 hours: .* open, \d+ closes\.$')


def test_the_strip_of_a_session_says_nothing(timeline):
    """Its day is told by the row; inside of that only what is written there has words."""
    def roles():
        inside = list(session(timeline, 'Vega Futures').everything())[1:]
        return [part.role for part in inside if part.description or (part.name and not TYPE_NAME.match(part.name))]

    wait_until('its two lines', lambda: roles() == ['label', 'label'])


def test_the_verdict_is_a_group_of_buttons(timeline):
    verdict = timeline.find('panel', re.compile('^Summary of 24.h$'))
    how_often = says('how often', lambda: verdict.all('push button')[0].name, r'^How often: (\d+) closes')
    assert int(how_often[1]) > 90
    says('which code', lambda: verdict.all('push button')[1].name,
         rf'^Main code: 1006 Abnormal Closure, \d+ of {how_often[1]} · \d+%$')


def test_the_verdict_says_the_origins(timeline):
    """All in one sentence, and each of them on the button that leads to its closes."""
    def agree():
        origins = next(timeline.each('panel', re.compile(r'^Probable origin: \D+ \d+%(, \D+ \d+%)+$')))
        return origins.name == 'Probable origin: ' + ', '.join(part.name for part in origins.all('push button'))

    wait_until('the sentence and its parts', agree)


def test_the_strip_over_the_lanes_says_total_and_peak(timeline):
    strip = timeline.find('image', 'Closes over Time')
    found = says('the strip', lambda: strip.description, r'^(\d+) closes; most at \S.+: (\d+) \(Abnormal: (\d+)\)$')
    total, peak, of_class = (int(number) for number in found.groups())
    assert total > 90 and 2 <= of_class <= peak <= total


def histogram(window, name):
    """Of the statistics: the view before, which is not shown, may count as visible, and comes first."""
    return wait_until(f'the chart “{name}”', lambda: window.all('image', name)[-1])


def test_histograms_say_total_and_peak(statistics):
    says('closes over time', lambda: histogram(statistics, 'Closes over Time').description,
         r'^\d+ closes; most at \S.+: \d+ \(Abnormal: \d+\)$')
    says('lives', lambda: histogram(statistics, 'Connection Life').description, r'(?s)^Median \d.*\d+ closes')


def test_the_lanes_say_what_they_show(timeline):
    chart = lanes(timeline)
    assert 'focusable' in chart.states
    found = says('the lanes', lambda: chart.name, r'^Timeline, 12 sessions, (\d+) closes, (?:24 h|1 d)$')
    verdict = timeline.find('push button', re.compile('^How often: '))
    assert spaced(verdict.name).startswith(f'How often: {found[1]} closes')


def test_a_close_is_described(scene, timeline):
    chart = lanes(timeline)
    focus(chart)
    scene.program.seek('Right', lambda: re.search(
        r'^\D[^,]+, .+, 1006 Abnormal Closure, not clean, closed by: [^,]+, open for [^.]+\. Close \d+ of \d+\.$',
        spaced(chart.description)))


def test_a_pill_is_described(scene, timeline):
    """Of several closes that stand for one mark: how many, from when to when, and of which codes."""
    chart = lanes(timeline)
    focus(chart)
    scene.program.seek('Down', lambda: chart.description.startswith('Telemetry'))
    scene.program.seek('Left', lambda: re.search(
        r'^Telemetry, 10 closes from .+ to .+: 7 of 1011 Internal Error, 3 of 1013 Try Again Later\.$',
        spaced(chart.description)))


def test_the_stages_are_said(scene, timeline):
    scene.program.key_until('alt+Left', lambda: timeline.all('image', re.compile('^Stage reached: ')))
    stages = timeline.find('image', re.compile('^Stage reached: '))
    says('the stages', lambda: stages.name, r'^Stage reached: \w+\. DNS 4 ms, TCP 31 ms, TLS 44 ms, HTTP 101\b')


def test_a_heat_cell_says_its_session_and_code(statistics):
    cell = statistics.find('push button', re.compile('^Push Notifications, 1006: '))
    assert spaced(cell.name) == 'Push Notifications, 1006: 42 closes'


def test_a_code_in_a_table_says_its_name(scene):
    """And the glyph before it nothing."""
    view(scene, 3, 'History')
    table = scene.window.find('tree table', 'Closes')
    table.find('table cell', '1006, Abnormal Closure')
    said = [f'{part.name} {part.description}' for row in table.all('table row')[:5] for part in row.everything()]
    assert not [words for words in said if 'symbolic' in words or 'fecho-close' in words]


def shows_as_table(scene, chart):
    """With T on what has the focus, and Escape leads back."""
    assert 'focused' in chart.states
    known = {window.name for window in scene.program.windows()}
    scene.program.key_until('t', lambda: {window.name for window in scene.program.windows()} - known)
    name = next(iter({window.name for window in scene.program.windows()} - known))
    table = scene.program.window(name).find('tree table')
    wait_until('its rows', lambda: len(table.all('table row')) > 1)
    scene.program.key_until('Escape', lambda: not scene.program.has_window(name))


@pytest.mark.parametrize('name', ['^Closes over Time$', '^Timeline, '])
def test_a_chart_of_the_timeline_is_a_table_too(scene, timeline, name):
    chart = timeline.find('image', re.compile(name))
    focus(chart)
    shows_as_table(scene, chart)


def test_this_computer_is_a_table_too(scene, timeline):
    """It is too low to be hit where places are told wrongly: it stands before the lanes."""
    focus(lanes(timeline))
    computer = timeline.find('image', 'This computer')
    scene.program.seek('shift+Tab', lambda: 'focused' in computer.states)
    shows_as_table(scene, computer)
