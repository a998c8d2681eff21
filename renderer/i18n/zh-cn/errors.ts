import type { Translation } from '../translation.ts';
import type { errors as en } from '../en/errors.ts';

export const errors: Translation<typeof en> = {};
