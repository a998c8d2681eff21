// What the web host touches of the outside world beyond what the command line does.
import type { CliIo } from '../cli/cli-io.ts';
import type { HostOptions, PlaygroundHost } from '../host-api.ts';
import type { Playground, PlaygroundOptions } from '../playground/playground.ts';
import type { Opener } from './open-browser.ts';
import type { WebPage } from './page.ts';

export interface WebIo extends Omit<CliIo, 'startHost'> {
  /** Wall clock, ms since 1970. */
  readonly wallMs: () => number;
  readonly startHost: (options: HostOptions) => Promise<PlaygroundHost>;
  readonly createPlayground: (options: PlaygroundOptions) => Playground;
  readonly openPage: () => Promise<WebPage>;
  readonly startOpener: (opener: Opener, onFailure: () => void) => void;
}
