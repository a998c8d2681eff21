// What is known of one request as JSON, for a bug report or a notebook: names instead of numbers, times in ms.
import type { CoursePart, RequestCourse } from '../../../core/analysis/request-story.ts';
import type { RequestStory } from '../../../core/contract/window-commands.ts';
import { outcomeName } from '../../../core/trace/request-table.ts';
import { laneName } from '../../../core/trace/lane.ts';
import { spanKindName } from '../../../core/trace/span-kind.ts';

export function courseJson(
  course: RequestCourse,
  story: RequestStory | null,
  labelOf: (requestId: number) => number | string,
): string {
  const part = (span: CoursePart) => ({
    kind: spanKindName(span.kind),
    lane: laneName(span.lane, course.label),
    startMs: tidy(span.startMs),
    offsetMs: tidy(span.offsetMs),
    durationMs: tidy(span.durationMs),
    countsAs: span.countsAs,
    ...(span.cpuMs === null ? {} : { cpuMs: tidy(span.cpuMs) }),
    ...(span.open ? { open: true } : {}),
    ...(span.failed ? { failed: true } : {}),
    ...(span.orphaned ? { orphaned: true } : {}),
    ...(span.held === null
      ? {}
      : {
          heldBy: span.held.holders.map((holder) => ({
            request: holder.request === 0 ? null : labelOf(holder.request),
            stage: holder.stage === 0 ? 'runtime' : spanKindName(holder.stage),
            ms: tidy(holder.ms),
          })),
        }),
  });
  const totals = Object.entries(course.totals).map(([name, ms]) => [`${name}Ms`, tidy(ms)]);
  const document = {
    request: course.label,
    mode: course.mode,
    endpoint: course.endpoint,
    outcome: outcomeName(course.outcome),
    startMs: tidy(course.startMs),
    totalMs: tidy(course.totalMs),
    sentAfterMs: course.sentAfterMs === null ? null : tidy(course.sentAfterMs),
    cpuMs: course.cpuMs === null ? null : tidy(course.cpuMs),
    thread: course.thread,
    totals: Object.fromEntries(totals) as Record<string, number>,
    parts: course.parts.map(part),
    after: course.after.map(part),
    response: story?.response ?? null,
    logRow: story?.logRow ?? null,
  };
  return JSON.stringify(document, null, 2);
}

/** ms with ns resolution: without the dust of subtractions. */
function tidy(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
