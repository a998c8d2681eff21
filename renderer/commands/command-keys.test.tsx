// What a key press runs, and how often: a key held down counts once, but for what one moves with.
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandKeys } from './command-keys.tsx';
import { registerCommands } from './registry.ts';

const fire = vi.fn();
const pan = vi.fn();
let undo: () => void;

beforeEach(() => {
  undo = registerCommands([
    { id: 'fire', title: 'commands.fire', group: 'run', keys: ['$mod+Enter'], run: fire },
    {
      id: 'pan',
      title: 'gantt.panLeft',
      group: 'chart',
      keys: ['KeyA'],
      repeats: true,
      run: pan,
    },
  ]);
  render(<CommandKeys />);
});
afterEach(() => {
  undo();
  cleanup();
  vi.clearAllMocks();
});

const CTRL_ENTER = { key: 'Enter', code: 'Enter', ctrlKey: true };

test('a run command whose key is held runs once, and the browser gets none of the rest', () => {
  fireEvent.keyDown(document.body, CTRL_ENTER);
  for (let n = 0; n < 3; n++) {
    const notPrevented = fireEvent.keyDown(document.body, { ...CTRL_ENTER, repeat: true });
    expect(notPrevented).toBe(false);
  }
  expect(fire).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(document.body, CTRL_ENTER);
  expect(fire).toHaveBeenCalledTimes(2);
});

test('what one moves with goes on while the key is held', () => {
  fireEvent.keyDown(document.body, { key: 'a', code: 'KeyA' });
  fireEvent.keyDown(document.body, { key: 'a', code: 'KeyA', repeat: true });
  expect(pan).toHaveBeenCalledTimes(2);
});
