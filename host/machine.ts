// The machine a run was made on, as it stands in the run's document.
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Machine } from '../core/contract/run-document.ts';
import { VERSION } from '../core/contract/version.ts';

export function describeMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    memoryMiB: Math.round(totalmem() / 1048576),
    runtime: runtimeOf(process.versions),
    loopscope: VERSION,
  };
}

/** Under plain Node there is no Electron version, whatever the types say. */
function runtimeOf(versions: Readonly<Record<string, string | undefined>>): string {
  const electron = versions['electron'];
  return electron === undefined ? `node ${versions['node'] ?? '?'}` : `electron ${electron}`;
}
