// What is put into the page before its own code, so that the page need not know that it is measured: when the Fire button could
// be pressed and was, when batches came in, when something was drawn on a canvas. Times are of the page's clock.

/**
 * @typedef {object} PageWatch
 * @property {number | null} interactiveMs from the start of the navigation until Fire could be pressed first
 * @property {number | null} clickMs the last press of a button
 * @property {{ atMs: number, bytes: string }[]} batches of the feed, in base64
 * @property {number[]} drawsMs a time for every frame in which something was drawn
 */

/** First four bytes of a batch, see core/contract/feed.ts. */
const FEED_MAGIC = 0x4c53_4642;

/** JavaScript for the page; a text, because it runs where Node's types do not hold. */
export const PAGE_WATCH = `
  const watch = { interactiveMs: null, clickMs: null, batches: [], drawsMs: [] };
  globalThis.pageWatch = watch;
  globalThis.canFire = () =>
    [...document.querySelectorAll('button')].some(
      (button) => /^Fire \\d/.test(button.textContent) && button.ariaDisabled !== 'true',
    );
  const look = () => {
    if (!globalThis.canFire()) return;
    watch.interactiveMs ??= performance.now();
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener('click', (event) => (watch.clickMs = event.timeStamp), true);

  const Plain = WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const atMs = performance.now();
        if (!(data instanceof ArrayBuffer)) return;
        // Other buffers are answers to commands.
        if (new Uint32Array(data, 0, 1)[0] === ${FEED_MAGIC}) watch.batches.push({ atMs, data });
      });
    }
  };

  let drawnInFrame = false;
  const drawn = () => {
    if (drawnInFrame) return;
    drawnInFrame = true;
    watch.drawsMs.push(performance.now());
    // After the frame: what is drawn later belongs to the next one.
    setTimeout(() => (drawnInFrame = false), 0);
  };
  for (const name of ['putImageData', 'drawImage', 'fillRect', 'fill']) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...args) {
      drawn();
      return draw.apply(this, args);
    };
  }

  globalThis.takePageWatch = () => {
    const batches = watch.batches.map(({ atMs, data }) => ({
      atMs,
      bytes: btoa(Array.from(new Uint8Array(data), (byte) => String.fromCharCode(byte)).join('')),
    }));
    const taken = { ...watch, batches };
    watch.batches = [];
    watch.drawsMs = [];
    return taken;
  };
`;
