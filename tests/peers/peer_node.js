// SPDX-License-Identifier: GPL-3.0-or-later
// The peer of node-ws: /close, /empty and /hold as in peer.py, and
//
//   /echo         gives back one message and closes; one over 100 bytes is too big for it
//   /terminate    drops the connection without a word
//   /pings/N      pings N times, then closes with 4001 and the number of pongs
//
// It tells of each message, speaks the subprotocol `chat.v2` to who offers it, and compresses for who offers that.
'use strict';
const { WebSocketServer } = require('ws');

function tell(what) {
  process.stdout.write(JSON.stringify(what) + '\n');
}

function ping(socket, n) {
  let pongs = 0;

  socket.on('pong', () => {
    pongs += 1;
    if (pongs < n) socket.ping();
    else socket.close(4001, String(pongs));
  });
  socket.ping();
}

function serve(socket, request) {
  const path = request.url.split('?')[0];
  const [kind, ...rest] = path.split('/').slice(1).map(decodeURIComponent);

  tell({ seen: 'opened', path, subprotocol: socket.protocol || null });
  socket.on('error', () => {});
  socket.on('message', (data, isBinary) => {
    tell({ seen: 'message', path });
    if (kind !== 'echo') return;
    socket.send(data, { binary: isBinary });
    socket.close(1000);
  });
  socket.on('close', (code, reason) => tell({ seen: 'ended', path, received: [code, reason.toString()] }));
  if (kind === 'close') socket.close(Number(rest[0]), rest[1]);
  else if (kind === 'empty') socket.close();
  else if (kind === 'terminate') socket.terminate();
  else if (kind === 'pings') ping(socket, Number(rest[0]));
}

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  maxPayload: 100,
  perMessageDeflate: { threshold: 0 },
  handleProtocols: (protocols) => (protocols.has('chat.v2') ? 'chat.v2' : false),
});
server.on('listening', () => tell({ port: server.address().port }));
server.on('connection', serve);
