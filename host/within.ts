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
