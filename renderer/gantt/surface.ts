// One canvas and its size in device pixels. Knows nothing of what is drawn on it.
import type { ChartSize } from './chart-size.ts';

export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  private pixelRatio = 1;

  /** @throws Error when the browser has no 2D canvas */
  constructor(canvas: HTMLCanvasElement, options: CanvasRenderingContext2DSettings = {}) {
    this.canvas = canvas;
    const context = canvas.getContext('2d', options);
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.context = context;
  }

  /** Width and height in device pixels. */
  get columns(): number {
    return this.canvas.width;
  }

  get lines(): number {
    return this.canvas.height;
  }

  /** Takes another size; what was drawn is lost. */
  resize({ widthPx, heightPx, columns, lines, pixelRatio }: ChartSize): void {
    this.pixelRatio = pixelRatio;
    this.canvas.width = Math.max(1, columns);
    this.canvas.height = Math.max(1, lines);
    this.canvas.style.width = `${widthPx}px`;
    this.canvas.style.height = `${heightPx}px`;
  }

  /** From now on drawing is in CSS px. */
  beginCssPx(): CanvasRenderingContext2D {
    this.context.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0);
    return this.context;
  }
}
