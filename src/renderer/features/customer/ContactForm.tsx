import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { Contact, ContactRole } from '@shared/domain/model';
import { CONTACT_ROLES } from '@shared/domain/model';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { notifyDone } from '../../app/notify';
import { ErrorNote } from '../../components/ErrorNote';
import { ROLE_WORDS } from './words';

interface ContactFormProps {
  customerId: number;
  /** Null adds one. */
  contact: Contact | null;
  onClose: () => void;
}

/** A contact's name, role and ways to reach them. */
export function ContactForm({ customerId, contact, onClose }: ContactFormProps) {
  const save = useCommand('customers.saveContact');
  const [name, setName] = useState(contact?.name ?? '');
  const [role, setRole] = useState<ContactRole>(contact?.role ?? 'ap');
  const [internal, setInternal] = useState(contact?.internal ?? false);
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const [email, setEmail] = useState(contact?.email ?? '');
  const submit = () =>
    save.mutate(
      {
        customerId,
        contactId: contact?.id ?? null,
        name: name.trim(),
        role,
        internal,
        phone: phone.trim() || null,
        email: email.trim() || null,
      },
      {
        onSuccess: () => {
          notifyDone(`${name.trim()} ${contact ? 'changed' : 'added'}.`);
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={contact ? `Edit ${contact.name}` : 'Add contact'} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="xs">
          <TextInput
            label="Name"
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Role"
            value={role}
            data={CONTACT_ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }))}
            onChange={(event) => setRole(event.currentTarget.value as ContactRole)}
          />
          <TextInput label="Phone" type="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
          <TextInput
            label="Mail address"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Checkbox
            size="xs"
            label="One of ours (a message to them is no contact with the customer)"
            checked={internal}
            onChange={(event) => setInternal(event.currentTarget.checked)}
          />
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save contact
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
