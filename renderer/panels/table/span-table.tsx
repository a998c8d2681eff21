// The table twin of the chart: the same spans under the same filters, for keyboards, screen readers, and whoever looks for
// a number. Selecting a row selects the bar, and the reverse. Looks at a growing trace a few times a second.
import { Tabs } from '@base-ui/react/tabs';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ShownTrace } from '../../../core/trace/shown-trace.ts';
import { useHost } from '../../state/host-store.ts';
import { useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useTraceMoment, type ThrottleOptions, type TraceMoment } from '../throttled-trace.ts';
import { RequestsGrid } from './requests-grid.tsx';
import { SpansGrid } from './spans-grid.tsx';
import { TableBar } from './table-bar.tsx';
import styles from './table.module.css';

const NO_KINDS: readonly string[] = [];

/** Filtering and sorting a million rows takes up to 0.3 s of a core: the longer the trace, the rarer the look. */
const LOOKS: ThrottleOptions = {
  gapMs: ({ spans }) => Math.max(250, spans.length / 500),
  grows: false,
};

type Tab = 'requests' | 'spans';

export function SpanTable() {
  const words = useTranslations('table');
  const moment = useTraceMoment(LOOKS);
  const { trace } = moment;
  if (trace === null || trace.spans.length === 0)
    return <EmptyState title={words('empty')}>{words('emptyHint')}</EmptyState>;
  return <TableOf trace={trace} moment={moment} />;
}

interface TableOfProps {
  readonly trace: ShownTrace;
  readonly moment: TraceMoment;
}

function TableOf({ trace, moment }: TableOfProps) {
  const words = useTranslations('table');
  // It opens where the row of what is selected stands.
  const [tab, setTab] = useState<Tab>(() =>
    useView.getState().selection.kind === 'request' ? 'requests' : 'spans',
  );
  const [text, setText] = useState('');
  const filter = useDeferredValue(text);
  const selection = useView((view) => view.selection);
  const range = useView((view) => view.range);
  const hiddenKinds = useHost(({ state }) => state?.settings.hiddenKinds) ?? NO_KINDS;
  const all = tab === 'spans' ? trace.spans.length : trace.requests.length;
  const frame = (shown: number, grid: ReactNode) => (
    <>
      <TableBar
        tab={tab}
        text={text}
        onText={setText}
        shown={shown}
        all={all}
        range={range}
        hiddenKinds={tab === 'spans' ? hiddenKinds.length : 0}
      />
      {shown > 0 ? grid : <NoMatch filtered={text !== ''} onClear={() => setText('')} />}
    </>
  );
  const shared = { trace, moment, text: filter, range, selection, children: frame };
  return (
    <Tabs.Root
      className={styles.table}
      value={tab}
      onValueChange={(value: Tab) => setTab(value)}
      render={<section aria-label={words('title')} />}
    >
      <Tabs.List className={styles.tabs} aria-label={words('title')}>
        <Tabs.Tab className={styles.tab} value="requests">
          {words('tabs.requests')}
        </Tabs.Tab>
        <Tabs.Tab className={styles.tab} value="spans">
          {words('tabs.spans')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel className={styles.panel} value="requests" tabIndex={-1}>
        <RequestsGrid {...shared} />
      </Tabs.Panel>
      <Tabs.Panel className={styles.panel} value="spans" tabIndex={-1}>
        <SpansGrid {...shared} hiddenKinds={hiddenKinds} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

interface NoMatchProps {
  readonly filtered: boolean;
  readonly onClear: () => void;
}

function NoMatch({ filtered, onClear }: NoMatchProps) {
  const words = useTranslations('table');
  return (
    <EmptyState
      title={words('noMatch')}
      action={filtered && <Button onClick={onClear}>{words('clearFilter')}</Button>}
    />
  );
}
