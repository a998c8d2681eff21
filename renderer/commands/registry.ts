// Everything a user can do by keyboard or palette, in one place: the palette, the list of keys and the key handler are all
// made from it. Whoever offers a command registers it while it is there, and takes it back when it goes.
import { create } from 'zustand';
import type { NamespacedMessageKey } from '../i18n/message-key.ts';

export interface Command {
  /** `area.verb`, e.g. `gantt.zoomIn`; unique. */
  readonly id: string;
  readonly title: NamespacedMessageKey;
  /** Heading under which it is listed. */
  readonly group: 'run' | 'chart' | 'view' | 'app';
  /** In the notation of tinykeys, e.g. `$mod+Enter`, `KeyW`; the first is shown. Letters by `code`. */
  readonly keys?: readonly string[];
  /** Whether it can be run now; asked when it is listed or its key is pressed. */
  readonly enabled?: () => boolean;
  /** Whether it is run again and again while its key is held; what is left out counts once a press. */
  readonly repeats?: boolean;
  run(): void;
}

interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
}

export const useCommandRegistry = create<Registry>()(() => ({ commands: new Map() }));

/** Offers commands; returns the undo. @throws Error when an id is taken */
export function registerCommands(commands: readonly Command[]): () => void {
  useCommandRegistry.setState(({ commands: before }) => {
    const after = new Map(before);
    for (const command of commands) {
      if (after.has(command.id)) throw new Error(`two commands are called ${command.id}`);
      after.set(command.id, command);
    }
    return { commands: after };
  });
  return () =>
    useCommandRegistry.setState(({ commands: before }) => {
      const after = new Map(before);
      for (const command of commands) after.delete(command.id);
      return { commands: after };
    });
}
