// Where the hover card is put: beside the pointer, inside the chart, above what stands at the bottom.
import { expect, test } from 'vitest';
import { placeCard } from './pointing.ts';

const CHART = { clientWidth: 800, clientHeight: 400 } as HTMLElement;

function placed(xPx: number, yPx: number, heightPx: number): readonly [number, number] {
  const card = { offsetWidth: 200, offsetHeight: heightPx, style: { transform: '' } };
  placeCard(card as unknown as HTMLElement, CHART, { xPx, yPx }, 64);
  const [left, top] = card.style.transform.match(/-?\d+/g)!.map(Number);
  return [left!, top!];
}

test('right below the pointer where there is room, else on the other side', () => {
  const [left, top] = placed(100, 50, 90);
  expect(left).toBeGreaterThan(100);
  expect(top).toBeGreaterThan(64 + 50);
  expect(placed(750, 50, 90)[0]).toBeLessThan(750 - 200);
});

test('never over the lower edge and its pills, wherever the pointer is and however high the card', () => {
  for (let yPx = 0; yPx < 336; yPx += 7)
    for (const heightPx of [40, 90, 200, 300])
      expect(placed(300, yPx, heightPx)[1] + heightPx).toBeLessThanOrEqual(400 - 40);
});
