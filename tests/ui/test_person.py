# SPDX-License-Identifier: GPL-3.0-or-later
"""Fecho as a person uses it, with eyes, a pointer and a keyboard, or with a screen reader.

Runs inside gui-session.sh. FECHO and FECHO_CLI name the programs; with GUI_SHOTS, a folder, each
test leaves a picture there. Warnings are fatal for the program.
"""
import os
import re
import subprocess

import pytest
from gi.repository import GLib
from guilib import Program, wait_until

FECHO = os.environ['FECHO']
# LANGUAGE alone is not heard where C.UTF-8 counts as C, since glibc 2.39.
PORTUGUESE = {'LC_ALL': 'pt_BR.UTF-8', 'LANGUAGE': 'pt_BR'}
FECHO_CLI = os.environ['FECHO_CLI']
TIMELINE = re.compile(r'^Timeline, (\d+) sessions?, (\d+) closes?, ')
TYPE_NAME = re.compile(r'^(Gtk|Adw|Fecho)[A-Z]')
CONTROLS = ('push button', 'check box', 'text', 'entry', 'page tab', 'combo box', 'slider', 'menu item')


def keep_picture(request, program):
    folder = os.environ.get('GUI_SHOTS')
    if folder:
        os.makedirs(folder, exist_ok=True)
        program.picture(os.path.join(folder, request.node.name + '.png'))


@pytest.fixture
def demo(request):
    with Program(FECHO, '--demo') as program:
        program.window()
        yield program
        keep_picture(request, program)


@pytest.fixture
def own(request, tmp_path):
    """On a history of its own, still empty."""
    with Program(FECHO, '--db', str(tmp_path / 'history.db')) as program:
        program.window()
        yield program
        keep_picture(request, program)


@pytest.fixture
def server():
    """The built-in server; its address."""
    process = subprocess.Popen([FECHO_CLI, 'demo-server'], stdout=subprocess.PIPE, text=True)
    yield re.search(r'ws://127\.0\.0\.1:\d+', process.stdout.readline())[0]
    process.terminate()
    process.wait(10)
    process.stdout.close()


def lanes(program):
    return program.window().find('image', TIMELINE)


def n_closes(program):
    return int(TIMELINE.match(lanes(program).name)[2])


def row(program, name):
    """A row of the sidebar; its name goes on with the state of the session."""
    return program.window().find('list', 'Sessions').find('list item', re.compile('^' + re.escape(name)))


def tab(program, name):
    return program.window().find('page tab', name)


def test_demo_shows_closes(demo):
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 5)
    assert TIMELINE.match(lanes(demo).name)[1] == '8'
    assert demo.window().find('push button', re.compile('^How often: '))


def test_views_by_keyboard(demo):
    demo.key_until('alt+2', lambda: 'selected' in tab(demo, 'Statistics').states)
    demo.window().find('label', 'Closes by Code')
    demo.key_until('alt+1', lambda: 'selected' in tab(demo, 'Timeline').states)
    lanes(demo)


def click_tab(program, name):
    tab(program, name).click_until(lambda: 'selected' in tab(program, name).states)


def test_views_by_pointer(demo):
    click_tab(demo, 'Statistics')
    demo.window().find('label', 'Closes by Code')
    click_tab(demo, 'Timeline')
    lanes(demo)


def test_choosing_a_session_narrows_the_view(demo):
    choose(demo, 'Vega Futures')
    wait_until('one lane', lambda: lanes(demo).name.startswith('Timeline, 1 session,'))
    choose(demo, 'All Sessions')
    wait_until('all lanes', lambda: lanes(demo).name.startswith('Timeline, 8 sessions,'))


def test_choosing_a_range(demo):
    demo.window().find('push button', '6 h').click_until(lambda: re.search(r', 6.h$', lanes(demo).name))
    assert 'pressed' in demo.window().find('push button', '6 h').states


def focus(thing):
    """Of lanes it is a click beside the names, one on which chooses a session."""
    thing.click_until(lambda: 'focused' in thing.states)


def test_closes_are_read_by_keyboard(demo):
    """Each step of the arrow keys is told as the description of the timeline."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    focus(lanes(demo))
    demo.key_until('Right', lambda: re.search(r'Close \d+ of \d+|\d+ closes', lanes(demo).description))
    before = lanes(demo).description
    demo.key_until('Down', lambda: lanes(demo).description != before)


def details(program):
    return program.window().find('panel', 'Details')


def test_details_of_a_close(demo):
    """A close is picked by key, read, copied, and left for the one before."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    demo.key_until('alt+Left', lambda: details(demo).all('image', re.compile('^Stage reached: ')))
    pane = details(demo)
    assert pane.find('label', re.compile(r'^\d{4}$'))
    for label in ('Stage Reached', 'Reason', 'Closed by'):
        assert pane.find('label', label)
    demo.key_until('ctrl+shift+c', lambda: demo.window().toast('label', 'Details copied'))
    when = pane.find('label', re.compile(r' · .*\d:\d\d')).text
    demo.key_until('alt+Left', lambda: when not in pane.labels)


def test_details_are_hidden_and_shown(demo):
    """By key, and by the button in the pane; the toggle in the header bar tells which it is."""
    toggle = demo.window().find('push button', 'Details')
    demo.key_until('F4', lambda: 'pressed' not in toggle.states)
    demo.key_until('F4', lambda: 'pressed' in toggle.states)
    details(demo).find('push button', 'Hide Details').click_until(lambda: 'pressed' not in toggle.states)


def test_codes_in_portuguese():
    """A number is found by typing it anywhere, and Escape ends the search."""
    with Program(FECHO, '--demo', env=PORTUGUESE) as program:
        program.window()
        program.key_until('ctrl+k', lambda: program.has_window('Códigos de fechamento'))
        window = program.window('Códigos de fechamento')
        page = window.find('panel', 'Detalhes do código')
        program.write('1006', window)
        page.find('label', '1006')
        page.find('label', 'Fechamento anormal')
        program.key_until('Escape', lambda: page.all('label', '0–999'))


def test_codes_searched_in_portuguese():
    """By words of the name, as the other language says it."""
    with Program(FECHO, '--demo', env=PORTUGUESE) as program:
        program.window()
        program.key_until('ctrl+k', lambda: program.has_window('Códigos de fechamento'))
        window = program.window('Códigos de fechamento')
        codes = window.find('tree table')
        program.write('tempo esgotado', window)
        # The first row is that of the titles. Dictionaries of applications have codes with these words too.
        wait_until('the code', lambda: [label.text for label in codes.all('table row')[1].all('label')][:2] ==
                   ['3008', 'Tempo esgotado'])


def test_leaving_the_demo(demo):
    demo.window().find('push button', 'Leave Demo').click_until(
        lambda: demo.window().all('label', 'Why Do Your WebSockets Close?'))


def test_first_start(own):
    window = own.window()
    assert window.find('label', 'Why Do Your WebSockets Close?')
    assert window.find('push button', 'Try the Demo').shows


def test_adding_a_session(own, server):
    """Typed, added, watched: the close is on the timeline."""
    own.key_until('ctrl+n', lambda: own.has_window('Add Session'))
    dialog = own.window('Add Session')
    address = dialog.find('text', re.compile('^Address'))
    address.fill(server + '/close/1012?after=0.1')
    button = wait_until('Add to be ready', lambda: next(
        (one for one in dialog.all('push button', 'Add') if 'sensitive' in one.states), None))
    button.click_until(lambda: not own.has_window('Add Session'))
    wait_until('a close on the timeline', lambda: n_closes(own) >= 1)
    row(own, '127.0.0.1')


def add_session(program, address, title='Add Session', field='Address', button='Add'):
    """Through the dialog, in the language of the program."""
    program.key_until('ctrl+n', lambda: program.has_window(title))
    dialog = program.window(title)
    dialog.find('text', re.compile('^' + field)).fill(address)
    ready = wait_until(f'{button} to be ready', lambda: next(
        (one for one in dialog.all('push button', button) if 'sensitive' in one.states), None))
    ready.click_until(lambda: not program.has_window(title))


def question(program, heading):
    """The message dialog with this heading."""
    return program.window_with('label', heading)


def choose(program, name):
    """A row of the sidebar, which then has the focus."""
    row(program, name).click_until(lambda: 'selected' in row(program, name).states)


def names_of_rows(program):
    sessions = program.window().find('list', 'Sessions')
    return [one.name.split(',')[0] for one in sessions.all('list item') if one.name]


def test_testing_an_address(own, server):
    """Connects once, says what it found, and records nothing."""
    own.key_until('ctrl+n', lambda: own.has_window('Add Session'))
    dialog = own.window('Add Session')
    address = dialog.find('text', re.compile('^Address'))
    address.fill(server + '/http/503')
    dialog.find('label', re.compile('^Valid address'))
    dialog.find('push button', 'Test').click_until(
        lambda: dialog.all('label', re.compile(r'^Failed at stage HTTP: .*\(HTTP 503\)$')))
    address.fill(server + '/echo')
    dialog.find('label', re.compile('^Valid address'))
    dialog.find('push button', 'Test').click_until(lambda: dialog.all('label', re.compile(r'^Opened in \d+.ms')))
    own.key_until('Escape', lambda: len(own.windows()) > 2)
    question(own, 'Discard Changes?').find('push button', 'Discard').click_until(
        lambda: not own.has_window('Add Session'))
    assert own.window().find('label', 'Why Do Your WebSockets Close?')


def test_watching_it_fail(own, server):
    """The row of a session that is refused says with which status, and stops."""
    add_session(own, server + '/http/403')
    wait_until('the session to stop', lambda: 'stopped' in row(own, '127.0.0.1').name)


def test_pause_edit_remove_and_undo(own, server):
    add_session(own, server + '/echo')
    wait_until('it to open', lambda: ', open since ' in row(own, '127.0.0.1').name)
    choose(own, '127.0.0.1')
    own.key_until('ctrl+p', lambda: ', paused since ' in row(own, '127.0.0.1').name)
    own.key_until('F2', lambda: own.has_window('Edit Session'))
    dialog = own.window('Edit Session')
    dialog.find('text', re.compile('^Name')).fill('Echo')
    dialog.find('push button', 'Save').click_until(lambda: not own.has_window('Edit Session'))
    choose(own, 'Echo')
    own.key_until('Delete', lambda: own.window().toast('label', re.compile('“Echo” removed')))
    own.window().find_toast('push button', 'Undo').click_until(lambda: 'Echo' in names_of_rows(own))


def test_order_and_groups_by_keyboard(own, server):
    for name in ('a', 'b'):
        add_session(own, f'{server}/echo?{name}')
        choose(own, '127.0.0.1')
        own.key_until('F2', lambda: own.has_window('Edit Session'))
        dialog = own.window('Edit Session')
        dialog.find('text', re.compile('^Name')).fill(name)
        dialog.find('push button', 'Save').click_until(lambda: not own.has_window('Edit Session'))
    wait_until('both names', lambda: names_of_rows(own) == ['All Sessions', 'a', 'b'])
    choose(own, 'b')
    own.key_until('alt+Up', lambda: names_of_rows(own) == ['All Sessions', 'b', 'a'])
    own.key_until('alt+Down', lambda: names_of_rows(own) == ['All Sessions', 'a', 'b'])


def test_preferences(own):
    own.key_until('ctrl+comma', lambda: own.has_window('Preferences'))
    preferences = own.window('Preferences')
    assert preferences.find('label', 'When the window is closed')
    own.key_until('Escape', lambda: not own.has_window('Preferences'))


def test_a_range_of_ones_own(demo):
    demo.window().find('push button', 'Range of Your Own').click_until(demo.popovers)
    demo.window().find('push button', 'Apply').click_until(lambda: not demo.popovers())
    assert 'pressed' not in demo.window().find('push button', '24 h').states


def test_in_portuguese(tmp_path, server):
    """Added, watched to fail with the reason, in the other language."""
    with Program(FECHO, '--db', str(tmp_path / 'history.db'), env=PORTUGUESE) as program:
        program.window()
        add_session(program, server + '/http/403', 'Adicionar sessão', 'Endereço', 'Adicionar')
        sessions = program.window().find('list', 'Sessões')
        wait_until('the session to stop', lambda: any(
            'interrompida' in one.name for one in sessions.all('list item')))


def test_closing_asks_and_goes_on(server):
    """Kept, it watches without a window; started again, the window is there."""
    with Program(FECHO) as program:
        program.window()
        add_session(program, server + '/echo')
        wait_until('it to open', lambda: ', open since ' in row(program, '127.0.0.1').name)
        program.key_until('ctrl+w', lambda: len(program.windows()) > 1)
        question(program, 'Keep Monitoring?').find('push button', 'Keep Monitoring').click_until(
            lambda: not program.windows())
        assert program.process.poll() is None
        assert subprocess.run([FECHO], check=False, timeout=60).returncode == 0
        wait_until('it to be open still', lambda: ', open since ' in row(program, '127.0.0.1').name)


def test_dialog_is_left_by_escape(own):
    own.key_until('ctrl+n', lambda: own.has_window('Add Session'))
    own.key_until('Escape', lambda: not own.has_window('Add Session'))


def test_main_menu(demo):
    demo.key_until('F10', demo.popovers)
    demo.window().find('menu item', 'About Fecho').click_until(lambda: demo.has_window('About'))


def test_main_menu_without_the_sidebar(demo):
    """Its key opens the menu that stands in for it."""
    demo.key_until('F9', lambda: not [one for one in demo.window().all('list', 'Sessions') if one.shows])
    demo.key_until('F10', demo.popovers)
    demo.window().find('menu item', 'About Fecho')


def is_nameless(thing):
    """What vanishes while it is looked at, as closes go on, has had its name."""
    try:
        return thing.role in CONTROLS and thing.shows and (not thing.name or TYPE_NAME.match(thing.name))
    except GLib.Error:
        return False


def test_every_control_has_a_name(demo):
    """None is called after its type, and none is without a name, in any view."""
    choose(demo, 'Orion Trades')
    for key, name in (('alt+1', 'Timeline'), ('alt+2', 'Statistics'), ('alt+3', 'History'), ('alt+4', 'Messages')):
        demo.key_until(key, lambda name=name: 'selected' in tab(demo, name).states)
        # GTK 4.8 exposes the inner button of a menu button beside it, both with the name of the outer.
        assert not [thing for thing in demo.window().everything() if is_nameless(thing)]
        if name == 'History':
            assert_rows_have_names(demo.window().all('tree table')[0])


@pytest.mark.parametrize('key, name', [('ctrl+n', 'Add Session'), ('ctrl+e', 'Export Closes'),
                                       ('ctrl+comma', 'Preferences'), ('ctrl+k', 'Close Codes')])
def test_controls_of_windows_have_names(demo, key, name):
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 5)
    demo.key_until(key, lambda: demo.has_window(name))
    assert not [thing for thing in demo.window(name).everything() if is_nameless(thing)]
    for table in demo.window(name).all('tree table'):
        assert_rows_have_names(table)


def assert_rows_have_names(table):
    """Below the one that has the titles; what a row of the history is called is told when there is time."""
    def look():
        names = [row.name for row in table.all('table row')[1:]]
        return names and not [name for name in names if not name or TYPE_NAME.match(name)]

    wait_until('rows with names', look)


def test_quits(demo):
    demo.key_until('ctrl+q', lambda: demo.process.poll() is not None)
    assert demo.process.returncode == 0
    assert 'WARNING' not in demo.output and 'CRITICAL' not in demo.output


def see_help(program, title, answer):
    """Every question has an answer, and Escape leads back."""
    program.key_until('F1', lambda: program.has_window(title))
    help_window = program.window(title)
    rows = help_window.all('list item', re.compile(r'\?$'))
    assert len(rows) >= 10
    rows[0].click_until(lambda: help_window.all('label', re.compile(f'^{answer}')))
    program.key_until('Escape', lambda: not program.has_window(title))


def test_help(own):
    see_help(own, 'Help', 'Press Add Session')


def test_help_in_portuguese(tmp_path):
    with Program(FECHO, '--db', str(tmp_path / 'history.db'), env=PORTUGUESE) as program:
        program.window()
        see_help(program, 'Ajuda', 'Pressione Adicionar')


def open_history(program, name='History'):
    program.key_until('alt+3', lambda: 'selected' in tab(program, name).states)
    return program.window()


def search_history(program, text):
    """Instead of what was searched for before."""
    program.key('ctrl+f', 'ctrl+a')
    program.write(text)


def test_history_searched_by_terms(demo):
    """A term becomes a chip; taking the chip away takes the filter away."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 5)
    window = open_history(demo)
    search_history(demo, 'code:1006 ')
    chip = window.find('push button', 'Remove Filter “Code: 1006”')
    window.find('label', re.compile(r'^\d+ of \d+$'))
    chip.click_until(lambda: not window.all('push button', 'Remove Filter “Code: 1006”'))


def test_main_code_leads_to_the_history(demo):
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 5)
    demo.window().find('push button', re.compile('^Main code: ')).click_until(
        lambda: 'selected' in tab(demo, 'History').states)
    demo.window().find('push button', re.compile('^Remove Filter “Code: '))


def test_history_in_portuguese(request):
    with Program(FECHO, '--demo', env=PORTUGUESE) as program:
        window = open_history(program, 'Histórico')
        search_history(program, 'code:1006 is:failed ')
        window.find('push button', 'Remover o filtro “Código: 1006”')
        window.find('push button', 'Remover o filtro “Só tentativas com falha”')
        keep_picture(request, program)
