import type { Translation } from '../translation.ts';
import type { scenario as en } from '../en/scenario.ts';

export const scenario: Translation<typeof en> = {};
