// How the window looked last, kept by the browser so that the first paint is right before the host has told the settings.
// A hint only: the host's settings win as soon as they are there, and a browser that keeps nothing loses nothing.
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../core/contract/settings.ts';

const KEY = 'loopscope.look';
export type Look = Pick<Settings, 'theme' | 'language'>;

const lookSchema = settingsSchema.pick({ theme: true, language: true });

/** How the window looked last; the defaults where nothing is kept. */
export function lastLook(): Look {
  try {
    return lookSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage that is switched off, or not ours: the defaults do.
    return DEFAULT_SETTINGS;
  }
}

export function rememberLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Only the next first paint is affected.
  }
}
