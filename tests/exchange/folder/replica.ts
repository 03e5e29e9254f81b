import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '@shared/contract/errors';
import type { Db } from '../../../src/main/data/db/database';
import type { Collected } from '../../../src/main/data/exchange/folder/collect';
import { collect } from '../../../src/main/data/exchange/folder/collect';
import type { Door } from '../../../src/main/data/exchange/folder/door';
import { type Published, publish } from '../../../src/main/data/exchange/folder/publish';
import { addFolder, sharedFolders } from '../../../src/main/data/exchange/folder/store';
import { newDatabase } from '../../data/support/database';

export const PORTFOLIO = '11111111-2222-4333-8444-555555555555';
export const NOW = Date.parse('2026-11-23T09:00:00Z');

/**
 * A stand-in for the exchange: the state is a set of words, each with its local number, a file their list. Enough to see that
 * everything published arrives, once, and that nothing goes back and forth.
 */
export class Replica {
  readonly words = new Map<string, number>();
  readonly written: string[][] = [];
  readonly db: Db = newDatabase();
  readonly door: Door;
  readonly folder: string;
  now = NOW;
  /** Words that came in through the folder. */
  readonly #heard = new Set<string>();
  #sent = 0;
  #seq = 0;

  constructor(id: string, folder: string) {
    this.folder = folder;
    addFolder(this.db, folder, '{"all":true}');
    this.door = {
      portfolioId: PORTFOLIO,
      replicaId: id.padStart(16, '0'),
      write: async (path, kind) => {
        const since = kind === 'segment' ? this.#sent : 0;
        const told = [...this.words].filter(
          ([word, seq]) => seq > since && (kind === 'snapshot' || !this.#heard.has(word)),
        );
        this.#sent = this.#seq;
        if (told.length === 0) return null;
        if (existsSync(path)) throw new Error(`${path} is published already`);
        const list = told.map(([word]) => word);
        this.written.push(list);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${JSON.stringify(list)}\n`);
        return { bytes: JSON.stringify(list).length };
      },
      merge: async (path) => {
        const text = readFileSync(path, 'utf8');
        if (!text.endsWith('\n')) throw new Refusal('file_damaged', 'cut off', { incomplete: true });
        if (text.startsWith('?')) throw new Refusal('file_damaged', 'damaged on its way', { incomplete: false });
        const fresh = (JSON.parse(text) as string[]).filter((word) => !this.words.has(word));
        this.say(...fresh);
        if (path.startsWith(folder)) for (const word of fresh) this.#heard.add(word);
        return fresh.length > 0;
      },
    };
  }

  say(...words: string[]): void {
    for (const word of words) this.words.set(word, ++this.#seq);
  }

  publish(): Promise<Published> {
    return publish(this.db, this.#row(), this.door, { name: 'Ana', appVersion: '1' }, this.now);
  }

  collect(): Promise<Collected> {
    return collect(this.db, this.#row(), this.door, this.now);
  }

  known(): string[] {
    return [...this.words.keys()].sort();
  }

  #row() {
    const row = sharedFolders(this.db)[0];
    if (!row) throw new Error('no folder');
    return row;
  }
}
