// The words after `npm start --` into what is wanted. Pure; scripts/start.mjs asks it too, before it gets Electron.
import { isOptionName } from '../cli/option-table.ts';
import { parsePort } from '../cli/parse-port.ts';
import {
  parseWords,
  problem,
  quote,
  type OptionSet,
  type Parsed,
  type ValuesOf,
} from '../cli/parse-options.ts';
import {
  HOST_FORMS,
  PAGE_PORT,
  PREDICTION_PORT,
  START_OPTION_NAMES,
  START_OPTIONS,
  type HostForm,
  type StartOptionName,
} from './start-table.ts';

/** A port, and whether somebody insists on it. */
export interface WantedPort {
  readonly port: number;
  readonly given: boolean;
}

export type StartRequest =
  | { readonly phase: 'help' }
  | {
      readonly phase: 'start';
      readonly host: HostForm;
      readonly pagePort: WantedPort;
      readonly predictionPort: WantedPort;
      /** null: nobody said. */
      readonly open: boolean | null;
      readonly dataDir: string | undefined;
    };

const START_SET: OptionSet<StartOptionName> = {
  command: 'npm start',
  helpCall: 'npm start -- --help',
  names: START_OPTION_NAMES,
  options: START_OPTIONS,
  ownersOf: (name) => (isOptionName(name) ? 'npm run loopscope' : null),
};

export function readStartOptions(args: readonly string[]): Parsed<StartRequest> {
  const parsed = parseWords(START_SET, args);
  if (!parsed.ok) return parsed;
  const values = parsed.value;
  if (values.has('help')) return { ok: true, value: { phase: 'help' } };
  const form = values.get('host') ?? 'auto';
  const host = HOST_FORMS.find((one) => one === form);
  if (host === undefined) {
    return problem(`--host got ${quote(form)}; it takes ${START_OPTIONS.host.takes}.`);
  }
  const pagePort = wantedPort(values, 'port', PAGE_PORT);
  if (!pagePort.ok) return pagePort;
  const predictionPort = wantedPort(values, 'prediction-port', PREDICTION_PORT);
  if (!predictionPort.ok) return predictionPort;
  const same = pagePort.value.port !== 0 && pagePort.value.port === predictionPort.value.port;
  if (same && (pagePort.value.given || predictionPort.value.given)) {
    return problem(
      `The page and the prediction server cannot both be on port ${pagePort.value.port}; choose another for one of them with --port or --prediction-port.`,
    );
  }
  if (values.has('open') && values.has('no-open')) {
    return problem('--open and --no-open exclude each other; give one of them.');
  }
  return {
    ok: true,
    value: {
      phase: 'start',
      host,
      pagePort: pagePort.value,
      predictionPort: predictionPort.value,
      open: values.has('open') ? true : values.has('no-open') ? false : null,
      dataDir: values.get('data-dir'),
    },
  };
}

function wantedPort(
  values: ValuesOf<StartOptionName>,
  name: 'port' | 'prediction-port',
  fallback: number,
): Parsed<WantedPort> {
  const text = values.get(name);
  if (text === undefined) return { ok: true, value: { port: fallback, given: false } };
  const parsed = parsePort(name, text, START_OPTIONS[name].takes);
  return parsed.ok ? { ok: true, value: { port: parsed.value, given: true } } : parsed;
}
