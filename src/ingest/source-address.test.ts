import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSourceAddress, withoutCredentials } from './source-address.ts';

function rtsp(text: string) {
  const address = parseSourceAddress(text);
  assert.equal(address.kind, 'rtsp', text);
  return address.kind === 'rtsp' ? address : assert.fail();
}

test('a password may be pasted as it is, whatever characters it holds', () => {
  const user = 'admin';
  const passwords = ['p@ss', 'a/b', 'a#b?c', 'пароль', '100%', 'a%zz'];
  for (const password of passwords) {
    const address = rtsp(`rtsp://${user}:${password}@10.0.0.7:8554/h264/ch1?x=1`);
    const url = new URL(address.url);
    assert.equal(decodeURIComponent(url.username), user);
    assert.equal(decodeURIComponent(url.password), password);
    assert.equal(address.host, '10.0.0.7');
    assert.equal(address.port, 8554);
    assert.equal(`${url.pathname}${url.search}`, '/h264/ch1?x=1');
    assert.ok(!address.shown.includes(password), address.shown);
  }
});

test('a password that is percent-encoded already stays as it is', () => {
  assert.equal(rtsp('rtsp://a:p%40ss@h/x').url, 'rtsp://a:p%40ss@h/x');
});

test('an @ in the path belongs to the path', () => {
  assert.equal(rtsp('rtsp://10.0.0.7/live@main').host, '10.0.0.7');
  assert.equal(rtsp('rtsp://10.0.0.7:554/live@main').host, '10.0.0.7');
});

test('hosts may be names, IPv4 or IPv6, and the port follows the scheme', () => {
  assert.equal(rtsp('rtsp://cam.local/1').port, 554);
  assert.equal(rtsp('rtsps://cam.local/1').port, 322);
  assert.equal(rtsp('RTSP://u:p@[fe80::1]:8554/1').host, 'fe80::1');
});

test('no protocol of the video library but RTSP and files can be reached', () => {
  const tricks = [
    'concat:/etc/passwd|/etc/shadow',
    'http://host/x',
    'https://host/x.m3u8',
    'pipe:0',
    'data:video/mp4;base64,AAAA',
    'subfile,,start,0,end,9,,:/etc/passwd',
    'tcp://host:1',
    'crypto:x',
    'a\0b',
    '',
  ];
  for (const text of tricks) {
    const address = parseSourceAddress(text);
    // What is no address is at most the name of a file in the working directory, which is opened as a file only.
    assert.ok(address.kind === 'refused' || (address.kind === 'file' && address.path.startsWith('/')), text);
  }
  for (const text of tricks.filter((trick) => /^[a-z]+:/.test(trick))) {
    assert.equal(parseSourceAddress(text).kind, 'refused', text);
  }
});

test('credentials are hidden wherever they stand', () => {
  assert.equal(withoutCredentials('rtsp://u:p@h:554/x'), 'rtsp://***@h:554/x');
  assert.equal(
    withoutCredentials('rtsp://h/x?user=u&password=p&ch=1'),
    'rtsp://h/x?user=***&password=***&ch=1',
  );
  assert.equal(withoutCredentials('rtsp://u:x@y/z@h/live'), 'rtsp://***');
  assert.equal(withoutCredentials('/films/a.mp4'), '/films/a.mp4');
});

test('no password is ever shown, and no text makes the reader throw', () => {
  const word = fc.string({ minLength: 1, maxLength: 12 }).map((text) => `pw${text.replace(/\s/g, '')}wp`);
  fc.assert(
    fc.property(word, (password) => {
      const address = parseSourceAddress(`rtsp://user:${password}@camera.example:554/live`);
      const shown = address.kind === 'refused' ? address.message : address.shown;
      for (const part of password.split(/[@/]/)) assert.ok(part.length < 3 || !shown.includes(part), shown);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => parseSourceAddress(`rtsp://${text}`).kind.length > 0));
});
