import { activitiesHandlers } from './activities/handlers';
import { agendaHandlers } from './agenda/handlers';
import { commitmentsHandlers } from './commitments/handlers';
import { customersHandlers } from './customers/handlers';
import { foldersHandlers } from './exchange/folder/handlers';
import { exchangeHandlers } from './exchange/handlers';
import { handoutHandlers } from './handout/handlers';
import { holdersHandlers } from './holders/handlers';
import { importsHandlers } from './import/handlers';
import { layoutsHandlers } from './import/layouts-handlers';
import { itemsHandlers } from './items/handlers';
import { listsHandlers } from './lists/handlers';
import { portfolioHandlers } from './portfolio/handlers';
import type { Handlers } from './session';
import { settingsHandlers } from './settings/handlers';
import { tasksHandlers } from './tasks/handlers';
import { teamHandlers } from './team/handlers';
import { usersHandlers } from './users/handlers';
import { workHandlers } from './work/handlers';

/** Who answers which call; a call of the contract without a handler does not compile. */
export const handlers: Handlers = {
  ...portfolioHandlers,
  ...agendaHandlers,
  ...customersHandlers,
  ...itemsHandlers,
  ...activitiesHandlers,
  ...commitmentsHandlers,
  ...importsHandlers,
  ...layoutsHandlers,
  ...listsHandlers,
  ...exchangeHandlers,
  ...foldersHandlers,
  ...settingsHandlers,
  ...tasksHandlers,
  ...usersHandlers,
  ...handoutHandlers,
  ...holdersHandlers,
  ...teamHandlers,
  ...workHandlers,
};
