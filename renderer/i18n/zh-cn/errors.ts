import type { Translation } from '../translation.ts';
import type { errors as en } from '../en/errors.ts';

export const errors: Translation<typeof en> = {
  busy: '暂时不行：有其他操作正在进行。',
  invalid: 'Loopscope 没有接受这项操作。',
  gone: '该内容已不再保留。',
  full: '空间不足。',
  unavailable: '暂时无法连接 Loopscope。',
  internal: 'Loopscope 内部出错。',
  fireBusy: '未发送：已有运行在进行。',
  quitBusy: '未退出：有运行在进行。',
  unknown: '本窗口出错。',
};
