// What the host knows of one request beyond its spans: asked for when somebody looks at a request that has ended. An
// answer that comes late for another request is dropped, so that nothing stale is ever shown.
import { useEffect, useState } from 'react';
import type { RequestStory } from '../../../core/contract/window-commands.ts';
import { useHostLink } from '../../state/host-link.ts';

export type ResponseState =
  /** It has not ended yet: there is nothing to ask for. */
  | { readonly phase: 'pending' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly reason: string }
  | { readonly phase: 'loaded'; readonly story: RequestStory };

export interface Asked {
  readonly feedRun: number;
  /** null: of what is recorded now. */
  readonly runNumber: number | null;
  readonly requestId: number;
  readonly ended: boolean;
  /** Changes when there may be more to know, e.g. when its background work has ended. */
  readonly stage: number;
}

interface Answer {
  readonly key: string;
  readonly state: ResponseState;
}

const LOADING: ResponseState = { phase: 'loading' };

export function useResponse(asked: Asked): ResponseState & { readonly retry: () => void } {
  const link = useHostLink();
  const { feedRun, runNumber, requestId, ended, stage } = asked;
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const key = [feedRun, runNumber, requestId, stage, attempt].join(' ');
  useEffect(() => {
    if (!ended) return undefined;
    let wanted = true;
    link.call('request.story', { number: runNumber, requestId }).then(
      (story) => {
        if (wanted) setAnswer({ key, state: { phase: 'loaded', story } });
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (wanted) setAnswer({ key, state: { phase: 'failed', reason } });
      },
    );
    return () => {
      wanted = false;
    };
  }, [link, key, ended, runNumber, requestId]);
  const retry = (): void => setAttempt(attempt + 1);
  if (!ended) return { phase: 'pending', retry };
  return { ...(answer?.key === key ? answer.state : LOADING), retry };
}
