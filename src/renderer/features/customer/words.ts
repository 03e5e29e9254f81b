import type { ContactRole, Outcome, PayerType, Standing } from '@shared/domain/model';
import type { PointComponents } from '@shared/domain/results';

export const ROLE_WORDS: Record<ContactRole, string> = {
  ap: 'Accounts payable',
  approver: 'Approver',
  buyer: 'Buyer',
  finance_head: 'Head of finance',
  account_executive: 'Account executive',
  customer_success: 'Customer success',
  manager: 'Manager',
  cfo: 'CFO',
  other: 'Other',
};

export const PAYER_LABELS: Record<PayerType, string> = {
  negligent: 'Negligent payer',
  bad: 'Bad payer',
  insolvent: 'Insolvent payer',
  administrative: 'Administrative payer',
  dispute: 'Disputing payer',
  automatic: 'Automatic payer',
  good: 'Good payer',
};

export const DISPUTE_TYPES = [
  { value: 'price', label: 'Price' },
  { value: 'quantity', label: 'Quantity' },
  { value: 'quality', label: 'Quality' },
  { value: 'delivery', label: 'Delivery' },
  { value: 'po', label: 'PO number' },
  { value: 'invoice_data', label: 'Invoice data' },
  { value: 'not_ordered', label: 'Not ordered' },
  { value: 'other', label: 'Other' },
];

/** What a good note of this outcome holds. */
export const NOTE_HINTS: Partial<Record<Outcome, string>> = {
  reached: 'Where it stands, who decides',
  voicemail: 'What you asked for',
  promised: 'What has to happen until then',
  disputes: 'Anything besides',
  already_paid: 'When, how much, reference',
  wrong_number: 'Who answered, who could know',
  refuses: 'Their reason, in their words',
  call_back: 'What to have ready',
  sent: 'What you wrote about',
  reply: 'What they answered',
};

export const STANDING_WORDS: Record<Standing, string> = {
  normal: 'Normal',
  do_not_contact: 'Do not contact',
  proceedings: 'In proceedings',
  litigation: 'In litigation',
  agency: 'With an agency',
};

export const COMPONENT_WORDS: Record<keyof PointComponents, { label: string; means: string }> = {
  money: { label: 'Money', means: 'What can be collected now, measured against the amount A of the currency.' },
  age: {
    label: 'Age',
    means: 'How long the money that can be chased is past due, by its weighted mean and its oldest item.',
  },
  score: { label: 'Score', means: 'How they have paid so far: the worse of the collection score and lately.' },
  broken: { label: 'Broken promises', means: 'Promises not kept; what was said did not come.' },
  silence: { label: 'Silence', means: 'Days since someone was last spoken to, answered, or paid.' },
  exposure: { label: 'Exposure', means: 'How much of the credit limit is in use.' },
};
