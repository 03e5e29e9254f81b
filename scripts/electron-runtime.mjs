/** Which Electron to run: its own binary wherever it is there or can be fetched, else the stand-in (docs/adr/0002). */
import { putStandInBinding, removeStandInBinding } from './runtime/binding.mjs';
import { SetupFailure } from './runtime/failure.mjs';
import { failedLately, fetchOwnElectron, findOwnElectron, pinnedVersion } from './runtime/own-electron.mjs';
import { STAND_IN_VERSION, standIn, standInFits } from './runtime/stand-in.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executablePath
 * @property {string} version of Electron
 * @property {boolean} isStandIn
 */

/**
 * Finds or fetches an Electron, and the SQLite binding that fits it. DUEBOOK_RUNTIME=own or =stand-in insists on one.
 * @param {(line: string) => void} log gets a line per step and progress
 * @returns {Promise<Runtime>}
 * @throws {SetupFailure} when there is none for this machine
 */
export async function resolveElectron(log) {
  const wanted = process.env.DUEBOOK_RUNTIME ?? 'any';
  if (!['any', 'own', 'stand-in'].includes(wanted)) {
    throw new SetupFailure(`DUEBOOK_RUNTIME is "${wanted}"`, { todo: 'Set it to own, stand-in or any.' });
  }
  const own = wanted === 'stand-in' ? undefined : await ownElectron(wanted === 'own', log);
  if (own) {
    await removeStandInBinding();
    log(`Electron ${pinnedVersion()}`);
    return { executablePath: own, version: pinnedVersion(), isStandIn: false };
  }
  if (wanted === 'own' || !standInFits()) {
    throw new SetupFailure(`Electron ${pinnedVersion()} is not here and cannot be fetched`, {
      todo: 'Connect to the internet, or set ELECTRON_MIRROR to a mirror you trust, and run: npx install-electron',
    });
  }
  const executablePath = await standIn(log);
  await putStandInBinding(log);
  log(`Electron ${STAND_IN_VERSION}, the stand-in for ${pinnedVersion()} on this machine (docs/adr/0002)`);
  return { executablePath, version: STAND_IN_VERSION, isStandIn: true };
}

/**
 * @param {boolean} insist try the download even if it failed a short while ago
 * @param {(line: string) => void} log
 */
async function ownElectron(insist, log) {
  const found = findOwnElectron();
  if (found) return found;
  if (!insist && standInFits() && failedLately()) {
    log(`Electron ${pinnedVersion()} could not be fetched within the last day; DUEBOOK_RUNTIME=own tries again.`);
    return undefined;
  }
  return fetchOwnElectron(log);
}
