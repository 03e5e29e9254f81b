import type { Mail } from '@shared/domain/mail-link';
import MailComposer from 'nodemailer/lib/mail-composer';

/** A draft message file; `X-Unsent` makes mail programs open it for editing. They set sender, date and message id themselves. */
export async function composeEml(mail: Mail): Promise<Buffer> {
  const message = new MailComposer({
    ...(mail.to && { to: mail.to }),
    subject: mail.subject,
    text: mail.body,
    headers: { 'X-Unsent': '1' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return message.build();
}
