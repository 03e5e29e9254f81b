import { signOf } from '@shared/contract/folder-words';
import { useEffect } from 'react';
import { call, useCall } from '../../app/bridge';
import { agoWords } from './folder-words';
import classes from './SharedFolder.module.css';

/** The shared folder in the header: nothing without one; the worst sign where there are several. */
export function FolderChip() {
  const folders = useCall('folders.list', {}, { keepPrevious: true, refetchInterval: 15_000 }).data ?? [];
  const used = folders.some((folder) => !folder.paused);
  // Whoever comes back to the window wants what happened meanwhile.
  useEffect(() => {
    if (!used) return;
    const collect = () => void call('folders.exchange', {}).catch(() => {});
    window.addEventListener('focus', collect);
    return () => window.removeEventListener('focus', collect);
  }, [used]);
  const signs = folders.map((folder) => ({ folder, ...signOf(folder) }));
  const worst = (['stop', 'wait', 'good'] as const).flatMap((kind) => signs.filter((sign) => sign.kind === kind))[0];
  if (!worst) return null;
  const { publishedAt, collectedAt } = worst.folder;
  const times = [
    publishedAt ? `published ${agoWords(publishedAt)}` : 'nothing published yet',
    collectedAt ? `collected ${agoWords(collectedAt)}` : 'nothing collected yet',
  ].join(', ');
  return (
    <a
      href="#/exchange/folder"
      className={classes.chip}
      title={times}
      aria-label={`Shared folder: ${worst.words}, ${times}`}
    >
      <span className={classes.dot} data-sign={worst.kind} aria-hidden="true" />
      Folder: {worst.words}
    </a>
  );
}
