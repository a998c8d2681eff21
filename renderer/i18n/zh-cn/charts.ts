// 图表：标题、单位、序列，以及文字说明。
import type { Translation } from '../translation.ts';
import type { charts as en } from '../en/charts.ts';

export const charts: Translation<typeof en> = {
  title: '当前区间的图表',
  empty: '还没有请求',
  emptyHint: '这里会显示在途请求、延迟、吞吐量、循环延迟和线程池。',
  inFlight: {
    title: '在途请求',
    unit: '个',
    mean: '平均',
    max: '最大',
    summary: '同时在途最多 {max} 个请求（{at} 时）；平均 {mean} 个。',
  },
  latency: {
    title: '延迟分布',
    unit: '按耗时的请求数',
    count: '请求',
    faster: '累计占比',
    summary: '{count} 个收到响应的请求：p50 {p50}，p95 {p95}，p99 {p99}，最慢 {max}。',
    empty: '该区间内没有响应',
  },
  throughput: {
    title: '吞吐量',
    unit: '响应/秒',
    good: '成功',
    failed: '错误',
    summary: '成功 {good} 个，错误 {failed} 个；{at} 时最高，为 {max}。',
    empty: '该区间内没有请求结束',
  },
  loop: {
    title: '循环延迟',
    unit: '新到者的等待',
    held: '占用',
    probe: '探针',
    summary: '在 {at} 到达者要等 {held}，事件循环才空出来；最慢的健康探针耗时 {probe}。',
    empty: '事件循环未被占用',
  },
  pool: {
    title: '线程池',
    unit: '线程、请求',
    busy: '忙碌',
    queued: '排队',
    max: '最大',
    threads: '{count, plural, other {# 个线程}}',
    summary: '平均 {busy} 个线程忙碌；排队最多 {queued} 个请求（{at} 时）。',
    empty: '未使用线程池',
  },
};
