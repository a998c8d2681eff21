// The feature service and its awaiting client, over real HTTP.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HEADERS } from '../../core/contract/http-headers.ts';
import type { DurationLaw } from '../../core/contract/scenario.ts';
import { Lane } from '../../core/trace/lane.ts';
import { createRing, RingReader, RingWriter, type RecordView } from '../../core/trace/ring.ts';
import { RecordKind, RecordOp } from '../../core/trace/record.ts';
import { drawDurationMs } from '../../core/twin/duration-law.ts';
import { Stream } from '../../core/twin/random.ts';
import { nowNs } from '../clock.ts';
import { FeatureClient } from '../fetch/feature-client.ts';
import { FeatureService } from './feature-service.ts';

let service: FeatureService;
let client: FeatureClient;
let reader: RingReader;
let origin: string;

beforeEach(async () => {
  const ring = createRing(1024, Lane.FeatureService);
  reader = new RingReader(ring);
  service = new FeatureService(new RingWriter(ring));
  origin = await service.listen();
  client = new FeatureClient(origin);
});

afterEach(async () => {
  await client.close();
  await service.close();
});

function records(): RecordView[] {
  const all: RecordView[] = [];
  reader.drain((record) => all.push({ ...record }));
  return all;
}

test('answers with the features of the item, and stamps when they were ready', async () => {
  const before = nowNs();
  const answer = await client.fetchItem(-12, 5, 0, 1000);
  if (answer.outcome !== 'ok') throw new Error(answer.outcome);
  expect(answer.features).toEqual({ item_id: -12, metadata: 'item--12' });
  expect(answer.readyNs).toBeGreaterThan(before);
  expect(answer.readyNs).toBeLessThan(nowNs());
  const [begin, end] = records();
  expect(begin).toMatchObject({ op: RecordOp.Begin, kind: RecordKind.FeatureService, request: 5 });
  expect(end).toMatchObject({ op: RecordOp.End, request: 5, timeNs: answer.readyNs });
  const user = await fetch(`${origin}/users/4`);
  expect(await user.json()).toEqual({ user_id: 4, db_feature: 40 });
});

test('takes as long as the law says for the request’s place in its run, never less', async () => {
  const law: DurationLaw = { law: 'uniform', minMs: 0, maxMs: 60 };
  service.configure(law, 9);
  await Promise.all(
    Array.from({ length: 12 }, (_, index) => client.fetchItem(1, 100 + index, index, 5000)),
  );
  const all = records();
  for (let index = 0; index < 12; index++) {
    const [begin, end] = all.filter(({ request }) => request === 100 + index);
    const tookMs = ((end?.timeNs ?? 0) - (begin?.timeNs ?? 0)) / 1e6;
    expect(tookMs).toBeGreaterThanOrEqual(drawDurationMs(law, 9, Stream.Fetch, index));
  }
});

test('what is not recorded is served all the same; an unknown path is not', async () => {
  expect((await client.fetchItem(1, 0, 0, 1000)).outcome).toBe('ok');
  expect(records()).toEqual([]);
  for (const path of ['/', '/items', '/items/x', '/items/1/2', '/items/12345678901234567']) {
    expect((await fetch(origin + path)).status).toBe(404);
  }
  const plain = await fetch(`${origin}/items/1`);
  expect(Number(plain.headers.get(HEADERS.readyNs))).toBeGreaterThan(0);
});

test('a fetch that takes too long times out, one that is given up fails, and none stays pending', async () => {
  service.configure({ law: 'fixed', ms: 5000 }, 1);
  expect(await client.fetchItem(1, 1, 0, 30)).toEqual({ outcome: 'timeout' });
  const givenUp = [client.fetchItem(1, 2, 0, 4000), client.fetchItem(1, 3, 0, 4000)];
  expect(client.pending(() => true)).toBe(2);
  client.abandon((requestId) => requestId > 0);
  for (const answer of await Promise.all(givenUp)) {
    expect(answer).toEqual({ outcome: 'failed', reason: 'the run was stopped' });
  }
  expect(client.pending(() => true)).toBe(0);
  service.configure({ law: 'fixed', ms: 0 }, 1);
  expect((await client.fetchItem(1, 4, 0, 1000)).outcome).toBe('ok');
});

test('a service that is gone is a failure with its reason', async () => {
  await client.warm(2);
  await service.close();
  const answer = await client.fetchItem(1, 1, 0, 1000);
  expect(answer).toMatchObject({ outcome: 'failed' });
});
