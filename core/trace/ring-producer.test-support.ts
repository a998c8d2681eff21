// A thread that writes into a ring as fast as it can; run by ring.live.test.ts as it stands.
// Every record carries the same number in all its fields, so that a torn one shows.
import { parentPort, workerData } from 'node:worker_threads';
import { RecordKind } from './record.ts';
import { NO_SPAN, RingWriter } from './ring.ts';

const { ring, rounds } = workerData as { ring: SharedArrayBuffer; rounds: number };
const writer = new RingWriter(ring);
const counts = { marks: 0, begins: 0, lost: 0 };
for (let n = 1; n <= rounds; n++) {
  const span = writer.begin(RecordKind.Inference, n, n, 0, n, n, n);
  if (span === NO_SPAN) counts.lost++;
  else counts.begins++;
  if (writer.mark(RecordKind.TaskStart, n, n, 0, n, n, n)) counts.marks++;
  else counts.lost++;
  writer.end(span, RecordKind.Inference, n, n, 0, n, n, n);
}
parentPort?.postMessage(counts);
