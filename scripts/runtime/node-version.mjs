/** The oldest Node with Node-API 10, which better-sqlite3's prebuilt binding asks for. */
import { SetupFailure } from './failure.mjs';

const OLDEST = [22, 14];

/** @throws {SetupFailure} when this Node is too old; with an older one SQLite crashes instead of failing */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new SetupFailure(
    `Duebook's scripts need Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}.`,
    {
      todo: 'Start them with npm (npm start, npm test, npm run duebook), which brings its own Node on linux-x64, or update Node.',
    },
  );
}
