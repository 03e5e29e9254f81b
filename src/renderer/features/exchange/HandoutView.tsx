import { Button } from '@mantine/core';
import { type HandoutPlan, type Move, turned } from '@shared/domain/handout/plan';
import type { HandoutRule } from '@shared/domain/handout/rules';
import { useMemo } from 'react';
import { useCall, useCommand } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { ariaKeys } from '../../app/keys';
import { notifyDone, notifyError } from '../../app/notify';
import { useSettings, useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Panel } from '../../components/Panel';
import { ExchangePage } from './ExchangePage';
import classes from './Handout.module.css';
import { HandoutRules } from './HandoutRules';
import { freshRule, useHandoutDraft } from './handout-draft';
import { Shares } from './Shares';

/** Who works which customers: rules on the left decide, the table says what everybody would have, one step does it. */
export default function HandoutView() {
  const asOf = useDesk((desk) => desk.asOf);
  const status = useStatus().data;
  const kept = useSettings().data?.settings.handoutRules;
  const draft = useHandoutDraft();
  const collectors = useMemo(
    () => (status?.users ?? []).filter((user) => user.role === 'collector').map((user) => user.id),
    [status?.users],
  );
  const rules = useMemo(
    () => draft.rules ?? (kept && kept.length > 0 ? kept : [freshRule(collectors)]),
    [draft.rules, kept, collectors],
  );
  const ready = status !== undefined && kept !== undefined;
  const plan = useCall('handout.plan', { asOf, rules: rules.map(plain) }, { enabled: ready, keepPrevious: true });
  const { handOut, pending } = useHandOut(rules);

  const moves = plan.data?.moves ?? [];
  // Only what is on screen is handed out: not while it is worked out anew.
  const able = moves.length > 0 && !pending && !plan.isFetching;
  const run = () => able && handOut(moves);
  useCommands([
    { id: 'handout.apply', label: 'Hand out as the rules say', group: 'List', keys: 'mod+enter', inFields: true, run },
  ]);
  if (!status) return <ExchangePage>{null}</ExchangePage>;
  const people = [...status.users, ...status.former];
  if (status.users.length < 2) return <Alone />;
  return (
    <ExchangePage
      toolbar={
        <>
          {plan.data && <span className="db-quiet">{summary(plan.data)}</span>}
          <Button
            onClick={run}
            disabled={!able}
            loading={pending}
            aria-keyshortcuts={ariaKeys('mod+enter')}
            rightSection={<Kbd keys="mod+enter" />}
          >
            Hand out{moves.length > 0 && ` ${plural(moves.length, 'customer')}`}
          </Button>
        </>
      }
    >
      <div className={classes.columns} data-grows>
        <HandoutRules
          rules={rules}
          taken={plan.data?.taken ?? []}
          fresh={freshRule(collectors)}
          status={status}
          changed={draft.rules !== null}
        />
        <div className={classes.result}>
          {plan.error && <ErrorNote error={plan.error} onRetry={() => void plan.refetch()} />}
          {plan.data && (
            <Panel title="What everybody would have" flush>
              <Shares plan={plan.data} people={people} />
            </Panel>
          )}
          <p className={classes.note}>
            Rules are asked from the top, the first that fits decides; customers that fit none stay where they are. What
            is spread evenly is levelled with what those people keep, each currency by itself, the largest customers
            first. Single customers are assigned on their page, ticked ones under Customers.
          </p>
        </div>
      </div>
    </ExchangePage>
  );
}

/** One step and its way back; the rules are kept with the portfolio for the next morning. */
function useHandOut(rules: readonly HandoutRule[]) {
  const apply = useCommand('handout.apply');
  const keep = useCommand('settings.set');
  const back = async (moves: readonly Move[]) => {
    try {
      const { kept } = await apply.mutateAsync({ moves: moves.map(turned) });
      const stayed = kept > 0 ? ` ${plural(kept, 'customer')} moved on meanwhile and stayed.` : '';
      notifyDone(`Customers are where they were before.${stayed}`);
    } catch (error) {
      notifyError(error);
    }
  };
  const handOut = async (moves: readonly Move[]) => {
    try {
      const { moved } = await apply.mutateAsync({ moves: [...moves] });
      notifyDone(`${plural(moved, 'customer')} handed out.`, { label: 'Undo', run: () => void back(moves) });
      if (useHandoutDraft.getState().rules) await keep.mutateAsync({ name: 'handoutRules', value: rules });
      useHandoutDraft.getState().drop();
    } catch (error) {
      notifyError(error);
    }
  };
  return { handOut: (moves: readonly Move[]) => void handOut(moves), pending: apply.isPending };
}

/** The contract takes arrays it may keep. */
const plain = ({ when, to, evenly }: HandoutRule) => ({
  when: {
    ...when,
    countries: [...when.countries],
    scores: [...when.scores],
    tags: [...when.tags],
    sources: [...when.sources],
  },
  to: [...to],
  evenly,
});

const summary = ({ moves, untouched, taken }: HandoutPlan): string => {
  const stay = taken.reduce((a, b) => a + b, 0) - moves.length;
  const words = [
    untouched > 0 && `${untouched.toLocaleString()} meet no rule`,
    stay > 0 && `${stay.toLocaleString()} stay as they are`,
  ];
  return words.filter(Boolean).join(' · ');
};

function Alone() {
  return (
    <ExchangePage>
      <EmptyState
        title="Nobody to hand out to yet"
        action={
          <Button component="a" href="#/settings">
            Go to Settings
          </Button>
        }
      >
        Add the people you work with under Settings, People. Then customers are handed out here by rule: by letter,
        country, amount or score, or evenly among everybody.
      </EmptyState>
    </ExchangePage>
  );
}
