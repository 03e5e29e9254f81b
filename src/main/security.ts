import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { app, protocol, session } from 'electron';

const ORIGIN = 'app://duebook';
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library sets its variables in style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

/** The page is ours alone: no navigation elsewhere, no new windows, no permissions, no embedded views. */
export function denyEverythingForeign(): void {
  app.on('web-contents-created', (_event, contents) => {
    const onlyOurs = (event: Electron.Event, url: string) => {
      if (!isOurPage(url)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => onlyOurs(event, event.url));
    contents.on('will-frame-navigate', (event) => onlyOurs(event, event.url));
    contents.on('will-redirect', (event) => onlyOurs(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Compares the parsed origin, so that an address that merely contains ours does not pass. */
export function isOurPage(url: string): boolean {
  try {
    const { protocol: scheme, host } = new URL(url);
    return (scheme === 'app:' && host === 'duebook') || isDevServer(url);
  } catch {
    return false;
  }
}

function isDevServer(url: string): boolean {
  const dev = process.env.ELECTRON_RENDERER_URL;
  return !app.isPackaged && dev !== undefined && new URL(url).origin === new URL(dev).origin;
}

export const pageUrl = (): string => process.env.ELECTRON_RENDERER_URL ?? `${ORIGIN}/index.html`;

/** Serves the built page from `app://duebook/`, never anything outside its folder. */
export function servePage(): void {
  const root = join(import.meta.dirname, '../renderer');
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === 'clipboard-sanitized-write'),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(root, decodeURIComponent(pathname)));
    const type = TYPES[extname(path)];
    if (host !== 'duebook' || !path.startsWith(root + sep) || !type) return new Response('Not found', { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(path)), {
        headers: { 'content-type': type, 'content-security-policy': CONTENT_SECURITY_POLICY },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
