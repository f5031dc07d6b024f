# SPDX-License-Identifier: GPL-3.0-or-later
"""haproxy before a server: its time limits, its TLS, and its care for client certificates."""
import driver
import pytest
from rows import BY_PEER, DROPPED, FAILED, differing
from servers import Authority, free_port, need_haproxy, start_haproxy

need_haproxy()

CONFIG = """
frontend plain
  bind 127.0.0.1:{plain}
  use_backend hasty if {{ path /hold }}
  default_backend peer
frontend tls
  bind 127.0.0.1:{tls} ssl crt {pair}
  use_backend hasty if {{ path /hold }}
  default_backend peer
frontend mutual12
  bind 127.0.0.1:{mutual12} ssl crt {pair} ca-file {authority} verify required ssl-max-ver TLSv1.2
  default_backend peer
frontend mutual13
  bind 127.0.0.1:{mutual13} ssl crt {pair} ca-file {authority} verify required ssl-min-ver TLSv1.3
  default_backend peer
frontend optional
  bind 127.0.0.1:{optional} ssl crt {pair} ca-file {authority} verify optional
  default_backend peer
frontend down
  bind 127.0.0.1:{down}
  default_backend nobody
frontend denied
  bind 127.0.0.1:{denied}
  http-request deny deny_status 429
backend peer
  server one 127.0.0.1:{peer}
backend hasty
  timeout tunnel 1s
  server one 127.0.0.1:{peer}
backend nobody
  server none 127.0.0.1:1
  retries 0
"""
SITES = 'plain', 'tls', 'mutual12', 'mutual13', 'optional', 'down', 'denied'


class World:
    def __init__(self, folder):
        self.authority = Authority(folder)
        self.authority.sign('good')
        self.authority.sign('client')
        pair = folder / 'pair.pem'
        pair.write_text(self.authority.path('good').read_text() + self.authority.path('good', 'key').read_text())
        self.peer = driver.Peer('peer.py')
        self.ports = {site: free_port() for site in SITES}
        text = CONFIG.format(**self.ports, pair=pair, authority=self.authority.file, peer=self.peer.port)
        self.haproxy = start_haproxy(folder, self.ports.values(), 'http', text)

    def ask(self, history, site, *options, path='/close/1000'):
        """The row of one connection to the site."""
        scheme = 'ws' if site in ('plain', 'down', 'denied') else 'wss'
        history.run('monitor', '--once', '--ca', self.authority.file, *options,
                    f'{scheme}://127.0.0.1:{self.ports[site]}{path}')
        row, = history.rows()
        return row

    def end(self):
        self.haproxy.end()
        self.peer.end()


@pytest.fixture(scope='module')
def world(tmp_path_factory):
    one = World(tmp_path_factory.mktemp('haproxy'))
    yield one
    one.end()


@pytest.mark.parametrize('site, version', [('plain', None), ('tls', 'TLS 1.3')])
def test_passes_closes_on(world, history, site, version):
    row = world.ask(history, site, path='/close/1013/later')

    assert not differing(row, **BY_PEER, code=1013, reason='later', cause='server_restart_or_overload', http_status=101,
                         tls_version=version)


@pytest.mark.parametrize('site', ['plain', 'tls'])
def test_tunnel_limit(world, history, site):
    """What nobody uses for a second it drops, without a word."""
    row = world.ask(history, site, path='/hold')

    assert not differing(row, **DROPPED, cause='eof_without_close', http_status=101)
    assert row['life_ms'] >= 900


@pytest.mark.parametrize('site, status', [('down', 503), ('denied', 429)])
def test_answered_with_status(world, history, site, status):
    row = world.ask(history, site)

    assert not differing(row, **dict(FAILED, stage='http', http_status=status, cause='http_rejected'))


@pytest.mark.parametrize('site', ['mutual12', 'mutual13'])
def test_client_certificate_is_missed(world, history, site):
    """TLS 1.3 tells it after the handshake, 1.2 within."""
    row = world.ask(history, site)

    assert not differing(row, failed_attempt=True, code=1015, cause='client_certificate')


def test_client_certificate_is_optional(world, history):
    row = world.ask(history, 'optional')

    assert not differing(row, **BY_PEER, code=1000)


@pytest.mark.parametrize('site', ['mutual12', 'mutual13'])
def test_client_certificate(world, history, site):
    row = world.ask(history, site, '--cert', world.authority.path('client'),
                    '--key', world.authority.path('client', 'key'))

    assert not differing(row, **BY_PEER, code=1000)
