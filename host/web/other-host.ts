// Recognises another Loopscope of the same data folder on a port, by a challenge that only a reader of its key can
// answer, and for its own port only: no token is shown to a program that may be anything, nor to one that asks ours.
import { randomBytes } from 'node:crypto';
import type { Access } from './access.ts';
import { IDENTITY_PATH } from './gate.ts';

const LIMIT_MS = 1_000;
const CHALLENGE_BYTES = 24;
/** An identity has 43 characters. */
const MAX_ANSWER_LENGTH = 200;

/** Whether what listens on this port of 127.0.0.1 is Loopscope with our data folder. Anything unexpected is a no. */
export async function isOurLoopscope(port: number, access: Access): Promise<boolean> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  const address = `http://127.0.0.1:${port}${IDENTITY_PATH}?challenge=${challenge}`;
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const answer = await fetch(address, { redirect: 'error', signal });
    const text = answer.ok ? await shortText(answer) : null;
    return text !== null && access.isIdentity(port, challenge, text);
  } catch {
    return false; // it speaks no HTTP, is silent, or hangs up
  }
}

/** @returns null where the body is longer than any answer of ours */
async function shortText(answer: Response): Promise<string | null> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_ANSWER_LENGTH) return null;
  }
  return text;
}
