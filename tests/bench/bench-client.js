// SPDX-License-Identifier: GPL-3.0-or-later
// The reference, node `ws`, with the work that Fecho does: bench-client.js URL N
// opens N connections, 32 at a time, pings each every 20 s and drops those that did not answer in time,
// and says "closed" when all have ended.
'use strict';
const WebSocket = require('ws');

const AT_A_TIME = 32;
const PING_MS = 20000;
const [url, count] = [process.argv[2], Number(process.argv[3])];
const sockets = new Set();
let nStarted = 0;
let nEnded = 0;
let nMessages = 0;

function start() {
  if (nStarted === count) return;
  nStarted += 1;
  const socket = new WebSocket(`${url}?${nStarted}`, { perMessageDeflate: false, handshakeTimeout: 10000 });
  socket.alive = true;
  socket.on('open', () => {
    sockets.add(socket);
    start();
  });
  socket.on('pong', () => { socket.alive = true; });
  socket.on('message', () => { nMessages += 1; });
  socket.on('error', (error) => { console.error(error.message); });
  socket.on('close', () => {
    sockets.delete(socket);
    nEnded += 1;
    if (nEnded === count) {
      console.log('closed');
      process.exit(0);
    }
  });
}

setInterval(() => {
  for (const socket of sockets) {
    if (!socket.alive) socket.terminate();
    else {
      socket.alive = false;
      socket.ping();
    }
  }
}, PING_MS);
for (let i = 0; i < AT_A_TIME; i += 1) start();
