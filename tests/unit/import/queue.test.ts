import type { ImportKind } from '@shared/contract/imports';
import { expect, it, vi } from 'vitest';

const kinds: Record<string, ImportKind> = {
  a: 'payments',
  b: 'invoices',
  c: 'contacts',
  d: 'open-items',
  e: 'customers',
};

vi.mock('../../../src/renderer/app/bridge', () => ({
  call: async (_name: string, { file }: { file: string }) => {
    const kind = kinds[file];
    if (!kind) throw new Error('cannot be read');
    return { report: { kind } };
  },
  queryClient: { fetchQuery: ({ queryFn }: { queryFn: () => unknown }) => queryFn() },
}));

it('several files of one drop are taken customers first and payments last, unreadable ones at the end', async () => {
  const { useQueue } = await import('../../../src/renderer/features/imports/queue');
  const files = ['x', 'a', 'b', 'c', 'd', 'e'].map((token) => ({ token, name: `${token}.csv`, bytes: 1 }));
  await useQueue.getState().take(files, '2026-11-20');
  const { steps, current } = useQueue.getState();
  expect(steps.map(({ file }) => file.token)).toEqual(['e', 'c', 'd', 'b', 'a', 'x']);
  expect(current).toBe('e');
});
