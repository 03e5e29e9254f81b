import { Button } from '@mantine/core';
import type { MergeReport } from '@shared/contract/exchange';
import { useEffect, useState } from 'react';
import { useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { notifyDone, notifyError } from '../../app/notify';
import { useFocusBack } from '../../components/focus-back';
import { plural } from '../../components/format';
import { Running, useProgress } from '../../components/Running';
import { countWords, undoneWords } from './exchange-words';
import classes from './Merge.module.css';
import { useMergeQueue } from './merge-queue';
import { Superseded } from './Superseded';

/** What a merge did: what of ours was replaced, each with its way back, what has not arrived, and the undo of all of it. */
export function MergeResult({ report }: { report: MergeReport }) {
  const undo = useCommand('exchange.undoMerge');
  const [undone, setUndone] = useState(false);
  const progress = useProgress(undo.isPending);
  const takeBack = async () => {
    try {
      const { undone: all, paused } = await undo.mutateAsync({ entry: report.entry });
      setUndone(true);
      notifyDone(undoneWords(paused, all.length));
    } catch (error) {
      notifyError(error);
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
              <Button variant="default" onClick={() => void takeBack()} aria-keyshortcuts="u">
                Undo the merge
              </Button>
            )}
            <Button component="a" href="#/today" onClick={() => useMergeQueue.getState().clear()}>
              Go to Today
            </Button>
          </div>
        )}
      </section>
      {!undone && report.superseded.length > 0 && <Superseded entry={report.entry} />}
    </>
  );
}
