import { expect, test } from 'vitest';
import { durationLawSchema, scenarioSchema } from '../../core/contract/scenario.ts';
import { commandHelp, globalHelp } from './help.ts';
import { COMMANDS, OPTION_NAMES, OPTIONS, optionOfPath, optionsOf } from './option-table.ts';

const words = (text: string): string => text.replaceAll(/\s+/g, ' ');

test('every command and option is documented with what it takes and its default', () => {
  const all = words(globalHelp('1.2.3'));
  expect(all).toContain('Loopscope 1.2.3');
  for (const name of OPTION_NAMES) {
    const { value, what, takes, default: fallback } = OPTIONS[name];
    const text = value === null ? what : `${what}. Takes ${takes}. Default: ${fallback}.`;
    expect(all).toContain(words(text));
    for (const command of COMMANDS) {
      const help = words(commandHelp(command));
      expect(help.includes(` --${name} `)).toBe(optionsOf(command).includes(name));
    }
  }
  for (const code of ['0', '1', '2', '3', '130']) expect(all).toMatch(new RegExp(` ${code} [a-z]`));
});

test('no line is longer than 100 characters, and all is ASCII', () => {
  for (const help of [globalHelp('1.2.3'), ...COMMANDS.map(commandHelp)]) {
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(help).toMatch(/^[\n\x20-\x7e]*$/);
  }
});

test('every field of a scenario has its option, but for the version', () => {
  for (const field of Object.keys(scenarioSchema.shape)) {
    if (field === 'schemaVersion' || field === 'arrival' || field === 'pool') continue;
    expect(optionOfPath(field), field).not.toBeNull();
  }
  expect(optionOfPath('pool.threads')).toBe('pool');
  expect(optionOfPath('fetch.ms')).toBe('fetch');
  expect(optionOfPath('arrival.thinkMs')).toBe('think');
  expect(optionOfPath('')).toBeNull();
  expect(durationLawSchema.options.length).toBe(4); // a fifth law needs a syntax and a line of help
});
