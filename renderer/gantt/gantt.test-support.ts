// A chart without a browser: canvases that note what is drawn, frames that a test runs, and a trace that it changes.
import { kindMask } from '../../core/timeline/shown-lane.ts';
import type { ShownTrace } from '../../core/trace/shown-trace.ts';
import { en } from '../i18n/en.ts';
import { ShownSource } from '../numbers/shown-source.test-support.tsx';
import { useView } from '../state/view-store.ts';
import { createTranslator } from 'use-intl';
import type { FrameClock } from './frame-loop.ts';
import { GanttController, type GanttElements, type GanttSettings } from './gantt-controller.ts';
import type { Hovered } from './scene.ts';
import type { GanttStatus } from './store-teller.ts';
import { makeWords, type ChartWords } from './words.ts';

export const WIDTH_PX = 1128;
export const HEIGHT_PX = 400;

/** Notes texts and pictures; every other call is accepted. */
export class RecordingContext {
  readonly texts: string[] = [];
  /** Where each of them begins. */
  readonly textPx: number[] = [];
  pictures = 0;
  image: ImageData | null = null;
  readonly canvas: HTMLCanvasElement;
  font = '';

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  fillText(text: string, xPx: number): void {
    this.texts.push(text);
    this.textPx.push(xPx);
  }

  measureText(text: string): { width: number } {
    return { width: text.length * 6 };
  }

  createImageData(width: number, height: number): ImageData {
    const data = new Uint8ClampedArray(width * height * 4);
    return { width, height, data, colorSpace: 'srgb' } as unknown as ImageData;
  }

  putImageData(image: ImageData): void {
    this.pictures++;
    this.image = image;
  }
}

const CALLS = [
  'setTransform',
  'fillRect',
  'clearRect',
  'strokeRect',
  'beginPath',
  'moveTo',
  'lineTo',
  'rect',
  'roundRect',
  'clip',
  'fill',
  'stroke',
  'save',
  'restore',
  'translate',
  'setLineDash',
];

/** Gives every canvas a recording context from now on. */
export function recordCanvases(): void {
  const known = new WeakMap<HTMLCanvasElement, RecordingContext>();
  HTMLCanvasElement.prototype.getContext = function getContext(this: HTMLCanvasElement) {
    const before = known.get(this);
    if (before !== undefined) return before;
    const context = new RecordingContext(this);
    for (const call of CALLS) Object.assign(context, { [call]: () => undefined });
    known.set(this, context);
    return context;
  } as never;
}

export function contextOf(canvas: HTMLCanvasElement): RecordingContext {
  return canvas.getContext('2d') as unknown as RecordingContext;
}

/** What jsdom lacks, and a size for every element. */
export function fakeLayout(onObserver: (tell: () => void) => void = () => undefined): void {
  window.matchMedia = (query) =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
  window.ResizeObserver = class {
    constructor(callback: ResizeObserverCallback) {
      onObserver(() => callback([], this));
    }
    readonly observe = (): void => undefined;
    readonly unobserve = (): void => undefined;
    readonly disconnect = (): void => undefined;
  };
  const define = (name: string, value: number): void => {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  };
  define('clientWidth', WIDTH_PX);
  define('clientHeight', HEIGHT_PX);
}

export class ManualFrames implements FrameClock {
  private callbacks = new Map<number, (timeMs: number) => void>();
  private next = 1;
  private timeMs = 0;

  request(callback: (timeMs: number) => void): number {
    this.callbacks.set(this.next, callback);
    return this.next++;
  }

  cancel(handle: number): void {
    this.callbacks.delete(handle);
  }

  get waiting(): boolean {
    return this.callbacks.size > 0;
  }

  /** Runs frames until nothing asks for one, or so many; answers how many there were. */
  run(most = 1000): number {
    let frames = 0;
    while (this.waiting && frames < most) {
      this.timeMs += 16;
      frames++;
      const now = [...this.callbacks.values()];
      this.callbacks.clear();
      for (const callback of now) callback(this.timeMs);
    }
    return frames;
  }
}

export const ENGLISH: ChartWords = makeWords(
  createTranslator({ locale: 'en', messages: en, namespace: 'spans' }),
  createTranslator({ locale: 'en', messages: en, namespace: 'gantt' }),
);

export const SETTINGS: GanttSettings = {
  grouping: 'both',
  order: 'arrival',
  hidden: kindMask([]),
  singleKeys: true,
  reducedMotion: true,
  expectedMs: null,
};

export interface MadeChart {
  readonly chart: GanttController;
  readonly frames: ManualFrames;
  readonly source: ShownSource;
  /** Shows another trace, or the same at another time. */
  readonly change: (trace: ShownTrace | null, clockMs?: number) => void;
  readonly elements: GanttElements;
  readonly hovers: (Hovered | null)[];
  readonly statuses: GanttStatus[];
}

/** A chart of a trace, drawn once. */
export function makeChart(
  trace: ShownTrace | null,
  settings: Partial<GanttSettings> = {},
  clockMs = NaN,
  onObserver?: (tell: () => void) => void,
): MadeChart {
  recordCanvases();
  fakeLayout(onObserver);
  useView.setState(useView.getInitialState(), true);
  const box = (): HTMLElement => document.body.appendChild(document.createElement('div'));
  const canvas = (): HTMLCanvasElement => document.createElement('canvas');
  const elements: GanttElements = {
    root: box(),
    scroller: box(),
    sheet: box(),
    overviewBox: box(),
    card: box(),
    groups: { resources: box(), pool: box(), requests: box() },
    base: canvas(),
    overlay: canvas(),
    axis: canvas(),
    overview: canvas(),
  };
  const source = new ShownSource(trace);
  source.setNow(clockMs);
  const change = (next: ShownTrace | null, nowMs = NaN): void => {
    source.setNow(nowMs);
    source.show(next);
  };
  const frames = new ManualFrames();
  const hovers: (Hovered | null)[] = [];
  const statuses: GanttStatus[] = [];
  const listener = {
    onHover: (hovered: Hovered | null) => void hovers.push(hovered),
    onStatus: (status: GanttStatus) => void statuses.push(status),
  };
  const chart = new GanttController(
    elements,
    source,
    listener,
    ENGLISH,
    { ...SETTINGS, ...settings },
    frames,
  );
  frames.run(Number.isNaN(clockMs) ? 1000 : 10);
  return { chart, frames, source, change, elements, hovers, statuses };
}

/** What jsdom makes of a pointer is a mouse event without a pointer. */
export function pointer(
  element: HTMLElement,
  type: string,
  place: { xPx: number; yPx: number },
  more: Record<string, unknown> = {},
): void {
  const event = new MouseEvent(type, {
    bubbles: true,
    cancelable: true,
    clientX: place.xPx,
    clientY: place.yPx,
    ...more,
  });
  Object.assign(event, { pointerId: 1, pointerType: 'mouse', ...more });
  element.dispatchEvent(event);
}
