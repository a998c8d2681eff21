// What the runs of a host work with: its threads, its recorder, its voice.
import type { ServerStatus } from '../core/contract/server-status.ts';
import type {
  FeatureServiceCommands,
  GeneratorCommands,
  WriterCommands,
  WriterCounters,
} from '../core/contract/thread-messages.ts';
import type { ServerSupervisor } from './server-supervisor.ts';
import type { Thread } from './thread.ts';
import type { TraceRecorder } from './trace-recorder.ts';

export interface ControllerParts {
  readonly supervisor: ServerSupervisor;
  readonly recorder: TraceRecorder;
  readonly features: Thread<FeatureServiceCommands, { origin: string }>;
  readonly generator: Thread<GeneratorCommands, null>;
  readonly writer: Thread<WriterCommands, null>;
  readonly status: ServerStatus;
  /** The writer's counters as last reported. */
  readonly writerCounters: () => WriterCounters;
  readonly warn: (line: string) => void;
}
