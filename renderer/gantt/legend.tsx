// The kinds of spans with their patterns, as switches: what is switched off is left out of chart and table.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { kindsIn } from '../../core/timeline/range-kinds.ts';
import { SpanKind, spanKindName } from '../../core/trace/span-kind.ts';
import { useTraceMoment } from '../panels/throttled-trace.ts';
import { useChangeSettings, useSettings } from '../settings/use-settings.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { SpanSwatch } from './span-swatch.tsx';
import { kindKey } from './words.ts';
import styles from './legend.module.css';

/** In the order of a request's course; waits, then work. */
const ORDER: readonly SpanKind[] = [
  SpanKind.SendWait,
  SpanKind.Receive,
  SpanKind.AcceptWait,
  SpanKind.LoopWait,
  SpanKind.PoolWait,
  SpanKind.Fetch,
  SpanKind.Unaccounted,
  SpanKind.Inference,
  SpanKind.Sleep,
  SpanKind.Respond,
  SpanKind.Deliver,
  SpanKind.BackgroundWait,
  SpanKind.Background,
  SpanKind.LoopBusy,
  SpanKind.FeatureService,
  SpanKind.Probe,
];
/** Shown also where there is none, so that they can be learnt before the first run. */
const ALWAYS: ReadonlySet<SpanKind> = new Set([
  SpanKind.Fetch,
  SpanKind.LoopWait,
  SpanKind.PoolWait,
  SpanKind.Inference,
  SpanKind.Respond,
]);

export function Legend() {
  const texts = useTranslations('gantt');
  const spans = useTranslations('spans');
  const present = usePresentKinds();
  const hidden = useSettings().hiddenKinds;
  const setSettings = useChangeSettings();
  const toggle = (name: string): void => {
    const without = hidden.filter((other) => other !== name);
    setSettings({ hiddenKinds: without.length < hidden.length ? without : [...hidden, name] });
  };
  const shown = ORDER.filter(
    (kind) =>
      ALWAYS.has(kind) || ((present >>> kind) & 1) === 1 || hidden.includes(spanKindName(kind)),
  );
  return (
    <div className={styles.legend} role="group" aria-label={texts('legend.label')}>
      {shown.map((kind) => {
        const name = spanKindName(kind);
        return (
          <Tooltip key={kind} content={spans(`hint.${kindKey(kind)}`)} side="top">
            <button
              type="button"
              className={styles.kind}
              aria-pressed={!hidden.includes(name)}
              onClick={() => toggle(name)}
            >
              <SpanSwatch kind={kind} />
              {spans(`kind.${kindKey(kind)}`)}
            </button>
          </Tooltip>
        );
      })}
      {hidden.length > 0 && (
        <button
          type="button"
          className={styles.all}
          onClick={() => setSettings({ hiddenKinds: [] })}
        >
          {texts('legend.all')}
        </button>
      )}
    </div>
  );
}

/** Which kinds the trace has: one pass over it, a few times a second while it grows. */
const LOOK = { gapMs: () => 500, grows: false };

function usePresentKinds(): number {
  const { trace, revision } = useTraceMoment(LOOK);
  return useMemo(
    () => (trace === null ? 0 : kindsIn(trace.spans)),
    // The columns are the same object when they have grown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [trace, revision],
  );
}
