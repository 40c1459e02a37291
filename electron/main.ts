/** The main process. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { runStudio } from './main/run-studio.ts';

runStudio(
  {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    Notification,
    protocol,
    safeStorage,
    screen,
    // Its default session exists once the app is ready.
    session,
    shell,
    utilityProcess,
  },
  // As a bundle this is dist/main/main.cjs.
  join(__dirname, '..'),
);
