// Gives back what comes over a port, and what its argument was when it starts.
process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data.kind !== 'connect') return;
  port.on('message', ({ data }) => {
    if (data === 'close') port.close();
    else if (data === 'throw') throw new Error('as asked');
    else port.postMessage(data);
  });
  port.start();
});
process.parentPort.postMessage(process.argv.at(-1));
