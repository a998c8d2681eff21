// What came back and what was logged: status, body, Server-Timing, the row of the prediction log. Every state is said:
// pending, loading, failed with a way to try again, not kept.
import { useTranslations } from 'use-intl';
import type { RequestStory } from '../../../core/contract/window-commands.ts';
import { formatCount, formatMs } from '../../../core/export/quantity.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { parseServerTiming } from './server-timing.ts';
import type { ResponseState } from './use-response.ts';
import styles from './details.module.css';

export interface ResponseViewProps {
  readonly state: ResponseState & { readonly retry: () => void };
  readonly outside: boolean;
}

export function ResponseView({ state, outside }: ResponseViewProps) {
  const words = useTranslations('details.response');
  return (
    <section className={styles.section} aria-label={words('title')}>
      <h3>{words('title')}</h3>
      <ResponseBody state={state} outside={outside} />
    </section>
  );
}

function ResponseBody({ state, outside }: ResponseViewProps) {
  const words = useTranslations('details.response');
  switch (state.phase) {
    case 'pending':
      return <p className={styles.hint}>{words('pending')}</p>;
    case 'loading':
      return <Spinner label={words('loading')} />;
    case 'failed':
      return (
        <div className={styles.failed} role="alert">
          <p>{words('failed', { reason: state.reason })}</p>
          <Button onClick={state.retry}>{words('retry')}</Button>
        </div>
      );
    case 'loaded':
      return (
        <>
          {state.story.response === null ? (
            <p className={styles.hint}>{words(outside ? 'notKept' : 'none')}</p>
          ) : (
            <Answer response={state.story.response} />
          )}
          <LogRow row={state.story.logRow} />
        </>
      );
  }
}

type Response = NonNullable<RequestStory['response']>;

function Answer({ response }: { readonly response: Response }) {
  const words = useTranslations('details.response');
  const { status, body, bodyBytes, serverTiming } = response;
  const shownBytes = new TextEncoder().encode(body).length;
  return (
    <dl className={styles.facts}>
      <dt>{words('status')}</dt>
      <dd className={styles.figure}>{status}</dd>
      <dt>{words('body')}</dt>
      <dd>
        <pre className={styles.code}>{pretty(body)}</pre>
        {shownBytes < bodyBytes && (
          <span className={styles.note}>
            {words('bodyCut', { shown: formatCount(shownBytes), bytes: formatCount(bodyBytes) })}
          </span>
        )}
      </dd>
      <dt>{words('timing')}</dt>
      <dd>
        <Timings header={serverTiming} />
      </dd>
    </dl>
  );
}

function Timings({ header }: { readonly header: string | null }) {
  const words = useTranslations('details.response');
  const timings = header === null ? [] : parseServerTiming(header);
  if (timings.length === 0) return <span className={styles.note}>{words('noTiming')}</span>;
  return (
    <ul className={styles.plainList}>
      {timings.map(({ name, durationMs, description }, n) => (
        <li key={n}>
          <code>{name}</code>
          {description !== null && ` ${description}`}{' '}
          <span className={styles.figure}>{durationMs === null ? '' : formatMs(durationMs)}</span>
        </li>
      ))}
    </ul>
  );
}

function LogRow({ row }: { readonly row: RequestStory['logRow'] }) {
  const words = useTranslations('details.response');
  if (row === null) return <p className={styles.hint}>{words('noLog')}</p>;
  return (
    <>
      <h4>{words('log')}</h4>
      <dl className={styles.facts}>
        <dt>{words('loggedAt')}</dt>
        <dd className={styles.figure}>{new Date(row.loggedAtMs).toISOString()}</dd>
        <dt>{words('itemId')}</dt>
        <dd className={styles.figure}>{row.itemId}</dd>
        <dt>{words('featureValue')}</dt>
        <dd className={styles.figure}>{row.featureValue}</dd>
        <dt>{words('prediction')}</dt>
        <dd className={styles.figure}>{row.prediction}</dd>
      </dl>
    </>
  );
}

/** JSON is laid out; anything else stays as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
