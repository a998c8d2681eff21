// The W3C Server-Timing header, read as the standard says: `fetch;dur=100.2;desc="features", total;dur=310`. What cannot
// be read is left out; nothing here throws.

export interface ServerTiming {
  readonly name: string;
  /** null where the metric has none. */
  readonly durationMs: number | null;
  readonly description: string | null;
}

/** The metrics of a header, in order. */
export function parseServerTiming(header: string): ServerTiming[] {
  return split(header, ',').flatMap((metric) => {
    const [name, ...parameters] = split(metric, ';');
    if (name === undefined || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return [];
    let durationMs: number | null = null;
    let description: string | null = null;
    for (const parameter of parameters) {
      const [key = '', value = ''] = split(parameter, '=');
      if (key.toLowerCase() === 'dur') durationMs ??= numberOf(unquoted(value));
      if (key.toLowerCase() === 'desc') description ??= unquoted(value);
    }
    return [{ name, durationMs, description }];
  });
}

function numberOf(text: string): number | null {
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Splits where the separator stands outside quotes; parts are trimmed, empty ones left out. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let n = 0; n < text.length; n++) {
    const character = text[n]!;
    if (quoted && character === '\\') {
      part += character + (text[++n] ?? '');
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  parts.push(part.trim());
  return parts.filter((found) => found !== '');
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, text.endsWith('"') ? -1 : undefined).replaceAll(/\\(.)/g, '$1');
}
