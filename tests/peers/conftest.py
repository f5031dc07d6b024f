# SPDX-License-Identifier: GPL-3.0-or-later
"""What any test may ask for: a peer of its own and a history of its own."""
import pytest
from driver import History, Peer


@pytest.fixture
def peer():
    """python3-websockets."""
    one = Peer('peer.py')
    yield one
    one.end()


@pytest.fixture
def history(tmp_path):
    return History(tmp_path)


def pytest_sessionfinish(session, exitstatus):
    """A file that skipped itself for want of a package: 77 is how Meson is told."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = 77
