/** The files of the console: who gets them, in which form, and that nothing else of the disk can be asked for. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { httpConfig, testServer } from '../testing/server.ts';

describe('the files of the console', () => {
  let parent: string;
  let folder: string;

  before(() => {
    parent = mkdtempSync(join(tmpdir(), 'simgate-console-'));
    folder = join(parent, 'dist');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html>page');
    writeFileSync(join(folder, 'docs.html'), '<!doctype html>reference');
    mkdirSync(join(folder, 'docs/symptoms'), { recursive: true });
    writeFileSync(join(folder, 'docs/index.html'), '<!doctype html>manual');
    writeFileSync(join(folder, 'docs/symptoms/no-sim.html'), '<!doctype html>No SIM');
    writeFileSync(join(folder, 'assets/index-AbC_12xy.js'), 'script');
    writeFileSync(join(folder, 'assets/index-AbC_12xy.js.gz'), gzipSync('script'));
    writeFileSync(join(folder, 'assets/icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'assets/icon.svg.gz'), gzipSync('<svg/>'));
    writeFileSync(join(folder, 'assets/icon.svg.br'), brotliCompressSync('<svg/>'));
    writeFileSync(join(folder, 'assets/font.woff2'), 'font');
    writeFileSync(join(parent, 'secret.txt'), 'secret');
  });
  after(() => rmSync(parent, { recursive: true }));

  const ask = (
    url: string,
    headers: Record<string, string> = {},
    consoleFolder: string | undefined = folder,
  ) => testServer({ consoleFolder }).app.inject({ url, headers });

  test('the page needs no password, is asked for anew each time, and allows no foreign or inline script', async () => {
    const { statusCode, headers, body } = await ask('/');
    assert.equal(statusCode, 200);
    assert.equal(body, '<!doctype html>page');
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-cache');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'self'; style-src 'self' 'unsafe-inline'/);
    assert.match(policy, /frame-ancestors 'self'/);
    assert.doesNotMatch(policy, /script-src|https?:/);
  });

  test('the reference of the API is open in the same way', async () => {
    const { statusCode, headers, body } = await ask('/docs');
    assert.deepEqual([statusCode, body], [200, '<!doctype html>reference']);
    assert.match(String(headers['content-security-policy']), /default-src 'self'/);
  });

  const manual = [
    ['/docs/symptoms/no-sim', '<!doctype html>No SIM'],
    ['/docs/index', '<!doctype html>manual'],
  ] as const;
  for (const [url, page] of manual)
    test(`${url} is a page of the manual, open as well`, async () => {
      const { statusCode, headers, body } = await ask(url);
      assert.deepEqual([statusCode, body], [200, page]);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.match(String(headers['content-security-policy']), /default-src 'self'/);
    });

  test('a setting names sites that may show it in a frame', async () => {
    const config = { ...httpConfig, frameAncestors: ['https://home.example:8123'] };
    const { headers } = await testServer({ config, consoleFolder: folder }).app.inject({ url: '/' });
    assert.match(
      String(headers['content-security-policy']),
      /frame-ancestors 'self' https:\/\/home\.example:8123$/,
    );
  });

  test('a file with a hashed name is kept by the browser for ever', async () => {
    const { headers, body } = await ask('/assets/index-AbC_12xy.js');
    assert.equal(body, 'script');
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers['content-encoding'], undefined);
  });

  test('a file without one is asked for anew', async () => {
    const { headers } = await ask('/assets/icon.svg');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['content-type'], 'image/svg+xml');
  });

  test('the compressed form goes to who takes it', async () => {
    const { headers, rawPayload } = await ask('/assets/index-AbC_12xy.js', { 'accept-encoding': 'gzip, br' });
    assert.equal(headers['content-encoding'], 'gzip');
    assert.equal(headers.vary, 'accept-encoding');
    assert.equal(gunzipSync(rawPayload).toString(), 'script');
  });

  test('the smallest form comes first', async () => {
    const { headers, rawPayload } = await ask('/assets/icon.svg', {
      'accept-encoding': 'gzip;q=1, br;q=0.9',
    });
    assert.equal(headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(rawPayload).toString(), '<svg/>');
  });

  test('a file of another sort is octets', async () => {
    const { headers, body } = await ask('/assets/font.woff2');
    assert.deepEqual([headers['content-type'], body], ['application/octet-stream', 'font']);
  });

  test('HEAD has the length and no body', async () => {
    const { statusCode, headers, body } = await testServer({ consoleFolder: folder }).app.inject({
      method: 'HEAD',
      url: '/assets/index-AbC_12xy.js',
    });
    assert.equal(statusCode, 200);
    assert.equal(headers['content-length'], '6');
    assert.equal(body, '');
  });

  const absent = [
    '/docs/none',
    '/docs/symptoms/',
    '/docs/..%2f..%2fsecret.txt',
    '/docs/../../secret.txt',
    '/docs/a/b/c',
    '/docs/symptoms/no-sim.html',
    '/assets/index-none.js',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/.sources',
  ];
  for (const url of absent)
    test(`nothing at ${url}`, async () => {
      const { statusCode, body } = await ask(url);
      assert.ok(statusCode === 404 || statusCode === 401, `${statusCode}`);
      assert.doesNotMatch(body, /secret/);
    });

  test('while the page is being built, a small one loads again by itself', async () => {
    const { statusCode, headers, body } = await ask('/', {}, join(parent, 'not-yet'));
    assert.equal(statusCode, 503);
    assert.match(String(headers['content-type']), /^text\/html/);
    assert.match(body, /http-equiv="refresh"/);
  });

  test('without a console, / is not known', async () => {
    assert.equal((await testServer().app.inject({ url: '/' })).statusCode, 401);
  });

  test('the API stays behind the password', async () => {
    assert.equal((await ask('/v1/ports')).statusCode, 401);
  });
});
