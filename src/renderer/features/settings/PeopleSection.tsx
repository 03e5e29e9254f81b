import { Button, NativeSelect } from '@mantine/core';
import type { PortfolioStatus } from '@shared/contract/portfolio';
import type { UserRow } from '@shared/contract/users';
import { useState } from 'react';
import { useCall, useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { plural } from '../../components/format';
import { PersonForm } from './PersonForm';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { ROLE_WORDS } from './words';

/** Who works in the portfolio, and which of them works at this computer. */
export function PeopleSection({ title, status }: { title: string; status: PortfolioStatus }) {
  const people = useCall('users.list', {}).data ?? [];
  const setMe = useCommand('portfolio.setMe');
  const setActive = useCommand('users.setActive');
  /** The person in the form; null for a new one, undefined while it is closed. */
  const [edited, setEdited] = useState<UserRow | null | undefined>(undefined);

  const choose = async (userId: string) => {
    try {
      await setMe.mutateAsync({ userId });
      notifyDone(`You are ${status.users.find((user) => user.id === userId)?.name ?? userId} here.`);
    } catch (error) {
      notifyError(error);
    }
  };
  const leave = async (person: UserRow, active: boolean) => {
    try {
      await setActive.mutateAsync({ userId: person.id, active });
      const left =
        person.customers > 0 ? ` ${plural(person.customers, 'customer')} of theirs can be handed out again.` : '';
      notifyDone(active ? `${person.name} works here again.` : `${person.name} left.${left}`, {
        label: 'Undo',
        run: () => void leave(person, !active),
      });
    } catch (error) {
      notifyError(error);
    }
  };

  return (
    <SectionPanel
      title={title}
      intro="Who works in this portfolio. Calls and promises are recorded under the name of the one who works here; customers are handed out to these people under Exchange."
    >
      <div className={classes.stack}>
        <NativeSelect
          label="Who am I"
          description="Only for this computer: Today lists this person’s customers."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maw={240}
          value={status.me?.id ?? ''}
          onChange={(event) => void choose(event.currentTarget.value)}
          data={[
            ...(status.me ? [] : [{ value: '', label: 'Choose…', disabled: true }]),
            ...status.users.map((user) => ({ value: user.id, label: user.name })),
          ]}
        />
        <table className={classes.amounts} aria-label="People">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Initials</th>
              <th scope="col">Role</th>
              <th scope="col" data-numeric>
                Customers
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} data-left={!person.active || undefined}>
                <th scope="row">{person.name}</th>
                <td>{person.initials}</td>
                <td>{person.active ? ROLE_WORDS[person.role] : 'Left'}</td>
                <td data-numeric>{person.customers.toLocaleString()}</td>
                <td>
                  {person.active && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setEdited(person)}>
                      Change<span className="db-hidden"> {person.name}</span>
                    </Button>
                  )}
                  {person.id !== status.me?.id && (
                    <Button size="compact-xs" variant="subtle" onClick={() => void leave(person, !person.active)}>
                      {person.active ? 'Has left' : 'Works here again'}
                      <span className="db-hidden">: {person.name}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {edited === undefined ? (
          <Button variant="default" onClick={() => setEdited(null)}>
            Add a person
          </Button>
        ) : (
          <PersonForm key={edited?.id ?? 'new'} person={edited} onClose={() => setEdited(undefined)} />
        )}
      </div>
    </SectionPanel>
  );
}
