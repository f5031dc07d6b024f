# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx before a server: what it does to connections by itself, and what it answers."""
import driver
import pytest
from rows import BY_PEER, DROPPED, FAILED, differing
from servers import need_nginx, openssl, start_nginx

need_nginx()

PASSWORD = 'open sesame:1'
PASS = 'location / {{ proxy_pass http://127.0.0.1:{peer}; }}'
SITES = {
    'plain': '; ' + PASS,
    'idle': '; proxy_read_timeout 1s; ' + PASS,
    'patient': '; proxy_read_timeout 5s; ' + PASS,
    'basic': '; auth_basic "Staff"; auth_basic_user_file {folder}/passwords; ' + PASS,
    'down': '; location / {{ proxy_pass http://127.0.0.1:1; }}',
    'moved': '; return 301 wss://elsewhere.example/a?token=secret;',
    'busy': '; location / {{ add_header Retry-After 30 always; return 429; }}',
    'forbidden': '; return 403;',
    'silent': '; return 444;',
}
SERVER = 'nginx/'


class World:
    def __init__(self, folder):
        folder.joinpath('passwords').write_text(f"ana:{openssl('passwd', '-apr1', PASSWORD)}\n", encoding='utf-8')
        self.peer = driver.Peer('peer.py')
        sites = {name: text.format(folder=folder, peer=self.peer.port) for name, text in SITES.items()}
        self.nginx, self.ports = start_nginx(folder, sites)

    def ask(self, history, site, *options, path='/close/1000'):
        """The row of one connection to the site."""
        history.run('monitor', '--once', *options, f'ws://127.0.0.1:{self.ports[site]}{path}')
        row, = history.rows()
        assert row['remote_address'] == f'127.0.0.1:{self.ports[site]}'
        return row

    def end(self):
        self.nginx.end()
        self.peer.end()


@pytest.fixture(scope='module')
def world(tmp_path_factory):
    one = World(tmp_path_factory.mktemp('gateway'))
    yield one
    one.end()


def test_passes_closes_on(world, history):
    row = world.ask(history, 'plain', path='/close/4123/through')

    assert not differing(row, **BY_PEER, code=4123, reason='through', cause='application_code')
    assert row['headers']['Server'].startswith(SERVER)


def test_idle(world, history):
    """What nobody uses for a second it drops, without a word."""
    row = world.ask(history, 'idle', path='/hold')

    assert not differing(row, **DROPPED, cause='eof_without_close', http_status=101, error_domain=None)
    assert row['life_ms'] >= 900


def test_pings_keep_it_up(world, history):
    """What would be dropped after five seconds lives for six."""
    row = world.ask(history, 'patient', '--ping', '1', '--close-after', '6', path='/hold')

    assert not differing(row, code=1000, closed_by='user', was_clean=True)
    assert row['life_ms'] >= 5900
    assert row['last_pong_ms_before'] is not None


def test_password_is_missed(world, history):
    row = world.ask(history, 'basic')

    assert not differing(row, **dict(FAILED, stage='http', http_status=401, cause='auth'))
    assert row['headers']['WWW-Authenticate'] == 'Basic realm="Staff"'


def test_wrong_password(world, history):
    history.env['FECHO_PASSWORD'] = 'close sesame'
    row = world.ask(history, 'basic', '--user', 'ana')

    assert not differing(row, **dict(FAILED, stage='http', http_status=401, cause='auth'))


def test_right_password(world, history):
    history.env['FECHO_PASSWORD'] = PASSWORD
    row = world.ask(history, 'basic', '--user', 'ana')

    assert not differing(row, **BY_PEER, code=1000, http_status=101, failed_attempt=False)
    assert all(PASSWORD not in str(value) for value in row.values())


@pytest.mark.parametrize('site, status, cause, headers', [
    ('down', 502, 'http_rejected', {}),
    ('forbidden', 403, 'auth', {}),
    ('busy', 429, 'http_rejected', {'Retry-After': '30'}),
    ('moved', 301, 'redirect_refused', {'Location': 'wss://elsewhere.example/a?token=${token}'}),
])
def test_answered_with_status(world, history, site, status, cause, headers):
    row = world.ask(history, site)

    assert not differing(row, **dict(FAILED, stage='http', http_status=status, cause=cause))
    kept = dict(row['headers'])
    assert kept.pop('Server').startswith(SERVER)
    assert kept == headers


def test_closed_instead_of_answered(world, history):
    row = world.ask(history, 'silent')

    assert not differing(row, **dict(FAILED, stage='http', cause='eof_without_close', headers=None))


def test_told_to_wait(world, history):
    """Retry-After is the wait before the next attempt."""
    monitor = history.watch(f"ws://127.0.0.1:{world.ports['busy']}/")
    monitor.next()
    monitor.process.terminate()
    monitor.rest()
    monitor.end()

    first = min(history.rows(), key=lambda row: row['id'])
    assert not differing(first, http_status=429, attempt=1)
    assert first['retry_in_ms'] >= 30000


@pytest.mark.parametrize('site', ['basic', 'forbidden'])
def test_no_second_attempt(world, history, site):
    """After 401 and 403 the run is over by itself."""
    history.run('monitor', f'ws://127.0.0.1:{world.ports[site]}/')

    row, = history.rows()
    assert row['retry_in_ms'] is None


def test_restarted(world, history, tmp_path):
    """A gateway that stops drops what went through it."""
    sites = {'plain': SITES['plain'].format(folder=tmp_path, peer=world.peer.port)}
    nginx, ports = start_nginx(tmp_path, sites)
    monitor = history.watch('--once', f"ws://127.0.0.1:{ports['plain']}/hold?restarted")
    world.peer.sees('opened', path='/hold?restarted')
    nginx.end()
    monitor.rest()
    monitor.end()

    row, = history.rows()
    assert row['code'] == 1006
    assert row['cause'] in ('eof_without_close', 'reset_by_peer')
