// The connection of this window to its host, over as many channels as it takes: opens one, notices its end, tries again with
// growing pauses, and goes on where it was. Says how it stands; what comes over it goes to whoever keeps it.
import type { Duplex } from '../../core/channel/duplex.ts';
import type { Timers } from '../../core/channel/timers.ts';
import {
  WindowClient,
  type ClientEnd,
  type FeedReceiver,
} from '../../core/channel/window-client.ts';
import { CLOSE_CODE } from '../../core/contract/channel-address.ts';
import {
  CommandError,
  type ArgumentOf,
  type ResultOf,
  type WindowCommand,
} from '../../core/contract/window-commands.ts';
import type { HostState, HostStatePatch } from '../../core/contract/window-state.ts';
import type { Connection } from '../state/host-store.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** A channel that lasted this long was a good one: the pauses begin anew. */
const GOOD_CHANNEL_MS = 5_000;

const NO_ACCESS = 'this page has no access: open the URL that Loopscope printed when it started';

/** A channel that was opened; a carrier that tells with which code it was closed has `closeCode`. */
export interface OpenedChannel extends Duplex {
  readonly closeCode?: number | null;
}

export interface HostConnectionOptions {
  /** Opens a channel. @throws Error when there is nothing to open, for good */
  readonly open: () => OpenedChannel;
  readonly timers: Timers;
  readonly feed: FeedReceiver;
  readonly onWelcome: (host: string, state: HostState) => void;
  readonly onState: (patch: HostStatePatch) => void;
  readonly onConnection: (connection: Connection) => void;
}

export class HostConnection {
  private readonly options: HostConnectionOptions;
  private client: WindowClient | null = null;
  /** Grows with every channel: what an earlier one still tells is not heard. */
  private attempt = 0;
  private phase: 'stopped' | 'trying' | 'connected' | 'waiting' | 'final' = 'stopped';
  private pauseMs = FIRST_PAUSE_MS;
  private welcomedAtMs = 0;
  private lostReason: string | null = null;
  private cancelRetry: () => void = () => undefined;

  constructor(options: HostConnectionOptions) {
    this.options = options;
  }

  start(): void {
    if (this.phase === 'stopped') this.tryNow();
  }

  /** Closes the channel; nothing is told any more. */
  stop(): void {
    this.phase = 'stopped';
    this.attempt++;
    this.cancelRetry();
    this.client?.close('the window was closed');
    this.client = null;
  }

  /** Tries at once if it is waiting to, or has given up. */
  retryNow(): void {
    if (this.phase !== 'waiting' && this.phase !== 'final') return;
    this.pauseMs = FIRST_PAUSE_MS;
    this.tryNow();
  }

  /** Tries at once if it is waiting to: something has happened that may have brought the host back. */
  retrySoon(): void {
    if (this.phase === 'waiting') this.retryNow();
  }

  /** @throws CommandError; `unavailable` when there is no connection */
  call<C extends WindowCommand>(command: C, argument: ArgumentOf<C>): Promise<ResultOf<C>> {
    if (this.client === null || this.phase !== 'connected')
      return Promise.reject(new CommandError('unavailable', 'there is no connection to Loopscope'));
    return this.client.call(command, argument);
  }

  private tryNow(): void {
    const { options } = this;
    this.cancelRetry();
    this.phase = 'trying';
    this.tellTrying();
    let duplex: OpenedChannel;
    try {
      duplex = options.open();
    } catch (error) {
      this.ended({ why: 'refused', reason: String(error) }, null);
      return;
    }
    const attempt = ++this.attempt;
    this.client = new WindowClient({
      duplex,
      feed: options.feed,
      timers: options.timers,
      onWelcome: (host, state) => {
        if (attempt === this.attempt) this.welcomed(host, state);
      },
      onState: options.onState,
      onEnd: (end) => {
        if (attempt === this.attempt) this.ended(end, duplex.closeCode ?? null);
      },
    });
  }

  private welcomed(host: string, state: HostState): void {
    const { onWelcome, onConnection, timers } = this.options;
    this.phase = 'connected';
    this.welcomedAtMs = timers.nowMs();
    onWelcome(host, state);
    onConnection({ phase: 'connected' });
  }

  private tellTrying(): void {
    const { onConnection, timers } = this.options;
    if (this.lostReason === null) onConnection({ phase: 'connecting' });
    else onConnection({ phase: 'lost', reason: this.lostReason, retryAtMs: timers.nowMs() });
  }

  private ended(end: ClientEnd, closeCode: number | null): void {
    const { onConnection } = this.options;
    const wasGood =
      this.phase === 'connected' &&
      this.options.timers.nowMs() - this.welcomedAtMs >= GOOD_CHANNEL_MS;
    this.client = null;
    const final = finalState(end, closeCode);
    if (final !== null) {
      this.phase = 'final';
      this.lostReason = null;
      onConnection(final);
      return;
    }
    if (wasGood) this.pauseMs = FIRST_PAUSE_MS;
    this.lostReason = end.reason;
    this.retryAfterPause();
  }

  private retryAfterPause(): void {
    const { timers, onConnection } = this.options;
    const { pauseMs } = this;
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    this.phase = 'waiting';
    this.cancelRetry = timers.after(pauseMs, () => {
      this.tryNow();
    });
    const retryAtMs = timers.nowMs() + pauseMs;
    onConnection({ phase: 'lost', reason: this.lostReason ?? '', retryAtMs });
  }
}

/** How a channel's end is told when trying again cannot help; null when it can. The carrier's own word counts first. */
function finalState({ why, reason }: ClientEnd, closeCode: number | null): Connection | null {
  if (closeCode === CLOSE_CODE.noAccess)
    return { phase: 'refused', why: 'noAccess', reason: NO_ACCESS };
  if (closeCode === CLOSE_CODE.hostEnded || why === 'ended') return { phase: 'ended' };
  if (why === 'version') return { phase: 'refused', why: 'version', reason };
  // Another window may be closed any time.
  if (closeCode === CLOSE_CODE.tooManyWindows) return null;
  return why === 'refused' ? { phase: 'refused', why: 'other', reason } : null;
}
