// The user's settings, which the host keeps: reading them, and changing some of them.
import { useMemo } from 'react';
import { DEFAULT_SETTINGS, type Settings } from '../../core/contract/settings.ts';
import { useTellError } from '../app/tell-error.ts';
import { useHostLink, type HostLink } from '../state/host-link.ts';
import { useHost } from '../state/host-store.ts';
import { lastLook } from '../theme/paint-hint.ts';

/** Until the host has told the settings: the defaults, with the look of last time. */
const BEFORE: Settings = { ...DEFAULT_SETTINGS, ...lastLook() };

export function useSettings(): Settings {
  return useHost(({ state }) => state?.settings ?? BEFORE);
}

/** What was sent last, and what the host's settings were then: two changes in a row must both count. */
let last: { readonly over: Settings; readonly sent: Settings } | null = null;

function changed(patch: Partial<Settings>): Settings {
  const now = useHost.getState().state?.settings ?? BEFORE;
  const base = last?.over === now ? last.sent : now;
  const sent = { ...base, ...patch };
  last = { over: now, sent };
  return sent;
}

/** Changes some settings; fails when the host cannot be reached. */
export async function changeSettings(
  link: Pick<HostLink, 'call'>,
  patch: Partial<Settings>,
): Promise<void> {
  try {
    await link.call('settings.set', changed(patch));
  } catch (error) {
    last = null;
    throw error;
  }
}

/** Changes some settings, and says so when that fails. */
export function useChangeSettings(): (patch: Partial<Settings>) => void {
  const link = useHostLink();
  const tell = useTellError();
  return useMemo(
    () => (patch) => {
      changeSettings(link, patch).catch((error: unknown) => tell(error));
    },
    [link, tell],
  );
}
