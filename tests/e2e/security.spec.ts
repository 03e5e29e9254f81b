import { expect, test } from './support/app';

test('the page is sandboxed, without Node, under a strict content policy', async ({ desk: { app, page } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(await page.evaluate(() => typeof (globalThis as Record<string, unknown>).require)).toBe('undefined');
  expect(Object.keys(await page.evaluate(() => ({ ...window.duebook })))).toEqual(['call', 'onPush', 'registerFiles']);
  const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
});

test('links, redirects and windows elsewhere are refused, also ones that contain our address', async ({
  desk: { app, page },
}) => {
  const home = page.url();
  for (const url of [
    'http://example.invalid/?next=app://duebook',
    'file:///etc/hostname',
    'app://duebook.example.invalid/',
  ]) {
    await page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      link.target = '_blank';
      link.click();
      link.remove();
    }, url);
  }
  expect(page.url()).toBe(home);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('nothing outside the built page is served', async ({ desk: { page } }) => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      [
        'app://duebook/../main/index.js',
        'app://duebook/..%2f..%2fpackage.json',
        'app://duebook/%2e%2e/main/data.js',
      ].map(async (url) => (await fetch(url)).status),
    ),
  );
  expect(statuses).toEqual([404, 404, 404]);
});

test('calls with a wrong name or input are answered with a refusal', async ({ desk: { page } }) => {
  const answers = await page.evaluate(async () => {
    const call = window.duebook.call as unknown as (name: string, input: unknown) => Promise<unknown>;
    return [
      await call('toString', {}),
      await call('items.list', { asOf: '2026-02-31' }),
      await call('desktop.openMail', { to: 1 }),
    ];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { message: expect.any(String) } });
});
