import type { Command } from '../command';
import { agenda } from './agenda';
import { aging } from './aging';
import { check } from './check';
import { commitments, confirm, promise, withdraw } from './commitments';
import { customers } from './customers';
import { backup, exportPortfolio, merge, restore } from './exchange';
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
  export: exportPortfolio,
  merge,
  folder,
  backup,
  restore,
  sample,
  check,
};
