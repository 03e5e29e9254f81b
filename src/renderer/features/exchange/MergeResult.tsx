import { Button } from '@mantine/core';
import type { MergeReport } from '@shared/contract/exchange';
import { useEffect, useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyDone } from '../../app/notify';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Running, useProgress } from '../../components/Running';
import { useFocusBack } from '../../components/take-focus';
import { countWords, undoneWords } from './exchange-words';
import classes from './Merge.module.css';
import { useMergeQueue } from './merge-queue';
import { Superseded } from './Superseded';

/** What a merge did: what of ours was replaced, each with its way back, what has not arrived, and the undo of all of it. */
export function MergeResult({ report }: { report: MergeReport }) {
  const undo = useCommand('exchange.undoMerge');
  const [undone, setUndone] = useState(false);
  const [stays, setStays] = useState<Error | null>(null);
  const progress = useProgress(undo.isPending);
  const takeBack = async () => {
    setStays(null);
    try {
      const { undone: all, paused } = await undo.mutateAsync({ entry: report.entry });
      setUndone(true);
      notifyDone(undoneWords(paused, all.length));
    } catch (error) {
      setStays(error as Error);
    }
  };
  useCommands(
    report.undo && !undone && !undo.isPending
      ? [{ id: 'exchange.undo', label: 'Undo the merge', group: 'List', keys: 'u', run: () => void takeBack() }]
      : [],
  );
  const said = useFocusBack<HTMLElement>(undo.isPending);
  // The button that merged is gone: whoever works by keyboard goes on from what it did.
  useEffect(() => said.current?.focus(), [said]);
  const from = report.file.byName ?? 'a colleague';
  return (
    <>
      <section ref={said} tabIndex={-1} className={classes.done} role="status" aria-label="Merged">
        <div>
          <h2>{undone ? 'Undone' : `Merged: ${report.file.fileName}`}</h2>
          <p>{undone ? 'Everything is as it was before this merge.' : `From ${from}: ${countWords(report)}.`}</p>
          {!undone && report.newIdentity && (
            <p>
              This installation turned out to be a copy of another one; it goes on under an identity of its own. Nothing
              was lost.
            </p>
          )}
          {!undone &&
            report.missing.map((one) => (
              <p key={one.byName}>
                {plural(one.activities, 'activity', 'activities')} of {one.byName}{' '}
                {one.activities === 1 ? 'has' : 'have'} not arrived yet: a file is still on its way.
              </p>
            ))}
        </div>
        {undo.isPending ? (
          <Running progress={progress} what="Undoing the merge" />
        ) : (
          <div className={classes.doneActions}>
            {report.undo && !undone && (
              <Button
                variant="default"
                onClick={() => void takeBack()}
                aria-keyshortcuts="u"
                rightSection={<Kbd keys="u" />}
              >
                Undo the merge
              </Button>
            )}
            <Button component="a" href="#/today" onClick={() => useMergeQueue.getState().clear()}>
              Go to Today
            </Button>
          </div>
        )}
        {stays && (
          <div className={classes.stays}>
            <ErrorNote error={stays} />
          </div>
        )}
      </section>
      {!undone && report.superseded.length > 0 && <Superseded entry={report.entry} />}
    </>
  );
}
