// Watches how large the chart is, in CSS px and in device pixels, also when the page is zoomed or moves to another screen.
export interface ChartSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The same in device pixels, as the browser rounds it. */
  readonly columns: number;
  readonly lines: number;
  readonly pixelRatio: number;
}

/** Calls at once and at every change; returns the undo. */
export function watchSize(element: HTMLElement, onSize: (size: ChartSize) => void): () => void {
  let device: ResizeObserverSize | undefined;
  const tell = (): void => {
    const { clientWidth: widthPx, clientHeight: heightPx } = element;
    const pixelRatio = window.devicePixelRatio;
    const columns = exact(device?.inlineSize, widthPx * pixelRatio);
    const lines = exact(device?.blockSize, heightPx * pixelRatio);
    onSize({ widthPx, heightPx, columns, lines, pixelRatio });
  };
  const observer = new ResizeObserver((entries) => {
    device = entries.at(-1)?.devicePixelContentBoxSize[0];
    tell();
  });
  observeDevicePixels(observer, element);
  const undoRatio = watchPixelRatio(tell);
  tell();
  return () => {
    observer.disconnect();
    undoRatio();
  };
}

/** What the browser says in device pixels, where it only settles the rounding: an emulated screen says CSS px. */
function exact(said: number | undefined, computed: number): number {
  return said !== undefined && Math.abs(said - computed) < 1.5 ? said : Math.round(computed);
}

/** Not every browser knows the exact number of device pixels. */
function observeDevicePixels(observer: ResizeObserver, element: HTMLElement): void {
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    observer.observe(element);
  }
}

/** A media query is of one ratio only, so it is made anew after every change. */
function watchPixelRatio(onChange: () => void): () => void {
  let query: MediaQueryList;
  const changed = (): void => {
    listen();
    onChange();
  };
  const listen = (): void => {
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, { once: true });
  };
  listen();
  return () => {
    query.removeEventListener('change', changed);
  };
}
