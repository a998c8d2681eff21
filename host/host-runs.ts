// What excludes what in a host: runs, selections and the end of an outside run, in one place. A run and the end of an outside run are
// refused while another is active; a selection is refused then too; a run that comes while a selection is under way is
// active at once and prepares after it, so that it can be stopped also when the selection waits for a blocked loop.
import type { RunDocument } from '../core/contract/run-document.ts';
import type { Mode, Scenario } from '../core/contract/scenario.ts';
import type { ServerStatus } from '../core/contract/server-status.ts';
import type { FireOptions, RecordedRun, TakenRecording } from './host-api.ts';
import type { OutsideRun } from './outside-run.ts';
import type { RunController } from './run-controller.ts';

export class HostRuns {
  private readonly controller: RunController;
  private readonly outside: OutsideRun;
  private readonly status: ServerStatus;
  private busyWith: string | null = null;

  constructor(controller: RunController, outside: OutsideRun, status: ServerStatus) {
    this.controller = controller;
    this.outside = outside;
    this.status = status;
  }

  /** @throws Error when something else is active */
  fire(scenario: Scenario, options: FireOptions, withAnswers: boolean): Promise<RecordedRun> {
    return this.alone('run', async () => {
      this.selectMode(scenario.mode);
      try {
        return await this.controller.run(scenario, {
          onProgress: options.onProgress,
          onPhase: options.onPhase,
          onRecording: () => {
            const taken = this.outside.end();
            if (taken !== null) options.onOutside?.(taken);
          },
          withAnswers,
        });
      } finally {
        // A run that ended before it was recorded has left the recording alone; one that failed has not.
        if (this.outside.scenario === null) this.outside.begin(scenario);
      }
    });
  }

  /** @throws Error when a run is active */
  async select(scenario: Scenario, recording: 'anew' | 'goes on'): Promise<void> {
    this.refuseWhileBusy();
    this.selectMode(scenario.mode);
    await this.controller.afterConfiguring(() => this.outside.select(scenario, recording));
  }

  selectMode(mode: Mode): void {
    this.status.selectMode(mode);
  }

  /** Ends the recording of requests from outside and begins the next; null when it holds none. @throws Error when a run is active */
  takeOutside(): TakenRecording | null {
    this.refuseWhileBusy();
    const { scenario } = this.outside;
    const taken = this.outside.take();
    if (taken !== null && scenario !== null) this.outside.begin(scenario);
    return taken;
  }

  /** @throws Error when something else is active */
  finishOutside(): Promise<RunDocument> {
    return this.alone('end of a run', () => this.outside.finish());
  }

  private async alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.refuseWhileBusy();
    this.busyWith = what;
    try {
      return await work();
    } finally {
      this.busyWith = null;
    }
  }

  private refuseWhileBusy(): void {
    if (this.busyWith !== null) throw new Error(`a ${this.busyWith} is active; one run at a time`);
  }
}
