import type { Mail } from '../mail-link';
import type { Commitment, IsoDate } from '../model';
import { formatMoney } from '../money';
import { fullDay } from '../words';

export interface ConfirmationFacts {
  customerName: string;
  /** Whom it is addressed to by name; null for nobody known. */
  contactName: string | null;
  to: string | null;
  commitment: Commitment;
  /** Whose name stands under it. */
  senderName: string;
  asOf: IsoDate;
}

/** The written confirmation of what was agreed: neutral, factual, with amount, date and items, asking to be answered if wrong. */
export function confirmationMail(facts: ConfirmationFacts): Mail {
  const { commitment, asOf } = facts;
  const amount = formatMoney({ minor: commitment.minor, currency: commitment.currency });
  const day = fullDay(commitment.promisedFor);
  const lines = commitment.items.map(
    (item) => `  ${item.number}: ${formatMoney({ minor: item.openMinor, currency: commitment.currency })} open`,
  );
  const agreed = commitment.madeOn === asOf ? 'today' : `on ${fullDay(commitment.madeOn)}`;
  const body = [
    `Dear ${facts.contactName ?? 'Sir or Madam'},`,
    '',
    `Thank you for the conversation. As agreed ${agreed}, ${facts.customerName} will pay ${amount} by ${day}.`,
    '',
    ...(lines.length > 0 ? ['It covers:', ...lines, ''] : []),
    'If this is not what we agreed, or if anything stands in the way of the payment, please answer this mail today.',
    '',
    'Kind regards',
    facts.senderName,
  ].join('\n');
  return { to: facts.to, subject: `Your payment of ${amount} by ${day}`, body };
}
