/**
 * The data process as it ships, under plain Node: what it has of Electron is a parent port and the ports of pages, and here both
 * are this process's channel to the test. Messages: `{toMain}` as the main process posts them, `{toPage}` calls of a page, `{pageGone}`.
 */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const postMessage = (message) => process.send?.(message);
const parent = Object.assign(new EventEmitter(), { postMessage });
process.parentPort = parent;
const page = Object.assign(new EventEmitter(), { postMessage, start: () => {} });

await import(pathToFileURL(process.argv[2]).href);
parent.emit('message', { data: { type: 'connect' }, ports: [page] });
process.on('message', ({ toMain, toPage, pageGone }) => {
  if (toMain) parent.emit('message', { data: toMain, ports: [] });
  if (toPage) page.emit('message', { data: toPage });
  if (pageGone) page.emit('close');
});
process.send?.({ ready: true });
