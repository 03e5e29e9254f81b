export interface Mail {
  to: string | null;
  subject: string;
  body: string;
}

/** Windows refuses longer links (about 2,081 characters); this leaves room. */
const MAX_LINK = 1800;

/** A `mailto:` link for the user's own mail program, or null when it would be too long for one. */
export function mailtoLink(mail: Mail): string | null {
  const to = encodeURIComponent(mail.to ?? '').replaceAll('%40', '@');
  const body = encodeURIComponent(mail.body.replace(/\r?\n/g, '\r\n'));
  const link = `mailto:${to}?subject=${encodeURIComponent(mail.subject)}&body=${body}`;
  return link.length > MAX_LINK ? null : link;
}
