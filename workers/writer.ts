// The writer thread: the only one that opens the SQLite files.
import { dirname } from 'node:path';
import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type {
  RowMessage,
  RowsWritten,
  WriterCommands,
  WriterInit,
} from '../core/contract/thread-messages.ts';
import { ensureFolder } from '../pipeline/log/ensure-folder.ts';
import { LogWriter, type Reply } from '../pipeline/log/log-writer.ts';
import { PredictionLog } from '../pipeline/log/prediction-log.ts';
import { emitToParent, serveThread } from '../pipeline/thread-port.ts';

const { databasePath } = workerData as WriterInit;
const writer = new LogWriter({
  open: () => {
    ensureFolder(dirname(databasePath));
    return new PredictionLog(databasePath);
  },
  onCounters: (counters) => {
    emitToParent('counters', counters);
  },
});

const sources = new Map<MessagePort, (message: RowMessage) => void>();

/** Takes rows that were handed over already but whose messages have not been delivered yet. */
function takeHandedOver(): void {
  for (const [port, take] of sources) {
    for (
      let next = receiveMessageOnPort(port);
      next !== undefined;
      next = receiveMessageOnPort(port)
    ) {
      take(next.message as RowMessage);
    }
  }
}

serveThread<WriterCommands>(
  {
    attach: ({ port }) => {
      const rows = port as MessagePort;
      const reply: Reply = (tickets, ok) => {
        rows.postMessage({ tickets, ok } satisfies RowsWritten);
      };
      const take = ({ row, ticket }: RowMessage): void => {
        writer.add(row, ticket, reply);
      };
      sources.set(rows, take);
      rows.once('close', () => sources.delete(rows));
      rows.on('message', take);
      return null;
    },
    flush: () => {
      takeHandedOver();
      return writer.flush();
    },
    find: (question) => writer.find(question),
    close: () => {
      takeHandedOver();
      return writer.close();
    },
  },
  null,
);
