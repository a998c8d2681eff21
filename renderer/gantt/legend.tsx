// The kinds of spans with their patterns, as switches: what is switched off is left out of chart and table. One line, however
// many there are: those of the run come first, the line scrolls.
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { ChevronRight } from 'lucide-react';
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
  const isPresent = (kind: SpanKind): boolean =>
    ((present >>> kind) & 1) === 1 || hidden.includes(spanKindName(kind));
  const shown = [
    ...ORDER.filter(isPresent),
    ...ORDER.filter((kind) => ALWAYS.has(kind) && !isPresent(kind)),
  ];
  const line = useRef<HTMLDivElement>(null);
  const more = useMoreToScroll(line, shown.length);
  return (
    <div className={styles.legend}>
      <div ref={line} className={styles.line} role="group" aria-label={texts('legend.label')}>
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
      {more && (
        <button
          type="button"
          className={styles.more}
          aria-label={texts('legend.more')}
          title={texts('legend.more')}
          onClick={() => {
            const { current } = line;
            if (current !== null) current.scrollLeft += current.clientWidth * 0.7;
          }}
        >
          <ChevronRight size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** Whether part of a line is beyond its right edge; a wheel that turns over it scrolls it. */
function useMoreToScroll(line: RefObject<HTMLDivElement | null>, count: number): boolean {
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = line.current;
    if (element === null) return undefined;
    const look = (): void =>
      setMore(element.scrollLeft + element.clientWidth < element.scrollWidth - 1);
    const wheel = (event: WheelEvent): void => {
      if (event.ctrlKey || element.scrollWidth <= element.clientWidth) return;
      event.preventDefault();
      element.scrollLeft += event.deltaX + event.deltaY;
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    element.addEventListener('wheel', wheel, { passive: false });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
      element.removeEventListener('wheel', wheel);
    };
  }, [line, count]);
  return more;
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
