import type { Translation } from '../translation.ts';
import type { details as en } from '../en/details.ts';

export const details: Translation<typeof en> = {};
