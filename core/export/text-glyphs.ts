// The characters that stand for span kinds in a text Gantt. Work is solid, waits are light or
// hatched, so that they differ without colour; every kind has its own character in both alphabets.
import { SpanKind, spanKindName } from '../trace/span-kind.ts';

export interface Glyph {
  readonly unicode: string;
  readonly ascii: string;
  /** Number of the ANSI colour (SGR parameter). */
  readonly sgr: number;
  readonly label: string;
}

function glyph(unicode: string, ascii: string, sgr: number, label: string): Glyph {
  return { unicode, ascii, sgr, label };
}

const BY_KIND: Readonly<Record<SpanKind, Glyph>> = {
  [SpanKind.SendWait]: glyph('‹', '<', 90, 'send wait'),
  [SpanKind.AcceptWait]: glyph('·', '.', 31, 'accept wait'),
  [SpanKind.Fetch]: glyph('▓', '=', 36, 'fetch'),
  [SpanKind.LoopWait]: glyph('╱', '/', 31, 'loop wait'),
  [SpanKind.PoolWait]: glyph('░', ':', 35, 'pool wait'),
  [SpanKind.Inference]: glyph('█', '#', 33, 'inference'),
  [SpanKind.Respond]: glyph('▌', '|', 32, 'respond'),
  [SpanKind.Deliver]: glyph('─', '-', 90, 'deliver'),
  [SpanKind.BackgroundWait]: glyph('╌', '~', 90, 'background wait'),
  [SpanKind.Background]: glyph('▒', '+', 32, 'background'),
  [SpanKind.LoopBusy]: glyph('■', '@', 33, 'loop busy'),
  [SpanKind.FeatureService]: glyph('≈', '%', 36, 'feature service'),
  [SpanKind.Probe]: glyph('◦', 'o', 32, 'probe'),
  [SpanKind.CpuWait]: glyph('╲', '\\', 35, 'core wait'),
  [SpanKind.Unaccounted]: glyph('?', '?', 90, 'unaccounted'),
  [SpanKind.Sleep]: glyph('▄', 'z', 33, 'sleep'),
  [SpanKind.Receive]: glyph('»', 'r', 90, 'receive'),
};

/** The loop was held with no stage behind it. */
const RUNTIME = glyph('▚', '&', 31, 'runtime');
/** In the last cell of a span that had not ended. */
const OPEN = glyph('›', '>', 37, 'not ended');

/** Every glyph; a cell holds its place here + 1, and 0 for nothing. */
export const GLYPHS: readonly Glyph[] = [...Object.values(BY_KIND), RUNTIME, OPEN];

export const OPEN_CODE = GLYPHS.indexOf(OPEN) + 1;
const RUNTIME_CODE = GLYPHS.indexOf(RUNTIME) + 1;

const CODE_BY_KIND_NAME: ReadonlyMap<string, number> = new Map(
  Object.entries(BY_KIND).map(([kind, entry]) => [
    spanKindName(Number(kind)),
    GLYPHS.indexOf(entry) + 1,
  ]),
);

/**
 * The cell code of a span. A block of the loop is drawn as the stage that held it.
 * @param kind a kind's name as it stands in documents
 */
export function glyphCode(kind: string, attributes: Readonly<Record<string, unknown>>): number {
  if (kind === spanKindName(SpanKind.LoopBusy)) {
    const { stage, cause } = attributes;
    if (cause === 'runtime') return RUNTIME_CODE;
    const ofStage = typeof stage === 'string' ? CODE_BY_KIND_NAME.get(stage) : undefined;
    if (ofStage !== undefined) return ofStage;
  }
  return CODE_BY_KIND_NAME.get(kind) ?? CODE_BY_KIND_NAME.get('unaccounted') ?? 0;
}
