// The files that a playground remembers in its data folder: the settings of the window, and the scenario that was last in use.
import path from 'node:path';
import { DEFAULT_SCENARIO, scenarioSchema, type Scenario } from '../../core/contract/scenario.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../core/contract/settings.ts';
import { RememberedFile } from './remembered-file.ts';

export const SETTINGS_FILE = 'settings.json';
const SCENARIO_FILE = 'scenario.json';

type OnProblem = (text: string) => void;

export function settingsIn(file: string, onProblem: OnProblem): RememberedFile<Settings> {
  const what = 'settings';
  return new RememberedFile({
    file,
    schema: settingsSchema,
    fallback: DEFAULT_SETTINGS,
    what,
    onProblem,
  });
}

/** @param settingsFile the scenario lies beside it */
export function scenarioBeside(
  settingsFile: string,
  onProblem: OnProblem,
): RememberedFile<Scenario> {
  const file = path.join(path.dirname(settingsFile), SCENARIO_FILE);
  const what = 'values of the last scenario';
  return new RememberedFile({
    file,
    schema: scenarioSchema,
    fallback: DEFAULT_SCENARIO,
    what,
    onProblem,
  });
}
