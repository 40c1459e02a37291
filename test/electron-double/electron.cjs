// What `require('electron')` gives in a process of the double (map-electron.ts).
module.exports = globalThis[Symbol.for('gsim.electron-double')];
