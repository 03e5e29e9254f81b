import type { ItemType } from '@shared/domain/model';

export const TYPE_WORDS: Record<ItemType, string> = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  unapplied_payment: 'Payment',
};
