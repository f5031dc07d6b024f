#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server outside the sandbox that ends each connection with code 4001: prints its address first."""
import asyncio

import websockets


async def end(socket, _path=None):
    await socket.close(4001, 'seen from the sandbox')


async def main():
    async with websockets.serve(end, '127.0.0.1', 0) as server:
        print(f'ws://127.0.0.1:{server.sockets[0].getsockname()[1]}', flush=True)
        await asyncio.Future()


asyncio.run(main())
