import { existsSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { portfolioFolder } from '../../../src/main/data/exchange/folder/layout';
import type { Rng } from '../../../src/main/data/sample/rng';

interface Parcel {
  from: string;
  to: string;
  due: number;
}

/**
 * The folder service of the team: everybody has a folder of their own, and what one writes there appears in the others', at once
 * or, for a share of the files, days later; a share arrives twice (once more by mail).
 */
export class Post {
  readonly #rng: Rng;
  readonly #troubled: number;
  readonly #portfolioId: string;
  #waiting: Parcel[] = [];
  readonly #seen = new Set<string>();
  bytes = 0;
  files = 0;
  delayed = 0;
  duplicated = 0;

  constructor(portfolioId: string, rng: Rng, troubled: number) {
    this.#portfolioId = portfolioId;
    this.#rng = rng;
    this.#troubled = troubled;
  }

  /** Takes what is new in the writer's folder to everybody else's; returns what came twice, to be merged by hand. */
  carry(
    writer: { root: string; replicaId: string },
    readers: readonly { root: string }[],
    day: number,
  ): Map<string, string[]> {
    const mailed = new Map<string, string[]>();
    const own = join(portfolioFolder(writer.root, this.#portfolioId), writer.replicaId);
    for (const name of existsSync(own) ? readdirSync(own) : []) {
      const from = join(own, name);
      if (!name.endsWith('.duebook') || this.#seen.has(from)) continue;
      this.#seen.add(from);
      this.files++;
      this.bytes += statSync(from).size;
      for (const { root } of readers) {
        const to = join(portfolioFolder(root, this.#portfolioId), writer.replicaId, name);
        const late = this.#rng.chance(this.#troubled / 2);
        if (late) this.delayed++;
        this.#waiting.push({ from, to, due: late ? day + this.#rng.int(1, 5) : day });
        if (this.#rng.chance(this.#troubled / 2)) {
          this.duplicated++;
          mailed.set(root, [...(mailed.get(root) ?? []), from]);
        }
      }
    }
    return mailed;
  }

  /** Files whose day has come appear; all that is still under way with `Infinity`. */
  deliver(day: number): void {
    const [now, later] = [this.#waiting.filter((one) => one.due <= day), this.#waiting.filter((one) => one.due > day)];
    this.#waiting = later;
    for (const { from, to } of now) {
      mkdirSync(join(to, '..'), { recursive: true });
      linkSync(from, to);
    }
  }
}
