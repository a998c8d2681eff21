import type { Translation } from '../translation.ts';
import type { spans as en } from '../en/spans.ts';

export const spans: Translation<typeof en> = {};
