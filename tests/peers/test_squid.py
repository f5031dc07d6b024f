# SPDX-License-Identifier: GPL-3.0-or-later
"""Through squid: --proxy http://, which is CONNECT in any case, and what squid refuses."""
import pathlib
import tempfile

import driver
import pytest
from rows import BY_PEER, FAILED, differing
from servers import Authority, Program, free_port, need_nginx, nobodys_port, openssl, start_nginx

driver.need('/usr/sbin/squid', 'squid')
need_nginx()

CONFIG = """
http_port 127.0.0.1:{open} name=open
http_port 127.0.0.1:{locked} name=locked
pid_filename none
access_log none
cache deny all
cache_log stdio:/dev/stderr
coredump_dir {folder}
netdb_filename none
pinger_enable off
shutdown_lifetime 0 seconds
visible_hostname gateway.example
auth_param basic program /usr/lib/squid/basic_ncsa_auth {folder}/passwords
auth_param basic children 1
acl locked myportname locked
acl member proxy_auth REQUIRED
acl known port {site} {peer} {nobody}
http_access deny locked !member
http_access allow known
http_access deny all
"""
OPENED = dict(BY_PEER, code=4000, reason='through', http_status=101, failed_attempt=False)
REFUSED = dict(FAILED, stage='proxy', cause='proxy_error')


class World:
    def __init__(self, folder):
        # Started as root, squid goes on as a user of its own, who is to read here.
        folder.chmod(0o755)
        self.authority = Authority(folder)
        self.authority.sign('good')
        folder.joinpath('passwords').write_text(f"ana:{openssl('passwd', '-apr1', 'sesame')}\n", encoding='utf-8')
        self.peer = driver.Peer('peer.py')
        self.nginx, sites = start_nginx(folder, {
            'site': f" ssl; ssl_certificate {self.authority.path('good')};"
                    f" ssl_certificate_key {self.authority.path('good', 'key')};"
                    f' location / {{ proxy_pass http://127.0.0.1:{self.peer.port}; }}'})
        self.ports = dict(sites, peer=self.peer.port, open=free_port(), locked=free_port(),
                          nobody=nobodys_port(), forbidden=nobodys_port())
        path = folder / 'squid.conf'
        path.write_text(CONFIG.format(**self.ports, folder=folder), encoding='utf-8')
        self.squid = Program(folder, [self.ports['open'], self.ports['locked']], '/usr/sbin/squid', '-N',
                             '-f', str(path))

    def ask(self, history, proxy, target='site', scheme='wss'):
        """The row of one connection by way of squid."""
        history.run('monitor', '--once', '--ca', self.authority.file, '--proxy', f'http://{proxy}',
                    f'{scheme}://127.0.0.1:{self.ports[target]}/close/4000/through')
        row, = history.rows()
        return row

    def end(self):
        for one in (self.squid, self.nginx, self.peer):
            one.end()


@pytest.fixture(scope='module')
def world():
    with tempfile.TemporaryDirectory(prefix='fecho-squid-') as folder:
        one = World(pathlib.Path(folder))
        yield one
        one.end()


def test_through(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['open']}")

    assert not differing(row, **OPENED, tls_errors=[], remote_address=f"127.0.0.1:{world.ports['open']}",
                         cert_expires_at=world.authority.expiry('good'))
    assert row['proxy_ms'] > 0
    assert row['headers']['Server'].startswith('nginx/')


def test_through_without_tls(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['open']}", 'peer', scheme='ws')

    assert not differing(row, **OPENED, tls_version=None)
    assert row['proxy_ms'] > 0


def test_connect_is_forbidden(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['open']}", 'forbidden')

    assert not differing(row, **dict(REFUSED, http_status=403))


def test_nobody_behind_squid(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['open']}", 'nobody')

    assert not differing(row, **dict(REFUSED, http_status=503))


def test_connect_is_forbidden_without_tls(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['open']}", 'forbidden', scheme='ws')

    assert not differing(row, **REFUSED)


def test_no_proxy_there(world, history):
    row = world.ask(history, f"127.0.0.1:{world.ports['nobody']}")

    assert not differing(row, **dict(REFUSED, stage='tcp', remote_address=None))


@pytest.mark.parametrize('who', ['', 'ana:wrong@'])
def test_without_right_password(world, history, who):
    row = world.ask(history, f"{who}127.0.0.1:{world.ports['locked']}")

    assert not differing(row, **dict(REFUSED, http_status=407, cause='auth'))


@pytest.mark.parametrize('scheme, target', [('wss', 'site'), ('ws', 'peer')])
def test_right_password(world, history, scheme, target):
    row = world.ask(history, f"ana:sesame@127.0.0.1:{world.ports['locked']}", target, scheme)

    assert not differing(row, **OPENED)
    assert all('sesame' not in str(value) for value in row.values())
