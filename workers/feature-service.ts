// The feature service's thread.
import { workerData } from 'node:worker_threads';
import type {
  FeatureServiceCommands,
  FeatureServiceInit,
} from '../core/contract/thread-messages.ts';
import { RingWriter } from '../core/trace/ring.ts';
import { FeatureService } from '../pipeline/feature/feature-service.ts';
import { serveThread } from '../pipeline/thread-port.ts';

const init = workerData as FeatureServiceInit;
const service = new FeatureService(new RingWriter(init.ring));
const origin = await service.listen();

serveThread<FeatureServiceCommands>(
  {
    configure: ({ law, seed }) => {
      service.configure(law, seed);
      return null;
    },
    close: async () => {
      await service.close();
      return null;
    },
  },
  { origin },
);
