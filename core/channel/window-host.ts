// What the host's end of a channel serves a window with. Whoever keeps the state that all windows share implements it;
// sessions know nothing else of a host.
import type { WindowCommand, ArgumentOf, ResultOf } from '../contract/window-commands.ts';
import type { HostState, HostStatePatch } from '../contract/window-state.ts';
import type { FeedSource } from './feed-source.ts';

/** Every command's work. Refuses by throwing a CommandError; anything else that is thrown is told as `internal`. */
export type WindowHandlers = {
  readonly [C in WindowCommand]: (argument: ArgumentOf<C>) => Promise<ResultOf<C>>;
};

export interface WindowHost {
  /** Another one with every start of the host: numbers of runs mean nothing beyond it. */
  readonly id: string;
  readonly feed: FeedSource;
  readonly handlers: WindowHandlers;
  /** The whole state as it is now. */
  state(): HostState;
  /** Told of every change, as the top-level keys that changed; returns its undo. */
  onState(listener: (patch: HostStatePatch) => void): () => void;
}
