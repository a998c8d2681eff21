// The state that all windows of a host share, and the commands that change it: scenario and mode, the active run, kept runs,
// requests from outside, notices, settings. Puts the parts of this folder together; knows nothing of channels.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { WindowHost } from '../../core/channel/window-host.ts';
import { MAX_DELETED_RUNS, MAX_KEPT_BYTES, MAX_KEPT_RUNS } from '../../core/contract/limits.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { VERSION } from '../../core/contract/version.ts';
import { WINDOW_SCHEMA_VERSION, type HostState } from '../../core/contract/window-state.ts';
import { wallClockMs } from '../clock.ts';
import type { PlaygroundHost } from '../host-api.ts';
import { describeMachine } from '../machine.ts';
import { commandHandlers } from './command-handlers.ts';
import { KeptRuns, type KeptRunsLimits } from './kept-runs.ts';
import { watchLoop } from './loop-watch.ts';
import { Notices } from './notices.ts';
import { OutsideKeeper } from './outside-keeper.ts';
import { watchOutside } from './outside-watch.ts';
import { RequestStories } from './request-story.ts';
import { RunDesk } from './run-desk.ts';
import { keptRunOf } from './run-entry.ts';
import { RunNumbers } from './run-numbers.ts';
import { ScenarioInForce } from './scenario-in-force.ts';
import { SETTINGS_FILE, scenarioBeside, settingsIn } from './settings-file.ts';
import { SharedState } from './shared-state.ts';

export interface PlaygroundOptions {
  readonly host: PlaygroundHost;
  readonly dataDir: string;
  /** Default: `settings.json` in the data folder. The last scenario lies beside it. */
  readonly settingsFile?: string;
  /** What the host runs in, for people: `Electron` or `web`. */
  readonly form: string;
  /** Why it is this form, when another was wanted. */
  readonly reason: string | null;
  /** Whether windows may end the host. */
  readonly canQuit: boolean;
  /** Ends the host in an orderly way; called once, after the window that asked has had its answer. */
  readonly quit: () => void;
  /** Says aloud what the playground itself could not do (files); notices say it in the window. */
  readonly warn: (line: string) => void;
  /** Bounds of kept runs, for tests. */
  readonly limits?: KeptRunsLimits;
}

export interface Playground extends WindowHost {
  /** Ends what is active, keeps it, and writes what is to be remembered. The host itself is not closed. */
  close(): Promise<void>;
}

const LIMITS: KeptRunsLimits = {
  bytes: MAX_KEPT_BYTES,
  runs: MAX_KEPT_RUNS,
  deleted: MAX_DELETED_RUNS,
};

/** Starts to share a host's state with windows; what was last in use is put into force at once. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const { host } = options;
  // What could not be read is said once there is somewhere to say it.
  const problems: string[] = [];
  let sayProblem = (text: string): void => void problems.push(text);
  const onProblem = (text: string): void => {
    sayProblem(text);
  };
  const settingsFile = options.settingsFile ?? path.join(options.dataDir, SETTINGS_FILE);
  const settings = settingsIn(settingsFile, onProblem);
  const scenarios = scenarioBeside(settingsFile, onProblem);
  const kept = new KeptRuns(options.limits ?? LIMITS);
  const shared = new SharedState(firstState(options, scenarios.read(), settings.read(), kept));

  const notices = new Notices((list) => shared.change({ notices: list }));
  sayProblem = (text) => {
    options.warn(text);
    notices.add('warning', text);
  };
  for (const text of problems) sayProblem(text);
  const undoWarnings = host.onWarning((line, level) => {
    notices.add(level, line);
  });

  const onFailure = (number: number, reason: string): void => {
    notices.add('error', `Run ${number} could not be kept: ${reason}`);
  };
  const numbers = new RunNumbers();
  const outside = new OutsideKeeper({
    numbers,
    isActive: () => desk.active !== 'nothing',
    onKept: (run) => {
      kept.add(run);
      shared.change(kept.view());
    },
    onFailure,
  });
  const desk: RunDesk = new RunDesk({
    host,
    cores: shared.current.host.machine.cores,
    numbers,
    onActivity: (activity) => {
      shared.change({ activity });
    },
    onRecorded: (recorded, { number, batch }) => {
      kept.add(keptRunOf(recorded, { number, origin: 'measured', batch }));
      shared.change(kept.view());
    },
    onOutside: (taken) => {
      outside.keep(taken);
    },
    onFailure,
    onIdle: () => {
      outside.idle();
      inForce.apply();
      outsideWatch.look();
    },
  });
  const inForce = new ScenarioInForce({
    host,
    scenario: shared.current.scenario,
    active: () => desk.active,
    onPhase: (phase) => {
      shared.change({ inForce: phase });
    },
  });
  const outsideWatch = watchOutside(
    host,
    () => desk.active !== 'nothing',
    (counts) => {
      shared.change({ outside: counts });
    },
  );
  const undoLoopWatch = watchLoop(
    host,
    (loop) => {
      shared.change({ loop });
    },
    () => {
      inForce.check();
    },
  );
  inForce.apply();

  const stories = new RequestStories({
    host,
    kept,
    desk,
    startedMs: wallClockMs(),
    onProblem,
  });
  const handlers = commandHandlers({
    ...options,
    shared,
    kept,
    notices,
    desk,
    inForce,
    outside,
    outsideWatch,
    stories,
    saveSettings: (value) => {
      settings.save(value);
    },
    saveScenario: (value) => {
      scenarios.save(value);
    },
  });

  return {
    id: randomUUID(),
    feed: host.feed,
    handlers,
    state: () => shared.current,
    onState: (listener) => shared.onChange(listener),
    close: async () => {
      inForce.close();
      await desk.close('the host is closing');
      undoLoopWatch();
      outsideWatch.stop();
      undoWarnings();
      await Promise.all([settings.flush(), scenarios.flush()]);
    },
  };
}

function firstState(
  { host, form, reason, canQuit }: PlaygroundOptions,
  scenario: Scenario,
  settings: Settings,
  kept: KeptRuns,
): HostState {
  return {
    schemaVersion: WINDOW_SCHEMA_VERSION,
    host: {
      version: VERSION,
      form,
      reason,
      predictionOrigin: host.predictionOrigin,
      databasePath: host.databasePath,
      machine: describeMachine(),
      capabilities: { quit: canQuit },
    },
    scenario,
    inForce: { phase: 'applying' },
    activity: { phase: 'idle' },
    loop: { phase: 'free' },
    ...kept.view(),
    outside: { feedRun: host.feedRun, requests: 0, inFlight: 0 },
    notices: [],
    settings,
  };
}
