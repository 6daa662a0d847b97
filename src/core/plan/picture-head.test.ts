import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { readPictureHead } from './picture-head.ts';

const blank = () => sharp({ create: { width: 321, height: 123, channels: 3, background: '#fff' } });

test('a picture says what it is and how large, whoever wrote it', async () => {
  const made = [
    ['image/png', await blank().png().toBuffer()],
    ['image/jpeg', await blank().jpeg().toBuffer()],
    ['image/jpeg', await blank().jpeg({ progressive: true }).withMetadata({ density: 300 }).toBuffer()],
    ['image/webp', await blank().webp().toBuffer()],
    ['image/webp', await blank().webp({ lossless: true }).toBuffer()],
    ['image/webp', await blank().webp().withMetadata({ density: 300 }).toBuffer()],
  ] as const;
  for (const [type, bytes] of made)
    assert.deepEqual(readPictureHead(bytes), { type, widthPx: 321, heightPx: 123 });
});

test('what is no picture, or only the beginning of one, is none', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const gif = await blank().gif().toBuffer();
  for (const bytes of [svg, gif, Buffer.alloc(0), Buffer.alloc(40)])
    assert.equal(readPictureHead(bytes), null);
  for (const whole of [await blank().png().toBuffer(), await blank().jpeg().toBuffer()])
    for (let length = 0; length < 20; length++)
      assert.equal(readPictureHead(whole.subarray(0, length)), null, `${length} bytes`);
});
