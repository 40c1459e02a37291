// A small application: a window whose page talks to an engine over a port.
const { join } = require('node:path');
const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  shell,
  utilityProcess,
} = require('electron');

const PAGE = `<!doctype html><title>Tiny</title><script src="/page.js"></script>
<a id="leave" href="https://example.org/">leave</a><a id="blank" target="_blank" href="https://example.org/">new</a>`;
const SCRIPT = `window.before = Object.keys(window).filter((key) => /electron|double|require|process/i.test(key));
window.got = [];
window.addEventListener('message', ({ data, ports, source }) => {
  if (data !== 'port' || source !== window) return;
  window.port = ports[0];
  window.port.onmessage = ({ data }) => window.got.push(data);
  window.port.addEventListener('close', () => window.got.push('closed'));
});
window.tiny.requestPort();`;
const HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
};

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
]);
app.whenReady().then(() => {
  protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url);
    const [body, type] =
      pathname === '/page.js' ? [SCRIPT, 'text/javascript'] : [PAGE, 'text/html'];
    return new Response(body, { headers: { ...HEADERS, 'content-type': type } });
  });
  session.defaultSession.setPermissionCheckHandler((_contents, name) => name === 'notifications');
  const engine = utilityProcess.fork(join(__dirname, 'engine.cjs'), ['one'], {
    serviceName: 'Engine',
  });
  engine.on('message', (message) => console.log('engine says', message));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      additionalArguments: ['--colour=red'],
    },
  });
  ipcMain.handle('where', ({ senderFrame }, value) => ({ url: senderFrame.url, value }));
  ipcMain.handle('fail', () => {
    throw new RangeError('too far');
  });
  ipcMain.handle('pick', () => dialog.showOpenDialog(window, { title: 'Where?' }));
  ipcMain.on('port', ({ sender }) => {
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage({ kind: 'connect' }, [port1]);
    sender.postMessage('port', null, [port2]);
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', () => window.webContents.reload());
  window.webContents.setWindowOpenHandler(({ url }) => {
    shell.openExternal(url);
    return { action: 'deny' };
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          { id: 'hello', label: 'Hello', click: () => window.webContents.send('hello', 'menu') },
        ],
      },
    ]),
  );
  window.once('ready-to-show', () => window.show());
  window.loadURL('app://tiny/');
});
app.on('second-instance', (_event, argv) => console.log('second', argv.at(-1)));
app.on('window-all-closed', () => app.quit());
