import type { PayerType, Standing } from '@shared/domain/model';

export const PAYER_LABELS: Record<PayerType, string> = {
  negligent: 'Negligent',
  bad: 'Bad',
  insolvent: 'Insolvent',
  administrative: 'Administrative',
  dispute: 'Dispute',
  automatic: 'Automatic',
  good: 'Good',
};

export const STANDING_WORDS: Record<Standing, string> = {
  normal: '',
  do_not_contact: 'do not contact',
  proceedings: 'in proceedings',
  litigation: 'litigation',
  agency: 'at agency',
};
