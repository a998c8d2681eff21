// The state that all windows see, and who is told of its changes. A change is told at once and in order, so that a
// command is never answered before what it changed; whoever changes something often (progress, counts) does so rarely enough.
import type { HostState, HostStatePatch } from '../../core/contract/window-state.ts';

export class SharedState {
  private state: HostState;
  private readonly listeners = new Set<(patch: HostStatePatch) => void>();

  constructor(state: HostState) {
    this.state = state;
  }

  get current(): HostState {
    return this.state;
  }

  change(patch: Partial<HostState>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.listeners) listener(patch);
  }

  /** @returns its undo */
  onChange(listener: (patch: HostStatePatch) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}
