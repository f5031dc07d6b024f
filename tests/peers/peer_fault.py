#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server with the faults of real ones (python3-websockets); what a connection gets, its path says.

    /hold            nothing
    /talk            a message now and then for some seconds, another time for each connection, then nothing
    /age/SECONDS     messages at any time, and the end after so many seconds, whatever is sent
    /restart         all that is held gets 1012, one after the other

Listens at the address of its argument, else at 127.0.0.1. Prints its port, then one line for each connection that opened, as JSON.
"""
import asyncio
import itertools
import json
import sys

from websockets.exceptions import ConnectionClosed
# The newer implementation gives the path another way; this one is in all versions since 9.
from websockets.legacy import server as websockets

# How long /talk talks, and when /age speaks last. No two neighbours are alike.
TALKS_S = itertools.cycle([3.5, 5.3, 4.1, 6.2, 3.9, 5.7, 4.6, 6.6, 5.0])
SILENCES_S = itertools.cycle([0.3, 2.9, 1.1, 3.7, 0.7, 2.1, 4.2, 1.6, 3.3])
BETWEEN_MESSAGES_S = 0.7
BETWEEN_RESTARTS_S = 0.2
held = []


def tell(**what):
    print(json.dumps(what), flush=True)


async def talk(socket, seconds):
    while seconds > 0:
        await socket.send('still here')
        await asyncio.sleep(min(seconds, BETWEEN_MESSAGES_S))
        seconds -= BETWEEN_MESSAGES_S
    await socket.send('that is all')


async def grow_old(socket, seconds):
    silence = next(SILENCES_S)
    await asyncio.sleep(seconds - silence)
    await socket.send('last words')
    await asyncio.sleep(silence)
    await socket.close(1000)


async def restart():
    for socket in list(held):
        await socket.close(1012, 'back soon')
        await asyncio.sleep(BETWEEN_RESTARTS_S)


async def serve(socket):
    path = socket.path
    kind, *rest = path.split('?')[0].split('/')[1:]
    tell(seen='opened', path=path)
    try:
        if kind == 'hold':
            held.append(socket)
        elif kind == 'talk':
            await talk(socket, next(TALKS_S))
        elif kind == 'age':
            await grow_old(socket, float(rest[0]))
        elif kind == 'restart':
            await restart()
        await socket.wait_closed()
    except ConnectionClosed:
        pass


async def main():
    async with websockets.serve(serve, sys.argv[1] if len(sys.argv) > 1 else '127.0.0.1', 0, ping_interval=None) as server:
        tell(port=server.sockets[0].getsockname()[1])
        await asyncio.Future()


asyncio.run(main())
