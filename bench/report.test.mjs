import { describe, expect, it } from 'vitest';
import { markdownTable, quantity, textTable } from './report.mjs';
import { ratioRow, valueRow } from './row.mjs';

const fast = ratioRow({
  name: 'rate, against bare',
  unit: '1/s',
  measured: 1500,
  reference: 3000,
  aim: { atLeast: 0.4 },
});
const big = valueRow({
  name: 'peak',
  unit: 'MiB',
  measured: 612.34,
  reference: null,
  aim: { atMost: 600 },
});

describe('rows', () => {
  it('judge the ratio or the value', () => {
    expect(fast).toMatchObject({ ratio: 0.5, aim: 'ratio ≥ 0.4', ok: true });
    expect(big).toMatchObject({ ratio: null, aim: '≤ 600 MiB', ok: false });
  });

  it('count a value that equals the bound as met', () => {
    const row = valueRow({ ...big, measured: 600, aim: { atMost: 600 } });
    expect(row.ok).toBe(true);
  });
});

describe('tables', () => {
  it('align numbers to the right', () => {
    expect(textTable([fast, big])).toBe(
      [
        'benchmark           measured  reference  unit  ratio  aim          met',
        'rate, against bare     1,500      3,000  1/s   0.500  ratio ≥ 0.4  yes',
        'peak                     612          –  MiB       –  ≤ 600 MiB    NO',
      ].join('\n'),
    );
  });

  it('are valid Markdown too', () => {
    expect(markdownTable([big]).split('\n')).toEqual([
      '| benchmark | measured | reference | unit | ratio | aim | met |',
      '| --- | ---: | ---: | --- | ---: | --- | --- |',
      '| peak | 612 | – | MiB | – | ≤ 600 MiB | NO |',
    ]);
  });
});

it('says three digits of every quantity', () => {
  expect([0, 12_000, 1234.5, 12.345, 1.2345, 0.0123].map(quantity)).toEqual([
    '0',
    '12,000',
    '1,235',
    '12.3',
    '1.23',
    '0.012',
  ]);
});
