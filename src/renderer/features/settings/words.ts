import type { PointWeights, Settings } from '@shared/domain/settings';

/** The six components of points, in the order they are shown everywhere. */
export const WEIGHTS: readonly { name: keyof PointWeights; label: string; explains: string }[] = [
  { name: 'money', label: 'Money', explains: 'How much can be collected, measured against amount A.' },
  { name: 'age', label: 'Age', explains: 'How long the chaseable parts are overdue.' },
  { name: 'score', label: 'Score', explains: 'The worse of the collection score and how the customer pays lately.' },
  { name: 'broken', label: 'Broken promises', explains: 'Promises broken or only partially kept.' },
  { name: 'silence', label: 'Silence', explains: 'Days since anyone was reached or money came in.' },
  { name: 'exposure', label: 'Exposure', explains: 'How much of the credit limit is used.' },
];

export const WEEKDAYS: readonly { day: number; label: string }[] = [
  { day: 1, label: 'Mon' },
  { day: 2, label: 'Tue' },
  { day: 3, label: 'Wed' },
  { day: 4, label: 'Thu' },
  { day: 5, label: 'Fri' },
  { day: 6, label: 'Sat' },
  { day: 0, label: 'Sun' },
];

export const ROLE_WORDS = { collector: 'Collector', manager: 'Manager', viewer: 'Viewer' } as const;

export type SettingName = keyof Settings;

/** Names of settings in sentences, as their fields are labelled. */
export const SETTING_WORDS: Record<SettingName, string> = {
  baseCurrency: 'base currency',
  weekend: 'weekend',
  scoreEdges: 'bands of the score',
  scoreWeighting: 'weighting',
  scoreWindowMonths: 'window',
  bucketEdges: 'last day of each bucket',
  weights: 'weights',
  amountA: 'amount A',
  toleranceDays: 'days of tolerance',
  toleranceUnit: 'counted in',
  toleranceAmountPercent: 'share that may be missing',
  toleranceAmountCap: 'cap of the missing part',
  minimumAmount: 'minimum amount',
  listLength: 'length of the list',
  followUpDays: 'follow-ups',
  handoutRules: 'rules of the hand-out',
  reusedNumbers: 'sources that use numbers again',
};
