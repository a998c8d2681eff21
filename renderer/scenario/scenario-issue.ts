// What can be wrong with a number of the scenario. The schema says where (code and path); here it becomes a case that
// every language has words for. The schema's own English is never shown.
import { parseNumberText } from '../ui/number-text.ts';
import { NUMBER_SPECS, isNumberPath, type NumberPath } from './fields.ts';

export type Issue =
  | { readonly kind: 'notNumber' | 'notInteger' | 'outOfRange' | 'burstTooMany' | 'other' }
  | { readonly kind: 'minOverMax'; readonly min: number }
  | { readonly kind: 'scheduleTooLong'; readonly seconds: number };

interface IssueAt {
  readonly path: NumberPath;
  readonly issue: Issue;
}

function value(texts: Readonly<Record<NumberPath, string>>, path: NumberPath): number {
  return parseNumberText(texts[path]) ?? Number.NaN;
}

function crossIssue(path: string, texts: Readonly<Record<NumberPath, string>>): IssueAt {
  if (path === 'fetch' || path === 'inference') {
    const issue: Issue = { kind: 'minOverMax', min: value(texts, `${path}.minMs`) };
    return { path: `${path}.maxMs`, issue };
  }
  if (path === 'arrival.ratePerS') {
    const seconds = Math.round(value(texts, 'requests') / value(texts, path));
    return { path, issue: { kind: 'scheduleTooLong', seconds } };
  }
  if (path === 'requests') return { path, issue: { kind: 'burstTooMany' } };
  return { path: 'requests', issue: { kind: 'other' } };
}

/**
 * @param code the schema's
 * @param path the schema's, joined by dots
 */
export function issueOf(
  code: string,
  path: string,
  texts: Readonly<Record<NumberPath, string>>,
): IssueAt {
  if (code === 'custom' || !isNumberPath(path)) return crossIssue(path, texts);
  const number = value(texts, path);
  if (Number.isNaN(number)) return { path, issue: { kind: 'notNumber' } };
  const { min, max, integer } = NUMBER_SPECS[path];
  if (number < min || number > max) return { path, issue: { kind: 'outOfRange' } };
  if (integer && !Number.isInteger(number)) return { path, issue: { kind: 'notInteger' } };
  return { path, issue: { kind: 'other' } };
}
