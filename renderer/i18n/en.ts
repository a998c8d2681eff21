// All words of the window in English, the language the others are translated from; a namespace a file.
import { charts } from './en/charts.ts';
import { commands } from './en/commands.ts';
import { details } from './en/details.ts';
import { errors } from './en/errors.ts';
import { gantt } from './en/gantt.ts';
import { numbers } from './en/numbers.ts';
import { runs } from './en/runs.ts';
import { scenario } from './en/scenario.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { spans } from './en/spans.ts';
import { table } from './en/table.ts';

export const en = {
  charts,
  commands,
  details,
  errors,
  gantt,
  numbers,
  runs,
  scenario,
  settings,
  shell,
  spans,
  table,
} as const;
