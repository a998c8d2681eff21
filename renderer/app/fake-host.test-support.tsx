// A host that a test plays: it notes what it is asked, answers as told, and changes its state like a real one.
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { DEFAULT_SCENARIO } from '../../core/contract/scenario.ts';
import { DEFAULT_SETTINGS } from '../../core/contract/settings.ts';
import type { ArgumentOf, WindowCommand } from '../../core/contract/window-commands.ts';
import type { HostState, HostStatePatch } from '../../core/contract/window-state.ts';
import { WordsProvider } from '../i18n/words-provider.tsx';
import { beginWith } from '../scenario/scenario-store.ts';
import { HostLinkProvider, type HostLink } from '../state/host-link.ts';
import { useHost, type Connection } from '../state/host-store.ts';
import { ToastRegion } from '../ui/toast-region.tsx';
import { toastManager } from '../ui/toast.ts';
import { closeDialog } from './window-store.ts';

export const HOST_STATE: HostState = {
  schemaVersion: 1,
  host: {
    version: '0.1.0',
    form: 'web',
    reason: null,
    predictionOrigin: 'http://127.0.0.1:8000',
    databasePath: '/data/predictions.sqlite',
    machine: {
      platform: 'linux',
      arch: 'x64',
      cores: 2,
      cpuModel: 'A CPU',
      memoryMiB: 8_000,
      runtime: 'Node 24',
      loopscope: '0.1.0',
    },
    capabilities: { quit: true },
  },
  scenario: DEFAULT_SCENARIO,
  inForce: { phase: 'applied' },
  activity: { phase: 'idle' },
  loop: { phase: 'free' },
  runs: [],
  keptMemory: { bytes: 0, limitBytes: 1_000_000, evicted: 0 },
  deleted: [],
  outside: { feedRun: 1, requests: 0, inFlight: 0 },
  notices: [],
  settings: { ...DEFAULT_SETTINGS, language: 'en' },
};

export const RUNNING = {
  phase: 'running',
  number: 1,
  feedRun: 2,
  mode: 'async-pool',
  step: 'firing',
  sent: 12,
  finished: 3,
  failed: 0,
  requests: 12,
  elapsedMs: 1_000,
  expectedMs: 4_000,
  batch: null,
} as const;

/** What it answers, where that is more than that it was done. */
const ANSWERS: ReadonlyMap<WindowCommand, unknown> = new Map<WindowCommand, unknown>([
  ['run.fire', { number: RUNNING.number }],
  ['run.fireAll', { batch: 'batch-1' }],
]);

export interface FakeHost {
  readonly link: HostLink;
  /** Commands in the order they came, with their arguments. */
  readonly asked: (readonly [WindowCommand, unknown])[];
  /** The arguments of one command, in the order they came. */
  argumentsOf<C extends WindowCommand>(command: C): readonly ArgumentOf<C>[];
  /** From now on the command is refused. */
  refuse(command: WindowCommand, error: Error): void;
}

/** A connected host; scenarios and settings that it is given come back in its state. */
export function fakeHost(patch: HostStatePatch = {}): FakeHost {
  const asked: (readonly [WindowCommand, unknown])[] = [];
  const refused = new Map<WindowCommand, Error>();
  const store = useHost.getState();
  const state = { ...HOST_STATE, ...(patch as Partial<HostState>) };
  store.replaceState(state);
  store.setConnection({ phase: 'connected' });
  beginWith(state.scenario);
  closeDialog();
  toastManager.close();
  const answer = (command: WindowCommand, argument: unknown): void => {
    if (command === 'scenario.set') store.patchState(argument as HostStatePatch);
    if (command === 'settings.set')
      store.patchState({ settings: argument as HostState['settings'] });
  };
  return {
    asked,
    argumentsOf: <C extends WindowCommand>(command: C) =>
      asked.filter(([name]) => name === command).map(([, argument]) => argument as ArgumentOf<C>),
    refuse: (command, error) => void refused.set(command, error),
    link: {
      call: async (command, argument) => {
        asked.push([command, argument]);
        const error = refused.get(command);
        if (error !== undefined) throw error;
        answer(command, argument);
        return (ANSWERS.get(command) ?? null) as never;
      },
      trace: { current: () => null, subscribe: () => () => undefined, nowMs: () => NaN },
    },
  };
}

/** What another window or the run does to the host's state. */
export function hostTells(patch: HostStatePatch): void {
  act(() => useHost.getState().patchState(patch));
}

export function connectionIs(connection: Connection): void {
  act(() => useHost.getState().setConnection(connection));
}

export function renderInWindow(host: FakeHost, children: ReactNode) {
  return render(
    <WordsProvider language="en">
      <HostLinkProvider value={host.link}>
        <ToastRegion>{children}</ToastRegion>
      </HostLinkProvider>
    </WordsProvider>,
  );
}

/** What a browser has and jsdom has not: media queries (none matches) and observers of sizes (nothing has one). */
export function fakeBrowser(): void {
  window.matchMedia = (query) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
  window.ResizeObserver = class {
    readonly observe = (): void => undefined;
    readonly unobserve = (): void => undefined;
    readonly disconnect = (): void => undefined;
  };
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.getAnimations = () => [];
}
