// A catalog in another language: the same keys, other words. Placeholders are held by catalogs.test.ts.

export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>;
};
