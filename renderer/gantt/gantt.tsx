// The chart as a React component: lays out canvases, folding groups and the few words around them, and hands everything that
// moves to the controller. It renders when the user folds, hovers another span or the state changes, never per frame.
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { GROUP_IDS, type GroupId } from '../../core/timeline/chart-rows.ts';
import type { TraceSource } from '../../core/trace/shown-trace.ts';
import { registerCommands } from '../commands/registry.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { EmptyChart } from './empty-chart.tsx';
import { ganttCommands } from './gantt-commands.ts';
import { GanttController, type GanttElements } from './gantt-controller.ts';
import type { GanttStatus } from './store-teller.ts';
import { HoverCard } from './hover-card.tsx';
import { OverviewSlider } from './overview-slider.tsx';
import { RangeCard } from './range-card.tsx';
import type { Hovered } from './scene.ts';
import { SelectionAnnouncer } from './selection-announcer.tsx';
import { useGanttSettings } from './use-gantt-settings.ts';
import { ViewPills } from './view-pills.tsx';
import { makeWords } from './words.ts';
import styles from './gantt.module.css';

const NOTHING_YET: GanttStatus = {
  empty: true,
  growing: false,
  cutOff: false,
  groupCounts: { resources: 0, pool: 0, requests: 0 },
  folded: [],
};

export interface GanttProps {
  readonly trace: TraceSource;
}

export function Gantt({ trace }: GanttProps) {
  const texts = useTranslations('gantt');
  const spanTexts = useTranslations('spans');
  const words = useMemo(() => makeWords(spanTexts, texts), [spanTexts, texts]);
  const settings = useGanttSettings();
  const [status, setStatus] = useState(NOTHING_YET);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [folded, setFolded] = useState<ReadonlyMap<GroupId, boolean>>(new Map());
  const [controller, setController] = useState<GanttController | null>(null);
  const elements = useElements();
  const helpId = useId();
  // The controller is made once a trace source; what changes later is handed to it.
  const first = useRef({ words, settings });

  useEffect(() => {
    const made = new GanttController(
      elements.current(),
      trace,
      { onStatus: setStatus, onHover: setHovered },
      first.current.words,
      first.current.settings,
    );
    setController(made);
    const undoCommands = registerCommands(ganttCommands(made));
    return () => {
      undoCommands();
      made.dispose();
      setController(null);
    };
  }, [elements, trace]);
  useEffect(() => controller?.setWords(words), [controller, words]);
  useEffect(() => controller?.setSettings(settings), [controller, settings]);
  useEffect(() => controller?.setFolded(folded), [controller, folded]);

  const fold = useCallback((id: GroupId, to: boolean) => {
    setFolded((before) => new Map(before).set(id, to));
  }, []);
  const isFolded = (id: GroupId): boolean => folded.get(id) ?? status.folded.includes(id);

  return (
    <div ref={elements.set('root')} className={styles.root} data-testid="gantt">
      <div ref={elements.set('overviewBox')} className={styles.overview}>
        <canvas ref={elements.set('overview')} aria-hidden />
        {controller !== null && <OverviewSlider controller={controller} />}
      </div>
      <canvas ref={elements.set('axis')} className={styles.axis} aria-hidden />
      <div ref={elements.set('scroller')} className={styles.scroller}>
        <div
          ref={elements.set('sheet')}
          className={styles.sheet}
          role="application"
          tabIndex={0}
          aria-label={texts('chartLabel')}
          aria-describedby={helpId}
        >
          <canvas ref={elements.set('base')} aria-hidden />
          <canvas ref={elements.set('overlay')} aria-hidden />
        </div>
        <div className={styles.groups}>
          {GROUP_IDS.map((id) => (
            <div key={id} ref={elements.setGroup(id)} className={styles.group} hidden>
              <GroupHeader
                name={texts(`groups.${id}`)}
                count={status.groupCounts[id]}
                folded={isFolded(id)}
                seeThrough={id === 'pool'}
                onFold={() => fold(id, !isFolded(id))}
              />
            </div>
          ))}
        </div>
      </div>
      {status.empty && <EmptyChart />}
      <ViewPills
        status={status}
        onFollow={() => controller?.follow()}
        onFit={() => controller?.navigation.fit()}
      />
      {controller !== null && <RangeCard controller={controller} />}
      <div ref={elements.set('card')} className={styles.card} role="presentation">
        {hovered !== null && controller !== null && (
          <HoverCard model={controller.model} spanRow={hovered.spanRow} />
        )}
      </div>
      <VisuallyHidden id={helpId}>{texts('chartHelp')}</VisuallyHidden>
      {controller !== null && <SelectionAnnouncer model={controller.model} words={words} />}
    </div>
  );
}

interface GroupHeaderProps {
  readonly name: string;
  readonly count: number;
  readonly folded: boolean;
  /** While it is folded, the canvas behind it sums its rows up. */
  readonly seeThrough: boolean;
  readonly onFold: () => void;
}

function GroupHeader({ name, count, folded, seeThrough, onFold }: GroupHeaderProps) {
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      className={styles.header}
      data-see-through={(seeThrough && folded) || undefined}
      aria-expanded={!folded}
      onClick={onFold}
    >
      <Chevron size={12} aria-hidden />
      <span className={styles.headerName}>{name}</span>{' '}
      <span className={styles.headerCount}>{count}</span>
    </button>
  );
}

type Slot = Exclude<keyof GanttElements, 'groups'>;

/** Collects the elements that the controller works on. */
function useElements() {
  const [slots] = useState(() => {
    const found = new Map<string, HTMLElement>();
    const setters = new Map<string, (element: HTMLElement | null) => void>();
    const setter = (name: string) => {
      const known = setters.get(name);
      if (known !== undefined) return known;
      const made = (element: HTMLElement | null): void => {
        if (element === null) found.delete(name);
        else found.set(name, element);
      };
      setters.set(name, made);
      return made;
    };
    const get = (name: string): HTMLElement => {
      const element = found.get(name);
      if (element === undefined) throw new Error(`the chart has no element ${name}`);
      return element;
    };
    const canvas = (name: string): HTMLCanvasElement => get(name) as HTMLCanvasElement;
    return {
      set: (name: Slot) => setter(name),
      setGroup: (id: GroupId) => setter(`group-${id}`),
      current: (): GanttElements => ({
        root: get('root'),
        overviewBox: get('overviewBox'),
        scroller: get('scroller'),
        sheet: get('sheet'),
        card: get('card'),
        base: canvas('base'),
        overlay: canvas('overlay'),
        axis: canvas('axis'),
        overview: canvas('overview'),
        groups: {
          resources: get('group-resources'),
          pool: get('group-pool'),
          requests: get('group-requests'),
        },
      }),
    };
  });
  return slots;
}
