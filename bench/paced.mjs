// Sends as fast as the other end takes it: never more than a few messages ahead of its acknowledgements, as credits do.

/**
 * @param {object} course
 * @param {number} course.messages how many are sent
 * @param {number} course.ahead how many may be on the way
 * @param {(n: number) => void} course.send
 * @param {(taken: (messages: number) => void) => void} course.onTaken told how many messages the other end has taken
 * @returns {Promise<number>} seconds until the last one was taken
 */
export async function paced({ messages, ahead, send, onTaken }) {
  const done = Promise.withResolvers();
  let sent = 0;
  let taken = 0;
  const startMs = performance.now();
  const go = () => {
    while (sent < messages && sent - taken < ahead) send(sent++);
  };
  onTaken((count) => {
    taken += count;
    if (taken >= messages) done.resolve(null);
    else go();
  });
  go();
  await done.promise;
  return (performance.now() - startMs) / 1000;
}
