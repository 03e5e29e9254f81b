/**
 * Does for the stand-in runtime what Electron's own default app does for `electron <folder>`: load the app in the
 * folder named on the command line as if it had been started by itself. Copied into the runtime, not run from here.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @type {string[]} */
const preloads = [];
let target = '';
for (let i = 1; i < process.argv.length && target === ''; i++) {
  const arg = process.argv[i];
  if (arg === '-r' || arg === '--require') preloads.push(process.argv[++i]);
  else if (arg === '--version' || arg === '-v') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  } else if (!arg.startsWith('-')) target = resolve(arg);
}
if (target === '') {
  console.error('usage: electron <folder of the app> [arguments]');
  process.exit(2);
}

process.defaultApp = true;
let entry = target;
if (statSync(target).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name ?? 'Electron');
  app.setAppPath(target);
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
  entry = resolve(target, manifest.main ?? 'index.js');
}

const require = createRequire(join(target, 'package.json'));
for (const preload of preloads) require(preload);
try {
  // Awaited at the top level: Electron holds back `ready` until this module is done, as it does for an app of its own.
  await import(pathToFileURL(entry).href);
} catch (error) {
  // Electron would open a dialog here, which nobody sees on a virtual display.
  console.error(error);
  app.exit(1);
}
