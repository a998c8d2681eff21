import { expect, test } from 'vitest';
import { hostState } from '../../core/channel/window-host.test-support.ts';
import type { HostState } from '../../core/contract/window-state.ts';
import { active, kept } from './host-story.test-support.ts';
import { wantedTrace } from './wanted-trace.ts';

const latest = { kind: 'latest' } as const;

function wanted(state: Partial<HostState>, lastActive = 0): string {
  const decided = wantedTrace(latest, hostState(state), lastActive);
  if (decided.kind === 'live') return `live ${decided.feedRun}`;
  return decided.kind === 'kept' ? `kept ${decided.entry.number}` : decided.kind;
}

const outside = { feedRun: 9, requests: 0, inFlight: 0 };

test('the latest is the active run, then the newest that was fired, then what comes from outside', () => {
  const runs = [kept(1, 2), kept(2, 4), kept(3, 5, 'outside')];
  expect(wanted({ runs, outside, activity: active(3, 6) })).toBe('live 6');
  expect(wanted({ runs, outside, activity: active(3, 0) })).toBe('kept 2');
  expect(wanted({ runs, outside })).toBe('kept 2');
  expect(wanted({ runs: [kept(3, 5, 'outside')], outside })).toBe('live 9');
  expect(wanted({ outside })).toBe('live 9');
  expect(wanted({})).toBe('nothing');
});

test('a run that has ended stays the latest until it is listed', () => {
  const runs = [kept(1, 2)];
  expect(wanted({ runs, outside }, 6)).toBe('live 6');
  expect(wanted({ runs: [...runs, kept(2, 6)], outside }, 6)).toBe('kept 2');
});

test('a run by its number is the kept one, or the active one, or gone', () => {
  const state = hostState({ runs: [kept(1, 2)], activity: active(2, 4) });
  const shown = (number: number) => wantedTrace({ kind: 'run', number }, state, 0);
  expect(shown(1)).toMatchObject({ kind: 'kept', entry: { number: 1 } });
  expect(shown(2)).toEqual({ kind: 'live', feedRun: 4 });
  expect(shown(3)).toEqual({ kind: 'gone', reason: 'run 3 is no longer kept' });
});

test('from outside is what is recorded of it, and nothing while a run is active', () => {
  const shown = (state: Partial<HostState>) =>
    wantedTrace({ kind: 'outside' }, hostState(state), 0);
  expect(shown({ outside })).toEqual({ kind: 'live', feedRun: 9 });
  expect(shown({ activity: active(1, 4) })).toEqual({ kind: 'nothing' });
});
