import { envAt, type Handlers } from '../session';
import { assignCustomers, saveContact, snoozeCustomer, writeDesk } from './commands';
import { customerPage, customerRows } from './queries';

/** Dates that matter to no rule here: assignments and the like are undated annotations. */
const UNDATED = '1970-01-01';

export const customersHandlers: Pick<Handlers, Extract<keyof Handlers, `customers.${string}`>> = {
  'customers.list': ({ db }, { asOf }) => customerRows(db, asOf),
  'customers.page': ({ db }, input) => customerPage(db, input),
  'customers.assign': ({ db }, input) => {
    assignCustomers(db, Date.now(), input);
    return null;
  },
  'customers.setPayerType': ({ db }, { customerId, payerType }) => {
    db.write(() => writeDesk(db, Date.now(), customerId, 'payerType', { payer_type: payerType }));
    return null;
  },
  'customers.setStanding': ({ db }, { customerId, standing }) => {
    db.write(() => writeDesk(db, Date.now(), customerId, 'standing', { standing }));
    return null;
  },
  'customers.snooze': ({ db }, input) => {
    snoozeCustomer(db, envAt(db, input.asOf), input);
    return null;
  },
  'customers.saveContact': ({ db }, input) => ({ contactId: saveContact(db, envAt(db, UNDATED), input) }),
};
