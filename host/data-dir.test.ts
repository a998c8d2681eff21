import { expect, test } from 'vitest';
import { chooseDataDir, type DataDirQuestion } from './data-dir.ts';

const LINUX: DataDirQuestion = {
  asked: undefined,
  env: {},
  platform: 'linux',
  homeDir: '/home/ada',
  cwd: '/somewhere',
};

test.each<[Partial<DataDirQuestion>, string]>([
  [{}, '/home/ada/.local/share/loopscope'],
  [{ env: { XDG_DATA_HOME: '/data' } }, '/data/loopscope'],
  [{ env: { XDG_DATA_HOME: 'relative' } }, '/home/ada/.local/share/loopscope'],
  [{ env: { XDG_DATA_HOME: '' } }, '/home/ada/.local/share/loopscope'],
  [{ env: { LOOPSCOPE_DATA: 'mine', XDG_DATA_HOME: '/data' } }, '/somewhere/mine'],
  [{ env: { LOOPSCOPE_DATA: '/mine' }, asked: './here' }, '/somewhere/here'],
  [
    { platform: 'darwin', homeDir: '/Users/ada' },
    '/Users/ada/Library/Application Support/Loopscope',
  ],
  [{ platform: 'win32', env: { APPDATA: 'C:\\Roaming' } }, 'C:\\Roaming\\Loopscope'],
  [{ platform: 'win32', homeDir: 'C:\\Users\\ada' }, 'C:\\Users\\ada\\AppData\\Roaming\\Loopscope'],
])('%j is %s', (question, dir) => {
  expect(chooseDataDir({ ...LINUX, ...question })).toBe(dir);
});
