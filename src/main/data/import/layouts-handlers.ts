import type { Handlers } from '../session';
import { exportLayouts, forgetLayout, importLayouts, listLayouts, saveLayout } from './layouts';

export const layoutsHandlers: Pick<Handlers, Extract<keyof Handlers, `layouts.${string}`>> = {
  'layouts.list': ({ db }) => listLayouts(db),
  'layouts.save': ({ db }, input) => {
    saveLayout(db, input);
    return null;
  },
  'layouts.forget': ({ db }, { layout }) => {
    forgetLayout(db, layout);
    return null;
  },
  'layouts.export': ({ db }, { layout }) => exportLayouts(db, layout),
  'layouts.import': ({ db }, { content }) => importLayouts(db, content, Date.now()),
};
