// Prints what the double says to things that are not there.
const electron = require('electron');

const attempts = [
  () => electron.autoUpdater,
  () => electron.app.getGPUInfo,
  () => electron.app.on('login', () => undefined),
  () => require('electron/package.json'),
  () => require('./../../../node_modules/electron/index.js'),
];
electron.app.whenReady().then(() => {
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (error) {
      console.log(error.message);
    }
  }
  electron.app.quit();
});
