import type { MergePreview } from '@shared/contract/exchange';
import { isManagers } from '@shared/exchange/words';
import type { Db } from '../db/database';
import { ProgressMeter } from '../work/progress';
import { changesOf, kindsOf } from './changes';
import { personChannel } from './channel';
import { clockAhead, isCopied } from './clocks';
import { VERDICT } from './decisions';
import { Describer } from './describe';
import type { OpenedFile } from './file/open-file';
import { checkPortfolio, holdsNothing, manyDeletions, mergedAt } from './guard';
import { heardFrom } from './heard';
import { ownReplicas } from './identity';
import { openWatched } from './merge';
import { countOf, type MergePlan, planMerge } from './plan';
import { countsOf, fileInfo } from './report';
import { groupsOf } from './spell';
import { KNOWLEDGE, type Staged } from './stage';
import { type MergeOptions, stageFile } from './stage-file';
import { dropStage, groupTable, planTable } from './stage-tables';

const MINUTE = 60_000;

/** What a merge of the file would do, without doing it. Refused as the merge would be. */
export async function previewMerge(
  db: Db,
  now: number,
  path: string,
  options: MergeOptions = {},
): Promise<MergePreview> {
  const know = options.know ?? KNOWLEDGE;
  const meter = new ProgressMeter(options.progress, 'Reading the file was stopped. Nothing was changed.');
  const opened = await openWatched(path, meter);
  checkPortfolio(db, opened, holdsNothing(db));
  const staged = await stageFile(db, opened, options, meter);
  try {
    const plan = planMerge(db, staged, know, meter);
    const counts = countsOf(plan, replacedOwn(db, staged));
    const file = fileInfo(db, opened);
    const deletions = manyDeletions(db, staged).text;
    return {
      file,
      mergedBefore: mergedAt(db, opened.digest),
      counts,
      kinds: kindsOf(counts),
      changes: changesOf(db, plan),
      unusual: [
        ...(deletions === null ? [] : [{ code: 'many_deletions' as const, text: deletions }]),
        ...clockWords(clockAhead(db, staged, now), file.byName),
        ...managerWords(db, plan, opened.header.by.userId, file.byName),
        ...(isCopied(db, staged)
          ? [
              {
                code: 'copied_installation' as const,
                text: 'The file holds work recorded under this installation’s own identity: one of the two is a copy. Merging gives this one a new identity; nothing is lost.',
              },
            ]
          : []),
        ...gapWords(db, opened.header, file.byName),
      ],
      confirm: deletions !== null,
    };
  } finally {
    dropStage(db, groupsOf(know.registry));
  }
}

/** Own values that theirs would replace. */
function replacedOwn(db: Db, staged: Staged): number {
  const own = ownReplicas(db)
    .map((id) => `x'${id.toString('hex')}'`)
    .join(', ');
  let count = 0;
  for (const group of staged.groups.keys())
    count += db.value<number>(
      `SELECT count(*) FROM temp.${groupTable(group)} n JOIN temp.${planTable(groupTable(group))} p ON p.n = n.n
       JOIN cell o ON o.entity = ${group.spec.number} AND o.row_id = n.row_id AND o.grp = ${group.number}
       WHERE p.verdict = ${VERDICT.theirs} AND substr(o.clock, 9) IN (${own})`,
    ) as number;
  return count;
}

/** The file leaves out what was confirmed by another machine, or before this database was set up. */
function gapWords(db: Db, { by, since = 0 }: OpenedFile['header'], byName: string | null): MergePreview['unusual'] {
  if (since <= (heardFrom(db, personChannel(by.userId)).get(by.replicaId) ?? 0)) return [];
  const who = byName ?? 'its author';
  return [
    {
      code: 'goes_on',
      text: `The file goes on from one that was not merged on this computer. What it holds is merged all the same; send ${who} a file from here, and the next one of ${who} brings the rest.`,
    },
  ];
}

function clockWords(ahead: number, byName: string | null): MergePreview['unusual'] {
  if (ahead <= 5 * MINUTE) return [];
  const days = Math.floor(ahead / (24 * 60 * MINUTE));
  const words =
    days >= 60
      ? `${Math.floor(days / 30)} months`
      : days >= 2
        ? `${days} days`
        : ahead >= 120 * MINUTE
          ? `${Math.floor(ahead / (60 * MINUTE))} hours`
          : `${Math.floor(ahead / MINUTE)} minutes`;
  return [
    {
      code: 'clock_ahead',
      text: `${byName === null ? 'A computer' : `${byName}’s computer, or one it exchanged with,`} has a clock that is ${words} ahead. What you type still replaces what it wrote.`,
    },
  ];
}

function managerWords(db: Db, plan: MergePlan, userId: string, byName: string | null): MergePreview['unusual'] {
  if (db.value("SELECT 1 FROM user WHERE row_id = ? AND role = 'manager'", userId) === 1) return [];
  // Without a manager everybody sets everything.
  if (db.value("SELECT 1 FROM user WHERE role = 'manager' AND active = 1 LIMIT 1") !== 1) return [];
  const people = new Describer(db);
  const changed = [...plan.cells].filter(
    ([group, verdicts]) => isManagers(group.entity, group.group) && countOf(verdicts, 'theirs') > 0,
  );
  if (changed.length === 0) return [];
  const parts = changed.map(([group, verdicts]) => `${people.what(group)} (${countOf(verdicts, 'theirs')})`);
  return [
    {
      code: 'manager_fields',
      text: `${byName ?? 'Its author'} changed what a manager usually sets: ${parts.join(', ')}.`,
    },
  ];
}
