// The connection over channels in memory, with a clock turned by hand: it comes back, waits longer and longer, gives up only
// when it is told to.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Duplex } from '../../core/channel/duplex.ts';
import { memoryPair } from '../../core/channel/memory-pair.ts';
import { HandTimers } from '../../core/channel/timers.test-support.ts';
import { MemoryWindowHost } from '../../core/channel/window-host.test-support.ts';
import { PageFeed, settled } from '../../core/channel/window-pair.test-support.ts';
import { WindowSession } from '../../core/channel/window-session.ts';
import { CLOSE_CODE } from '../../core/contract/channel-address.ts';
import type { Connection } from '../state/host-store.ts';
import { HostConnection, type OpenedChannel } from './connection.ts';

class Trial {
  readonly timers = new HandTimers();
  readonly host = new MemoryWindowHost();
  readonly feed = new PageFeed();
  readonly told: Connection[] = [];
  /** Whether somebody is there to answer. */
  up = true;
  opened = 0;
  closeCode: number | null = null;
  session: WindowSession | null = null;
  hostEnd: Duplex | null = null;
  readonly connection = new HostConnection({
    open: () => this.open(),
    timers: this.timers,
    feed: this.feed,
    onWelcome: (host) => {
      this.feed.greeted(host);
    },
    onState: () => undefined,
    onConnection: (connection) => this.told.push(connection),
  });

  get now(): Connection | undefined {
    return this.told.at(-1);
  }

  private open(): OpenedChannel {
    this.opened++;
    const [hostEnd, pageEnd] = memoryPair();
    if (this.up) {
      const { host, timers } = this;
      this.session = new WindowSession({ duplex: hostEnd, host, timers });
    } else hostEnd.close('nothing answers at this address');
    this.hostEnd = hostEnd;
    return Object.defineProperty(pageEnd, 'closeCode', {
      get: () => this.closeCode,
    });
  }
}

let trial: Trial;

beforeEach(() => {
  trial = new Trial();
});
afterEach(() => {
  trial.connection.stop();
});

async function connected(): Promise<void> {
  trial.connection.start();
  await settled();
  expect(trial.now).toEqual({ phase: 'connected' });
}

describe('a connection', () => {
  it('says that it is connecting, then connected, and carries commands', async () => {
    trial.host.handle({ 'run.stop': () => Promise.resolve(null) });
    await expect(trial.connection.call('run.stop', null)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await connected();
    expect(trial.told).toEqual([{ phase: 'connecting' }, { phase: 'connected' }]);
    await expect(trial.connection.call('run.stop', null)).resolves.toBeNull();
  });

  it('that is cut says when it tries again, tries, and goes on where it was', async () => {
    trial.host.feed.begin();
    await connected();
    trial.hostEnd?.close('the connection broke');
    await settled();
    const lost = { phase: 'lost', reason: 'the connection broke', retryAtMs: 250 };
    expect(trial.now).toEqual(lost);
    trial.timers.pass(249);
    expect(trial.opened).toBe(1);
    trial.timers.pass(1);
    expect(trial.now).toEqual(lost);
    await settled();
    expect(trial.now).toEqual({ phase: 'connected' });
  });

  it('waits longer and longer while nobody answers, at most 5 s', async () => {
    trial.up = false;
    trial.connection.start();
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      await settled();
      const { now } = trial;
      if (now?.phase !== 'lost') throw new Error('not lost');
      expect(now.reason).toBe('nothing answers at this address');
      pauses.push(now.retryAtMs - trial.timers.nowMs());
      trial.timers.pass(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it('that breaks right after every welcome waits longer too, one that held starts afresh', async () => {
    await connected();
    const pauseAfterBreak = async (heldMs: number): Promise<number> => {
      trial.timers.pass(heldMs);
      await settled();
      trial.hostEnd?.close('broke');
      await settled();
      const { now } = trial;
      if (now?.phase !== 'lost') throw new Error('not lost');
      const pauseMs = now.retryAtMs - trial.timers.nowMs();
      trial.timers.pass(pauseMs);
      await settled();
      return pauseMs;
    };
    expect(await pauseAfterBreak(10)).toBe(250);
    expect(await pauseAfterBreak(10)).toBe(500);
    expect(await pauseAfterBreak(4_900)).toBe(1000);
    expect(await pauseAfterBreak(5_000)).toBe(250);
  });

  it('tries at once when it is told to, and only when it waits', async () => {
    trial.up = false;
    trial.connection.start();
    await settled();
    trial.timers.pass(10_000);
    await settled();
    const before = trial.opened;
    trial.up = true;
    trial.connection.retrySoon();
    trial.connection.retrySoon();
    await settled();
    expect(trial.opened).toBe(before + 1);
    expect(trial.now).toEqual({ phase: 'connected' });
    trial.connection.retryNow();
    expect(trial.opened).toBe(before + 1);
  });

  it('whose host falls silent is lost within 10 s, and found again', async () => {
    await connected();
    if (trial.hostEnd !== null) trial.hostEnd.send = () => undefined;
    trial.timers.pass(10_000);
    expect(trial.told.map(({ phase }) => phase)).toContain('lost');
    await settled();
    trial.timers.pass(10_000);
    await settled();
    expect(trial.now).toEqual({ phase: 'connected' });
  });

  it('that is stopped says nothing more and does not come back', async () => {
    await connected();
    const { length } = trial.told;
    trial.connection.stop();
    await settled();
    trial.timers.pass(60_000);
    await settled();
    expect(trial.told).toHaveLength(length);
    expect(trial.opened).toBe(1);
    expect(trial.timers.pending).toBe(0);
  });
});

describe('a connection that is refused', () => {
  async function endedWith(closeCode: number | null, end: () => void): Promise<void> {
    await connected();
    trial.closeCode = closeCode;
    end();
    await settled();
    trial.timers.pass(60_000);
    await settled();
    expect(trial.opened).toBe(1);
  }

  it('for want of access says where to find it, whatever the host says beside', async () => {
    await endedWith(CLOSE_CODE.noAccess, () => {
      trial.session?.end('refused', 'no valid session');
    });
    expect(trial.now).toMatchObject({ phase: 'refused', why: 'noAccess' });
    expect(trial.now).toMatchObject({ reason: expect.stringContaining('URL that Loopscope') });
  });

  it('for another reason says it', async () => {
    await endedWith(null, () => {
      trial.session?.end('refused', 'no windows today');
    });
    const reason = 'no windows today';
    expect(trial.now).toEqual({ phase: 'refused', why: 'other', reason });
  });

  it('because too many windows are open gets in once one of them is closed', async () => {
    await connected();
    trial.closeCode = CLOSE_CODE.tooManyWindows;
    const reason = '32 windows are open already';
    trial.session?.end('refused', reason);
    await settled();
    expect(trial.now).toMatchObject({ phase: 'lost', reason });
    trial.closeCode = null;
    trial.timers.pass(250);
    await settled();
    expect(trial.now).toEqual({ phase: 'connected' });
  });

  it('because the host has ended says so, and can be tried again by hand only', async () => {
    await endedWith(CLOSE_CODE.hostEnded, () => {
      trial.hostEnd?.close('the host is ending');
    });
    expect(trial.now).toEqual({ phase: 'ended' });
    trial.closeCode = null;
    trial.connection.retrySoon();
    expect(trial.opened).toBe(1);
    trial.connection.retryNow();
    await settled();
    expect(trial.now).toEqual({ phase: 'connected' });
  });

  it('because nothing can be opened any more says why', async () => {
    const told: Connection[] = [];
    const connection = new HostConnection({
      open: () => {
        throw new Error('the port is closed');
      },
      timers: trial.timers,
      feed: trial.feed,
      onWelcome: () => undefined,
      onState: () => undefined,
      onConnection: (now) => told.push(now),
    });
    connection.start();
    expect(told.at(-1)).toMatchObject({ phase: 'refused', why: 'other' });
  });
});
