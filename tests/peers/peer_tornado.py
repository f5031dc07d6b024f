#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of python3-tornado: /close, /empty and /hold as in peer.py, and

    /echo            gives back what it gets; a message over 100 bytes is too big for it
    /raise           fails in the handler, once a message came

It speaks the subprotocol `chat.v2` to who offers it, and only to its own Origin.
"""
import asyncio
import json
import urllib.parse

import tornado.httpserver
import tornado.netutil
import tornado.web
import tornado.websocket


def tell(**what):
    print(json.dumps(what), flush=True)


class Socket(tornado.websocket.WebSocketHandler):
    def select_subprotocol(self, subprotocols):
        return 'chat.v2' if 'chat.v2' in subprotocols else None

    def open(self):
        path = self.request.path
        self.kind, *rest = [urllib.parse.unquote(part) for part in path.split('/')[1:]]
        tell(seen='opened', path=path, subprotocol=self.selected_subprotocol)
        if self.kind == 'close':
            self.close(int(rest[0]), rest[1] if len(rest) > 1 else None)
        elif self.kind == 'empty':
            self.close()

    def on_message(self, message):
        if self.kind == 'raise':
            raise RuntimeError('on purpose')
        self.write_message(message)

    def on_close(self):
        tell(seen='ended', path=self.request.path, received=[self.close_code, self.close_reason or ''])


async def main():
    application = tornado.web.Application([('/.*', Socket)], websocket_max_message_size=100)
    server = tornado.httpserver.HTTPServer(application)
    sockets = tornado.netutil.bind_sockets(0, '127.0.0.1')
    server.add_sockets(sockets)
    tell(port=sockets[0].getsockname()[1])
    await asyncio.Event().wait()


asyncio.run(main())
