// Which window is opened, with what reason, and that Electron is not got for nothing.
import { expect, test } from 'vitest';
import { chooseForm } from './host-form.mjs';

const FOUND = /** @type {const} */ ({ phase: 'found', path: '/e/electron' });
const MISSING = /** @type {const} */ ({ phase: 'missing', reason: 'it has not been downloaded' });

/**
 * @param {Partial<Parameters<typeof chooseForm>[0]>} change
 * @returns {Promise<import('./host-form.mjs').Form & { obtained: number }>}
 */
async function choose(change) {
  let obtained = 0;
  const obtain = change.obtain ?? (async () => FOUND);
  const form = await chooseForm({
    wanted: 'auto',
    hasShell: true,
    platform: 'linux',
    env: { DISPLAY: ':0' },
    ...change,
    obtain: async () => {
      obtained += 1;
      return obtain();
    },
  });
  return { ...form, obtained };
}

test('auto is Electron where it can be had, and else the web host with the reason', async () => {
  expect(await choose({})).toEqual({ phase: 'electron', path: '/e/electron', obtained: 1 });
  expect(await choose({ obtain: async () => MISSING })).toEqual({
    phase: 'web',
    reason: 'Electron is not here (it has not been downloaded)',
    obtained: 1,
  });
  expect(await choose({ env: {} })).toEqual({
    phase: 'web',
    reason: 'there is no display for a desktop window',
    obtained: 0,
  });
  expect(await choose({ env: {}, platform: 'darwin' })).toMatchObject({ phase: 'electron' });
  expect(await choose({ hasShell: false })).toEqual({
    phase: 'web',
    reason: 'this version has no desktop window yet',
    obtained: 0,
  });
});

test('--host=web never asks for Electron and has nothing to explain', async () => {
  expect(await choose({ wanted: 'web' })).toEqual({ phase: 'web', reason: null, obtained: 0 });
});

test('--host=electron is refused in one line where it is not possible', async () => {
  expect(await choose({ wanted: 'electron' })).toMatchObject({ phase: 'electron' });
  const cases = [{ hasShell: false }, { env: {} }, { obtain: async () => MISSING }];
  for (const change of cases) {
    const form = await choose({ wanted: 'electron', ...change });
    expect(form).toMatchObject({ phase: 'refused' });
    expect(form.phase === 'refused' ? form.line : '').toMatch(
      /^--host=electron is not possible: .+\.$/,
    );
  }
});
