# SPDX-License-Identifier: GPL-3.0-or-later
"""Against python3-aiohttp: its closes, and what it answers instead of opening."""
import driver
import pytest
from rows import CLOSES, DROPPED, FAILED, check, check_close, differing

driver.need('/usr/lib/python3/dist-packages/aiohttp', 'python3-aiohttp')

SERVER = 'Python/3'
TOO_BIG = 'x' * 101

STATUS = {
    404: {'cause': 'http_rejected'},
    401: {'cause': 'auth'},
    302: {'cause': 'redirect_refused'},
    503: {'cause': 'http_rejected'},
    200: {'cause': 'http_rejected'},
    # Upgraded, says the status, and lacks all that proves it.
    101: {'cause': 'bad_handshake'},
}
HEADERS = {302: {'Location': '/hold'}, 503: {'Retry-After': '7'}}


@pytest.fixture(scope='module')
def server():
    one = driver.Peer('peer_aiohttp.py')
    yield one
    one.end()


@pytest.mark.parametrize('name', CLOSES)
def test_closed_by_peer(server, history, name):
    check_close(server, history, name, SERVER)


def test_handler_fails(server, history):
    """It closes the socket behind a handler that raised, without a Close frame."""
    history.run('monitor', '--once', server.url + '/raise')

    row, = history.rows()
    check(row, server.url + '/raise', dict(DROPPED, cause='eof_without_close'), SERVER)


@pytest.mark.parametrize('status', STATUS)
def test_answered_with_status(server, history, status):
    url = f'{server.url}/status/{status}'
    history.run('monitor', '--once', url)

    row, = history.rows()
    expected = dict(FAILED, stage='http', url=url, http_status=status, remote_address=f'127.0.0.1:{server.port}',
                    retry_in_ms=None, **STATUS[status])
    assert not differing(row, **expected)
    kept = dict(row['headers'])
    assert kept.pop('Server').startswith(SERVER)
    assert kept == HEADERS.get(status, {})


def test_message_too_big_for_it(server, history):
    history.run('monitor', '--once', '--send', TOO_BIG, server.url + '/echo/1')

    row, = history.rows()
    assert not differing(row, stage='closing', code=1009, was_clean=True, first_close='peer', closed_by='server',
                         cause='message_too_big', messages_out=1, bytes_out=len(TOO_BIG), messages_in=0)


def test_messages_are_counted(server, history):
    history.run('monitor', '--once', '--send', 'olá', '--send', 'x', server.url + '/echo/2')

    row, = history.rows()
    assert not differing(row, code=1000, closed_by='server', messages_in=2, messages_out=2, bytes_in=5, bytes_out=5)
    assert 0 <= row['last_message_ms_before'] <= row['life_ms']


def test_what_it_is_told(server, history):
    history.run('monitor', '--once', '--origin', 'https://fecho.example', '--cookie', 'id=7',
                '--header', 'Authorization: Bearer a.b', '--protocol', 'other', '--protocol', 'chat.v2', '--deflate',
                server.url + '/close/1000')

    seen = server.sees('opened', origin='https://fecho.example')
    row, = history.rows()
    assert (seen['cookie'], seen['authorization'], seen['subprotocol']) == ('7', 'Bearer a.b', 'chat.v2')
    assert not differing(row, code=1000, subprotocol='chat.v2', extensions='permessage-deflate')


def test_no_common_subprotocol(server, history):
    """It opens without any; that is not what was asked for."""
    history.run('monitor', '--once', '--protocol', 'other', server.url + '/hold')

    row, = history.rows()
    assert not differing(row, **dict(FAILED, stage='http', http_status=101, closed_by='fecho',
                                     cause='subprotocol_mismatch'))
