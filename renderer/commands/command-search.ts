// Which commands a few typed words mean. Words in either language find a command, whatever the window speaks.
import { createTranslator } from 'use-intl';
import { en } from '../i18n/en.ts';
import type { NamespacedMessageKey } from '../i18n/message-key.ts';
import { zhCn } from '../i18n/zh-cn.ts';
import type { Command } from './registry.ts';

const inEnglish = createTranslator({ locale: 'en', messages: en });
const inChinese = createTranslator({ locale: 'zh-CN', messages: zhCn as typeof en });

/** A title in every language, in small letters. */
function haystack(title: NamespacedMessageKey): string {
  return `${String(inEnglish.raw(title))}\n${String(inChinese.raw(title))}`.toLowerCase();
}

/** The commands whose titles have every word of the query, in the order they came. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  return commands.filter(({ title, id }) => {
    const text = `${haystack(title)}\n${id.toLowerCase()}`;
    return words.every((word) => text.includes(word));
  });
}

const GROUPS: readonly Command['group'][] = ['run', 'chart', 'view', 'app'];

export interface CommandGroup {
  readonly group: Command['group'];
  readonly items: readonly Command[];
}

/** Commands under their headings; headings without commands are left out. */
export function grouped(commands: readonly Command[]): readonly CommandGroup[] {
  return GROUPS.map((group) => ({
    group,
    items: commands.filter((command) => command.group === group),
  })).filter(({ items }) => items.length > 0);
}
