// Several class names as one attribute; a CSS module has none for a variant that looks like the rest.

export function classNames(...names: readonly (string | undefined)[]): string {
  return names.filter((name) => name !== undefined).join(' ');
}
