import type { Translation } from '../translation.ts';
import type { settings as en } from '../en/settings.ts';

export const settings: Translation<typeof en> = {
  title: '设置',
  language: '语言',
  languages: { system: '跟随系统', en: 'English', zhCn: '简体中文' },
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  singleKeys: '启用单字母快捷键（W、A、S、D、0 …）',
  panels: '展开的面板',
  about: '关于',
  version: '版本',
  host: '运行环境',
  reason: '原因',
  machine: '机器',
  machineText: '{cpu}，{cores, number} 核，{memory, number} MiB，{runtime}',
  database: '预测日志',
  memory: '保留的运行',
  memoryText: '{used} / {limit} MiB',
  evicted: '为腾出空间，已移除 {count, number} 个较早的运行',
  quit: '退出 Loopscope',
  quitTitle: '退出 Loopscope？',
  quitText: '保留的运行会随之消失；预测日志仍在磁盘上。',
  quitActive: '有运行正在进行。它会被停止，已记录的数据将丢失。',
  quitYes: '退出',
  quitNo: '继续使用',
};
