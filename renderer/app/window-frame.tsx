// How the parts of the window stand: side by side with draggable edges where there is room, else one at a time.
//
//   ┌ top bar ─────────────────────────────────────┐     small:  ┌ top bar ───────┐
//   │ what runs where                              │             │ what runs where│
//   ├ scenario ┬ chart ─────────────────┬ details ─┤             │ ( parts )      │
//   │          ├ charts ────────────────┤          │             │ one part       │
//   ├ runs ────┴────────────────────────┴──────────┤             ├ runs ──────────┤
import { useTranslations } from 'use-intl';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ReactNode } from 'react';
import { useSettings } from '../settings/use-settings.ts';
import { isStale, useHost } from '../state/host-store.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { RestartBanner } from './restart-banner.tsx';
import { ModeLine } from './mode-switch.tsx';
import { ChartPart, ChartsPart, DetailsPart, RunsPart, ScenarioPart } from './parts.tsx';
import { TopBar } from './top-bar.tsx';
import { useMedia } from './use-media.ts';
import { showPart, useWindow, type WindowPart } from './window-store.ts';
import styles from './window-frame.module.css';

/** Below this, panels beside the chart would leave it less than half of the window. */
const SMALL = '(width < 900px), (height < 560px)';

const SIDE_MIN_PX = 200;
const SIDE_MAX_PX = 480;
/** Where a side panel begins: a fifth of the window, within what can be read. */
const sidePx = (): number => Math.min(300, Math.max(236, window.innerWidth * 0.2));

/** In a low window the charts begin folded to their row of figures: the chart comes first. */
const LOW_PX = 760;
/** The figures take one row, or two or three where the window is narrow; none is out of sight. */
const FIGURES_PX = 44;
const TWO_ROWS_PX = 78;
const THREE_ROWS_PX = 114;
const TWO_ROWS = '(width < 1840px)';
const THREE_ROWS = '(width < 1180px)';

interface SideProps {
  readonly id: 'scenario' | 'details';
  readonly children: ReactNode;
}

function Side({ id, children }: SideProps) {
  return (
    <Panel
      id={id}
      className={styles.side}
      defaultSize={sidePx()}
      minSize={SIDE_MIN_PX}
      maxSize={SIDE_MAX_PX}
      groupResizeBehavior="preserve-pixel-size"
    >
      {children}
    </Panel>
  );
}

function Edge({ of, lies }: { readonly of: SideProps['id'] | 'charts'; readonly lies: 'x' | 'y' }) {
  const words = useTranslations('shell.panels');
  return (
    <Separator
      className={lies === 'x' ? styles.edgeX : styles.edgeY}
      aria-label={words('resize', { panel: words(of) })}
    />
  );
}

function Middle({ withCharts }: { readonly withCharts: boolean }) {
  const two = useMedia(TWO_ROWS);
  const three = useMedia(THREE_ROWS);
  const figuresPx = three ? THREE_ROWS_PX : two ? TWO_ROWS_PX : FIGURES_PX;
  const chartsSize = window.innerHeight < LOW_PX ? figuresPx : '33%';
  return (
    <Group orientation="vertical" disableCursor>
      <Panel id="chart-area" className={styles.part} minSize="30%">
        <ChartPart />
      </Panel>
      {withCharts && <Edge of="charts" lies="y" />}
      {withCharts && (
        <Panel id="charts" className={styles.part} defaultSize={chartsSize} minSize={figuresPx}>
          <ChartsPart />
        </Panel>
      )}
    </Group>
  );
}

function WideBody() {
  const { panels } = useSettings();
  return (
    <Group orientation="horizontal" className={styles.body} disableCursor>
      {panels.scenario && (
        <Side id="scenario">
          <ScenarioPart />
        </Side>
      )}
      {panels.scenario && <Edge of="scenario" lies="x" />}
      <Panel id="middle" className={styles.part} minSize="50%">
        <Middle withCharts={panels.charts} />
      </Panel>
      {panels.details && <Edge of="details" lies="x" />}
      {panels.details && (
        <Side id="details">
          <DetailsPart />
        </Side>
      )}
    </Group>
  );
}

const PARTS: readonly WindowPart[] = ['scenario', 'chart', 'charts', 'details'];

function SmallBody() {
  const words = useTranslations('shell.panels');
  const part = useWindow((state) => state.part);
  return (
    <div className={styles.small}>
      <div className={styles.parts}>
        <SegmentedControl
          label={words('part')}
          value={part}
          options={PARTS.map((value) => ({ value, label: words(value) }))}
          onChange={showPart}
        />
      </div>
      <div className={styles.onePart}>
        {part === 'scenario' && <ScenarioPart />}
        {part === 'chart' && <ChartPart />}
        {part === 'charts' && <ChartsPart />}
        {part === 'details' && <DetailsPart />}
      </div>
    </div>
  );
}

export function WindowFrame() {
  const words = useTranslations('shell');
  const small = useMedia(SMALL);
  const stale = useHost(isStale);
  return (
    <div className={styles.frame} data-small={small || undefined}>
      <a className={styles.skip} href="#chart">
        {words('skip')}
      </a>
      <ConnectionBanner />
      <RestartBanner />
      <header className={styles.head}>
        <TopBar withPanels={!small} />
        <ModeLine />
      </header>
      <main className={styles.content} data-stale={stale || undefined}>
        {small ? <SmallBody /> : <WideBody />}
      </main>
      <footer className={styles.runs} aria-label={words('panels.runs')}>
        <RunsPart />
      </footer>
    </div>
  );
}
