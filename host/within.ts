// Waiting with a limit.

/** Whether a promise resolved within `limitMs`; a rejection counts as no. The promise itself goes on. */
export async function resolvesWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  const limit = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => {
    limit.resolve(false);
  }, limitMs);
  const done = promise.then(
    () => true,
    () => false,
  );
  const inTime = await Promise.race([done, limit.promise]);
  clearTimeout(timeout);
  return inTime;
}

/** The value of a promise, or null when it took longer than `limitMs`. @throws what the promise rejects with, in time */
export async function valueWithin<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
  const limit = Promise.withResolvers<null>();
  const timeout = setTimeout(() => {
    limit.resolve(null);
  }, limitMs);
  try {
    return await Promise.race([promise, limit.promise]);
  } finally {
    clearTimeout(timeout);
  }
}
