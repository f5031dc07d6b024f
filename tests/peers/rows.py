# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows of the history are to hold, column by column."""
import datetime
import uuid

# In the order of the export. None of these is a value: what differs from run to run is looked at apart.
COLUMNS = """id run session url attempt failed_attempt started_at opened_at closed_at stage code class name
    description reason was_clean received_code received_reason sent_code sent_reason first_close illegal_code
    closed_by cause cause_evidence origin origin_evidence life_ms dns_ms tcp_ms proxy_ms tls_ms http_ms http_status
    headers error_domain error_code error_message tls_version tls_errors cert_expires_at remote_address subprotocol
    extensions messages_in messages_out bytes_in bytes_out last_message_ms_before last_pong_ms_before last_rtt_ms
    network clock_jumped failures_in_a_row retry_in_ms dictionary marked""".split()

# Of any connection without TLS, proxy and messages that this peer ended and nobody takes up again.
ALWAYS = {
    'id': 1, 'session': '127.0.0.1', 'attempt': 1, 'failed_attempt': False, 'received_code': None,
    'received_reason': None, 'sent_reason': None, 'illegal_code': False, 'proxy_ms': None, 'tls_ms': None,
    'http_status': 101, 'tls_version': None, 'tls_errors': None, 'cert_expires_at': None, 'subprotocol': None,
    'extensions': None, 'messages_in': 0, 'messages_out': 0, 'bytes_in': 0, 'bytes_out': 0,
    'last_message_ms_before': None, 'last_pong_ms_before': None, 'clock_jumped': False, 'failures_in_a_row': 1,
    'retry_in_ms': None, 'dictionary': None, 'marked': False,
}
BY_PEER = {
    'stage': 'closing', 'was_clean': True, 'first_close': 'peer', 'closed_by': 'server',
    'error_domain': None, 'error_code': None, 'error_message': None,
    'origin': 'server', 'origin_evidence': 'The server sent a Close frame',
}
# Nobody said goodbye.
DROPPED = {
    'stage': 'open', 'code': 1006, 'class': 'abnormal', 'name': 'Abnormal Closure', 'reason': '', 'was_clean': False,
    'first_close': None, 'closed_by': 'nobody', 'sent_code': None,
}
# An attempt that failed, never a close.
FAILED = {
    'failed_attempt': True, 'opened_at': None, 'life_ms': None, 'code': 1006, 'reason': '', 'was_clean': False,
    'closed_by': 'nobody', 'first_close': None, 'sent_code': None, 'received_code': None, 'http_status': None,
    'subprotocol': None, 'tls_version': None, 'tls_errors': None, 'cert_expires_at': None,
}

# What a path of the peers makes them do, and what is kept of it.
CLOSES = {
    'normal': ('/close/1000', {'code': 1000, 'class': 'normal', 'name': 'Normal Closure', 'reason': '',
                               'cause': 'normal'}),
    'going-away': ('/close/1001/shutting%20down', {'code': 1001, 'class': 'normal', 'name': 'Going Away',
                                                   'reason': 'shutting down', 'cause': 'normal'}),
    'internal-error': ('/close/1011', {'code': 1011, 'class': 'server', 'name': 'Internal Error', 'reason': '',
                                       'cause': 'server_fault'}),
    'restart': ('/close/1012/back%20soon', {'code': 1012, 'class': 'server', 'name': 'Service Restart',
                                            'reason': 'back soon', 'cause': 'server_restart_or_overload'}),
    'application': ('/close/4000/sess%C3%A3o%20%22x%22', {
        'code': 4000, 'class': 'application', 'name': 'Private Use by Applications', 'reason': 'sessão "x"',
        'cause': 'application_code'}),
    'longest-reason': ('/close/4999/' + 'z' * 123, {
        'code': 4999, 'class': 'application', 'name': 'Private Use by Applications', 'reason': 'z' * 123,
        'cause': 'application_code'}),
    'no-code': ('/empty', {'code': 1005, 'class': 'abnormal', 'name': 'No Status Received', 'reason': '',
                           'cause': 'unknown'}),
}


def check(row, url, expected, server):
    """The whole row of a connection that opened; server is how the header Server begins, None without one."""
    assert list(row) == COLUMNS
    wanted = dict(ALWAYS, url=url, remote_address=url.split('/')[2], **expected)
    assert {column: row[column] for column in wanted} == wanted
    check_measured(row)
    if server is None:
        assert row['headers'] is None
    else:
        assert row['headers']['Server'].startswith(server)


def check_measured(row):
    """Columns that no two runs have alike."""
    assert str(uuid.UUID(row['run'])) == row['run']
    times = [datetime.datetime.strptime(row[column], '%Y-%m-%dT%H:%M:%S.%fZ')
             for column in ('started_at', 'opened_at', 'closed_at')]
    assert times == sorted(times)
    assert isinstance(row['life_ms'], int) and row['life_ms'] >= 0
    assert all(row[column] >= 0 for column in ('tcp_ms', 'http_ms', 'last_rtt_ms'))
    assert row['network'] in ('online', 'offline', 'captive', 'unknown')
    assert row['description'] and row['cause_evidence']


def check_close(peer, history, name, server):
    """One of CLOSES, from the request to the row."""
    path, expected = CLOSES[name]
    history.run('monitor', '--once', peer.url + path)

    answer, reason = peer.sees('ended', path=path)['received']
    row, = history.rows()
    # What was sent back is kept where it differs; an echo is no news.
    sent = None if answer == expected['code'] else answer
    check(row, peer.url + path, dict(BY_PEER, sent_code=sent, **expected), server)
    assert reason in ('', row['reason'])


def differing(row, **expected):
    """The columns that are not as expected, with what they hold."""
    return {column: row[column] for column, value in expected.items() if row[column] != value}
