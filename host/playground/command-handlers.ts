// What every command of a window does. Arguments are parsed before they come here; refusals are CommandErrors.
import type { WindowHandlers } from '../../core/channel/window-host.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { CommandError } from '../../core/contract/window-commands.ts';
import type { PlaygroundHost } from '../host-api.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { Notices } from './notices.ts';
import type { OutsideKeeper } from './outside-keeper.ts';
import type { OutsideWatch } from './outside-watch.ts';
import type { RequestStories } from './request-story.ts';
import type { RunDesk } from './run-desk.ts';
import type { ScenarioInForce } from './scenario-in-force.ts';
import type { SharedState } from './shared-state.ts';

export interface HandlerParts {
  readonly host: Pick<PlaygroundHost, 'takeOutside'>;
  readonly canQuit: boolean;
  readonly quit: () => void;
  readonly shared: SharedState;
  readonly kept: KeptRuns;
  readonly notices: Notices;
  readonly desk: RunDesk;
  readonly inForce: ScenarioInForce;
  readonly outside: OutsideKeeper;
  readonly outsideWatch: OutsideWatch;
  readonly stories: RequestStories;
  readonly saveSettings: (settings: Settings) => void;
  readonly saveScenario: (scenario: Scenario) => void;
}

const STOPPED = 'stopped in the window';

export function commandHandlers(parts: HandlerParts): WindowHandlers {
  const { shared, kept, desk, stories, notices, outsideWatch } = parts;
  let quitting = false;
  return {
    'state.get': async () => shared.current,
    'scenario.set': async ({ scenario }) => {
      select(parts, scenario);
      desk.modeFlipped(scenario.mode);
      return null;
    },
    'run.fire': async ({ scenario }) => {
      const number = desk.fire(scenario);
      outsideWatch.look();
      select(parts, scenario);
      return { number };
    },
    'run.fireAll': async ({ scenario }) => {
      const batch = desk.fireAll(scenario);
      outsideWatch.look();
      select(parts, scenario);
      return { batch };
    },
    'run.stop': async () => {
      await desk.stop(STOPPED);
      return null;
    },
    'run.trace': async ({ number }) => {
      const run = kept.get(number) ?? refuseMissing(desk, number);
      // A copy: whoever carries it may transfer it away.
      return run.trace.slice(0);
    },
    'run.pin': async ({ number, pinned }) => {
      if (pinned && !kept.roomToPin(number))
        throw new CommandError(
          'full',
          'pinned runs fill the memory that is set aside for runs; unpin or delete one first',
        );
      return change(parts, number, kept.pin(number, pinned));
    },
    'run.delete': async ({ number }) => change(parts, number, kept.delete(number)),
    'run.restore': async ({ number }) => change(parts, number, kept.restore(number)),
    'outside.keep': async () => keepOutside(parts),
    'request.story': ({ number, requestId }) => stories.tell(number, requestId),
    'settings.set': async (settings) => {
      shared.change({ settings });
      parts.saveSettings(settings);
      return null;
    },
    'notice.dismiss': async ({ id }) => {
      // Somebody else may have dismissed it: that is what was wanted.
      notices.dismiss(id);
      return null;
    },
    'host.quit': async ({ force }) => {
      if (!parts.canQuit)
        throw new CommandError('unavailable', 'this host is not ended from a window');
      if (desk.current !== null && !force)
        throw new CommandError('busy', `run ${desk.current.number} is active; it would be stopped`);
      if (quitting) return null;
      quitting = true;
      try {
        await desk.close('the host is closing');
      } finally {
        // After the answer has gone out.
        setImmediate(parts.quit);
      }
      return null;
    },
  };
}

function select({ shared, inForce, saveScenario }: HandlerParts, scenario: Scenario): void {
  shared.change({ scenario });
  inForce.set(scenario);
  saveScenario(scenario);
}

function change({ shared, kept }: HandlerParts, number: number, done: boolean): null {
  if (!done) throw new CommandError('gone', `run ${number} is not kept any more`);
  shared.change(kept.view());
  return null;
}

function refuseMissing(desk: RunDesk, number: number): never {
  if (desk.current?.number === number)
    throw new CommandError('unavailable', `run ${number} is not over yet`);
  throw new CommandError('gone', `run ${number} is not kept any more`);
}

function keepOutside({ host, desk, outside, outsideWatch }: HandlerParts): {
  number: number | null;
} {
  if (desk.current !== null) {
    const { number } = desk.current;
    throw new CommandError(
      'busy',
      `run ${number} is active: requests from outside belong to it until it ends`,
    );
  }
  const taken = host.takeOutside();
  if (taken === null) return { number: null };
  const number = outside.keep(taken);
  outsideWatch.look();
  return { number };
}
