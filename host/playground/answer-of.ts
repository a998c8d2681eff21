// One request's answer out of the packed ones. Pure.
import type { PackedAnswers } from '../../core/contract/thread-messages.ts';
import type { RequestStory } from '../../core/contract/window-commands.ts';

/** null: no answer came, or the request is not in them. */
export function answerOf(
  answers: PackedAnswers | null,
  requestId: number,
): RequestStory['response'] {
  if (answers === null) return null;
  const at = requestId - answers.firstRequestId;
  const status = answers.status[at] ?? 0;
  if (status === 0) return null;
  const piece = (n: number): string =>
    Buffer.from(answers.bytes.subarray(answers.offsets[n], answers.offsets[n + 1])).toString();
  const serverTiming = piece(2 * at);
  return {
    status,
    serverTiming: serverTiming === '' ? null : serverTiming,
    body: piece(2 * at + 1),
    bodyBytes: answers.bodyBytes[at] ?? 0,
  };
}
