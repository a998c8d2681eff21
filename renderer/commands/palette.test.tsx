import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeBrowser, fakeHost, renderInWindow } from '../app/fake-host.test-support.tsx';
import { openDialog } from '../app/window-store.ts';
import { Palette } from './palette.tsx';
import { registerCommands, type Command } from './registry.ts';

let ran: string[];
let undo: () => void;

const make = (id: string, title: Command['title'], more: Partial<Command> = {}): Command => ({
  id,
  title,
  group: 'run',
  run: () => ran.push(id),
  ...more,
});

const options = (): (string | null)[] =>
  screen
    .queryAllByRole('option')
    .map((option) => option.getAttribute('id')?.split('-').pop() ?? null);

beforeEach(async () => {
  fakeBrowser();
  ran = [];
  undo = registerCommands([
    make('fire', 'commands.fire', { keys: ['$mod+Enter'] }),
    make('stop', 'commands.stop', { enabled: () => false }),
    make('dark', 'commands.themeDark', { group: 'view' }),
    make('light', 'commands.themeLight', { group: 'view' }),
  ]);
  renderInWindow(fakeHost(), <Palette />);
  act(() => openDialog('palette'));
  await waitFor(() => expect(document.activeElement?.role).toBe('combobox'));
});
afterEach(() => {
  cleanup();
  undo();
});

test('lists what can be run now, with its key', () => {
  expect(options()).toEqual(['fire', 'dark', 'light']);
  expect(screen.getByRole('option', { name: /Fire/ }).textContent).toBe('FireCtrl↵');
});

test('finds by words, in any order', async () => {
  await userEvent.keyboard('dark theme');
  expect(options()).toEqual(['dark']);
});

test('finds by words of the other language', async () => {
  await userEvent.keyboard('主题 浅');
  expect(options()).toEqual(['light']);
});

test('says when nothing matches', async () => {
  await userEvent.keyboard('zzz');
  expect(options()).toEqual([]);
  expect(screen.getByText('No command matches.')).toBeDefined();
});

test('runs what the arrows point at, and closes', async () => {
  const input = screen.getByRole('combobox', { name: 'Search commands' });
  expect(document.activeElement).toBe(input);
  await userEvent.keyboard('{ArrowDown}');
  const active = input.getAttribute('aria-activedescendant');
  expect(document.getElementById(active ?? '')?.textContent).toBe('Theme: dark');
  await userEvent.keyboard('{Enter}');
  expect(ran).toEqual(['dark']);
  await waitFor(() => expect(screen.queryByRole('combobox')).toBe(null));
});

test('runs what is clicked', async () => {
  await userEvent.click(screen.getByRole('option', { name: 'Theme: light' }));
  expect(ran).toEqual(['light']);
});

test('closes with Esc and runs nothing', async () => {
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('combobox')).toBe(null));
  expect(ran).toEqual([]);
});
