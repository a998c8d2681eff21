import { describe, expect, it } from 'vitest';
import {
  closingLine,
  countCheck,
  countPlaywright,
  countVitest,
  skippedByVitest,
  sum,
} from './tally.mjs';

describe('closingLine', () => {
  it('names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('sum', () => {
  it('adds each kind', () => {
    expect(
      sum([countCheck(true), countCheck(false), { passed: 5, failed: 1, skipped: 2 }]),
    ).toEqual({
      passed: 6,
      failed: 2,
      skipped: 2,
    });
  });
});

describe('skippedByVitest', () => {
  it('names the skipped tests and nothing else', () => {
    /** @type {(status: string, fullName: string) => object} */
    const result = (status, fullName) => ({ status, fullName });
    const report = {
      testResults: [
        { assertionResults: [result('passed', 'a'), result('pending', 'b (not as root)')] },
        { assertionResults: [result('skipped', 'c'), result('failed', 'd')] },
      ],
    };
    expect(skippedByVitest(report)).toEqual(['b (not as root)', 'c']);
    expect(skippedByVitest(undefined)).toEqual([]);
  });
});

describe('countVitest', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [{ status: 'passed', assertionResults: [{}] }],
  };
  it('reads the counts', () => {
    expect(countVitest(report, true)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  });
  it('counts a file that could not be loaded', () => {
    const broken = { ...report, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countVitest(broken, false).failed).toBe(1);
  });
  it('counts a failure that no test had', () => {
    expect(countVitest(report, false).failed).toBe(1);
  });
  it('takes silence for failure', () => {
    expect(countVitest(undefined, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countVitest({ numPassedTests: 0 }, true).failed).toBe(1);
  });
});

describe('countPlaywright', () => {
  it('reads the counts; flaky is not passed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats }, false)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
  it('accepts a run in which everything was skipped', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 2 };
    expect(countPlaywright({ stats }, true)).toEqual({ passed: 0, failed: 0, skipped: 2 });
  });
  it('takes silence for failure', () => {
    expect(countPlaywright(undefined, true).failed).toBe(1);
    expect(countPlaywright({ stats: {} }, true).failed).toBe(1);
  });
});
