// Sums what the checks and the test runners say, and writes the closing line. A runner without a report,
// without tests, or that failed without saying where counts as one failure: silence is not success.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    NOTHING,
  );
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {boolean} ok
 * @returns {Counts}
 */
export function countCheck(ok) {
  return { ...NOTHING, [ok ? 'passed' : 'failed']: 1 };
}

/**
 * @param {unknown} report vitest's JSON report, undefined when there is none
 * @param {boolean} ok the runner's exit code was 0
 * @returns {Counts}
 */
export function countVitest(report, ok) {
  if (!isRecord(report)) return countCheck(false);
  const files = Array.isArray(report['testResults']) ? report['testResults'] : [];
  const unloadable = files.filter(
    (file) =>
      isRecord(file) &&
      file['status'] === 'failed' &&
      Array.isArray(file['assertionResults']) &&
      file['assertionResults'].length === 0,
  ).length;
  return settle(
    {
      passed: count(report['numPassedTests']),
      failed: count(report['numFailedTests']) + unloadable,
      skipped: count(report['numPendingTests']) + count(report['numTodoTests']),
    },
    ok,
  );
}

/**
 * Full names of the tests that vitest skipped; a skipped test's name says why.
 * @param {unknown} report vitest's JSON report, undefined when there is none
 * @returns {string[]}
 */
export function skippedByVitest(report) {
  /** @type {(parent: unknown, key: string) => unknown[]} */
  const listIn = (parent, key) => {
    const list = isRecord(parent) ? parent[key] : undefined;
    return Array.isArray(list) ? list : [];
  };
  return listIn(report, 'testResults')
    .flatMap((file) => listIn(file, 'assertionResults'))
    .filter(isRecord)
    .filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo')
    .map((result) => String(result['fullName']));
}

/**
 * @param {unknown} report Playwright's JSON report, undefined when there is none
 * @param {boolean} ok the runner's exit code was 0
 * @returns {Counts}
 */
export function countPlaywright(report, ok) {
  const stats = isRecord(report) ? report['stats'] : undefined;
  if (!isRecord(stats)) return countCheck(false);
  return settle(
    {
      passed: count(stats['expected']),
      failed: count(stats['unexpected']) + count(stats['flaky']),
      skipped: count(stats['skipped']),
    },
    ok,
  );
}

/**
 * @param {Counts} counts
 * @param {boolean} ok
 * @returns {Counts}
 */
function settle(counts, ok) {
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  return counts.failed === 0 && (!ok || isEmpty) ? { ...counts, failed: 1 } : counts;
}

/** @param {unknown} value */
function count(value) {
  return typeof value === 'number' ? value : 0;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
