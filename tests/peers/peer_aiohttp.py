#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of python3-aiohttp: /close, /empty and /hold as in peer.py, and

    /echo/N          gives back N messages, then closes; one over 100 bytes is too big for it
    /raise           fails in the handler, after the handshake
    /status/N        answers the handshake with that status; 3xx leads to /hold, 503 asks for a wait

It speaks the subprotocol `chat.v2` to who offers it.
"""
import asyncio
import json
import urllib.parse

from aiohttp import WSMsgType, web

HEADERS = {302: {'Location': '/hold'}, 503: {'Retry-After': '7'}}


def tell(**what):
    print(json.dumps(what), flush=True)


async def act(socket, kind, rest):
    if kind == 'close':
        await socket.close(code=int(rest[0]), message=rest[1].encode() if len(rest) > 1 else b'')
    elif kind == 'empty':
        # Not meant for others, and renamed in 3.11.
        writer = socket._writer
        send = writer.send_frame if hasattr(writer, 'send_frame') else writer._send_frame
        await send(b'', WSMsgType.CLOSE)
    elif kind == 'raise':
        raise RuntimeError('on purpose')
    n_left = int(rest[0]) if kind == 'echo' else 0
    async for message in socket:
        if message.type == WSMsgType.TEXT and n_left > 0:
            await socket.send_str(message.data)
            n_left -= 1
            if n_left == 0:
                await socket.close()


async def serve(request):
    kind, *rest = [urllib.parse.unquote(part) for part in request.rel_url.raw_path.split('/')[1:]]
    if kind == 'status':
        return web.Response(status=int(rest[0]), headers=HEADERS.get(int(rest[0])))
    socket = web.WebSocketResponse(protocols=['chat.v2'], max_msg_size=100)
    await socket.prepare(request)
    tell(seen='opened', path=request.rel_url.raw_path, subprotocol=socket.ws_protocol, cookie=request.cookies.get('id'),
         authorization=request.headers.get('Authorization'), origin=request.headers.get('Origin'))
    try:
        await act(socket, kind, rest)
    finally:
        tell(seen='ended', path=request.rel_url.raw_path, received=[socket.close_code, ''])
    return socket


async def main():
    application = web.Application()
    application.router.add_get('/{tail:.*}', serve)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, '127.0.0.1', 0)
    await site.start()
    tell(port=site._server.sockets[0].getsockname()[1])
    await asyncio.Future()


asyncio.run(main())
