#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket server that others wrote (python3-websockets), closing as its path says.

    /close/CODE/REASON   with that code and reason
    /count/CODE          the reason is the number of the connection
    /codes               with 4001, 4002 and so on, one for each connection
    /empty               with a Close frame that holds nothing
    /hold                never

Listens on 127.0.0.1, or on the address that is its argument. What stands behind a question mark only
tells addresses apart.

Prints its port, then one line for each thing it saw, as JSON: `opened` with the path, and
`ended` with the code and reason it sent and those it received.
"""
import asyncio
import errno
import itertools
import json
import sys
import urllib.parse

from websockets.frames import Close
# The newer implementation hides its frames; this one is in all versions since 9.
from websockets.legacy import server as websockets

counter = itertools.count(1)


def tell(**what):
    print(json.dumps(what), flush=True)


def read(close):
    return [close.code, close.reason] if close else None


async def serve(socket):
    path = socket.path
    kind, *rest = [urllib.parse.unquote(part) for part in path.split('?')[0].split('/')[1:]]
    tell(seen='opened', path=path)
    try:
        if kind == 'close':
            await socket.close(int(rest[0]), rest[1] if len(rest) > 1 else '')
        elif kind == 'count':
            await socket.close(int(rest[0]), str(next(counter)))
        elif kind == 'codes':
            await socket.close(4000 + next(counter))
        elif kind == 'empty':
            await socket.write_close_frame(Close(1005, ''), b'')
        await socket.wait_closed()
    finally:
        tell(seen='ended', path=path, sent=read(socket.close_sent), received=read(socket.close_rcvd))


async def listens_on_ipv6_too(port):
    """The name localhost may mean either; a computer without IPv6 never means this one."""
    try:
        await websockets.serve(serve, '::1', port, ping_interval=None)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise
    return True


async def listen(host):
    """The port, which is free for IPv4; where somebody has it for IPv6, another one."""
    while True:
        server = await websockets.serve(serve, host, 0, ping_interval=None)
        port = server.sockets[0].getsockname()[1]
        if host != '127.0.0.1' or await listens_on_ipv6_too(port):
            return port
        server.close()


async def main():
    tell(port=await listen(sys.argv[1] if len(sys.argv) > 1 else '127.0.0.1'))
    await asyncio.Future()


asyncio.run(main())
