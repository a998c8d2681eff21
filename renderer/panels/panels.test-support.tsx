// A window's surroundings for the panels: a host that keeps what runs the test says, answers what the test says, and a
// trace that the test changes.
import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { vi } from 'vitest';
import { DEFAULT_SCENARIO, type Mode } from '../../core/contract/scenario.ts';
import { DEFAULT_SETTINGS } from '../../core/contract/settings.ts';
import type { Activity, Batch, HostState, RunEntry } from '../../core/contract/window-state.ts';
import { runOf } from '../../core/export/run-document.test-support.ts';
import type { RunSummary } from '../../core/contract/run-document.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { en } from '../i18n/en.ts';
import { zhCn } from '../i18n/zh-cn.ts';
import { ShownSource } from '../numbers/shown-source.test-support.tsx';
import { HostLinkProvider, type HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { ToastRegion } from '../ui/toast-region.tsx';

export interface EntryFacts {
  readonly mode?: Mode;
  readonly requests?: number;
  readonly pinned?: boolean;
  readonly batch?: Batch | null;
  readonly origin?: RunEntry['origin'];
  readonly summary?: Partial<RunSummary>;
}

/** A kept run; its number in the feed is its number. */
export function runEntry(number: number, facts: EntryFacts = {}): RunEntry {
  const { mode = 'async-pool', requests = 12, pinned = false, batch = null } = facts;
  const document = runOf([], [], {
    requests,
    byStatus: { '200': requests },
    latencyMs: { p50: 200, p90: 290, p95: 295, p99: 299, p999: 300, max: 300, mean: 210 },
    ...facts.summary,
  });
  return {
    number,
    feedRun: number,
    runId: `run-${number}`,
    origin: facts.origin ?? 'measured',
    startedAt: document.startedAt,
    scenario: { ...DEFAULT_SCENARIO, mode, requests },
    modes: [mode],
    summary: document.summary,
    requests,
    spans: 100,
    firstRequestId: 1,
    bytes: 1000,
    pinned,
    batch,
  };
}

export function activeRun(
  facts: Partial<Extract<Activity, { phase: 'running' }>> = {},
): Extract<Activity, { phase: 'running' }> {
  return {
    phase: 'running',
    number: 9,
    feedRun: 9,
    mode: 'async-io',
    step: 'firing',
    sent: 12,
    finished: 3,
    failed: 0,
    requests: 12,
    elapsedMs: 400,
    expectedMs: null,
    batch: null,
    ...facts,
  };
}

export function hostState(changes: Partial<HostState> = {}): HostState {
  return {
    schemaVersion: 1,
    host: {
      version: '0.1.0',
      form: 'web',
      reason: null,
      predictionOrigin: 'http://127.0.0.1:8000',
      databasePath: '/data/log.db',
      machine: runOf([]).machine,
      capabilities: { quit: true },
    },
    scenario: DEFAULT_SCENARIO,
    inForce: { phase: 'applied' },
    activity: { phase: 'idle' },
    loop: { phase: 'free' },
    runs: [],
    keptMemory: { bytes: 1.2 * 1024 * 1024, limitBytes: 256 * 1024 * 1024, evicted: 0 },
    deleted: [],
    outside: { feedRun: 0, requests: 0, inFlight: 0 },
    notices: [],
    settings: DEFAULT_SETTINGS,
    ...changes,
  };
}

export interface PanelSetting {
  readonly state?: HostState | null;
  readonly trace?: ShownTrace | null;
  readonly locale?: 'en' | 'zh-CN';
}

/** Renders with fresh stores; answers with the source and with what is asked of the host. */
export function renderPanel(children: ReactNode, setting: PanelSetting = {}) {
  const { state = hostState(), trace = null, locale = 'en' } = setting;
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  useHost.setState({ state, connection: { phase: 'connected' } });
  useView.getState().show({ kind: 'latest' });
  const source = new ShownSource(trace);
  const call = vi.fn((_command: string, _argument: unknown): Promise<unknown> =>
    Promise.resolve(null),
  );
  // The test answers what the panel asks; results are parsed by the real link.
  const link = { call, trace: source } as unknown as HostLink;
  const view = render(
    <IntlProvider
      locale={locale}
      messages={locale === 'en' ? en : (zhCn as typeof en)}
      timeZone="UTC"
    >
      <HostLinkProvider value={link}>
        <Tooltip.Provider>
          <ToastRegion>{children}</ToastRegion>
        </Tooltip.Provider>
      </HostLinkProvider>
    </IntlProvider>,
  );
  return { ...view, source, call };
}

/** Undoes what renderPanel did to the page. */
export function clearPanel(): void {
  cleanup();
  vi.unstubAllGlobals();
}
