// Numbers as people type them, also with an input method: full-width digits, a comma for thousands, spaces around.

/** The number a text says; null when it says none. `1,000` and `１０００` are 1000, `1e3` too; `0x10`, `1_0` are none. */
export function parseNumberText(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replaceAll('。', '.')
    .replaceAll('−', '-')
    .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** A number as the field shows it: no grouping, no more digits than it has. */
export function numberText(value: number): string {
  return String(value);
}

/** What a step makes of a text: within the range, without the noise of binary fractions. */
export function steppedText(text: string, by: number, min: number, max: number): string {
  const value = parseNumberText(text) ?? min;
  const stepped = Number((value + by).toPrecision(12));
  return numberText(Math.min(max, Math.max(min, stepped)));
}
