import { beforeEach, expect, test } from 'vitest';
import { createServerStatus, ServerCounter, ServerStatus } from '../core/contract/server-status.ts';
import type { WriterCounters } from '../core/contract/thread-messages.ts';
import { LogLedger, NO_ROWS } from './log-ledger.ts';

let status: ServerStatus;
let ledger: LogLedger;

beforeEach(() => {
  status = new ServerStatus(createServerStatus());
  ledger = new LogLedger(status);
});

function writer(change: Partial<WriterCounters>): WriterCounters {
  return { ...NO_ROWS, ...change };
}

test('a run is the difference of two readings, whatever was before', () => {
  status.add(ServerCounter.BackgroundAccepted, 100);
  status.add(ServerCounter.BackgroundRefused, 7);
  ledger.begin(writer({ received: 100, committed: 98, failed: 2, lastError: 'old' }));
  status.add(ServerCounter.BackgroundAccepted, 10);
  status.add(ServerCounter.BackgroundRefused, 1);
  const now = writer({ received: 109, committed: 107, failed: 2, lastError: 'old' });
  expect(ledger.account(now, null)).toEqual({
    accepted: 10,
    refused: 1,
    handedOver: 9,
    committed: 9,
    failed: 0,
    // On its way, perhaps.
    lost: 0,
    lastError: null,
  });
});

test('what never arrived is lost once nothing is on its way any more', () => {
  status.add(ServerCounter.BackgroundAccepted, 10);
  expect(ledger.account(writer({ received: 7, committed: 7 }), 10).lost).toBe(3);
  expect(ledger.account(writer({ received: 10, committed: 10 }), 10).lost).toBe(0);
  expect(ledger.account(writer({ received: 12, committed: 12 }), 10).lost).toBe(0);
});

test('what was accepted after the writer was asked is not lost but on its way', () => {
  status.add(ServerCounter.BackgroundAccepted, 10);
  const accepted = ledger.accepted();
  status.add(ServerCounter.BackgroundAccepted, 5);
  const account = ledger.account(writer({ received: 10, committed: 10 }), accepted);
  expect(account).toMatchObject({ accepted: 15, handedOver: 10, lost: 0 });
});

test('an error is told when rows of this run failed', () => {
  status.add(ServerCounter.BackgroundAccepted, 2);
  const failed = writer({ received: 2, failed: 2, lastError: 'disk full' });
  expect(ledger.account(failed, ledger.accepted())).toMatchObject({
    failed: 2,
    lastError: 'disk full',
  });
});
