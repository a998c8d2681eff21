// Entry point of the load generator's thread.
import { workerData } from 'node:worker_threads';
import type { GeneratorCommands, GeneratorInit } from '../core/contract/thread-messages.ts';
import { RingWriter } from '../core/trace/ring.ts';
import { LoadGenerator } from '../pipeline/load/load-generator.ts';
import { ThreadPacer } from '../pipeline/load/pacer.ts';
import { emitToParent, serveThread } from '../pipeline/thread-port.ts';

const init = workerData as GeneratorInit;
const generator = new LoadGenerator({
  ring: new RingWriter(init.ring),
  pacer: new ThreadPacer(init.pacerUrl),
  onProgress: (progress) => emitToParent('progress', progress),
});

serveThread<GeneratorCommands>(
  {
    prepare: (plan) => generator.prepare(plan),
    fire: (start) => generator.fire(start),
    answers: ({ runId, requestId }) => generator.answers(runId, requestId),
    stop: () => {
      generator.stop();
      return null;
    },
    close: async () => {
      await generator.close();
      return null;
    },
  },
  null,
);
