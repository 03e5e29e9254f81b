import { Button, Checkbox, NativeSelect, PasswordInput, Radio, TextInput } from '@mantine/core';
import type { ScopeInput } from '@shared/contract/exchange';
import type { PortfolioStatus } from '@shared/contract/portfolio';
import { isIsoDate } from '@shared/domain/dates';
import { LOST_PASSPHRASE, passphraseProblem } from '@shared/exchange/passphrase';
import { useState } from 'react';
import { useCall } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { ariaKeys } from '../../app/keys';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { Running, useProgress } from '../../components/Running';
import { useFocusBack } from '../../components/take-focus';
import classes from './Export.module.css';
import { useExportDraft } from './export-draft';
import { useExport } from './use-export';

type What = 'assignee' | 'portfolio' | 'customers';

/** Whom a file is for and what goes into it. */
export function ExportForm({ status }: { status: PortfolioStatus }) {
  const asOf = useDesk((desk) => desk.asOf);
  const { chosen, choose } = useExportDraft();
  const others = status.users.filter((user) => user.id !== status.me?.id);
  const [to, setTo] = useState(others[0]?.id ?? '');
  const recipient = others.find((user) => user.id === to);
  const [picked, setPicked] = useState<What | null>(chosen.length > 0 ? 'customers' : null);
  const [until, setUntil] = useState('');
  const [all, setAll] = useState(false);
  const [privateNotes, setPrivateNotes] = useState(false);
  const [words, setWords] = useState('');
  const history = useCall('exchange.history', {}, { keepPrevious: true }).data ?? [];
  const { write, writeAll, busy } = useExport(status);
  const progress = useProgress(busy !== null);
  const [each, setEach] = useState(false);
  const starts = useFocusBack<HTMLButtonElement>(busy !== null);

  // A collector gets their customers; a manager, who puts the work together, gets everything.
  const what = picked ?? (recipient && recipient.role !== 'manager' ? 'assignee' : 'portfolio');
  const lastFor = (name: string) => history.find((entry) => entry.kind === 'export' && entry.withName === name);
  const last = recipient && lastFor(recipient.name);
  const problem = words === '' ? null : passphraseProblem(words);
  const wrong =
    what === 'customers' && chosen.length === 0
      ? 'No customers are chosen yet.'
      : what === 'customers' && recipient && !(isIsoDate(until) && until > asOf)
        ? `Until when does ${recipient.name} work them? Choose a day after today.`
        : problem;
  const scope = (): ScopeInput =>
    what === 'assignee'
      ? { kind: 'assignee', userId: to }
      : what === 'customers'
        ? { kind: 'customers', customerIds: [...chosen], cover: recipient ? { by: recipient.id, until } : null }
        : { kind: 'portfolio' };
  const how = {
    changesOnly: last !== undefined && !all && what !== 'customers',
    privateNotes,
    passphrase: words === '' ? null : words,
  };
  const run = async () => {
    if (wrong !== null || busy !== null) return;
    setEach(false);
    const lent = what === 'customers';
    // What was handed over is: the next file is an ordinary one again.
    if ((await write(scope(), recipient ?? null, how)) && lent) {
      choose([]);
      setPicked(null);
      setUntil('');
    }
  };
  const runAll = () => {
    if (problem !== null || busy !== null) return;
    setEach(true);
    writeAll((name) => ({ ...how, changesOnly: lastFor(name) !== undefined && !all }));
  };
  useCommands([
    {
      id: 'exchange.write',
      label: 'Write the file for a colleague',
      group: 'List',
      keys: 'mod+enter',
      inFields: true,
      run: () => void run(),
    },
    {
      id: 'exchange.writeAll',
      label: 'Write one file for each collector',
      group: 'List',
      run: runAll,
    },
  ]);

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <NativeSelect
        label="For"
        maw={420}
        value={to}
        onChange={(event) => {
          setTo(event.currentTarget.value);
          if (picked !== 'customers') setPicked(null);
        }}
        data={[
          ...others.map((user) => ({ value: user.id, label: user.name })),
          { value: '', label: 'Nobody in particular' },
        ]}
      />
      <Radio.Group label="What goes in" value={what} onChange={(value) => setPicked(value as What)}>
        <div className={classes.choices}>
          {recipient && <Radio size="xs" value="assignee" label={`${recipient.name}’s customers`} />}
          <Radio size="xs" value="portfolio" label="Everything in this portfolio" />
          <Radio
            size="xs"
            value="customers"
            label={
              chosen.length === 0
                ? 'Chosen customers, as holiday cover'
                : `${plural(chosen.length, 'chosen customer')}, as holiday cover`
            }
          />
        </div>
      </Radio.Group>
      {what === 'customers' && (
        <div className={classes.cover}>
          {chosen.length === 0 ? (
            <p>
              Tick them under <a href="#/customers">Customers</a>, then press <i>Hand over for a while</i> there.
            </p>
          ) : (
            <>
              {recipient && (
                <TextInput
                  type="date"
                  label="Until"
                  value={until}
                  min={asOf}
                  onChange={(event) => setUntil(event.currentTarget.value)}
                />
              )}
              <Button size="compact-xs" variant="subtle" onClick={() => choose([])}>
                Choose others
              </Button>
            </>
          )}
        </div>
      )}
      <div className={classes.choices}>
        {last && what !== 'customers' && (
          <Checkbox
            size="xs"
            label={`Everything again, also what ${last.withName} is known to have`}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          size="xs"
          label="Private notes too"
          description="Otherwise what you marked private, the whole call or note, stays with you."
          checked={privateNotes}
          onChange={(event) => setPrivateNotes(event.currentTarget.checked)}
        />
      </div>
      <PasswordInput
        label="Passphrase, if it is to have one"
        description={problem === null && LOST_PASSPHRASE}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maw={420}
        value={words}
        autoComplete="new-password"
        onChange={(event) => setWords(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
      />
      <div className={classes.actions}>
        {busy ? (
          <Running progress={progress} what="Writing the file" of={busy.of} />
        ) : (
          <>
            <Button
              ref={each ? null : starts}
              type="submit"
              disabled={wrong !== null}
              aria-keyshortcuts={ariaKeys('mod+enter')}
              rightSection={<Kbd keys="mod+enter" />}
            >
              Write the file
            </Button>
            {others.length > 1 && (
              <Button ref={each ? starts : null} variant="default" disabled={problem !== null} onClick={runAll}>
                One for each collector
              </Button>
            )}
            <span role="status" className={classes.wrong}>
              {wrong}
            </span>
          </>
        )}
      </div>
    </form>
  );
}
