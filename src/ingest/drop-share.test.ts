import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DropShare } from './drop-share.ts';
import { RateMeter } from './rate-meter.ts';

test('a rate and a share of drops go on when the clock is set back, and forget the old time', () => {
  const rate = new RateMeter();
  const drops = new DropShare();
  let due = 0;
  const watch = (fromMs: number, seconds: number, dropped: number) => {
    for (let ms = 0; ms < seconds * 1_000; ms += 200) {
      due++;
      rate.add(fromMs + ms);
      if (ms % 1_000 === 0) drops.add({ atMs: fromMs + ms, due, dropped });
    }
  };
  watch(7_200_000, 30, 10);
  watch(3_600_000, 30, 10);
  assert.equal(rate.perSecond(3_600_000 + 29_800), 5);
  assert.equal(drops.share(), 0);
});
