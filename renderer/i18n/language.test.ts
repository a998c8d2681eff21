import { expect, test } from 'vitest';
import { localeOf } from './language.ts';

test.each([
  ['system', ['zh-CN', 'en'], 'zh-CN'],
  ['system', ['zh'], 'zh-CN'],
  ['system', ['zh-Hant-TW'], 'zh-CN'],
  ['system', ['en-GB', 'zh-CN'], 'en'],
  ['system', ['de', 'zh-CN', 'en'], 'zh-CN'],
  ['system', ['de'], 'en'],
  ['system', [], 'en'],
  ['en', ['zh-CN'], 'en'],
  ['zh-CN', ['en'], 'zh-CN'],
] as const)('%s with %j is %s', (setting, preferred, locale) => {
  expect(localeOf(setting, preferred)).toBe(locale);
});
