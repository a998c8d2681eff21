// The right side of the window: how the modes of a batch compare, what the shown run says in words, and the story of
// what is selected in it. Looks at the
// trace a few times a second while it grows; owns nothing else.
import { X } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { isStale, useHost } from '../state/host-store.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { BatchTable } from './batch-table.tsx';
import { Selected, subjectOf, type Subject } from './details/selected.tsx';
import { WhatHappened } from './details/what-happened.tsx';
import { runNumberOf, useShownRun } from './shown-run.ts';
import { useTraceMoment, type ThrottleOptions } from './throttled-trace.ts';
import styles from './details/details.module.css';

/** A trace this long is looked at less often: one look is a pass over all spans. */
const LONG_TRACE = 300_000;

const LOOKS: ThrottleOptions = {
  gapMs: ({ spans }) => (spans.length > LONG_TRACE ? 1000 : 250),
  grows: true,
};

export function DetailsPanel() {
  const words = useTranslations('details');
  const run = useShownRun();
  const selection = useView((view) => view.selection);
  const moment = useTraceMoment(LOOKS);
  const story = useRef<HTMLDivElement>(null);
  useSubjectInView(story, subjectOf(moment.trace, selection));
  const stale = useHost(isStale);
  const growing = run.phase === 'active' || run.phase === 'outside';
  return (
    <>
      <BatchTable />
      <Panel
        title={words(growing ? (stale ? 'happenedThen' : 'happenedNow') : 'happened')}
        collapsible
      >
        <div className={styles.body}>
          <WhatHappened run={run} moment={moment} />
        </div>
      </Panel>
      <Panel
        title={words('selected')}
        collapsible
        actions={
          selection.kind === 'none' ? undefined : (
            <IconButton
              label={words('select.clear')}
              shortcut="Escape"
              size="small"
              icon={<X size={14} aria-hidden />}
              onClick={() => useView.getState().select({ kind: 'none' })}
            />
          )
        }
      >
        <div ref={story} className={styles.body}>
          <Selected selection={selection} moment={moment} runNumber={runNumberOf(run)} />
        </div>
      </Panel>
    </>
  );
}

function keyOf(subject: Subject): string {
  if (subject.kind === 'request') return `request ${subject.requestId}`;
  return subject.kind === 'span' ? `span ${subject.row}` : '';
}

/** Brings the story into view when it is of something else; going through the parts of one story moves nothing. */
function useSubjectInView(story: RefObject<HTMLElement | null>, subject: Subject): void {
  const key = keyOf(subject);
  useEffect(() => {
    if (key === '') return;
    story.current?.closest('section')?.scrollIntoView({ block: 'start' });
  }, [story, key]);
}
