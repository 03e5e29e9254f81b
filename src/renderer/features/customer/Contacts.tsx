import type { CustomerPage } from '@shared/contract/customers';
import type { Contact } from '@shared/domain/model';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { Panel } from '../../components/Panel';
import { ContactForm } from './ContactForm';
import classes from './Contacts.module.css';
import { ROLE_WORDS } from './words';

/** Whom to call and write to, on their side and on ours. */
export function Contacts({ page }: { page: CustomerPage }) {
  const [editing, setEditing] = useState<Contact | 'new' | null>(null);
  return (
    <Panel
      title="Contacts"
      aside={
        <button type="button" className="db-link" onClick={() => setEditing('new')}>
          Add contact
        </button>
      }
    >
      {page.contacts.length === 0 ? (
        <EmptyState title="No contact yet">
          A name and a number in accounts payable is the first thing to find out.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {page.contacts.map((contact) => (
            <li key={contact.id} className={classes.contact}>
              <div className={classes.line}>
                <span>
                  <b>{contact.name}</b>{' '}
                  <span className="db-quiet">
                    {ROLE_WORDS[contact.role]}
                    {contact.internal && ' · ours'}
                  </span>
                </span>
                <button
                  type="button"
                  className="db-link"
                  aria-label={`Edit ${contact.name}`}
                  onClick={() => setEditing(contact)}
                >
                  edit
                </button>
              </div>
              <div className={classes.ways}>
                {contact.phone && <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>}
                {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <ContactForm
          customerId={page.customer.id}
          contact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  );
}
