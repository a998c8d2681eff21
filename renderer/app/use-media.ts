// Whether a media query matches, live.
import { useSyncExternalStore } from 'react';

/** @param query e.g. `(prefers-color-scheme: dark)` */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
