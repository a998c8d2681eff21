import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { CommandError } from '../../core/contract/window-commands.ts';
import { typeNumber } from '../scenario/scenario-store.ts';
import {
  connectionIs,
  fakeBrowser,
  fakeHost,
  hostTells,
  renderInWindow,
  RUNNING,
  type FakeHost,
} from './fake-host.test-support.tsx';
import { FireControls } from './fire-controls.tsx';
import { forgetOwnRuns } from './own-run.ts';
import { MISTAKEN_MS } from './use-fire-press.ts';

let host: FakeHost;
let nowMs = 0;
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name });

beforeEach(() => {
  fakeBrowser();
  forgetOwnRuns();
  nowMs = 10_000;
  host = fakeHost();
  renderInWindow(host, <FireControls nowMs={() => nowMs} />);
});
afterEach(cleanup);

test('fires the scenario of the form', async () => {
  await userEvent.click(button('Fire 12'));
  expect(host.asked).toEqual([['run.fire', { scenario: DEFAULT_SCENARIO }]]);
});

test('fires under all modes', async () => {
  await userEvent.click(button('Run all'));
  expect(host.asked).toEqual([['run.fireAll', { scenario: DEFAULT_SCENARIO }]]);
});

test('says why the host refused a second fire', async () => {
  host.refuse('run.fire', new CommandError('busy', 'run 3 is active'));
  await userEvent.click(button('Fire 12'));
  expect(await screen.findByText('Not fired: a run is active already.')).toBeDefined();
  expect(screen.getByText('run 3 is active')).toBeDefined();
  // The key handler looks for open dialogs; a message is none.
  expect(document.querySelector('[role="dialog"]:not([data-toast])')).toBe(null);
});

test('becomes Stop while a run is active, on the same button', async () => {
  const fire = button('Fire 12');
  fire.focus();
  hostTells({ activity: RUNNING });
  expect(button('Stop')).toBe(document.activeElement);
  nowMs += MISTAKEN_MS;
  await userEvent.click(button('Stop'));
  expect(host.asked).toEqual([['run.stop', null]]);
});

test('a double click fires and does not stop', () => {
  fireEvent.click(button('Fire 12'), { detail: 1 });
  hostTells({ activity: RUNNING });
  fireEvent.click(button('Stop'), { detail: 2 });
  expect(host.asked.map(([command]) => command)).toEqual(['run.fire']);
});

test('a press that began on Fire fires, though another window has fired meanwhile', async () => {
  host.refuse('run.fire', new CommandError('busy', 'run 1 is active'));
  fireEvent.pointerDown(button('Fire 12'));
  hostTells({ activity: RUNNING });
  fireEvent.click(button('Stop'), { detail: 1 });
  expect(host.asked.map(([command]) => command)).toEqual(['run.fire']);
  expect(await screen.findByText('run 1 is active')).toBeDefined();
});

test.each(['pointer', 'key'])(
  'a press by %s that comes right after another window has fired does not stop its run',
  async (by) => {
    const press = async (): Promise<void> => {
      if (by === 'pointer') return userEvent.click(button('Stop'));
      button('Stop').focus();
      await userEvent.keyboard('{Enter}');
    };
    hostTells({ activity: RUNNING });
    nowMs += MISTAKEN_MS - 1;
    await press();
    expect(host.asked).toEqual([]);
    expect(await screen.findByText('Not fired: a run is active already.')).toBeDefined();
    expect(screen.getByText(/^run 1 is active/)).toBeDefined();
    nowMs += 1;
    await press();
    expect(host.asked).toEqual([['run.stop', null]]);
  },
);

test('what this window has fired can be stopped at once', async () => {
  await userEvent.click(button('Fire 12'));
  hostTells({ activity: RUNNING });
  fireEvent.pointerDown(button('Stop'));
  fireEvent.click(button('Stop'), { detail: 1 });
  expect(host.asked.map(([command]) => command)).toEqual(['run.fire', 'run.stop']);
});

test('its own run stays its own when a second fire is refused', async () => {
  await userEvent.click(button('Fire 12'));
  host.refuse('run.fire', new CommandError('busy', 'run 1 is active'));
  await userEvent.click(button('Fire 12'));
  hostTells({ activity: RUNNING });
  fireEvent.click(button('Stop'), { detail: 1 });
  expect(host.asked.at(-1)).toEqual(['run.stop', null]);
});

test('a refused fire does not make the other run this window’s own', async () => {
  host.refuse('run.fire', new CommandError('busy', 'run 1 is active'));
  await userEvent.click(button('Fire 12'));
  hostTells({ activity: RUNNING });
  fireEvent.click(button('Stop'), { detail: 1 });
  expect(host.asked.map(([command]) => command)).toEqual(['run.fire']);
});

test('a press that began on Stop does not fire when the run has ended meanwhile', () => {
  hostTells({ activity: RUNNING });
  nowMs += MISTAKEN_MS;
  fireEvent.pointerDown(button('Stop'));
  hostTells({ activity: { phase: 'idle' } });
  fireEvent.click(button('Fire 12'), { detail: 1 });
  expect(host.asked).toEqual([]);
});

test('tells how far the run is and how long it takes', () => {
  hostTells({ activity: RUNNING });
  expect(screen.getByText('3/12')).toBeDefined();
  expect(screen.getByText('about 3.0 s left')).toBeDefined();
  const bar = screen.getByRole('progressbar', { name: 'Progress of the run' });
  expect(bar.getAttribute('aria-valuenow')).toBe('3');
  hostTells({ activity: { ...RUNNING, step: 'stopping' } });
  expect(button('Stopping…').getAttribute('aria-disabled')).toBe('true');
});

test('claims no time left and moves nothing while the connection is lost', () => {
  hostTells({ activity: RUNNING });
  connectionIs({ phase: 'lost', reason: 'cut', retryAtMs: 0 });
  expect(screen.getByText('3/12')).toBeDefined();
  expect(screen.queryByText(/left$/)).toBe(null);
  hostTells({ activity: { ...RUNNING, step: 'preparing', finished: 0 } });
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0');
});

test('does not fire what is wrong, and says what is', async () => {
  act(() => typeNumber('requests', '0'));
  const fire = button(/^Fire/);
  expect(fire.getAttribute('aria-disabled')).toBe('true');
  expect(fire.getAttribute('aria-description')).toBe(
    'The scenario has an error: Requests: Allowed: 1 to 10,000.',
  );
  await userEvent.click(fire);
  expect(host.asked).toEqual([]);
});

test('does not fire without a connection', async () => {
  connectionIs({ phase: 'lost', reason: 'cut', retryAtMs: 0 });
  await userEvent.click(button('Fire 12'));
  expect(button('Fire 12').getAttribute('aria-description')).toBe('No connection to Loopscope.');
  expect(host.asked).toEqual([]);
});
