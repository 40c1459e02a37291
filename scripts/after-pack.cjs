// Called by electron-builder before it signs: switches off, inside Electron's binary, what the studio never uses.
const { join } = require('node:path');

/** @param {import('electron-builder').AfterPackContext} context */
module.exports = async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  const name = packager.appInfo.productFilename;
  const binary = {
    darwin: `${name}.app`,
    win32: `${name}.exe`,
    linux: packager.executableName,
  }[electronPlatformName];
  await flipFuses(join(appOutDir, binary), {
    version: FuseVersion.V1,
    // A fuse that a new Electron brings has to be decided about here.
    strictlyRequireAllFuses: true,
    // The binary is the studio, never a Node for other people's scripts, ...
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    // ... nor something to attach a debugger to.
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    // It runs its own archive only, and notices when that was changed (macOS and Windows).
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // Main starts from the same snapshot as everything else: there is no other.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The window is app://; file: gets no privileges.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // Bounds of WebAssembly memory are checked by the processor.
    [FuseV1Options.WasmTrapHandlers]: true,
  });
};
