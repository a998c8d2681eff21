// The charts' colours: a stage's is the same as on the timeline; the rest are the window's own.
import { SpanKind } from '../../core/trace/span-kind.ts';
import { themed } from '../theme/span-palette.ts';

/** CSS colours; the style sheet resolves them by the theme in force. */
export const COLOUR = {
  inFlight: 'var(--accent)',
  latency: 'var(--accent)',
  good: 'var(--accent)',
  failed: 'var(--danger)',
  held: themed((look) => look.color, SpanKind.LoopWait),
  probe: themed((look) => look.color, SpanKind.Probe),
  busy: themed((look) => look.color, SpanKind.Inference),
  queue: themed((look) => look.color, SpanKind.PoolWait),
  rule: 'var(--line)',
  ink: 'var(--text-soft)',
  faint: 'var(--text-faint)',
} as const;
