import { afterEach, expect, test } from 'vitest';
import { commandFor } from './key-handler.ts';
import type { Command } from './registry.ts';

const make = (id: string, ...keys: string[]): Command => ({
  id,
  title: 'commands.fire',
  group: 'run',
  keys,
  run: () => undefined,
});
const COMMANDS = [
  make('fire', '$mod+Enter'),
  make('stop', '$mod+Period'),
  make('zoomIn', 'KeyW'),
  make('keys', 'Shift+?'),
  make('undo', '$mod+KeyZ'),
  make('mode1', 'Alt+Digit1'),
  make('next', 'Period'),
  make('pick', 'Enter'),
];
const ON = { singleKeys: true };

afterEach(() => document.body.replaceChildren());

/** The id of the command that a press means while `on` has the focus. */
function press(init: KeyboardEventInit, on: Element = document.body, rules = ON): string | null {
  if (!on.isConnected) document.body.append(on);
  let found: string | null = null;
  const listen = (event: Event): void => {
    found = commandFor(event as KeyboardEvent, COMMANDS, rules)?.id ?? null;
  };
  document.addEventListener('keydown', listen, { once: true });
  on.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  return found;
}

const W = { key: 'w', code: 'KeyW' };
const CTRL_ENTER = { key: 'Enter', code: 'Enter', ctrlKey: true };

test('finds commands by key, code and modifiers', () => {
  expect(press(W)).toBe('zoomIn');
  expect(press({ key: 'ц', code: 'KeyW' })).toBe('zoomIn');
  expect(press({ ...W, ctrlKey: true })).toBe(null);
  expect(press(CTRL_ENTER)).toBe('fire');
  expect(press({ key: '.', code: 'Period', ctrlKey: true })).toBe('stop');
  expect(press({ key: '.', code: 'Period' })).toBe('next');
  expect(press({ key: '?', code: 'Slash', shiftKey: true })).toBe('keys');
  expect(press({ key: '¡', code: 'Digit1', altKey: true })).toBe('mode1');
});

test('single keys do not fire while somebody types', () => {
  for (const tag of ['input', 'textarea', 'select']) {
    const input = document.createElement(tag);
    expect(press(W, input)).toBe(null);
    expect(press({ key: '?', code: 'Slash', shiftKey: true }, input)).toBe(null);
    expect(press(CTRL_ENTER, input)).toBe('fire');
  }
  const editable = document.createElement('div');
  editable.setAttribute('contenteditable', 'true');
  const within = document.createElement('b');
  editable.append(within);
  document.body.append(editable);
  expect(press(W, within)).toBe(null);
});

test('an input of another kind takes no letters', () => {
  const box = document.createElement('input');
  box.type = 'checkbox';
  expect(press(W, box)).toBe('zoomIn');
});

test('undo in a text belongs to the text', () => {
  const undo = { key: 'z', code: 'KeyZ', ctrlKey: true };
  expect(press(undo, document.createElement('input'))).toBe(null);
  expect(press(undo)).toBe('undo');
});

test('an input method that composes keeps its keys', () => {
  expect(press({ ...W, isComposing: true })).toBe(null);
  expect(press({ ...CTRL_ENTER, isComposing: true })).toBe(null);
  // What Safari says after the composition has ended.
  const taken = { ...W, ['keyCode']: 229 };
  expect(press(taken)).toBe(null);
});

test('single keys can be switched off, others not', () => {
  const off = { singleKeys: false };
  expect(press(W, document.body, off)).toBe(null);
  expect(press({ key: '?', code: 'Slash', shiftKey: true }, document.body, off)).toBe(null);
  expect(press(CTRL_ENTER, document.body, off)).toBe('fire');
  expect(press({ key: 'Enter', code: 'Enter' }, document.body, off)).toBe('pick');
});

test('nothing happens behind an open dialog or list', () => {
  for (const role of ['dialog', 'alertdialog', 'listbox', 'menu']) {
    const layer = document.createElement('div');
    layer.setAttribute('role', role);
    document.body.append(layer);
    expect(press(W)).toBe(null);
    expect(press(CTRL_ENTER)).toBe(null);
    layer.remove();
  }
});

test('a list that is closed, but still in the document, does not take the keys', () => {
  const list = document.createElement('div');
  list.setAttribute('role', 'listbox');
  list.setAttribute('data-closed', '');
  document.body.append(list);
  expect(press(W)).toBe('zoomIn');
  list.removeAttribute('data-closed');
  expect(press(W)).toBe(null);
});

test('a message that is shown does not take the keys', () => {
  const toast = document.createElement('div');
  toast.setAttribute('role', 'dialog');
  toast.setAttribute('data-toast', '');
  document.body.append(toast);
  expect(press(W)).toBe('zoomIn');
});

test('Enter on a button is the button’s', () => {
  const enter = { key: 'Enter', code: 'Enter' };
  expect(press(enter, document.createElement('button'))).toBe(null);
  expect(press(enter)).toBe('pick');
  expect(press(W, document.createElement('button'))).toBe('zoomIn');
});

test('what cannot be run now leaves the key to the next command', () => {
  const commands = [{ ...make('off', 'KeyW'), enabled: () => false }, make('on', 'KeyW')];
  const event = new KeyboardEvent('keydown', W);
  expect(commandFor(event, commands, ON)?.id).toBe('on');
  expect(commandFor(event, [commands[0]!], ON)).toBe(null);
});

test('a key that somebody took already is taken', () => {
  const event = new KeyboardEvent('keydown', { ...W, cancelable: true });
  event.preventDefault();
  expect(commandFor(event, COMMANDS, ON)).toBe(null);
});

test('a widget that takes Enter does not take Ctrl+Enter', () => {
  const taken = (init: KeyboardEventInit): string | null => {
    const event = new KeyboardEvent('keydown', { ...init, cancelable: true });
    event.preventDefault();
    return commandFor(event, COMMANDS, ON)?.id ?? null;
  };
  expect(taken(CTRL_ENTER)).toBe('fire');
  expect(taken({ key: 'Enter', code: 'Enter' })).toBe(null);
});
