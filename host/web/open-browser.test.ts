// Which program opens an address where, and that it is asked only where something can be seen.
import { expect, test } from 'vitest';
import { openerOf, startOpener } from './open-browser.ts';

const URL_TEXT = 'http://127.0.0.1:7380/?token=a.b-c_d';

test('each platform has its opener, and the address is one argument of it', () => {
  expect(openerOf(URL_TEXT, 'darwin', {})).toEqual({ command: 'open', args: [URL_TEXT] });
  expect(openerOf(URL_TEXT, 'win32', {})?.args.at(-1)).toBe(URL_TEXT);
  expect(openerOf(URL_TEXT, 'linux', { DISPLAY: ':0' })).toEqual({
    command: 'xdg-open',
    args: [URL_TEXT],
  });
  expect(openerOf(URL_TEXT, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).not.toBeNull();
  for (const env of [{}, { DISPLAY: '' }]) expect(openerOf(URL_TEXT, 'linux', env)).toBeNull();
});

test('an opener that is not there, or fails, is told once and ends nothing', async () => {
  for (const opener of [
    { command: '/no/such/opener', args: [] },
    { command: process.execPath, args: ['-e', 'process.exit(3)'] },
  ]) {
    let told = 0;
    await new Promise<void>((resolve) =>
      startOpener(opener, () => {
        told += 1;
        resolve();
      }),
    );
    expect(told).toBe(1);
  }
});
