import type { ScopeInput } from '@shared/contract/exchange';
import type { PortfolioStatus, User } from '@shared/contract/portfolio';
import { suggestedFileName } from '@shared/exchange/file-name';
import { create } from 'zustand';
import { call, useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { sizeText } from './exchange-words';

interface Busy {
  busy: { of?: string } | null;
  setBusy: (busy: Busy['busy']) => void;
}

/** Outside the form: it goes on wherever one looks. */
const useBusy = create<Busy>((set) => ({ busy: null, setBusy: (busy) => set({ busy }) }));

interface How {
  changesOnly: boolean;
  privateNotes: boolean;
  passphrase: string | null;
}

/** Writes files for colleagues: asks where to, writes, and says what went in. `busy` while one is written; `of` says which of several. */
export function useExport(status: PortfolioStatus) {
  const asOf = useDesk((desk) => desk.asOf);
  const send = useCommand('exchange.export');
  const { busy, setBusy } = useBusy();
  const nameFor = (person: string | null) => suggestedFileName({ portfolio: status.name, person, on: asOf });

  /** Whether a file was written. */
  const write = async (scope: ScopeInput, to: User | null, how: How): Promise<boolean> => {
    try {
      const target = await call('desktop.pickTarget', { fileName: nameFor(to?.name ?? null) });
      if (!target) return false;
      setBusy({});
      const done = await send.mutateAsync({ asOf, target: target.token, scope, with: to?.id ?? null, ...how });
      notifyDone(
        `${done.fileName} written: ${plural(done.customers, 'customer')}, ${plural(done.activities, 'activity', 'activities')}, ${sizeText(done.bytes)}${how.privateNotes ? ', private notes too' : ''}. Hand it over any way you like.`,
      );
      return true;
    } catch (error) {
      notifyError(error);
      return false;
    } finally {
      setBusy(null);
    }
  };

  /** One file for everybody who has customers, into one folder. */
  const writeAll = async (howFor: (name: string) => How) => {
    let written = 0;
    let folder = '';
    try {
      const people = await call('users.list', {});
      const holders = people.filter((one) => one.active && one.customers > 0 && one.id !== status.me?.id);
      if (holders.length === 0)
        throw new Error('Nobody else has customers yet. Hand some out first; no file was written.');
      const picked = await call('desktop.pickTargets', { fileNames: holders.map((one) => nameFor(one.name)) });
      if (!picked) return;
      folder = picked.folder;
      for (const [i, holder] of holders.entries()) {
        setBusy({ of: `${holder.name}, ${i + 1} of ${holders.length}` });
        const target = picked.files[i]?.token as string;
        await send.mutateAsync({
          asOf,
          target,
          scope: { kind: 'assignee', userId: holder.id },
          with: holder.id,
          ...howFor(holder.name),
        });
        written++;
      }
      notifyDone(`${plural(written, 'file')} written into ${folder}, one for each collector.`);
    } catch (error) {
      const before =
        written > 0
          ? ` ${plural(written, 'file')} before it ${written === 1 ? 'stands' : 'stand'} whole in ${folder}.`
          : '';
      notifyError(new Error(`${error instanceof Error ? error.message : String(error)}${before}`));
    } finally {
      setBusy(null);
    }
  };

  return { write, writeAll: (howFor: (name: string) => How) => void writeAll(howFor), busy };
}
