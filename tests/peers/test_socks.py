# SPDX-License-Identifier: GPL-3.0-or-later
"""Through microsocks: --proxy socks5://, with and without a password."""
import driver
import pytest
from rows import BY_PEER, FAILED, differing
from servers import Program, free_port, nobodys_port

driver.need('/usr/bin/microsocks', 'microsocks')

OPENED = dict(BY_PEER, code=4000, reason='through', http_status=101, failed_attempt=False)
REFUSED = dict(FAILED, cause='proxy_error', error_domain='g-io-error-quark')


class World:
    def __init__(self, folder):
        self.peer = driver.Peer('peer.py')
        self.open, self.locked, self.nobody = free_port(), free_port(), nobodys_port()
        self.programs = [
            Program(folder, [self.open], '/usr/bin/microsocks', '-i', '127.0.0.1', '-p', str(self.open)),
            Program(folder, [self.locked], '/usr/bin/microsocks', '-i', '127.0.0.1', '-p', str(self.locked),
                    '-u', 'ana', '-P', 'sesame'),
        ]

    def ask(self, history, proxy, *options, host='127.0.0.1', port=None):
        """The row of one connection by way of the proxy."""
        history.run('monitor', '--once', '--proxy', f'socks5://{proxy}', *options,
                    f'ws://{host}:{port or self.peer.port}/close/4000/through')
        row, = history.rows()
        return row

    def end(self):
        for one in [*self.programs, self.peer]:
            one.end()


@pytest.fixture(scope='module')
def world(tmp_path_factory):
    one = World(tmp_path_factory.mktemp('socks'))
    yield one
    one.end()


def test_through(world, history):
    """The far end that is known is the proxy."""
    row = world.ask(history, f'127.0.0.1:{world.open}')

    assert not differing(row, **OPENED, remote_address=f'127.0.0.1:{world.open}')
    assert row['proxy_ms'] >= 0


def test_name_is_for_the_proxy_to_resolve(world, history):
    row = world.ask(history, f'127.0.0.1:{world.open}', host='localhost')

    assert not differing(row, **OPENED)


def test_with_password(world, history):
    row = world.ask(history, f'ana:sesame@127.0.0.1:{world.locked}')

    assert not differing(row, **OPENED)
    assert all('sesame' not in str(value) for value in row.values())


@pytest.mark.parametrize('who', ['', 'ana:wrong@'])
def test_without_right_password(world, history, who):
    row = world.ask(history, f'{who}127.0.0.1:{world.locked}')

    assert not differing(row, **dict(REFUSED, cause='auth'), stage='proxy')


def test_nobody_behind_the_proxy(world, history):
    row = world.ask(history, f'127.0.0.1:{world.open}', port=world.nobody)

    assert not differing(row, **REFUSED, stage='proxy')


def test_no_proxy_there(world, history):
    row = world.ask(history, f'127.0.0.1:{world.nobody}')

    assert not differing(row, **REFUSED, stage='tcp', remote_address=None)


def test_proxy_never_answers(world, history):
    """What listens there waits for a line of HTTP."""
    row = world.ask(history, f'127.0.0.1:{world.peer.port}', '--connect-timeout', '2')

    assert not differing(row, **dict(FAILED, stage='proxy', closed_by='fecho', cause='connect_timeout'))


def test_proxy_dies(world, history, tmp_path):
    """With it goes what went through it."""
    port = free_port()
    proxy = Program(tmp_path, [port], '/usr/bin/microsocks', '-i', '127.0.0.1', '-p', str(port))
    monitor = history.watch('--once', '--proxy', f'socks5://127.0.0.1:{port}', world.peer.url + '/hold')
    world.peer.sees('opened', path='/hold')
    proxy.end()
    monitor.rest()
    monitor.end()

    row, = history.rows()
    assert not differing(row, code=1006, was_clean=False, closed_by='nobody')
    assert row['cause'] in ('eof_without_close', 'reset_by_peer')
