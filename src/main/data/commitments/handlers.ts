import { confirmationMail } from '@shared/domain/commitments/confirmation';
import { mailtoLink } from '@shared/domain/mail-link';
import { readMe } from '../portfolio/store';
import { envAt, type Handlers } from '../session';
import { confirmCommitment, markDrafted, requireCommitment, withdrawCommitment } from './commands';
import { commitmentRows } from './rows';

export const commitmentsHandlers: Pick<Handlers, Extract<keyof Handlers, `commitments.${string}`>> = {
  'commitments.list': ({ db }, { asOf, customerId }) => commitmentRows(db, asOf, customerId),
  'commitments.draftConfirmation': ({ db }, { asOf, commitmentId, mark }) => {
    const { commitment, book } = requireCommitment(db, commitmentId, asOf);
    const external = book.contacts.filter((contact) => !contact.internal);
    const contact =
      external.find((c) => c.name === commitment.contactName) ?? external.find((c) => c.role === 'ap') ?? external[0];
    const mail = confirmationMail({
      customerName: book.customer.name,
      contactName: contact?.name ?? commitment.contactName,
      to: contact?.email ?? null,
      commitment,
      senderName: readMe(db)?.name ?? '',
      asOf,
    });
    if (mark) markDrafted(db, envAt(db, asOf), commitmentId, mail.body);
    return { ...mail, mailto: mailtoLink(mail) };
  },
  'commitments.confirm': ({ db }, input) => {
    confirmCommitment(db, envAt(db, input.asOf), input);
    return null;
  },
  'commitments.withdraw': ({ db }, input) => {
    withdrawCommitment(db, envAt(db, input.asOf), input);
    return null;
  },
};
