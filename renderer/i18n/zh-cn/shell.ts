import type { Translation } from '../translation.ts';
import type { shell as en } from '../en/shell.ts';

export const shell: Translation<typeof en> = {
  close: '关闭',
  dismiss: '忽略',
  messages: '消息',
};
