import { expect, test } from 'vitest';
import { MODES, type Mode } from '../../core/contract/scenario.ts';
import { FIRST_OUTSIDE_ID } from '../../core/trace/request-label.ts';
import { StageBit } from '../../core/trace/request-table.ts';
import { Moment } from '../../core/trace/request-tiles.ts';
import { TraceStore } from '../../core/trace/trace-store.ts';
import { modesMet } from './modes-met.ts';

function storeOf(...requests: { id: number; mode: Mode | null; handlerNs: number }[]): TraceStore {
  const store = new TraceStore(0, 1);
  for (const { id, mode, handlerNs } of requests) {
    const at = store.requests.open(id);
    if (mode !== null) store.requests.mode[at] = MODES.indexOf(mode) + 1;
    store.requests.setMoment(at, Moment.Handler, handlerNs);
    if (id >= FIRST_OUTSIDE_ID) store.requests.addStage(at, StageBit.Outside);
  }
  return store;
}

test('modes in order of first use, whatever order the requests were sent in', () => {
  const store = storeOf(
    { id: 1, mode: 'async-pool', handlerNs: 30 },
    { id: 2, mode: 'sync', handlerNs: 10 },
    { id: 3, mode: 'async-pool', handlerNs: 20 },
    { id: 4, mode: null, handlerNs: 1 },
    { id: FIRST_OUTSIDE_ID, mode: 'async-io', handlerNs: 5 },
  );
  expect(modesMet(store, 'measured')).toEqual(['sync', 'async-pool']);
  expect(modesMet(store, 'outside')).toEqual(['async-io']);
  expect(modesMet(storeOf(), 'measured')).toEqual([]);
});
