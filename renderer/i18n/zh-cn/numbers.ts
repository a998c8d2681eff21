import type { Translation } from '../translation.ts';
import type { numbers as en } from '../en/numbers.ts';

export const numbers: Translation<typeof en> = {};
