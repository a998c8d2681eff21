import type { Translation } from '../translation.ts';
import type { gantt as en } from '../en/gantt.ts';

export const gantt: Translation<typeof en> = {};
