// Listens to the keyboard and runs what a key means. Draws nothing.
import { useEffect } from 'react';
import { useSettings } from '../settings/use-settings.ts';
import { commandFor } from './key-handler.ts';
import { useCommandRegistry } from './registry.ts';

export function CommandKeys() {
  const { singleKeys } = useSettings();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { commands } = useCommandRegistry.getState();
      const command = commandFor(event, commands.values(), { singleKeys });
      if (command === null) return;
      event.preventDefault();
      if (event.repeat && command.repeats !== true) return;
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [singleKeys]);
  return null;
}
