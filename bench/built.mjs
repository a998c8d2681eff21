// Loads the built program. Only through computed addresses, so that types can be checked where nothing is built; and
// only dist/, so that the oldest Node we allow can run it.
const DIST = new URL('../dist/', import.meta.url);

/** @param {string} file */
async function load(file) {
  /** @type {unknown} */
  const module = await import(new URL(file, DIST).href);
  return module;
}

/** @returns {Promise<typeof import('../host/start-host.ts')>} */
export async function loadHost() {
  const module = await load('host/start-host.js');
  return /** @type {typeof import('../host/start-host.ts')} */ (module);
}

/** @returns {Promise<typeof import('../core/contract/scenario.ts')>} */
export async function loadScenario() {
  const module = await load('core/contract/scenario.js');
  return /** @type {typeof import('../core/contract/scenario.ts')} */ (module);
}

/** @returns {Promise<typeof import('../core/trace/laws.ts')>} */
export async function loadLaws() {
  const module = await load('core/trace/laws.js');
  return /** @type {typeof import('../core/trace/laws.ts')} */ (module);
}

/** @returns {Promise<Pick<typeof import('../core/trace/ring.ts'), 'createRing' | 'RingReader' | 'RingWriter'>>} */
export async function loadRing() {
  const module = await load('core/trace/ring.js');
  return /** @type {typeof import('../core/trace/ring.ts')} */ (module);
}

/** @returns {Promise<Pick<typeof import('../core/trace/trace-store.ts'), 'TraceStore'>>} */
export async function loadTraceStore() {
  const module = await load('core/trace/trace-store.js');
  return /** @type {typeof import('../core/trace/trace-store.ts')} */ (module);
}

/** @returns {Promise<Pick<typeof import('../host/feed-publisher.ts'), 'FeedPublisher'>>} */
export async function loadFeedPublisher() {
  const module = await load('host/feed-publisher.js');
  return /** @type {typeof import('../host/feed-publisher.ts')} */ (module);
}

/** @returns {Promise<Pick<typeof import('../core/trace/feed-consumer.ts'), 'FeedConsumer'>>} */
export async function loadFeedConsumer() {
  const module = await load('core/trace/feed-consumer.js');
  return /** @type {typeof import('../core/trace/feed-consumer.ts')} */ (module);
}

/** @returns {Promise<Pick<typeof import('../core/contract/feed.ts'), 'decodeFeedBatch'>>} */
export async function loadFeed() {
  const module = await load('core/contract/feed.js');
  return /** @type {typeof import('../core/contract/feed.ts')} */ (module);
}
