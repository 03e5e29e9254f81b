import type { Command } from '../command';
import { agenda } from './agenda';
import { aging } from './aging';
import { check } from './check';
import { commitments, confirm, promise, withdraw } from './commitments';
import { customers } from './customers';
import { backup, merge, restore } from './exchange';
import { exportCommand } from './export';
import { folder } from './folder';
import { importFile, imports, undo } from './imports';
import { log } from './log';
import { mappings } from './mappings';
import { sample } from './sample';
import { set } from './set';
import { users } from './users';

export const COMMANDS: Readonly<Record<string, Command>> = {
  import: importFile,
  undo,
  imports,
  mappings,
  customers,
  aging,
  agenda,
  log,
  promise,
  confirm,
  withdraw,
  commitments,
  set,
  users,
  export: exportCommand,
  merge,
  folder,
  backup,
  restore,
  sample,
  check,
};
