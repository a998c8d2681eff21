import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { fakeBrowser, fakeHost, renderInWindow } from '../app/fake-host.test-support.tsx';
import { ScenarioPanel } from './scenario-panel.tsx';
import { takeOver, useScenario } from './scenario-store.ts';
import { readDraft } from './draft.ts';

const field = (name: string): HTMLInputElement => screen.getByRole('textbox', { name });

async function type(name: string, text: string): Promise<void> {
  const input = field(name);
  await userEvent.clear(input);
  await userEvent.type(input, text);
}

beforeEach(() => {
  fakeBrowser();
  renderInWindow(fakeHost(), <ScenarioPanel />);
});
afterEach(cleanup);

test('keeps what is wrong and says what is allowed', async () => {
  await type('Threads', '99');
  expect(field('Threads').value).toBe('99');
  expect(field('Threads').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toBe('Allowed: 1 to 64.');
  await type('Threads', '8');
  expect(screen.queryByRole('alert')).toBe(null);
  expect(readDraft(useScenario.getState().draft)).toMatchObject({
    scenario: { pool: { threads: 8 } },
  });
});

test('says what is wrong between fields at the field', async () => {
  await type('Requests', '5000');
  expect(screen.getByRole('alert').textContent).toContain('Allowed: 1 to 2,000');
});

test('steps with the arrow keys', async () => {
  await userEvent.click(field('Requests'));
  await userEvent.keyboard('{ArrowUp}');
  expect(field('Requests').value).toBe('13');
  await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(field('Requests').value).toBe('23');
  await userEvent.keyboard('{ArrowDown}');
  expect(field('Requests').value).toBe('22');
});

test('offers the default where it was left, and nowhere else', async () => {
  expect(screen.queryByRole('button', { name: /^Back to the default/ })).toBe(null);
  await type('Requests', '30');
  await userEvent.click(screen.getByRole('button', { name: 'Back to the default: 12' }));
  expect(field('Requests').value).toBe('12');
  expect(screen.queryByRole('button', { name: /^Back to the default/ })).toBe(null);
});

test('resets everything, and takes that back', async () => {
  await type('Requests', '30');
  await type('Threads', 'x');
  await userEvent.click(screen.getByRole('button', { name: 'All back to the defaults' }));
  expect(field('Requests').value).toBe('12');
  expect(field('Threads').value).toBe('4');
  const message = await screen.findByText('The scenario is back to its defaults.');
  const toast = message.closest('[role="dialog"]') as HTMLElement;
  await userEvent.click(within(toast).getByRole('button', { name: 'Undo' }));
  expect(field('Requests').value).toBe('30');
  expect(field('Threads').value).toBe('x');
});

test('undoes and redoes from the panel', async () => {
  await type('Requests', '30');
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(field('Requests').value).toBe('12');
  await userEvent.click(screen.getByRole('button', { name: 'Redo' }));
  expect(field('Requests').value).toBe('30');
});

test('shows what another window changed, and leaves alone what is being typed', async () => {
  await type('Requests', '3');
  act(() => takeOver(DEFAULT_SCENARIO, { ...DEFAULT_SCENARIO, requests: 50, seed: 77 }));
  expect(field('Requests').value).toBe('3');
  expect(field('Seed').value).toBe('77');
});

test('shows the fields of the law that was chosen', async () => {
  await userEvent.click(screen.getByRole('combobox', { name: /Fetch takes/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'Uniform' }));
  const stage = screen.getByRole('group', { name: 'Fetch' });
  expect(within(stage).getByRole('textbox', { name: 'Shortest' })).toBeDefined();
  expect(within(stage).getByRole('textbox', { name: 'Longest' })).toBeDefined();
  expect(within(stage).queryByRole('textbox', { name: 'Duration' })).toBe(null);
  // The list stays in the document; keys of the window must know that it is closed.
  expect(document.querySelector('[role="listbox"]:not([data-closed])')).toBe(null);
});

test('fills the form with a ready scenario', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Ready scenarios' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /^Closed loop of 50/ }));
  expect(field('Users').value).toBe('50');
  expect(field('Requests').value).toBe('1000');
});
