// The web host as a user starts it, as a child process that can be killed and started again, with a data folder of its
// own. Specs of the window get one each; what it printed is the only way to its address.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/host/web/main.js', import.meta.url));

export class WebApp {
  /** Link to the page, with its key. */
  pageUrl = '';
  predictionOrigin = '';
  private child: ChildProcess | null = null;
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'loopscope-window-'));
  private pagePort = 0;
  private predictionPort = 0;

  /** Starts the host, on the same ports as before when it ran already. @throws Error when it does not come up */
  async start(): Promise<void> {
    this.pagePort ||= await freePort();
    this.predictionPort ||= await freePort();
    const child = spawn(
      process.execPath,
      [
        MAIN,
        `--port=${this.pagePort}`,
        `--prediction-port=${this.predictionPort}`,
        '--no-open',
        `--data-dir=${this.dataDir}`,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.child = child;
    let said = '';
    const link = new Promise<string>((resolve, reject) => {
      const onText = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /(http:\S+\?token=\S+)\s[\s\S]*curl/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', onText);
      child.stderr.on('data', onText);
      child.on('exit', (code) => reject(new Error(`the host ended with ${code}: ${said}`)));
    });
    this.pageUrl = await link;
    this.predictionOrigin = `http://127.0.0.1:${this.predictionPort}`;
  }

  /** Ends the host as a crash does. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends the host as Ctrl+C does; returns its exit code. */
  async interrupt(): Promise<number | null> {
    return this.end('SIGINT');
  }

  get running(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when the host has ended by itself. */
  async ended(): Promise<void> {
    if (this.child !== null && this.running) await once(this.child, 'exit');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child === null || !this.running) return null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
