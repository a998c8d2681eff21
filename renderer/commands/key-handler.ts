// From a key press to a command of the registry. Decides when a key is not a command: while somebody types, while an input
// method composes, while a dialog is open, while a list has the arrows.
import { matchKeyBindingPress, parseKeybinding, type KeyBindingPress } from 'tinykeys';
import type { Command } from './registry.ts';

/** What an input method reports for a key that it took. */
const TAKEN_BY_INPUT_METHOD = 229;

const TEXT_INPUTS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color']);
/** What lies over the window and has keys of its own; a message that comes and goes does not. */
const OPEN_LAYERS =
  ':is([role="dialog"], [role="alertdialog"], [role="listbox"], [role="menu"]):not([data-toast])';
/** A list that was open once stays in the document. */
const CLOSED = '[data-closed], [hidden]';
/** Keys that type nothing: they stay when single keys are switched off. */
const TYPES_NOTHING = /^(?:Escape|Enter|Tab|Space|Arrow\w+|Home|End|Page\w+|Insert|Delete|F\d+)$/;
/** What Enter, Space and arrows belong to while it has the focus. */
const WIDGETS =
  'button, a[href], summary, [role="radio"], [role="tab"], [role="option"], [role="menuitem"], [role="separator"], [role="slider"]';
const WIDGET_KEYS = new Set(['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

const presses = new Map<string, KeyBindingPress>();

function pressOf(keys: string): KeyBindingPress {
  const known = presses.get(keys);
  if (known !== undefined) return known;
  const [press, more] = parseKeybinding(keys);
  if (press === undefined || more !== undefined) throw new Error(`${keys} is not one key press`);
  presses.set(keys, press);
  return press;
}

/** Whether keys go into a text there. */
export function isTextInput(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const input = target.closest(TEXT_INPUTS);
  return input !== null && !(input instanceof HTMLInputElement && NOT_TEXT.has(input.type));
}

/** Whether a binding is a single key, without a modifier that would keep it from typing. */
export function isSingleKey(keys: string): boolean {
  return !pressOf(keys)[0].some((modifier) => modifier !== 'Shift');
}

/** A command that text inputs have themselves. */
function isEditing(keys: string): boolean {
  return /\+Key[ZYACXV]$/.test(keys);
}

function isCovered(): boolean {
  return [...document.querySelectorAll(OPEN_LAYERS)].some(
    (layer) => layer.closest(CLOSED) === null,
  );
}

export interface KeyRules {
  /** The settings' switch for single keys. */
  readonly singleKeys: boolean;
}

function mayRun(keys: string, event: KeyboardEvent, { singleKeys }: KeyRules): boolean {
  const inText = isTextInput(event.target);
  if (!isSingleKey(keys)) return !(inText && isEditing(keys));
  if (inText || (!singleKeys && !TYPES_NOTHING.test(String(pressOf(keys)[1])))) return false;
  const onWidget = event.target instanceof Element && event.target.closest(WIDGETS) !== null;
  return !(onWidget && WIDGET_KEYS.has(event.key));
}

/**
 * The command that a key press means now; null when it means none. A single key that a widget took is the widget's; with
 * Ctrl or Alt it is not, because radio buttons take Enter whatever is held with it.
 */
export function commandFor(
  event: KeyboardEvent,
  commands: Iterable<Command>,
  rules: KeyRules,
): Command | null {
  if (event.isComposing) return null;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign that Safari gives
  if (event.keyCode === TAKEN_BY_INPUT_METHOD) return null;
  if (isCovered()) return null;
  for (const command of commands) {
    for (const keys of command.keys ?? []) {
      if (event.defaultPrevented && isSingleKey(keys)) continue;
      if (!matchKeyBindingPress(event, pressOf(keys)) || !mayRun(keys, event, rules)) continue;
      if (command.enabled?.() !== false) return command;
    }
  }
  return null;
}
