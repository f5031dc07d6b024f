# SPDX-License-Identifier: GPL-3.0-or-later
"""Against node-ws: its closes, pings and compression, and what is left of it after its end."""
import driver
import pytest
from rows import CLOSES, DROPPED, check, check_close, differing

driver.need('/usr/bin/node', 'nodejs')
driver.need('/usr/share/nodejs/ws', 'node-ws')

TOO_BIG = 'x' * 101


@pytest.fixture(scope='module')
def server():
    one = driver.Peer('peer_node.js')
    yield one
    one.end()


@pytest.mark.parametrize('name', CLOSES)
def test_closed_by_peer(server, history, name):
    check_close(server, history, name, None)


def test_terminated(server, history):
    url = server.url + '/terminate'
    history.run('monitor', '--once', url)

    row, = history.rows()
    check(row, url, dict(DROPPED, cause='eof_without_close'), None)


def test_pings_are_answered(server, history):
    history.run('monitor', '--once', server.url + '/pings/50')

    row, = history.rows()
    assert not differing(row, code=4001, reason='50', was_clean=True, messages_in=0, bytes_in=0)


def test_message_too_big_for_it(server, history):
    history.run('monitor', '--once', '--send', TOO_BIG, server.url + '/echo')

    row, = history.rows()
    assert not differing(row, stage='closing', code=1009, was_clean=True, first_close='peer', closed_by='server',
                         cause='message_too_big', messages_out=1, bytes_out=len(TOO_BIG))


def test_message_too_big_for_us(server, history):
    """We fail the connection; the peer's echo of our 1009 is not a code it chose."""
    history.run('monitor', '--once', '--max-message', '50', '--send', 'x' * 60, server.url + '/echo')

    seen = server.sees('ended', path='/echo', received=[1009, ''])
    row, = history.rows()
    assert seen
    assert not differing(row, code=1006, reason='', was_clean=False, closed_by='fecho', first_close='us',
                         sent_code=1009, cause='message_too_big')


@pytest.mark.parametrize('options, extensions', [([], None), (['--deflate'], 'permessage-deflate')])
def test_compression(server, history, options, extensions):
    history.run('monitor', '--once', '--send', 'aaaaaaaaaa', *options, server.url + '/echo')

    row, = history.rows()
    assert not differing(row, code=1000, extensions=extensions, messages_in=1, bytes_in=10)


def test_several_at_once(server, history):
    """Each has its own row, whatever the order of their ends."""
    codes = [4000 + i for i in range(40)]
    history.run('monitor', '--once', *(f'{server.url}/close/{code}/{code}' for code in codes))

    rows = history.rows()
    assert sorted(row['code'] for row in rows) == codes
    assert all(row['reason'] == str(row['code']) and row['url'].endswith(f"/{row['code']}") for row in rows)


def test_ended_by_signal(server, history):
    """SIGTERM closes what is open with 1001, and waits for the answer."""
    monitor = history.watch('--send', 'open', server.url + '/hold')
    server.sees('message', path='/hold')
    monitor.process.terminate()
    monitor.rest()
    status = monitor.process.wait(driver.PATIENCE_S)
    monitor.end()

    assert server.sees('ended', path='/hold')['received'] == [1001, '']
    row, = history.rows()
    assert status == 0
    assert not differing(row, code=1001, was_clean=True, first_close='us', closed_by='fecho', cause='app_quit')


def test_killed_node(history):
    server = driver.Peer('peer_node.js')
    url = server.url + '/hold'
    monitor = history.watch('--once', url)
    server.sees('opened')
    server.end()
    monitor.rest()
    monitor.end()

    row, = history.rows()
    assert row['cause'] in ('eof_without_close', 'reset_by_peer')
    check(row, url, DROPPED, None)
