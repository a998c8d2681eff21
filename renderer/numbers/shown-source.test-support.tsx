// A window's surroundings for figures and charts: words, a trace that the test changes, a host that says what it is told.
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { ShownTrace, TraceSource } from '../../core/trace/shown-trace.ts';
import { en } from '../i18n/en.ts';
import { zhCn } from '../i18n/zh-cn.ts';
import { HostLinkProvider } from '../state/host-link.ts';

/** A source whose trace is replaced by the test. */
export class ShownSource implements TraceSource {
  private trace: ShownTrace | null;
  private clockMs = NaN;
  private readonly listeners = new Set<() => void>();

  constructor(trace: ShownTrace | null) {
    this.trace = trace;
  }

  get listenerCount(): number {
    return this.listeners.size;
  }

  current(): ShownTrace | null {
    return this.trace;
  }

  nowMs(): number {
    return this.clockMs;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setNow(clockMs: number): void {
    this.clockMs = clockMs;
  }

  show(trace: ShownTrace | null): void {
    this.trace = trace;
    for (const listener of this.listeners) listener();
  }
}

export function renderWithTrace(
  source: TraceSource,
  children: ReactNode,
  locale: 'en' | 'zh-CN' = 'en',
) {
  const call = () => Promise.reject(new Error('no commands here'));
  return render(
    <IntlProvider
      locale={locale}
      messages={locale === 'en' ? en : (zhCn as typeof en)}
      timeZone="UTC"
    >
      <HostLinkProvider value={{ call, trace: source }}>{children}</HostLinkProvider>
    </IntlProvider>,
  );
}

/** Lets time pass, as far as timers and React are concerned. */
export async function pass(ms: number, advance: (ms: number) => Promise<unknown>): Promise<void> {
  await act(async () => {
    await advance(ms);
  });
}
