// What set-up says while it works. Always on stderr: stdout belongs to the program that follows.

/** An expected failure of set-up, already worded for the person who reads it: one line, no stack. */
export class SetupError extends Error {}

/** @param {string} line */
export function progress(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} sinceMs a time of performance.now() */
export function secondsSince(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's body. An expected failure becomes one line and exit code 1; anything else is a
 * mistake in the script and keeps its stack.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    progress(error.message);
    process.exitCode = 1;
  }
}
