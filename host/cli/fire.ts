// One run on a host that has started, with its progress line, and stopped by the first signal.
import type { RunDocument } from '../../core/contract/run-document.ts';
import type { Scenario } from '../../core/contract/scenario.ts';
import type { Host } from '../host-api.ts';
import type { Interrupts } from './interrupts.ts';
import { progressText } from './progress-text.ts';
import type { StatusLine } from './status-line.ts';

export async function fire(
  host: Host,
  scenario: Scenario,
  interrupts: Interrupts,
  status: StatusLine,
): Promise<RunDocument> {
  const stopping: Promise<void>[] = [];
  const running = host.run(scenario, (progress) => status.update(progressText(progress, scenario)));
  const undo = interrupts.whenStopped(() => {
    status.print('Stopping …');
    const stopped = host.stop('interrupted');
    stopping.push(stopped);
    // Awaited below; until then a failure must not count as nobody's.
    stopped.catch(() => undefined);
  });
  try {
    const run = await running;
    await Promise.all(stopping);
    return run;
  } finally {
    undo();
    status.clear();
  }
}
