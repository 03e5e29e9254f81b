import * as v from 'valibot';
import { call, text } from './call';

export interface PickedFile {
  /** Stands for the file in import calls; the page never sees a path. */
  token: string;
  name: string;
  bytes: number;
}

export interface PickedFolder {
  /** Its own name, to be shown. */
  folder: string;
  files: PickedFile[];
}

const mail = v.object({ to: v.nullable(text(320)), subject: text(500), body: text(100_000) });

/** Answered by the main process: dialogs, the mail program, what only the shell can do. */
export const desktopCalls = {
  'desktop.pickFiles': call(v.object({})).answers<PickedFile[]>(),
  /** Exchange files to be merged. */
  'desktop.pickExchangeFiles': call(v.object({})).answers<PickedFile[]>(),
  /** All exchange files that lie in a folder; null when none was chosen. */
  'desktop.pickExchangeFolder': call(v.object({})).answers<PickedFolder | null>(),
  /** Where a new file is to go; null when given up. */
  'desktop.pickTarget': call(v.object({ fileName: text(255) })).answers<PickedFile | null>(),
  /** Where a list is to be saved, as a workbook or CSV; null when given up. */
  'desktop.pickListTarget': call(v.object({ fileName: text(255) })).answers<PickedFile | null>(),
  /** A folder for several new files at once; each gets a name that is free there. Null when given up. */
  'desktop.pickTargets': call(v.object({ fileNames: v.array(text(255)) })).answers<PickedFolder | null>(),
  /** A folder to be shared with colleagues; null when given up. */
  'desktop.pickFolder': call(v.object({})).answers<PickedFile | null>(),
  /** Opens the user's own mail program with a new message; refused when too long for a link. */
  'desktop.openMail': call(mail).answers<null>(),
  /** Writes a draft `.eml` and opens it with the user's mail program. */
  'desktop.openEml': call(mail).answers<{ fileName: string }>(),
  'desktop.saveText': call(v.object({ fileName: text(200), content: v.string() })).answers<{
    saved: boolean;
    fileName: string;
  }>(),
};
