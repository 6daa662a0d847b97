import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { readPictureHead } from './picture-head.ts';
import { withoutMetadata } from './picture-metadata.ts';

const secret = 'Ivan Petrov, 59.93 N';
const tall = () =>
  sharp({ create: { width: 40, height: 60, channels: 3, background: '#28c' } })
    .withExif({ IFD0: { Artist: secret, Copyright: secret } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${secret}</a></x:xmpmeta>`);
const says = (bytes: Uint8Array) => Buffer.from(bytes).includes(secret);
const strip = (bytes: Uint8Array) => withoutMetadata(bytes, readPictureHead(bytes)!.type);
const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

test('a picture is drawn as before, and says nothing of who made it and where', async () => {
  const made = [
    await tall().jpeg().toBuffer(),
    await tall().jpeg({ progressive: true }).withIccProfile('p3').toBuffer(),
    await tall().png().toBuffer(),
    await tall().webp().toBuffer(),
    await tall().webp({ lossless: true }).withIccProfile('p3').toBuffer(),
  ];
  for (const before of made) {
    assert.ok(says(before));
    const after = strip(before)!;
    assert.ok(!says(after));
    const [old, now] = [await sharp(before).metadata(), await sharp(after).metadata()];
    assert.deepEqual(now.icc, old.icc);
    assert.deepEqual([now.exif, now.xmp, now.comments], [undefined, undefined, undefined]);
    assert.deepEqual(await pixels(after), await pixels(before));
    assert.deepEqual(strip(after), after);
  }
});

test('a photograph that lies on its side keeps which way is up, and only that', async () => {
  for (const format of ['jpeg', 'webp'] as const) {
    const before = await tall().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
    const after = strip(before)!;
    assert.equal((await sharp(after).metadata()).orientation, 6, format);
    assert.ok(!says(after));
  }
});

test('comments, thumbnails and what follows the end are left out', async () => {
  const jpeg = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const segment = (marker: number, text: string) =>
    Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text)]);
  const told = [segment(0xfe, secret), segment(0xe2, `MPF\0${secret}`), segment(0xed, secret)];
  const dressed = Buffer.concat([jpeg.subarray(0, 2), ...told, jpeg.subarray(2), Buffer.from(secret)]);
  assert.deepEqual(Buffer.from(strip(dressed)!), jpeg);
});

test('a picture that breaks off is refused, wherever it does', async () => {
  for (const whole of [
    await tall().jpeg().toBuffer(),
    await tall().png().toBuffer(),
    await tall().webp().toBuffer(),
  ])
    for (let length = 30; length < whole.length - 1; length += 7) {
      const part = whole.subarray(0, length);
      const head = readPictureHead(part);
      if (head !== null)
        assert.equal(withoutMetadata(part, head.type), null, `${head.type}, ${length} bytes`);
    }
});

test('whatever stands in it, an answer comes of it', async () => {
  const whole = await tall().jpeg().withMetadata({ orientation: 3 }).toBuffer();
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
      const changed = Uint8Array.from(whole);
      changed[at] = value;
      const head = readPictureHead(changed);
      if (head !== null) withoutMetadata(changed, head.type);
    }),
  );
});
