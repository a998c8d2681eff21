// The shown run in plain words: finished, growing, or from outside. Sentences only; every number comes from the run's
// summary or from its trace.
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { traceFacts, type TraceFacts } from '../../../core/analysis/trace-facts.ts';
import type { RunEntry } from '../../../core/contract/window-state.ts';
import { useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ShownRun } from '../shown-run.ts';
import type { TraceMoment } from '../throttled-trace.ts';
import { LiveSentences } from './live-sentences.tsx';
import { runSentences, toneOf } from './run-sentences.ts';
import { Sentence } from './sentence.tsx';
import { useSentenceText } from './sentence-text.tsx';
import styles from './details.module.css';

export interface WhatHappenedProps {
  readonly run: ShownRun;
  readonly moment: TraceMoment;
}

export function WhatHappened({ run, moment }: WhatHappenedProps) {
  const words = useTranslations('details.says');
  const facts = useMemo(
    () => (moment.trace === null ? null : traceFacts(moment.trace, moment.nowMs)),
    [moment],
  );
  switch (run.phase) {
    case 'none':
      return <EmptyState title={words('nothing')}>{words('nothingHint')}</EmptyState>;
    case 'gone':
      return <p className={styles.hint}>{words('gone', { number: String(run.number) })}</p>;
    case 'kept': {
      const ofThisRun = moment.feedRun === run.entry.feedRun;
      return <RunSentences entry={run.entry} facts={ofThisRun ? facts : null} />;
    }
    case 'active':
    case 'outside':
      return <LiveSentences run={run} moment={moment} facts={facts} />;
  }
}

interface RunSentencesProps {
  readonly entry: RunEntry;
  readonly facts: TraceFacts | null;
}

function RunSentences({ entry, facts }: RunSentencesProps) {
  const words = useTranslations('details.says');
  const textOf = useSentenceText();
  const longest = facts?.longestBlock ?? -1;
  return (
    <>
      <ul className={styles.sentences}>
        {runSentences(entry.summary, entry.scenario, facts).map((sentence, n) => (
          <Sentence key={`${sentence.kind} ${n}`} tone={toneOf(sentence)}>
            {textOf(sentence)}
          </Sentence>
        ))}
      </ul>
      {longest >= 0 && (
        <button
          type="button"
          className={styles.link}
          onClick={() => useView.getState().select({ kind: 'span', row: longest })}
        >
          {words('longest')}
        </button>
      )}
    </>
  );
}
