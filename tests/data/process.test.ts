import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PushEvent } from '@shared/contract';
import type { Result } from '@shared/contract/errors';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from './cli/duebook';

const ROOT = resolve(import.meta.dirname, '../..');
const TODAY = '2026-11-23';
const children: { child: ChildProcess; folder: string }[] = [];

beforeAll(() => {
  // Builds the bundle when it is missing or stale.
  execFileSync(process.execPath, [join(ROOT, 'scripts/duebook.mjs'), 'help'], { cwd: ROOT });
}, 120_000);

afterEach(() => {
  for (const { child, folder } of children.splice(0)) {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Answer {
  id: number;
  result: Result<unknown>;
}

/** The window's data process on a new database, as it ships, and what a page hears from it in order. */
async function dataProcess() {
  const folder = mkdtempSync(join(tmpdir(), 'duebook-data-'));
  const shim = join(import.meta.dirname, 'support/data-process.mjs');
  const child = fork(shim, [join(ROOT, 'out/main/data.js')], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  children.push({ child, folder });
  const heard: (Answer | { push: PushEvent } | { registered: string })[] = [];
  await once(child, 'message');
  child.on('message', (message) => heard.push(message as Answer));
  const db = join(folder, 'portfolio.duebook.db');
  const toMain = (message: object) => child.send({ toMain: message });
  toMain({ type: 'open', databaseFile: db, userData: folder });
  let calls = 0;
  const call = (name: string, input: object): number => {
    calls++;
    child.send({ toPage: { id: calls, name, input } });
    return calls;
  };
  const answers = () => heard.filter((message) => 'id' in message);
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`The data process ended with ${child.exitCode}.`);
      await setTimeout(5);
    }
  };
  const answered = (id: number) => until(() => answers().find((answer) => answer.id === id)?.result);
  return {
    db,
    child,
    call,
    answered,
    ask: (name: string, input: object) => answered(call(name, input)),
    order: () => answers().map(({ id }) => id),
    /** When an import that was just asked for takes the rows of its file: it holds the lock then. */
    takingRows: () => {
      const from = heard.length;
      return until(() =>
        heard
          .slice(from)
          .find((told) => 'push' in told && told.push.type === 'progress' && told.push.what === 'Taking the rows'),
      );
    },
    /** Writes a list and says which file it is; known to the process when this resolves. */
    list: async (name: string, rows: number) => {
      const path = join(folder, name);
      const lines = Array.from({ length: rows }, (_, i) => `C${i % 400};Firm ${i % 400};R${i};2026-10-31;EUR;100.00`);
      writeFileSync(path, ['Customer No;Customer Name;Invoice No;Due Date;Currency;Open Amount', ...lines].join('\n'));
      toMain({ type: 'file', token: name, path });
      await until(() => heard.find((told) => 'registered' in told && told.registered === name));
      return { asOf: TODAY, file: name, options: { listDate: '2026-11-20' } };
    },
  };
}

const note = (text: string) => ({
  asOf: TODAY,
  customerId: 1,
  kind: 'note',
  outcome: null,
  contactName: null,
  note: text,
  private: false,
  followUpOn: null,
  followUpAt: null,
  promise: null,
  dispute: null,
});

describe('what the window saves while an import runs beside it', () => {
  it('waits for the import and is saved then, in the order it was typed; reads go on meanwhile', async () => {
    const window = await dataProcess();
    const few = await window.ask('imports.commit', await window.list('few.csv', 400));
    expect(few).toMatchObject({ ok: true, value: { created: 400 } });
    const importing = window.call('imports.commit', await window.list('many.csv', 60_000));
    await window.takingRows();
    const saves = ['first', 'second', 'third'].map((text) => window.call('activities.log', note(text)));
    const reading = window.call('customers.list', { asOf: TODAY });
    expect(await window.answered(reading)).toMatchObject({ ok: true });
    // The import holds the lock: it was read, and nothing was saved or refused yet.
    expect(window.order()).toEqual([1, reading]);
    expect(await window.answered(importing)).toMatchObject({ ok: true, value: { rows: 60_000 } });
    for (const id of saves) expect(await window.answered(id)).toMatchObject({ ok: true });
    expect(window.order()).toEqual([1, reading, importing, ...saves]);
    const words = (rowsOf(window.db).activity as { body: string; recorded_at: string; seq: number }[])
      .sort((a, b) => a.seq - b.seq)
      .map(({ body }) => /first|second|third/.exec(body)?.[0]);
    expect(words).toEqual(['first', 'second', 'third']);
    expect(rowsOf(window.db).item).toHaveLength(60_000);
  });

  it('is saved too when the import is stopped, and when the window is closed over it', async () => {
    const window = await dataProcess();
    await window.ask('imports.commit', await window.list('few.csv', 400));
    const stopped = window.call('imports.commit', await window.list('many.csv', 100_000));
    await window.takingRows();
    const saved = window.call('activities.log', note('before it stopped'));
    await window.ask('work.cancel', {});
    expect(await window.answered(stopped)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await window.answered(saved)).toMatchObject({ ok: true });
    window.call('imports.commit', await window.list('again.csv', 100_000));
    await window.takingRows();
    window.call('activities.log', note('the last words'));
    const exit = once(window.child, 'exit');
    // The page goes, and its port behind it; then main says that it was the last.
    window.child.send({ pageGone: true });
    window.child.send({ toMain: { type: 'close' } });
    await exit;
    const rows = rowsOf(window.db);
    expect(rows.activity).toHaveLength(2);
    expect(rows.item).toHaveLength(400);
  });
});
