import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  predictBodySchema,
  validationErrorSchema,
  type ValidationError,
} from '../../core/contract/predict.ts';
import { bodyErrors, invalidJson } from './validation.ts';

function errorsOf(body: unknown, schema: z.ZodObject = predictBodySchema): ValidationError[] {
  const parsed = schema.safeParse(body);
  if (parsed.success) return [];
  return bodyErrors(schema, parsed.error, body).map((error) => validationErrorSchema.parse(error));
}

const INT = { type: 'int_type', msg: 'Input should be a valid integer' };
const FLOAT = { type: 'float_type', msg: 'Input should be a valid number' };
const FINITE = { type: 'finite_number', msg: 'Input should be a finite number' };
const NO_OBJECT = {
  type: 'model_attributes_type',
  msg: 'Input should be a valid dictionary or object to extract fields from',
};
const MISSING = { type: 'missing', msg: 'Field required' };
const item = { item_id: 1, feature_value: 0.5 };

test('a good body has no errors, and more fields than asked for do no harm', () => {
  expect(errorsOf(item)).toEqual([]);
  expect(errorsOf({ ...item, feature_value: -3, more: true })).toEqual([]);
});

describe('item_id', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['text', '1'],
    ['a fraction', 1.5],
    ['true', true],
    ['an array', [1]],
    ['an object', { id: 1 }],
    ['more than a double can hold exactly', 1e20],
  ])('%s is no integer', (_name, input) => {
    expect(errorsOf({ ...item, item_id: input })).toEqual([
      { ...INT, loc: ['body', 'item_id'], input },
    ]);
  });
});

describe('feature_value', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['text', '0.5'],
    ['false', false],
    ['an array', []],
    ['an object', {}],
  ])('%s is no number', (_name, input) => {
    expect(errorsOf({ ...item, feature_value: input })).toEqual([
      { ...FLOAT, loc: ['body', 'feature_value'], input },
    ]);
  });
});

test('a number beyond a double arrives as infinity and is called so, in both fields', () => {
  const body = JSON.parse('{"item_id": 1e400, "feature_value": -1e999}') as unknown;
  expect(errorsOf(body)).toEqual([
    { ...FINITE, loc: ['body', 'item_id'], input: 'Infinity' },
    { ...FINITE, loc: ['body', 'feature_value'], input: '-Infinity' },
  ]);
});

test('a missing field names the object that lacks it; both are told at once', () => {
  expect(errorsOf({ item_id: 1 })).toEqual([
    { ...MISSING, loc: ['body', 'feature_value'], input: { item_id: 1 } },
  ]);
  expect(errorsOf({})).toEqual([
    { ...MISSING, loc: ['body', 'item_id'], input: {} },
    { ...MISSING, loc: ['body', 'feature_value'], input: {} },
  ]);
  expect(errorsOf({ item_id: '7' }).map(({ type }) => type)).toEqual(['int_type', 'missing']);
});

test('a body that is no object is refused as a whole', () => {
  for (const input of [[item], 'text', 3, true]) {
    expect(errorsOf(input)).toEqual([{ ...NO_OBJECT, loc: ['body'], input }]);
  }
});

test('no body, or null, is a missing body', () => {
  for (const input of [undefined, null]) {
    expect(errorsOf(input)).toEqual([{ ...MISSING, loc: ['body'], input: null }]);
  }
});

test('a wrong value deep in a body is told where it is', () => {
  const schema = z.object({ user: z.object({ id: z.int() }), note: z.string() });
  expect(errorsOf({ user: 3, note: 4 }, schema).map(({ type, loc }) => [type, ...loc])).toEqual([
    ['model_attributes_type', 'body', 'user'],
    ['string_type', 'body', 'note'],
  ]);
  expect(errorsOf({ user: {}, note: '' }, schema)).toEqual([
    { ...MISSING, loc: ['body', 'user', 'id'], input: {} },
  ]);
});

test('what is no JSON is told with the place where it broke, when that is known', () => {
  expect(invalidJson('Unexpected token', 7)).toEqual({
    type: 'json_invalid',
    loc: ['body', 7],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: 'Unexpected token' },
  });
  expect(invalidJson('Unexpected end', null).loc).toEqual(['body']);
});
