// Bad bodies in FastAPI's present shape (Pydantic 2): {detail: [{type, loc, msg, input}]}. Strict JSON types.
import type { z } from 'zod';
import type { ValidationError } from '../../core/contract/predict.ts';

type Issue = z.core.$ZodIssue;

/** Pydantic's error type and message for what a schema expected. */
const EXPECTED: Record<string, readonly [string, string]> = {
  int: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  string: ['string_type', 'Input should be a valid string'],
  object: [
    'model_attributes_type',
    'Input should be a valid dictionary or object to extract fields from',
  ],
};

/** Translates a failed parse of a request body. */
export function bodyErrors(error: z.ZodError, body: unknown): ValidationError[] {
  return error.issues.map((issue) => translate(issue, body));
}

/** The 422 for a body that is no JSON. */
export function invalidJson(
  reason: string,
  position: number,
): ValidationError & { ctx: { error: string } } {
  return {
    type: 'json_invalid',
    loc: ['body', position],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: reason },
  };
}

function translate(issue: Issue, body: unknown): ValidationError {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const loc = ['body', ...path];
  const input = valueAt(body, path);
  if (input === undefined) {
    return {
      type: 'missing',
      loc,
      msg: 'Field required',
      input: path.length > 0 ? parentOf(body, path) : null,
    };
  }
  if (typeof input === 'number' && !Number.isFinite(input)) {
    return {
      type: 'finite_number',
      loc,
      msg: 'Input should be a finite number',
      input: String(input),
    };
  }
  const [type, msg] = EXPECTED[expectedBy(issue)] ?? ['value_error', issue.message];
  return { type, loc, msg, input };
}

function expectedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  // An integer beyond 2^53 cannot be held exactly: no valid integer here.
  if (issue.code === 'too_big' || issue.code === 'too_small') return 'int';
  return issue.code;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

function parentOf(value: unknown, path: readonly (string | number)[]): unknown {
  return valueAt(value, path.slice(0, -1));
}
