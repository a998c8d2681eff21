// All words of the window in Simplified Chinese.
import { charts } from './zh-cn/charts.ts';
import { commands } from './zh-cn/commands.ts';
import { details } from './zh-cn/details.ts';
import { errors } from './zh-cn/errors.ts';
import { gantt } from './zh-cn/gantt.ts';
import { numbers } from './zh-cn/numbers.ts';
import { runs } from './zh-cn/runs.ts';
import { scenario } from './zh-cn/scenario.ts';
import { settings } from './zh-cn/settings.ts';
import { shell } from './zh-cn/shell.ts';
import { spans } from './zh-cn/spans.ts';
import { table } from './zh-cn/table.ts';
import type { en } from './en.ts';
import type { Translation } from './translation.ts';

export const zhCn: Translation<typeof en> = {
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
};
