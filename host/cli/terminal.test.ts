import { expect, test } from 'vitest';
import { MemoryIo } from './memory-io.test-support.ts';
import { reportStyle, showsColour, showsUnicode } from './terminal.ts';
import { userCwd } from './user-cwd.ts';

test.each<[Record<string, string>, NodeJS.Platform, boolean]>([
  [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
  [{ LANG: 'C.utf8' }, 'linux', true],
  [{ LANG: 'C' }, 'linux', false],
  [{ LC_ALL: 'POSIX', LANG: 'en_GB.UTF-8' }, 'linux', false],
  [{ LC_ALL: '', LC_CTYPE: 'zh_CN.UTF-8', LANG: 'C' }, 'linux', true],
  [{}, 'linux', true],
  [{ TERM: 'linux' }, 'linux', false],
  [{ TERM: 'dumb' }, 'win32', false],
  [{ LANG: 'C' }, 'win32', true],
])('%j on %s shows UTF-8: %s', (env, platform, shown) => {
  expect(showsUnicode(env, platform)).toBe(shown);
});

test('colours on a terminal, unless somebody objects', () => {
  expect(showsColour(true, {})).toBe(true);
  expect(showsColour(true, { NO_COLOR: '' })).toBe(true);
  expect(showsColour(true, { NO_COLOR: '1' })).toBe(false);
  expect(showsColour(true, { TERM: 'dumb' })).toBe(false);
  expect(showsColour(false, {})).toBe(false);
});

test('the width is the terminal’s, else COLUMNS, else 100', () => {
  const io = new MemoryIo();
  expect(reportStyle(io, false)).toEqual({ widthColumns: 100, ascii: false, colour: false });
  io.env = { COLUMNS: '132' };
  expect(reportStyle(io, true)).toEqual({ widthColumns: 132, ascii: true, colour: false });
  io.env = { COLUMNS: 'wide' };
  io.out.columns = 80;
  expect(reportStyle(io, false).widthColumns).toBe(80);
  io.out.columns = 1000;
  expect(reportStyle(io, false).widthColumns).toBe(240);
  io.out.columns = 0;
  expect(reportStyle(io, false).widthColumns).toBe(100);
});

test('paths are meant from where npm was called', () => {
  expect(userCwd({ npm_lifecycle_event: 'loopscope', INIT_CWD: '/home/ada' }, '/p')).toBe(
    '/home/ada',
  );
  expect(userCwd({ npm_lifecycle_event: 'e2e', INIT_CWD: '/home/ada' }, '/p')).toBe('/p');
  expect(userCwd({}, '/p')).toBe('/p');
});
