import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { lines, PASSPHRASE, partsOf, written } from './helpers';

/** The commands of docs/exchange-format.md, section “By hand”. */
const has = (...commands: string[]) => commands.every((name) => spawnSync('which', [name]).status === 0);
const sh = (command: string, path: string) => execFileSync('sh', ['-c', command, 'sh', path], { encoding: 'utf8' });

describe('without Duebook', () => {
  it.skipIf(!has('sha256sum', 'gunzip'))('the digest is checked and the lines are read by common tools', async () => {
    const path = await written();
    const sum = sh('{ sed -n 2p "$1"; tail -n +4 "$1"; } | sha256sum', path);
    expect(sum.split(' ')[0]).toBe(partsOf(path).digest);
    expect(sh('sed -n 2p "$1"', path)).toBe(`${partsOf(path).header}\n`);
    expect(sh('tail -n +4 "$1" | gunzip', path).split('\n').slice(0, 3)).toEqual(lines);
  });

  const missing = ['age', 'script', 'gunzip'].filter((name) => !has(name));
  it.skipIf(missing.length > 0)(
    missing.length > 0
      ? `SKIPPED, ${missing.join(' and ')} not installed: an encrypted file opens with the public age tool`
      : 'an encrypted file opens with the public age tool',
    async () => {
      const path = await written({ passphrase: PASSPHRASE });
      // age takes a passphrase from a terminal only; `script` gives it one.
      const command = "script -qec \"tail -n +4 '$1' | age --decrypt | gunzip > '$1.txt'\" /dev/null";
      execFileSync('sh', ['-c', `(sleep 1; echo "$2"; sleep 1) | ${command}`, 'sh', path, PASSPHRASE]);
      expect(sh('cat "$1.txt"', path).split('\n').slice(0, 3)).toEqual(lines);
    },
  );
});
