// The end of every exhaustive switch: a value that the types rule out.

/** @throws Error always: a case was forgotten, or a value was not parsed at the boundary */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
