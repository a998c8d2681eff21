// `npm start` on the web host, from its words to its end: ports, host, windows, the browser, Ctrl+C. Everything that it
// touches comes in through WebIo.
import type { Activity } from '../../core/contract/window-state.ts';
import { toAscii } from '../../core/export/text-gantt.ts';
import { EXIT } from '../cli/exit-code.ts';
import { failureText } from '../cli/failure-text.ts';
import { withHost } from '../cli/host-session.ts';
import { Interrupts } from '../cli/interrupts.ts';
import { StatusLine } from '../cli/status-line.ts';
import { asciiOnly } from '../cli/terminal.ts';
import { chooseDataDir } from '../data-dir.ts';
import type { PlaygroundHost } from '../host-api.ts';
import { accessKey } from './access-key.ts';
import { Access } from './access.ts';
import { claimPort, tryPort } from './claim-ports.ts';
import { pageLink } from './gate.ts';
import { openerOf } from './open-browser.ts';
import { isOurLoopscope } from './other-host.ts';
import { readStartOptions, type StartRequest } from './start-options.ts';
import { startHelp } from './start-table.ts';
import {
  nextPortLine,
  portRefusedLine,
  runningText,
  startedText,
  stoppedRunLine,
} from './start-words.ts';
import type { WebIo } from './web-io.ts';
import { WebServer } from './web-server.ts';
import { attachWindow } from './windows.ts';

/** How long an orderly end may take; threads that hang are left to the end of the process. */
const END_LIMIT_MS = 4_000;

type Start = Extract<StartRequest, { phase: 'start' }>;

/** What one start has at hand. */
interface Starting {
  readonly io: WebIo;
  readonly request: Start;
  readonly access: Access;
  readonly dataDir: string;
  /** Why the web host runs, when another form could have been meant. */
  readonly reason: string | null;
}

/** @returns the exit code */
export async function webCommand(
  args: readonly string[],
  io: WebIo,
  reason: string | null,
): Promise<number> {
  const parsed = readStartOptions(args);
  if (!parsed.ok) {
    await io.err.write(`${parsed.problem}\n`);
    return EXIT.badOptions;
  }
  if (parsed.value.phase === 'help') {
    await io.out.write(startHelp());
    return EXIT.done;
  }
  const request = parsed.value;
  try {
    const dataDir = chooseDataDir({ ...io, asked: request.dataDir });
    const access = new Access(accessKey(dataDir, io.platform), io.wallMs);
    return await start({ io, request, access, dataDir, reason });
  } catch (error) {
    await io.err.write(failureText(error, io.env));
    return EXIT.failed;
  }
}

async function start(starting: Starting): Promise<number> {
  const { io, request, access } = starting;
  const page = await io.openPage();
  const claimed = await claimPort({
    wanted: request.pagePort,
    listen: (port) => WebServer.listen({ port, access, page }),
    isOurs: (port) => isOurLoopscope(port, access),
  });
  if (claimed.phase === 'listening') {
    const { server, wantedTaken } = claimed;
    if (wantedTaken) await note(io, nextPortLine('the page', request.pagePort.port, server.port));
    try {
      return await serve(starting, server);
    } finally {
      await server.close();
    }
  }
  await page.close();
  if (claimed.phase === 'running') {
    await say(io, runningText(pageLink(claimed.port, access, 'link')));
    openBrowser(starting, claimed.port);
    return EXIT.done;
  }
  await note(io, portRefusedLine('--port', request.pagePort.port, claimed.reason));
  return EXIT.failed;
}

/** A start that has its port. */
interface Serving extends Starting {
  readonly server: WebServer;
  readonly interrupts: Interrupts;
  /** The end has begun: what is not done in time is left. */
  readonly ending: () => void;
}

async function serve(starting: Starting, server: WebServer): Promise<number> {
  const { io, request, dataDir } = starting;
  const port = await predictionPort(io, request);
  if (port === null) return EXIT.failed;
  const status = new StatusLine(io, { quiet: false, ascii: false });
  const interrupts = new Interrupts(io);
  let overdue: NodeJS.Timeout | undefined;
  const ending = (): void => {
    overdue ??= setTimeout(() => io.exitNow(EXIT.done), END_LIMIT_MS);
  };
  interrupts.whenStopped(ending);
  try {
    const session = { dataDir, port, portOption: '--prediction-port', status, interrupts };
    const serving = { ...starting, server, interrupts, ending };
    await withHost(io, session, (host) => untilEnd(serving, host));
    return EXIT.done;
  } finally {
    clearTimeout(overdue);
    interrupts.close();
  }
}

/** The life of the host with its windows, until Ctrl+C or until a window asks for the end. */
async function untilEnd(serving: Serving, host: PlaygroundHost): Promise<void> {
  const { io, dataDir, reason, server, interrupts } = serving;
  const { promise: end, resolve: endBy } = Promise.withResolvers<'interrupt' | 'window'>();
  const playground = io.createPlayground({
    host,
    dataDir,
    form: 'web',
    reason,
    canQuit: true,
    quit: () => endBy('window'),
    warn: (line) => void note(io, `Warning: ${line}`),
  });
  server.takeWindows((socket) => attachWindow(playground, socket));
  const link = pageLink(server.port, serving.access, 'link');
  await say(io, startedText({ link, predictionOrigin: host.predictionOrigin, reason }));
  openBrowser(serving, server.port);

  interrupts.whenStopped(() => endBy('interrupt'));
  const by = await end;
  serving.ending();
  await sayWhatEnds(io, playground.state().activity);
  await playground.close();
  // Before the threads end: what windows would see of that is no news to them.
  await server.close(by === 'window' ? 'ended' : 'leaves');
}

async function sayWhatEnds(io: WebIo, activity: Activity): Promise<void> {
  if (io.err.isTty) await io.err.write('\n'); // below the ^C
  if (activity.phase === 'running') await note(io, stoppedRunLine(activity));
  await note(io, 'Loopscope is ending.');
}

/** Tried before any thread is started. @returns null when it cannot be had, which has been said */
async function predictionPort(
  io: WebIo,
  { predictionPort: wanted }: Start,
): Promise<number | null> {
  const claimed = await claimPort({ wanted, listen: tryPort, isOurs: async () => false });
  if (claimed.phase === 'listening') {
    if (claimed.wantedTaken) {
      await note(io, nextPortLine('the prediction server', wanted.port, claimed.server));
    }
    return claimed.server;
  }
  const reason = claimed.phase === 'refused' ? claimed.reason : 'in-use';
  await note(io, portRefusedLine('--prediction-port', wanted.port, reason));
  return null;
}

/** Unless somebody said so: only where a person looks at a terminal. */
function openBrowser({ io, request, access }: Starting, port: number): void {
  if (!(request.open ?? io.out.isTty)) return;
  const opener = openerOf(pageLink(port, access, 'opening'), io.platform, io.env);
  const failed = (): void =>
    void note(io, 'No browser could be opened; the link above opens the page.');
  if (opener !== null) io.startOpener(opener, failed);
  else if (request.open === true) failed();
}

async function say(io: WebIo, text: string): Promise<void> {
  await io.out.write(asciiOnly(io, false) ? toAscii(text) : text);
}

async function note(io: WebIo, line: string): Promise<void> {
  await io.err.write(`${line}\n`);
}
