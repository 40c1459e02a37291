const { contextBridge, ipcRenderer } = require('electron');

ipcRenderer.on('port', (event) => window.postMessage('port', location.origin, [...event.ports]));
contextBridge.exposeInMainWorld('tiny', {
  colour: process.argv.find((argument) => argument.startsWith('--colour=')),
  requestPort: () => ipcRenderer.send('port'),
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  onHello: (listener) => ipcRenderer.on('hello', (_event, text) => listener(text)),
});
