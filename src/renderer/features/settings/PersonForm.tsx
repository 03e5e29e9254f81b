import { Button, NativeSelect, TextInput } from '@mantine/core';
import { USER_ROLES, type UserRole } from '@shared/contract/portfolio';
import type { UserRow } from '@shared/contract/users';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import { ErrorNote } from '../../components/ErrorNote';
import classes from './SettingsView.module.css';
import { ROLE_WORDS } from './words';

/** Adds a person (null) or changes one. A refusal stands below what was typed; Esc gives up. */
export function PersonForm({ person, onClose }: { person: UserRow | null; onClose: () => void }) {
  const save = useCommand('users.save');
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(person?.name ?? '');
  const [initials, setInitials] = useState(person?.initials ?? '');
  const [role, setRole] = useState<UserRole>(person?.role ?? 'collector');
  useEffect(() => field.current?.focus(), []);

  const run = async () => {
    if (name.trim() === '') return;
    try {
      await save.mutateAsync({ userId: person?.id ?? null, name, initials, role });
      notifyDone(person ? `${name.trim()}: saved.` : `${name.trim()} was added. Hand out customers under Exchange.`);
      onClose();
    } catch {
      // Shown below what was typed.
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void run();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a section of settings is a form already, and forms do not nest
    <div role="group" aria-label={person ? `Change ${person.name}` : 'Add a person'} onKeyDown={onKeyDown}>
      <div className={classes.addDay}>
        <TextInput
          ref={field}
          label="Name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Initials"
          w={90}
          maxLength={4}
          placeholder="by name"
          value={initials}
          onChange={(event) => setInitials(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as UserRole)}
          data={USER_ROLES.map((one) => ({ value: one, label: ROLE_WORDS[one] }))}
        />
        <Button onClick={() => void run()} disabled={name.trim() === ''} loading={save.isPending}>
          {person ? 'Save' : 'Add'}
          <span className="db-hidden"> {person ? person.name : 'the person'}</span>
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {save.error && <ErrorNote error={save.error} />}
    </div>
  );
}
