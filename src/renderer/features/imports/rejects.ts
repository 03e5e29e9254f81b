import type { ImportReject } from '@shared/contract/imports';
import { call } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';

async function save(fileName: string, content: string): Promise<void> {
  const { saved, fileName: written } = await call('desktop.saveText', { fileName, content });
  if (saved) notifyDone(`Saved as ${written}.`);
}

/** The rejected rows of a recorded import, whole, as the data process kept them. */
export function saveRejects(batch: number): void {
  call('imports.rejects', { batch })
    .then(({ fileName, csv }) => save(fileName, csv))
    .catch(notifyError);
}

/** Quoted, and nothing that a spreadsheet would run as a formula. */
const field = (value: string | number): string =>
  `"${String(value)
    .replace(/^[=+@\t]/, "'$&")
    .replaceAll('"', '""')}"`;

/** Before an import is recorded: which cells were refused and why. */
export function savePreviewedRejects(fileName: string, rejects: readonly ImportReject[]): void {
  const lines = rejects.map(({ row, column, value, reason }) => [row, column, value, reason].map(field).join(','));
  const csv = `\uFEFF${['row,column,value,reason', ...lines].join('\r\n')}\r\n`;
  save(`${fileName.replace(/\.[^.]+$/, '')}-rejected.csv`, csv).catch(notifyError);
}
