import type { ItemRef } from '@shared/domain/model';

const SEPARATOR = '\u001f';

/** How the closing of a replaced item names the one that took its place, in the settlement's reference: exchanged with it, gone with its undo. */
export function toReference({ number, discriminator }: ItemRef): string {
  return discriminator === '' ? number : number + SEPARATOR + discriminator;
}

export function fromReference(reference: string): ItemRef {
  const [number = '', discriminator = ''] = reference.split(SEPARATOR);
  return { number, discriminator };
}
