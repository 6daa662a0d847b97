import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StorageError, type StorageFault } from './blobs.ts';
import { s3Error } from './s3-fault.ts';
import { storageError } from './storage-fault.ts';

const did = 'write masked/a.mp4 on /mnt/disk1';

test('what a disk refuses says what happened, to what, and what to do', () => {
  const said: readonly [string, StorageFault, RegExp][] = [
    ['ENOSPC', 'full', /Free room on it/],
    ['EDQUOT', 'full', /Raise it/],
    ['EROFS', 'denied', /mount it for writing/],
    ['EACCES', 'denied', /read and write access/],
    ['EIO', 'failed', /replace it/],
    ['ENOENT', 'missing', /mount it/],
    ['EMFILE', 'failed', /ulimit/],
    ['ESOMETHING', 'failed', /kernel log/],
  ];
  for (const [code, fault, advice] of said) {
    const cause = Object.assign(new Error(`${code}: refused`), { code });
    const error = storageError(did, cause);
    assert.equal(error.fault, fault, code);
    assert.ok(error.message.startsWith(`Could not ${did}`) && error.message.includes(code), error.message);
    assert.match(error.message, advice);
    assert.equal(error.cause, cause);
  }
});

test('what S3 refuses says so too, by its name or, where the answer has none, by its status', () => {
  const said: readonly [string, number, StorageFault, RegExp][] = [
    ['NoSuchBucket', 404, 'missing', /Make it/],
    ['SignatureDoesNotMatch', 403, 'denied', /secretAccessKey/],
    ['RequestTimeTooSkewed', 403, 'denied', /clocks/],
    ['Unknown', 403, 'denied', /no right/],
    ['QuotaExceeded', 403, 'full', /quota/],
    ['Unknown', 507, 'full', /full/],
    ['SlowDown', 503, 'failed', /overloaded/],
    ['InternalError', 500, 'failed', /log of the storage/],
  ];
  for (const [name, httpStatusCode, fault, advice] of said) {
    const error = s3Error(did, Object.assign(new Error('refused'), { name, $metadata: { httpStatusCode } }));
    assert.equal(error.fault, fault, name);
    assert.match(error.message, advice);
  }
  const gone = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  assert.equal(s3Error(did, gone).fault, 'missing');
});

test('what is explained already is not explained again', () => {
  const first = new StorageError('full', 'Full. Free room.');
  assert.equal(storageError(did, first), first);
  assert.equal(s3Error(did, first), first);
});
