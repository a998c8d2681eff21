// Puts a scenario into force on the threads that serve it.
import type { RunConfig } from '../core/contract/thread-messages.ts';
import type { ControllerParts } from './controller-parts.ts';

const NO_DELAY = { law: 'fixed', ms: 0 } as const;

/** Configures server and feature service; the server's warm-up must not wait for the scenario's delays. */
export async function configureThreads(
  { features, supervisor }: Pick<ControllerParts, 'features' | 'supervisor'>,
  config: RunConfig,
): Promise<void> {
  const { fetch, seed } = config.scenario;
  await features.call('configure', { law: NO_DELAY, seed });
  await supervisor.configure(config);
  await features.call('configure', { law: fetch, seed });
}
