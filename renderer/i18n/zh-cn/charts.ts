import type { Translation } from '../translation.ts';
import type { charts as en } from '../en/charts.ts';

export const charts: Translation<typeof en> = {};
