import type { Translation } from '../translation.ts';
import type { runs as en } from '../en/runs.ts';

export const runs: Translation<typeof en> = {};
