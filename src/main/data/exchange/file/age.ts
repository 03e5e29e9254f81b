import { ReadableStream } from 'node:stream/web';
import { Refusal } from '@shared/contract/errors';
import { passphraseSpelling } from '@shared/exchange/passphrase';
import { Decrypter, Encrypter } from 'age-encryption';
import { invalidFile } from './header';

/** log2 of scrypt's cost, as the `age` tool writes it: about a second and 256 MiB. A file that asks for more is refused. */
const WORK_FACTOR = 18;
/** The whole head of an age file for one passphrase; only the salt, the cost and the wrapped key differ between files. */
const HEAD =
  /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]{0,9})\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/;
const HEAD_BYTES = 256;

type Bytes = AsyncIterable<Uint8Array>;

/** Encrypts in the public age format (v1, one scrypt recipient). */
export async function* encrypted(source: Bytes, passphrase: string): Bytes {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  encrypter.setPassphrase(passphraseSpelling(passphrase));
  yield* bytesOf(await encrypter.encrypt(streamOf(source)));
}

/**
 * Decrypts an age file whose bytes are known to be as they were written: a passphrase that does not fit is therefore wrong
 * (`passphrase_wrong`), and what does not hold together otherwise was made so (`file_invalid`).
 */
export async function* decrypted(source: Bytes, passphrase: string, name: string): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  const head = await headOf(chunks);
  const workFactor = Number(HEAD.exec(Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1'))?.[1]);
  if (Number.isNaN(workFactor))
    throw invalidFile(name, 'its payload is not encrypted with one passphrase in age format');
  if (workFactor > WORK_FACTOR) throw invalidFile(name, 'opening it would take an unreasonable time and memory');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphraseSpelling(passphrase));
  try {
    yield* bytesOf(await decrypter.decrypt(streamOf(prepended(head, chunks))));
  } catch (error) {
    if (error instanceof Refusal || (error as NodeJS.ErrnoException).code !== undefined) throw error;
    if (error instanceof Error && error.message.startsWith('no identity matched')) throw wrongPassphrase(name);
    throw invalidFile(name, 'its encrypted part does not hold together');
  }
}

async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for (let length = 0; length < HEAD_BYTES; ) {
    const next = await chunks.next();
    if (next.done) break;
    read.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(read);
}

async function* prepended(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}

type WebStream = globalThis.ReadableStream<Uint8Array>;

function streamOf(source: Bytes): WebStream {
  return ReadableStream.from(source) as unknown as WebStream;
}

function bytesOf(stream: WebStream): Bytes {
  return stream as unknown as Bytes;
}

function wrongPassphrase(name: string): Refusal {
  return new Refusal(
    'passphrase_wrong',
    `That is not the passphrase of ${name}; the file itself is whole. Nothing was changed; check capitals and spaces, or ask its sender.`,
  );
}
