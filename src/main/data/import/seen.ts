/**
 * Which rows of a file spoke of what, and what they said of it, for a million rows and more: an open-addressing table of numbers
 * instead of a map of texts. What is spoken of is a row of the database, by its id, or a text; the content is kept as 64 bits. Two
 * contents are only ever compared with each other for one and the same key, so that a mistake takes two rows of one item whose
 * 64 bits happen to agree; ids are kept whole, texts as another 64 bits.
 */
export class Seen {
  #capacity = 1024;
  #mask = this.#capacity - 1;
  #count = 0;
  #keys = new Uint32Array(this.#capacity * 2);
  #contents = new Uint32Array(this.#capacity * 2);
  /** Line + 1 of the first row; 1 where a row only named it; 0: free. */
  #lines = new Uint32Array(this.#capacity);

  /** 'first', 'same' (an identical repeat), or the line of the earlier row that says something else of the same. */
  look(key: number | string, content: string, line: number): 'first' | 'same' | number {
    const at = this.#place(key);
    hash(content);
    if ((this.#lines[at] as number) > 1) {
      if (this.#contents[at * 2] === high && this.#contents[at * 2 + 1] === low) return 'same';
      return (this.#lines[at] as number) - 1;
    }
    this.#contents[at * 2] = high;
    this.#contents[at * 2 + 1] = low;
    this.#take(at, line + 1);
    return 'first';
  }

  /** A row names it, though nothing of the row may be taken. */
  mention(key: number | string): void {
    const at = this.#place(key);
    if (this.#lines[at] === 0) this.#take(at, 1);
  }

  has(key: number | string): boolean {
    return this.#lines[this.#place(key)] !== 0;
  }

  #take(at: number, mark: number): void {
    const isNew = this.#lines[at] === 0;
    this.#lines[at] = mark;
    if (!isNew) return;
    this.#keys[at * 2] = keyHigh;
    this.#keys[at * 2 + 1] = keyLow;
    if (++this.#count * 2 > this.#capacity) this.#grow();
  }

  /** Where the key stands, or the free place for it; leaves the key in `keyHigh` and `keyLow`. */
  #place(key: number | string): number {
    if (typeof key === 'number') {
      keyHigh = Math.floor(key / 2 ** 32) >>> 0;
      keyLow = key >>> 0;
    } else {
      hash(key);
      keyHigh = high;
      keyLow = low;
    }
    return this.#find(keyHigh, keyLow);
  }

  #find(keyHigh: number, keyLow: number): number {
    let at = (Math.imul(keyLow ^ Math.imul(keyHigh, 0x85ebca6b), 0x9e3779b1) >>> 7) & this.#mask;
    while (this.#lines[at] !== 0 && (this.#keys[at * 2] !== keyHigh || this.#keys[at * 2 + 1] !== keyLow))
      at = (at + 1) & this.#mask;
    return at;
  }

  #grow(): void {
    const [keys, contents, lines] = [this.#keys, this.#contents, this.#lines];
    this.#capacity *= 2;
    this.#mask = this.#capacity - 1;
    this.#keys = new Uint32Array(this.#capacity * 2);
    this.#contents = new Uint32Array(this.#capacity * 2);
    this.#lines = new Uint32Array(this.#capacity);
    for (let i = 0; i < lines.length; i++) {
      if (lines[i] === 0) continue;
      const at = this.#find(keys[i * 2] as number, keys[i * 2 + 1] as number);
      this.#lines[at] = lines[i] as number;
      this.#keys[at * 2] = keys[i * 2] as number;
      this.#keys[at * 2 + 1] = keys[i * 2 + 1] as number;
      this.#contents[at * 2] = contents[i * 2] as number;
      this.#contents[at * 2 + 1] = contents[i * 2 + 1] as number;
    }
  }
}

let keyHigh = 0;
let keyLow = 0;
let high = 0;
let low = 0;

/** 64 bits of a text, left in `high` and `low`: two multiplicative hashes of 32 bits, each stirred into the other at the end. */
function hash(text: string): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  high = b >>> 0;
  low = a >>> 0;
}
