// Bad bodies in FastAPI's present shape (Pydantic 2): {detail: [{type, loc, msg, input}]}. Strict JSON types.
import { z } from 'zod';
import type { ValidationError } from '../../core/contract/predict.ts';

type Issue = z.core.$ZodIssue;

/** Pydantic's error type and message for each JSON type of a field. */
const EXPECTED: Record<string, readonly [string, string]> = {
  integer: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  string: ['string_type', 'Input should be a valid string'],
  object: [
    'model_attributes_type',
    'Input should be a valid dictionary or object to extract fields from',
  ],
};

const fieldTypes = new WeakMap<z.ZodObject, Map<string, string>>();

/** JSON type of each field of a body; zod's issues do not tell an integer from a number. */
function typesOf(schema: z.ZodObject): Map<string, string> {
  const known = fieldTypes.get(schema);
  if (known !== undefined) return known;
  const properties = z.toJSONSchema(schema).properties ?? {};
  const types = new Map(
    Object.entries(properties).map(([name, field]) => [
      name,
      typeof field === 'object' ? String(field.type) : 'object',
    ]),
  );
  fieldTypes.set(schema, types);
  return types;
}

/** Translates a failed parse of a request body. */
export function bodyErrors(
  schema: z.ZodObject,
  error: z.ZodError,
  body: unknown,
): ValidationError[] {
  return error.issues.map((issue) => translate(typesOf(schema), issue, body));
}

/** The 422 for a body that is no JSON. */
export function invalidJson(
  reason: string,
  position: number | null,
): ValidationError & { ctx: { error: string } } {
  return {
    type: 'json_invalid',
    // Python's parser always knows the place; ours not always.
    loc: position === null ? ['body'] : ['body', position],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: reason },
  };
}

function translate(types: Map<string, string>, issue: Issue, body: unknown): ValidationError {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const loc = ['body', ...path];
  const input = valueAt(body, path);
  // A body of `null` is no body, as in FastAPI.
  if (input === undefined || (input === null && path.length === 0)) {
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
  const expected = path.length === 0 ? 'object' : (types.get(String(path[0])) ?? issue.code);
  const [type, msg] = EXPECTED[expected] ?? ['value_error', issue.message];
  return { type, loc, msg, input };
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
