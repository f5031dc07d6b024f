# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline and its menus as a person uses them; how these run is said in test_person.py."""
import re

from guilib import do_until, run, wait_until
from test_person import choose as choose_row
from test_person import demo, details, focus, lanes, n_closes, row  # noqa: F401 (demo is a fixture)


def items(program):
    return [item.name.split('\u2009')[0] for item in program.window().all('menu item')]


def pick_a_close(program):
    """By keyboard; the lanes have the focus then."""
    wait_until('closes on the timeline', lambda: n_closes(program) >= 8)
    program.window().find('push button', '15 min').click_until(
        lambda: re.search(r', 15.min$', lanes(program).name))
    focus(lanes(program))
    program.key_until('Home', lambda: re.search(r'Close \d+ of \d+|\d+ closes', lanes(program).description))


def open_menu(program):
    program.key_until('shift+F10', lambda: 'Show in History' in items(program))


def choose(program, name, look):
    program.window().find('menu item', name).click_until(look)


def test_menu_of_a_close_by_keyboard(demo):  # noqa: F811
    """Its details are copied, it is marked, and Undo takes the mark away."""
    pick_a_close(demo)
    open_menu(demo)
    assert {'Copy Details', 'Copy as JSON', 'Export…', 'Only This Session', 'Whole Range',
            'Show as Table'} <= set(items(demo))
    choose(demo, 'Copy Details', lambda: demo.window().toast('label', 'Details copied'))
    open_menu(demo)
    choose(demo, 'Mark', lambda: demo.window().toast('push button', 'Undo'))
    demo.window().find_toast('push button', 'Undo').click_until(lambda: not demo.window().toast('push button', 'Undo'))


def test_menu_leads_to_the_history(demo):  # noqa: F811
    pick_a_close(demo)
    open_menu(demo)
    choose(demo, 'Show in History', lambda: demo.window().all('push button', re.compile('^Session: ')) or
           'selected' in demo.window().find('page tab', 'History').states)


def test_menu_of_a_row_in_the_details(demo):  # noqa: F811
    """The last closes have the same menu, each its own."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    # The place of the first row: the next close makes the rows anew, also while one is being reached.
    do_until('the menu', lambda: details(demo).find('list', 'Last Closes').click(y=20, button=3),
             lambda: 'Show in History' in items(demo))
    choose(demo, 'Copy as JSON', lambda: demo.window().toast('label', 'Details copied'))


def test_menu_of_a_session_leads_on(demo):  # noqa: F811
    choose_row(demo, 'Vega Futures')
    wait_until('one lane', lambda: lanes(demo).name.startswith('Timeline, 1 session,'))
    demo.key_until('shift+F10', lambda: 'Export…' in items(demo))
    choose(demo, 'Export…', lambda: demo.has_window('Export Closes'))


def shift_drag(thing):
    """From its middle to the right."""
    x, y = thing.box[2] // 2, 30
    thing.reach(x, y)
    x, y = thing.point(x, y)
    run('xdotool', 'keydown', 'shift', 'mousedown', 1)
    for further in range(40, 400, 40):
        run('xdotool', 'mousemove', '--sync', x + further, y)
    run('xdotool', 'mouseup', 1, 'keyup', 'shift')


def test_shift_drag_selects(demo):  # noqa: F811
    """What was dragged over is counted, and exported."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    # A banner that comes just now has moved the lanes away.
    do_until('the count', lambda: shift_drag(lanes(demo)),
             lambda: next(demo.window().each('label', re.compile(r'^\d+ closes?$')), None))
    demo.window().find('push button', 'Export…').click_until(lambda: demo.has_window('Export Closes'))


def click_twice_on_a_name(program):
    """The first click alone leaves one lane: on a busy machine the second is sometimes too late for a pair."""
    choose_row(program, 'All Sessions')
    wait_until('all lanes', lambda: not lanes(program).name.startswith('Timeline, 1 session,'))
    names = lanes(program)
    names.click(x=60, y=int(names.box[3] * 4.5 / 8), times=2)


def test_two_clicks_on_a_name_show_its_messages(demo):  # noqa: F811
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    do_until('the messages', lambda: click_twice_on_a_name(demo),
             lambda: 'selected' in demo.window().find('page tab', 'Messages').states)


def test_the_strip_is_read_by_keyboard(demo):  # noqa: F811
    """From column to column, each told as the description."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    strip = demo.window().find('image', 'Closes over Time')
    focus(strip)
    demo.key_until('Left', lambda: re.search(r'\d closes? ', strip.description))


def test_deleting_a_history_asks(demo):  # noqa: F811
    """With the numbers of what goes; the session stays."""
    wait_until('closes on the timeline', lambda: n_closes(demo) >= 8)
    choose_row(demo, 'Vega Futures')
    wait_until('one lane', lambda: lanes(demo).name.startswith('Timeline, 1 session,'))
    demo.key_until('shift+F10', lambda: 'Delete History…' in items(demo))
    heading = 'Delete the History of “Vega Futures”?'
    choose(demo, 'Delete History…', lambda: demo.has_window(heading))
    question = demo.window(heading)
    assert question.all('label', re.compile(r'\d+ closes? and \d+ failed attempts? will be deleted'))
    question.find('push button', 'Delete').click_until(
        lambda: demo.window().toast('label', re.compile(r'entr(y|ies) deleted$')))
    assert row(demo, 'Vega Futures')
