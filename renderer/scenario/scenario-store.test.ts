import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import {
  beginWith,
  choose,
  redoScenario,
  resetScenario,
  setEditing,
  typeNumber,
  undoScenario,
  useScenario,
} from './scenario-store.ts';

const requests = (): string => useScenario.getState().draft.texts.requests;

beforeEach(() => beginWith(DEFAULT_SCENARIO));

test('typing a number is one step back', () => {
  setEditing('requests');
  for (const text of ['1', '12', '123']) typeNumber('requests', text);
  setEditing(null);
  typeNumber('requests', '7');
  undoScenario();
  expect(requests()).toBe('123');
  undoScenario();
  expect(requests()).toBe('12');
  undoScenario();
  expect(requests()).toBe('12');
  redoScenario();
  redoScenario();
  expect(requests()).toBe('7');
});

test('an edit forgets what was undone', () => {
  typeNumber('requests', '5');
  undoScenario();
  typeNumber('seed', '3');
  redoScenario();
  expect(requests()).toBe('12');
});

test('a reset keeps the mode and can be undone', () => {
  choose('mode', 'sync');
  typeNumber('requests', '5');
  resetScenario();
  expect(requests()).toBe('12');
  expect(useScenario.getState().draft.choices.mode).toBe('sync');
  undoScenario();
  expect(requests()).toBe('5');
});

test('the way back has an end', () => {
  for (let n = 1; n <= 300; n++) {
    setEditing('seed');
    typeNumber('seed', String(n));
  }
  expect(useScenario.getState().past.length).toBe(100);
});
