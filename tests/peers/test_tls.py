# SPDX-License-Identifier: GPL-3.0-or-later
"""wss:// behind nginx: which certificates are taken, and what is kept of those that are not."""
import driver
import pytest
from rows import BY_PEER, FAILED, differing
from servers import Authority, need_nginx, start_nginx

need_nginx()

# Answers 'no certificate' itself, with HTTP 400, where the handshake of TLS lets everybody in.
MUTUAL = 'ssl_verify_client on; ssl_client_certificate {authority};'
SITES = {
    'good': ('good', 'ssl_protocols TLSv1.2 TLSv1.3;'),
    'expired': ('expired', ''),
    'elsewhere': ('elsewhere', ''),
    'tls12': ('good', 'ssl_protocols TLSv1.2;'),
    'tls11': ('good', 'ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;'),
    'mutual12': ('good', 'ssl_protocols TLSv1.2;' + MUTUAL),
    'mutual13': ('good', 'ssl_protocols TLSv1.3;' + MUTUAL),
}
OPENED = dict(BY_PEER, code=1000, cause='normal', http_status=101, failed_attempt=False)
REFUSED = dict(FAILED, stage='tls', code=1015, error_domain='g-tls-error-quark')


class World:
    def __init__(self, folder):
        self.authority = Authority(folder)
        self.authority.sign('good')
        self.authority.sign('client')
        self.authority.sign('expired', days=-1)
        self.authority.sign('elsewhere', names='DNS:elsewhere.example')
        self.peer = driver.Peer('peer.py')
        sites = {name: self._site(*site) for name, site in SITES.items()}
        sites['plain'] = f'; location / {{ proxy_pass http://127.0.0.1:{self.peer.port}; }}'
        self.nginx, self.ports = start_nginx(folder, sites)

    def _site(self, certificate, more):
        return (f" ssl; ssl_certificate {self.authority.path(certificate)};"
                f" ssl_certificate_key {self.authority.path(certificate, 'key')};"
                f' {more.format(authority=self.authority.file)}'
                f' location / {{ proxy_pass http://127.0.0.1:{self.peer.port}; }}')

    def ask(self, history, site, *options, host='127.0.0.1', scheme='wss', path='/close/1000'):
        """The row of one connection to the site."""
        history.run('monitor', '--once', *options, f'{scheme}://{host}:{self.ports[site]}{path}')
        row, = history.rows()
        assert row['remote_address'] == f'127.0.0.1:{self.ports[site]}'
        return row

    def end(self):
        self.nginx.end()
        self.peer.end()


@pytest.fixture(scope='module')
def world(tmp_path_factory):
    one = World(tmp_path_factory.mktemp('tls'))
    yield one
    one.end()


@pytest.fixture
def trusting(world):
    return '--ca', world.authority.file


# The certificate has both names.
@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost'])
def test_own_authority(world, history, trusting, host):
    row = world.ask(history, 'good', *trusting, host=host)

    assert not differing(row, **OPENED, tls_version='TLS 1.3', tls_errors=[],
                         cert_expires_at=world.authority.expiry('good'))
    assert row['tls_ms'] > 0
    assert row['proxy_ms'] is None


@pytest.mark.parametrize('site, cause, errors', [
    ('good', 'tls_untrusted', ['unknown-ca']),
    ('elsewhere', 'tls_untrusted', ['unknown-ca', 'bad-identity']),
    ('expired', 'tls_untrusted', ['unknown-ca', 'expired']),
])
def test_unknown_authority(world, history, site, cause, errors):
    row = world.ask(history, site)

    assert not differing(row, **dict(REFUSED, cause=cause, tls_errors=errors,
                                     cert_expires_at=world.authority.expiry(site)))


@pytest.mark.parametrize('site, cause, errors', [
    ('elsewhere', 'tls_hostname', ['bad-identity']),
    ('expired', 'tls_expired', ['expired']),
])
def test_wrong_certificate(world, history, trusting, site, cause, errors):
    row = world.ask(history, site, *trusting)

    assert not differing(row, **dict(REFUSED, cause=cause, tls_errors=errors,
                                     cert_expires_at=world.authority.expiry(site)))


def test_authority_replaces_the_system(world, history, tmp_path):
    """Of two authorities of one name only the given one counts."""
    other = Authority(tmp_path)
    row = world.ask(history, 'good', '--ca', other.file)

    assert not differing(row, **dict(REFUSED, cause='tls_untrusted', tls_errors=['unknown-ca'],
                                     cert_expires_at=world.authority.expiry('good')))


@pytest.mark.parametrize('site, errors', [
    ('good', ['unknown-ca']),
    ('expired', ['unknown-ca', 'expired']),
    ('elsewhere', ['unknown-ca', 'bad-identity']),
])
def test_pin(world, history, site, errors):
    """The one exception; what is wrong with the certificate stays on record."""
    row = world.ask(history, site, '--pin', world.authority.fingerprint(site))

    assert not differing(row, **OPENED, tls_errors=errors)


def test_pin_of_another(world, history):
    row = world.ask(history, 'good', '--pin', world.authority.fingerprint('elsewhere'))

    assert not differing(row, **dict(REFUSED, cause='tls_untrusted', tls_errors=['unknown-ca'],
                                     cert_expires_at=world.authority.expiry('good')))


def test_insecure(world, history):
    row = world.ask(history, 'elsewhere', '--insecure')

    assert not differing(row, **OPENED, tls_errors=['unknown-ca', 'bad-identity'])


@pytest.mark.parametrize('site, least, version', [
    ('good', '1.3', 'TLS 1.3'), ('tls12', '1.2', 'TLS 1.2'), ('good', '1.2', 'TLS 1.3')])
def test_least_version_is_met(world, history, trusting, site, least, version):
    row = world.ask(history, site, *trusting, '--min-tls', least)

    assert not differing(row, **OPENED, tls_version=version)


@pytest.mark.parametrize('site, least, version', [('tls12', '1.3', 'TLS 1.2'), ('tls11', '1.2', 'TLS 1.1')])
def test_least_version_is_not_met(world, history, trusting, site, least, version):
    """Refused by us, before the request leaves: nginx has nothing to pass on."""
    refused = f'/hold?{site}'
    row = world.ask(history, site, *trusting, '--min-tls', least, path=refused)
    world.ask(driver.History(history.path.parent / 'other'), 'good', *trusting, path='/close/4000/next')

    while True:
        seen = world.peer.sees('opened')
        assert seen['path'] != refused
        if seen['path'] == '/close/4000/next':
            break
    assert not differing(row, failed_attempt=True, code=1015, was_clean=False, closed_by='fecho', cause='tls_version',
                         stage='tls', tls_version=version, http_status=None, error_domain='g-tls-error-quark',
                         error_message=f'The server speaks {version}, and the session wants TLS {least} at least')


def test_plain_server(world, history, trusting):
    row = world.ask(history, 'plain', *trusting)

    assert not differing(row, **dict(REFUSED, cause='tls_handshake'))


def test_plain_request_to_tls(world, history):
    row = world.ask(history, 'good', scheme='ws')

    assert not differing(row, **dict(FAILED, stage='http', http_status=400, cause='http_rejected'))


@pytest.mark.parametrize('site', ['mutual12', 'mutual13'])
def test_client_certificate_is_missed(world, history, trusting, site):
    row = world.ask(history, site, *trusting)

    assert not differing(row, failed_attempt=True, stage='http', code=1006, http_status=400, cause='http_rejected')


@pytest.mark.parametrize('site', ['mutual12', 'mutual13'])
def test_client_certificate(world, history, trusting, site):
    row = world.ask(history, site, *trusting, '--cert', world.authority.path('client'),
                    '--key', world.authority.path('client', 'key'))

    assert not differing(row, **OPENED, tls_errors=[])
