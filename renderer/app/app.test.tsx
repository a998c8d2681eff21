import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useConnectionControl } from '../host/create-host-link.ts';
import { typeNumber, useScenario } from '../scenario/scenario-store.ts';
import { kept } from '../host/host-story.test-support.ts';
import { noteLostSession } from '../state/lost-session.ts';
import { useHost } from '../state/host-store.ts';
import { App } from './app.tsx';
import {
  connectionIs,
  fakeBrowser,
  fakeHost,
  hostTells,
  HOST_STATE,
  RUNNING,
  type FakeHost,
} from './fake-host.test-support.tsx';

// Parts of the window with tests of their own; most of them need a canvas or sizes, which jsdom has not.
vi.mock('./parts.tsx', () => ({
  ScenarioPart: () => null,
  ChartPart: () => <div>the chart</div>,
  ChartsPart: () => null,
  DetailsPart: () => null,
  RunsPart: () => null,
}));

let host: FakeHost;

beforeEach(() => {
  fakeBrowser();
  localStorage.clear();
  host = fakeHost();
});
afterEach(cleanup);

test('says that it is connecting before anything is known', () => {
  useHost.setState({ state: null, connection: { phase: 'connecting' } });
  render(<App link={host.link} />);
  expect(screen.getByRole('status', { name: 'Connecting to Loopscope…' })).toBeDefined();
  expect(screen.queryByText('the chart')).toBe(null);
});

test('keeps what was shown when the connection is lost, and tries again on demand', async () => {
  const retryNow = vi.fn();
  act(() => useConnectionControl.setState({ retryNow }));
  render(<App link={host.link} />);
  connectionIs({ phase: 'lost', reason: 'the socket broke', retryAtMs: performance.now() + 5_000 });
  const banner = screen.getByRole('alert');
  expect(within(banner).getByText('the socket broke')).toBeDefined();
  expect(within(banner).getByText(/Next try in \d s/)).toBeDefined();
  expect(screen.getByText('the chart')).toBeDefined();
  expect(screen.getByRole('button', { name: /^Fire/ }).getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(within(banner).getByRole('button', { name: 'Retry now' }));
  expect(retryNow).toHaveBeenCalledOnce();
  connectionIs({ phase: 'connected' });
  expect(screen.queryByRole('alert')).toBe(null);
});

test('says that Loopscope was started again, until that is dismissed', async () => {
  render(<App link={host.link} />);
  const state = { ...HOST_STATE, activity: RUNNING, runs: [kept(1, 1), kept(2, 2)] };
  act(() => noteLostSession(state));
  const banner = screen.getByRole('alert');
  expect(banner.textContent).toBe(
    'Loopscope was started again.2 runs of the earlier session and the run that was active are gone.',
  );
  connectionIs({ phase: 'lost', reason: 'cut', retryAtMs: 0 });
  connectionIs({ phase: 'connected' });
  expect(screen.getByText(/^2 runs of the earlier/)).toBeDefined();
  await userEvent.click(within(banner).getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('alert')).toBe(null);
});

test('says what to do when it was refused or has ended', () => {
  render(<App link={host.link} />);
  connectionIs({ phase: 'refused', why: 'noAccess', reason: 'no token' });
  expect(screen.getByRole('heading', { name: 'Loopscope refused this page' })).toBeDefined();
  expect(screen.getByText(/Open the address that npm start printed/)).toBeDefined();
  connectionIs({ phase: 'ended' });
  expect(screen.getByRole('heading', { name: 'Loopscope has ended' })).toBeDefined();
  expect(screen.getByText('npm start')).toBeDefined();
});

test('changes language and theme live', () => {
  render(<App link={host.link} />);
  expect(document.documentElement.lang).toBe('en');
  expect(document.documentElement.dataset.theme).toBe('light');
  hostTells({ settings: { ...HOST_STATE.settings, language: 'zh-CN', theme: 'dark' } });
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(screen.getByRole('button', { name: '发送 12' })).toBeDefined();
});

test('keeps what is typed when the language changes', () => {
  render(<App link={host.link} />);
  act(() => typeNumber('requests', '12x'));
  hostTells({ settings: { ...HOST_STATE.settings, language: 'zh-CN' } });
  expect(useScenario.getState().draft.texts.requests).toBe('12x');
});

test('keys fire, stop, and open palette and keys', async () => {
  render(<App link={host.link} />);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(host.argumentsOf('run.fire').length).toBe(1);
  hostTells({ activity: RUNNING });
  fireEvent.keyDown(document.body, { key: '.', code: 'Period', ctrlKey: true });
  expect(host.argumentsOf('run.stop').length).toBe(1);
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('combobox', { name: 'Search commands' })).toBeDefined();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('combobox')).toBe(null));
  await userEvent.keyboard('{Shift>}?{/Shift}');
  expect(await screen.findByRole('heading', { name: 'Keyboard shortcuts' })).toBeDefined();
});

test('Ctrl+Enter fires the mode that was just chosen by keyboard', async () => {
  render(<App link={host.link} />);
  act(() => screen.getByRole('radio', { checked: true }).focus());
  await userEvent.keyboard('{ArrowLeft}');
  const chosen = screen.getByRole('radio', { checked: true });
  expect(chosen).toBe(document.activeElement);
  const { mode } = useScenario.getState().draft.choices;
  expect(mode).not.toBe(HOST_STATE.scenario.mode);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(host.argumentsOf('run.fire').map(({ scenario }) => scenario.mode)).toEqual([mode]);
});

test('asks before it ends Loopscope, and forces only what was asked', async () => {
  render(<App link={host.link} />);
  hostTells({ activity: RUNNING });
  await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
  await userEvent.click(await screen.findByRole('button', { name: 'End Loopscope' }));
  expect(await screen.findByText(/A run is active/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'End it' }));
  expect(host.argumentsOf('host.quit')).toEqual([{ force: true }]);
});

test('changes settings one by one, none of which is lost', async () => {
  render(<App link={host.link} />);
  await userEvent.click(screen.getByRole('button', { name: 'Settings' }));
  await userEvent.click(await screen.findByRole('switch', { name: /Single letters/ }));
  await userEvent.click(screen.getByRole('switch', { name: 'Scenario' }));
  const last = host.argumentsOf('settings.set').at(-1);
  expect(last).toMatchObject({ singleKeys: false, panels: { scenario: false, charts: true } });
});
