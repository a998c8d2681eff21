import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../../core/contract/scenario.ts';
import { CommandError } from '../../core/contract/window-commands.ts';
import { HOST_STATE, RUNNING } from '../app/fake-host.test-support.tsx';
import { useHost } from '../state/host-store.ts';
import { choose, setEditing, typeNumber, useScenario } from './scenario-store.ts';
import { startScenarioSync } from './scenario-sync.ts';

let sent: Scenario[];
let refusal: Error | null;
let told: unknown[];
let stop: () => void;

const texts = () => useScenario.getState().draft.texts;
const hostHas = (scenario: Scenario): void => useHost.getState().patchState({ scenario });

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  told = [];
  refusal = null;
  useHost.getState().replaceState(HOST_STATE);
  useHost.getState().setConnection({ phase: 'connected' });
  useScenario.setState({ editing: null });
  const call = async (_: string, argument: unknown): Promise<never> => {
    sent.push((argument as { scenario: Scenario }).scenario);
    if (refusal !== null) throw refusal;
    return null as never;
  };
  stop = startScenarioSync({ call }, (error) => told.push(error));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('sends what is typed once, after a rest', () => {
  typeNumber('requests', '2');
  vi.advanceTimersByTime(200);
  typeNumber('requests', '20');
  vi.advanceTimersByTime(200);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([{ ...DEFAULT_SCENARIO, requests: 20 }]);
  hostHas(sent[0]!);
  vi.advanceTimersByTime(1_000);
  expect(sent.length).toBe(1);
});

test('sends a flipped mode at once, even while a number is wrong', () => {
  typeNumber('requests', 'x');
  choose('mode', 'sync');
  expect(sent).toEqual([{ ...DEFAULT_SCENARIO, mode: 'sync' }]);
  expect(texts().requests).toBe('x');
});

test('does not send what is wrong', () => {
  typeNumber('requests', '0');
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([]);
});

test('an echo does not undo what was typed since', () => {
  typeNumber('requests', '2');
  vi.advanceTimersByTime(300);
  typeNumber('requests', '25');
  hostHas(sent[0]!);
  expect(texts().requests).toBe('25');
  vi.advanceTimersByTime(300);
  expect(sent.at(-1)?.requests).toBe(25);
});

test('two changes on their way: the first echo does not bring the second back', () => {
  choose('mode', 'sync');
  choose('mode', 'async-io');
  hostHas(sent[0]!);
  expect(useScenario.getState().draft.choices.mode).toBe('async-io');
  hostHas(sent[1]!);
  vi.advanceTimersByTime(1_000);
  expect(sent.map(({ mode }) => mode)).toEqual(['sync', 'async-io']);
});

test('takes over what another window changed, but for the field being edited', () => {
  setEditing('requests');
  typeNumber('requests', '3');
  hostHas({ ...DEFAULT_SCENARIO, requests: 50, seed: 4 });
  expect(texts()).toMatchObject({ requests: '3', seed: '4' });
  vi.advanceTimersByTime(300);
  expect(sent).toEqual([{ ...DEFAULT_SCENARIO, requests: 3, seed: 4 }]);
});

test('tells a refusal once, and tries again when the run has ended', async () => {
  refusal = new CommandError('busy', 'a batch is active');
  useHost.getState().patchState({ activity: RUNNING });
  typeNumber('requests', '3');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent.length).toBe(1);
  expect(told).toEqual([refusal]);
  refusal = null;
  useHost.getState().patchState({ activity: { phase: 'idle' } });
  await vi.advanceTimersByTimeAsync(300);
  expect(sent.length).toBe(2);
});

test('sends what was typed without a connection when it is back', () => {
  useHost.getState().setConnection({ phase: 'lost', reason: 'cut', retryAtMs: 0 });
  typeNumber('requests', '3');
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([]);
  useHost.getState().setConnection({ phase: 'connected' });
  vi.advanceTimersByTime(300);
  expect(sent).toEqual([{ ...DEFAULT_SCENARIO, requests: 3 }]);
});
