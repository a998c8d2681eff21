// What is typed into the filter box, as a question about one row: every word must be found. A number means a request; a
// word is looked for in the names of kinds, lanes, modes and statuses, as shown and as they stand in documents.

/** Words of a filter, small letters; none: everything passes. */
export function filterWords(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Whether a name has the word: a number only as a whole, so that `2` does not find `thread 12`. */
export function nameHas(name: string, word: string): boolean {
  const small = name.toLowerCase();
  if (!/^\d+$/.test(word)) return small.includes(word);
  return small.split(/\D+/).includes(word);
}

/** The request that a word names: `7`, `#7`, `outside-3`, `#outside-3`; null when it names none. */
export function requestWord(word: string): string | null {
  return /^#?((?:outside-)?[\d.]+)$/.exec(word)?.[1] ?? null;
}
