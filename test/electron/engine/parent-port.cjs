// Loaded before a child of Node: gives it `process.parentPort` with one port, carried by the channel of the fork, as
// Electron gives it to a utilityProcess.
const { EventEmitter } = require('node:events');

const port = Object.assign(new EventEmitter(), {
  postMessage: (message) => process.send(message),
  start() {},
  close() {},
});
process.parentPort = new EventEmitter();
process.on('message', (message) => {
  if (message === 'port') process.parentPort.emit('message', { data: null, ports: [port] });
  else port.emit('message', { data: message });
});
process.on('disconnect', () => port.emit('close'));
