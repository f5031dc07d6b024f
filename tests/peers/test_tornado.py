# SPDX-License-Identifier: GPL-3.0-or-later
"""Against python3-tornado: its closes, and its care for Origin and subprotocol."""
import driver
import pytest
from rows import CLOSES, DROPPED, FAILED, check, check_close, differing

driver.need('/usr/lib/python3/dist-packages/tornado', 'python3-tornado')

SERVER = 'TornadoServer/'
TOO_BIG = 'x' * 101


@pytest.fixture(scope='module')
def server():
    one = driver.Peer('peer_tornado.py')
    yield one
    one.end()


@pytest.mark.parametrize('name', CLOSES)
def test_closed_by_peer(server, history, name):
    check_close(server, history, name, SERVER)


def test_handler_fails(server, history):
    """It drops the socket under a handler that raised, without a Close frame."""
    url = server.url + '/raise'
    history.run('monitor', '--once', '--send', 'x', url)

    row, = history.rows()
    check(row, url, dict(DROPPED, cause='eof_without_close', messages_out=1, bytes_out=1), SERVER)


def test_message_too_big_for_it(server, history):
    history.run('monitor', '--once', '--send', TOO_BIG, server.url + '/echo')

    row, = history.rows()
    assert not differing(row, stage='closing', code=1009, reason='message too big', was_clean=True, closed_by='server',
                         first_close='peer', cause='message_too_big', bytes_out=len(TOO_BIG))


def test_foreign_origin(server, history):
    history.run('monitor', '--once', '--origin', 'https://elsewhere.example', server.url + '/hold')

    row, = history.rows()
    assert not differing(row, **dict(FAILED, stage='http', http_status=403, cause='auth'))


def test_own_origin(server, history):
    origin = server.url.replace('ws:', 'http:')
    history.run('monitor', '--once', '--origin', origin, server.url + '/close/4000/own')

    row, = history.rows()
    assert not differing(row, code=4000, reason='own')


@pytest.mark.parametrize('offered', [['chat.v2'], ['other', 'chat.v2']])
def test_common_subprotocol(server, history, offered):
    history.run('monitor', '--once', *(f'--protocol={name}' for name in offered), server.url + '/close/1000')

    row, = history.rows()
    assert not differing(row, code=1000, subprotocol='chat.v2')


# Names are compared as they are written.
@pytest.mark.parametrize('offered', ['other', 'CHAT.V2'])
def test_no_common_subprotocol(server, history, offered):
    history.run('monitor', '--once', '--protocol', offered, server.url + '/hold')

    row, = history.rows()
    assert not differing(row, **dict(FAILED, stage='http', http_status=101, closed_by='fecho',
                                     cause='subprotocol_mismatch'))
