// Both languages say the same things: the same keys, and in each message the same placeholders.
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

interface Words {
  readonly [key: string]: string | Words;
}

function flat(words: Words, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

/** Names in braces or in tags, e.g. `{count, plural, …}` gives `count`, `<b>` gives `<b>`. */
function placeholders(text: string): string[] {
  // What follows `one`, `other`, `=0` is a text, not a name.
  const names = [
    ...text.matchAll(/(?<!(?:\b(?:zero|one|two|few|many|other)|=\d+)\s*)\{(\w+)\s*[,}]/g),
  ].map((match) => match[1]!);
  const tags = [...text.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]!}>`);
  return [...new Set([...names, ...tags])].sort();
}

test('has every key in both languages', () => {
  const keys = (words: Words): string[] => flat(words).map(([key]) => key);
  expect(keys(zhCn).sort()).toEqual(keys(en).sort());
});

test('has the same placeholders in both languages', () => {
  const chinese = new Map(flat(zhCn));
  for (const [key, text] of flat(en))
    expect([key, placeholders(chinese.get(key) ?? '')]).toEqual([key, placeholders(text)]);
});

test('leaves nothing untranslated', () => {
  const chinese = new Map(flat(zhCn));
  // Names and units are the same in both languages.
  const same = flat(en).filter(
    ([key, text]) => chinese.get(key) === text && /[a-z]{4,} [a-z]{2,}/.test(text),
  );
  expect(same).toEqual([]);
});
