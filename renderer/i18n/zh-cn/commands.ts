import type { Translation } from '../translation.ts';
import type { commands as en } from '../en/commands.ts';

export const commands: Translation<typeof en> = {};
