import * as v from 'valibot';
import { call, text } from './call';

export interface PickedFile {
  /** Stands for the file in import calls; the page never sees a path. */
  token: string;
  name: string;
  bytes: number;
}

const mail = v.object({ to: v.nullable(text(320)), subject: text(500), body: text(100_000) });

/** Answered by the main process: dialogs, the mail program, what only the shell can do. */
export const desktopCalls = {
  'desktop.pickFiles': call(v.object({})).answers<PickedFile[]>(),
  /** Where to write an exchange file: its token, or null when the dialog was closed. */
  'desktop.pickTarget': call(v.object({ fileName: text(200) })).answers<PickedFile | null>(),
  'desktop.pickFolder': call(v.object({})).answers<PickedFile | null>(),
  'desktop.pickExchangeFile': call(v.object({})).answers<PickedFile | null>(),
  /** Opens the user's own mail program with a new message; refused when too long for a link. */
  'desktop.openMail': call(mail).answers<null>(),
  /** Writes a draft `.eml` and opens it with the user's mail program. */
  'desktop.openEml': call(mail).answers<{ fileName: string }>(),
  'desktop.saveText': call(v.object({ fileName: text(200), content: v.string() })).answers<{
    saved: boolean;
    fileName: string;
  }>(),
};
