/** Whom files are exchanged with, under the name by which it is remembered what they received and brought. */
const FOLDER = 'folder:';

export function folderChannel(id: number): string {
  return `${FOLDER}${id}`;
}

export function isFolder(channel: string): boolean {
  return channel.startsWith(FOLDER);
}

const PERSON = 'person:';

export function personChannel(userId: string): string {
  return PERSON + userId;
}

/** The person of a channel; null where it is none. */
export function personOf(channel: string | null): string | null {
  return channel?.startsWith(PERSON) ? channel.slice(PERSON.length) : null;
}
