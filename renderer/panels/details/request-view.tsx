// The selected request's whole story: what became of it, its stages and waits in order, where the time went, what came
// back, and what went on afterwards.
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { RequestCourse } from '../../../core/analysis/request-story.ts';
import { formatMs } from '../../../core/export/quantity.ts';
import { requestLabel } from '../../../core/trace/request-label.ts';
import { showToast } from '../../ui/toast.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useModeName } from '../mode-name.ts';
import { useSpanWords } from '../span-words.ts';
import { courseJson } from './course-json.ts';
import { CourseParts } from './course-parts.tsx';
import { ResponseView } from './response-view.tsx';
import { TimeTotals } from './time-totals.tsx';
import { useResponse } from './use-response.ts';
import styles from './details.module.css';

export interface RequestViewProps {
  readonly course: RequestCourse;
  readonly feedRun: number;
  readonly firstRequestId: number;
  readonly runNumber: number | null;
  /** Row of the part that is selected; -1: the request as a whole. */
  readonly selectedRow: number;
}

export function RequestView(props: RequestViewProps) {
  const { course, feedRun, firstRequestId, runNumber, selectedRow } = props;
  const words = useTranslations('details.request');
  const state = useResponse({
    feedRun,
    runNumber,
    requestId: course.id,
    ended: !course.pending,
    stage: course.after.filter(({ open }) => !open).length,
  });
  const json = (): string =>
    courseJson(course, state.phase === 'loaded' ? state.story : null, (id) =>
      requestLabel(id, firstRequestId),
    );
  const shared = { course, selectedRow, firstRequestId };
  return (
    <>
      <Head course={course} json={json} />
      <Facts course={course} />
      {course.outside && <p className={styles.hint}>{words('outside')}</p>}
      <section className={styles.section}>
        <h3>{words('course')}</h3>
        {course.parts.length === 0 ? (
          <p className={styles.hint}>{words('noParts')}</p>
        ) : (
          <CourseParts {...shared} parts={course.parts} label={words('course')} />
        )}
      </section>
      {course.after.length > 0 && (
        <section className={styles.section}>
          <h3>{words('after')}</h3>
          <CourseParts {...shared} parts={course.after} label={words('after')} after />
        </section>
      )}
      {course.service !== null && (
        <section className={styles.section}>
          <h3>{words('service')}</h3>
          <CourseParts {...shared} parts={[course.service]} label={words('service')} />
        </section>
      )}
      <TimeTotals course={course} />
      <ResponseView state={state} outside={course.outside} />
    </>
  );
}

interface HeadProps {
  readonly course: RequestCourse;
  readonly json: () => string;
}

function Head({ course, json }: HeadProps) {
  const words = useTranslations('details');
  const spans = useSpanWords();
  const copy = (): void => {
    navigator.clipboard.writeText(json()).then(
      () => showToast({ key: 'copy', text: words('select.copied') }),
      () => showToast({ key: 'copy', level: 'warning', text: words('select.notCopied') }),
    );
  };
  const label = String(course.label);
  return (
    <header className={styles.head}>
      <span className={styles.headTitle}>
        {course.outside ? label : words('names.request', { label })}
      </span>
      <span className={styles.status} data-tone={toneOf(course)}>
        {spans.outcome(course.outcome)}
      </span>
      <IconButton
        label={words('select.copy')}
        icon={<Copy size={14} aria-hidden />}
        onClick={copy}
      />
    </header>
  );
}

function toneOf({ pending, outcome }: RequestCourse): 'plain' | 'good' | 'danger' {
  if (pending) return 'plain';
  return outcome >= 200 && outcome < 400 ? 'good' : 'danger';
}

function Facts({ course }: { readonly course: RequestCourse }) {
  const words = useTranslations('details.request');
  const modeName = useModeName();
  const facts: [string, ReactNode][] = [
    [words(course.pending ? 'soFar' : 'latency'), formatMs(course.totalMs)],
  ];
  if (course.mode !== null) facts.push([words('mode'), modeName(course.mode)]);
  if (course.endpoint !== null) facts.push([words('endpoint'), <code>{course.endpoint}</code>]);
  if (!course.outside) {
    facts.push([words('intended'), `+${formatMs(course.startMs)}`]);
    facts.push([words('sent'), <Sent key="sent" course={course} />]);
  }
  if (course.thread !== null) facts.push([words('thread'), course.thread]);
  if (course.cpuMs !== null) facts.push([words('cpu'), formatMs(course.cpuMs)]);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A send that is later than this is said to be late, in ms. */
const LATE_MS = 0.5;

function Sent({ course }: { readonly course: RequestCourse }) {
  const words = useTranslations('details.request');
  if (course.sentAfterMs === null) return words('unknown');
  if (course.sentAfterMs < LATE_MS) return words('sentOnTime');
  return words('sentLate', { late: formatMs(course.sentAfterMs) });
}
