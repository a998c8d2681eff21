// Where a request's time went: the waits apart, the work, and what nobody can attribute; they sum to its latency.
import { useTranslations } from 'use-intl';
import {
  TIME_CLASSES,
  type RequestCourse,
  type TimeClass,
} from '../../../core/analysis/request-story.ts';
import { formatMs, formatShare } from '../../../core/export/quantity.ts';
import { SpanKind } from '../../../core/trace/span-kind.ts';
import { SpanSwatch } from '../../gantt/span-swatch.tsx';
import styles from './details.module.css';

/** The kind whose look stands for the class. */
const LOOK: Readonly<Record<TimeClass, SpanKind>> = {
  io: SpanKind.Fetch,
  loop: SpanKind.LoopWait,
  pool: SpanKind.PoolWait,
  unaccounted: SpanKind.Unaccounted,
  work: SpanKind.Inference,
  send: SpanKind.SendWait,
  transfer: SpanKind.Deliver,
};

/** Said also when they are nothing: that nobody waited is news too. */
const ALWAYS: readonly TimeClass[] = ['io', 'loop', 'pool', 'work'];

export function TimeTotals({ course }: { readonly course: RequestCourse }) {
  const words = useTranslations('details');
  const { totals, totalMs } = course;
  const shown = TIME_CLASSES.filter((name) => ALWAYS.includes(name) || totals[name] > 0);
  return (
    <table className={styles.totals}>
      <caption>{words('request.totals')}</caption>
      <tbody>
        {shown.map((name) => {
          const share = totalMs > 0 ? totals[name] / totalMs : 0;
          return (
            <tr key={name}>
              <th scope="row">
                <SpanSwatch kind={LOOK[name]} />
                {words(`time.${name}`)}
              </th>
              <td className={styles.figure}>{formatMs(totals[name])}</td>
              <td className={styles.figure}>{formatShare(share)}</td>
            </tr>
          );
        })}
        <tr className={styles.sum}>
          <th scope="row">{words('request.sum')}</th>
          <td className={styles.figure}>{formatMs(totalMs)}</td>
          <td className={styles.figure} />
        </tr>
      </tbody>
    </table>
  );
}
