# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window tells of this computer; how these are run is said in test_person.py."""
import re

import pytest
from doubles import Login, NetworkManager
from guilib import Program, do_until, wait_until
from test_person import FECHO, add_session, keep_picture, lanes, row, server  # noqa: F401


@pytest.fixture
def network():
    with NetworkManager() as double:
        yield double


@pytest.fixture
def login():
    with Login() as double:
        yield double


@pytest.fixture
def own(request, tmp_path, network, login):  # pylint: disable=unused-argument, redefined-outer-name
    """On an empty history, with the network and the sleep of the doubles."""
    with Program(FECHO, '--db', str(tmp_path / 'history.db'), env=NetworkManager.ENV) as program:
        program.window()
        yield program
        keep_picture(request, program)


def computer(program):
    return program.window().find('image', 'This computer')


def hover_now(program, words):
    """Over the lane where it is now, the last of it: the card tells what is there."""
    lane = computer(program)
    do_until('the card', lambda: lane.hover(x=lane.box[2] - 20), lambda: program.window().all('label', words))


def show_quarter(program):
    """Where seconds have a width."""
    program.window().find('push button', '15 min').click_until(
        lambda: re.search(r', 15.min$', lanes(program).name))


def test_offline(own, network, server):  # noqa: F811
    """What was open stays, what is far waits and does not fail, and the lane says since when."""
    add_session(own, f'{server}/echo')
    row(own, '127.0.0.1, open')
    show_quarter(own)
    wait_until('the lane to know', lambda: computer(own).description == 'Online all the time that was watched')

    network.lose()
    wait_until('the loss', lambda: re.search(r'lost since \d', computer(own).description))
    add_session(own, 'ws://server.invalid/')
    own.window().find('label', 'No network: 1 session waits')
    row(own, 'server.invalid, waiting for the network')
    assert 'attempt' not in lanes(own).name
    hover_now(own, re.compile('lost$'))

    network.find()
    wait_until('the end of the loss', lambda: re.search(r'lost \d[^,]*\d', computer(own).description))
    wait_until('it to be tried', lambda: not re.search('waiting for the network', row(own, 'server.invalid').name))


def test_sleep(own, login, server):  # noqa: F811
    add_session(own, f'{server}/echo')
    show_quarter(own)
    wait_until('the lane to know', lambda: computer(own).description == 'Online all the time that was watched')
    login.sleep(True)
    wait_until('the sleep', lambda: computer(own).description.startswith('Suspended since'))
    hover_now(own, 'Suspended')
    login.sleep(False)
    wait_until('its end', lambda: re.match(r'Suspended \d', computer(own).description))
