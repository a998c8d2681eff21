// The host's end of the little protocol, with real threads that are written for each test.
import { afterEach, expect, test } from 'vitest';
import { Thread, ThreadEndedError } from './thread.ts';

type TestCommands = {
  double: { argument: number; result: number };
  fail: { argument: null; result: null };
  never: { argument: null; result: null };
};

const SERVES = `
  const answer = (message) => parentPort.postMessage(message);
  parentPort.on('message', ({ id, command, argument }) => {
    if (command === 'double') answer({ type: 'result', id, value: 2 * argument });
    if (command === 'fail') answer({ type: 'error', id, message: 'refused' });
    if (command === 'throw') throw new Error('thrown for a test');
    if (command === 'exit') process.exit(3);
  });
  answer({ type: 'ready', value: workerData.name });
  answer({ type: 'event', event: 'hello', value: 1 });
`;

let threads: { terminate(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thread of threads) await thread.terminate();
  threads = [];
});

function start(code: string) {
  const source = `import { parentPort, workerData } from 'node:worker_threads';${code}`;
  const events: unknown[] = [];
  const crashes: string[] = [];
  const thread = new Thread<TestCommands, string>(
    new URL(`data:text/javascript,${encodeURIComponent(source)}`),
    {
      name: 'test',
      workerData: { name: 'Ada' },
      onEvent: (event, value) => events.push([event, value]),
      onCrash: (reason) => crashes.push(reason),
    },
  );
  threads.push(thread);
  /** A command that no type knows. */
  const command = (name: string): Promise<unknown> => thread.call(name as 'never', null);
  return { thread, events, crashes, command };
}

test('says when it is ready, answers each command with its own result, and sends events', async () => {
  const { thread, events, crashes } = start(SERVES);
  expect(await thread.ready).toBe('Ada');
  expect(await Promise.all([1, 2, 3].map((n) => thread.call('double', n)))).toEqual([2, 4, 6]);
  await expect(thread.call('fail', null)).rejects.toThrow('refused');
  expect(events).toEqual([['hello', 1]]);
  expect(crashes).toEqual([]);
});

test('a thread that throws ends every command that waits, and tells why, once', async () => {
  const { thread, crashes, command } = start(SERVES);
  await thread.ready;
  const waiting = thread.call('never', null);
  await expect(command('throw')).rejects.toThrow(ThreadEndedError);
  await expect(waiting).rejects.toThrow('the test thread ended: thrown for a test');
  expect(crashes).toEqual(['thrown for a test']);
  await expect(thread.call('double', 1)).rejects.toThrow(ThreadEndedError);
});

test('who hears of the end by a failed command finds it told already', async () => {
  const { thread, crashes, command } = start(SERVES);
  await thread.ready;
  const toldBefore: number[] = [];
  void command('throw').catch(() => undefined);
  // Commands that are sent while it is dying, before it has ended.
  for (let n = 0; toldBefore.length === 0 && n < 1000; n++) {
    await thread.call('double', n).catch(() => toldBefore.push(crashes.length));
  }
  expect(toldBefore).toEqual([1]);
});

test('a thread that exits tells its code', async () => {
  const { thread, crashes, command } = start(SERVES);
  await thread.ready;
  await expect(command('exit')).rejects.toThrow('exit code 3');
  expect(crashes).toEqual(['exit code 3']);
});

test('a thread that cannot start is never ready', async () => {
  const { thread, crashes } = start(`throw new Error('no such file');`);
  await expect(thread.ready).rejects.toThrow('the test thread ended: no such file');
  expect(crashes).toEqual(['no such file']);
});

test('a thread that was terminated did not crash', async () => {
  const { thread, crashes } = start(SERVES);
  await thread.ready;
  const waiting = thread.call('never', null);
  const ended = expect(waiting).rejects.toThrow(ThreadEndedError);
  await thread.terminate();
  await ended;
  expect(crashes).toEqual([]);
});
