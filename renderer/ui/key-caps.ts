// From the notation of key bindings to what is printed on keys. Pure but for the question which keyboard it is.

const ON_A_MAC = /mac|iphone|ipad/i;

/** Whether the modifier key for commands is ⌘ here. */
export function hasCommandKey(platform: string): boolean {
  return ON_A_MAC.test(platform);
}

const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  Period: '.',
  Comma: ',',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Slash: '/',
  Space: 'Space',
  Equal: '=',
  Minus: '-',
  BracketLeft: '[',
  BracketRight: ']',
};

function cap(key: string, mac: boolean): string {
  if (key === '$mod') return mac ? '⌘' : 'Ctrl';
  if (key === 'Alt') return mac ? '⌥' : 'Alt';
  if (key === 'Shift') return mac ? '⇧' : 'Shift';
  if (key === 'Control') return mac ? '⌃' : 'Ctrl';
  const letter = /^(?:Key|Digit)(\w)$/.exec(key)?.[1];
  return letter ?? NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/**
 * What to print for a binding, e.g. `$mod+Enter` gives `Ctrl`, `↵`.
 * @param platform `navigator.platform`, or what else tells a Mac
 */
export function keyCaps(keys: string, platform: string = navigator.platform): readonly string[] {
  const mac = hasCommandKey(platform);
  const parts = keys.split(/\+(?=.)/);
  // A printed `?` already stands for Shift and its key.
  const shown = parts.includes('?') ? parts.filter((part) => part !== 'Shift') : parts;
  return shown.map((part) => cap(part, mac));
}
