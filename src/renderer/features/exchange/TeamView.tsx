import { Button } from '@mantine/core';
import type { TeamRow } from '@shared/contract/team';
import { NOBODY } from '@shared/domain/handout/rules';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../app/bridge';
import { useStatus } from '../../app/queries';
import { useDesk } from '../../app/state';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { ErrorNote } from '../../components/ErrorNote';
import { plural, sumByCurrency } from '../../components/format';
import { ListBody } from '../../components/ListBody';
import { ListFooter } from '../../components/ListFooter';
import { ExchangePage } from './ExchangePage';
import { teamColumns } from './team-columns';

const rowKey = (row: TeamRow) => row.user?.id ?? NOBODY;

/** How the team stands on the as-of day; a row opens that collector's customers. */
export default function TeamView() {
  const asOf = useDesk((desk) => desk.asOf);
  const [, go] = useLocation();
  const base = useStatus().data?.baseCurrency;
  const team = useCall('team.view', { asOf }, { keepPrevious: true });
  const columns = useMemo(() => teamColumns(base), [base]);
  const people = team.data ?? [];
  // One person is no team: what they need to know stands on Today.
  const rows = people.filter((row) => row.user).length > 1 ? people : [];
  const open = (row: TeamRow) => {
    useDesk.getState().setCustomersOf(rowKey(row));
    go('/customers');
  };
  return (
    <ExchangePage
      toolbar={<span className="db-quiet">Owed by whose customer it is · work and promises by who recorded them</span>}
    >
      {team.error && <ErrorNote error={team.error} onRetry={() => void team.refetch()} />}
      <ListBody>
        <DataTable
          label="Team"
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          onOpen={open}
          initialSort={{ id: 'overdue', descending: true }}
          last={(row) => row.user === null}
          rowHeight={34}
          empty={team.data && <NoTeam />}
        />
      </ListBody>
      {rows.length > 0 && (
        <ListFooter
          count={`${plural(sum(rows), 'customer')} worked today`}
          sums={[
            { label: 'Overdue', amounts: sumByCurrency(rows.flatMap((row) => row.overdue)) },
            { label: 'Promised today', amounts: sumByCurrency(rows.flatMap((row) => row.promisedToday.sums)) },
          ]}
        />
      )}
    </ExchangePage>
  );
}

const sum = (rows: readonly TeamRow[]): number => rows.reduce((all, row) => all + row.workedToday, 0);

function NoTeam() {
  return (
    <EmptyState
      title="No team yet"
      action={
        <Button component="a" href="#/settings">
          Go to Settings
        </Button>
      }
    >
      Add the people you work with under Settings, People. What they record shows here once their files are merged.
    </EmptyState>
  );
}
