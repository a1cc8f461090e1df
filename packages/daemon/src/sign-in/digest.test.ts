/** Each Digest dialect that a client is known to speak; responses are made here from the RFC's words. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { digestChallenge, judgeDigest, parseDigest, prefixTakenOff } from './digest.ts';

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

const ha1 = md5('admin:Web Server:secret');
const NONCE = '0123456789abcdef0123456789abcdef';

function responseOf(method: string, uri: string, nc: string, cnonce: string): string {
  return md5(`${md5('admin:Web Server:secret')}:${NONCE}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
}

function judge(header: string, method: string, target: string, prefix = ''): boolean {
  const credentials = parseDigest(header);
  assert.ok(credentials);
  return judgeDigest(credentials, [ha1], { method, target, prefix }) === 'right';
}

test('the challenge is spelt as devices spell it', () => {
  assert.equal(
    digestChallenge(NONCE, false),
    'Digest realm="Web Server", domain="",qop="auth", nonce="0123456789abcdef0123456789abcdef", opaque="5ccc069c403ebaf9f0171e9517f40e41",algorithm="MD5", stale="FALSE"',
  );
  assert.match(digestChallenge(NONCE, true), /stale="TRUE"$/);
});

test('the example of RFC 2617 3.5', () => {
  const header =
    'username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
  const credentials = parseDigest(header);
  assert.ok(credentials);
  assert.ok(
    judgeDigest(credentials, [md5('Mufasa:testrealm@host.com:Circle Of Life')], {
      method: 'GET',
      target: '/dir/index.html',
      prefix: '',
    }) === 'right',
  );
});

describe('dialects', () => {
  const uri = '/api/get_port_info?port=1,2&info_type=imei';
  const bare = '/api/get_port_info';
  const head = `username="admin", realm="Web Server", nonce="${NONCE}"`;
  const rows: [string, string, string][] = [
    [
      'standard: bare nc and qop',
      `${head}, uri="${uri}", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', uri, '00000001', 'ab')}", opaque="5ccc", algorithm=MD5`,
      uri,
    ],
    [
      'python-requests: quoted qop and algorithm, bare nc',
      `${head}, uri="${uri}", response="${responseOf('GET', uri, '00000002', 'ab')}", opaque="5ccc", algorithm="MD5", qop="auth", nc=00000002, cnonce="ab"`,
      uri,
    ],
    [
      'base64 cnonce',
      `${head}, uri="${uri}", algorithm=MD5, response="${responseOf('GET', uri, '00000001', 'YWJj/+==')}", qop=auth, nc=00000001, cnonce="YWJj/+=="`,
      uri,
    ],
    [
      'bare base64 cnonce',
      `${head}, uri="${uri}", response="${responseOf('GET', uri, '00000001', 'YWI=')}", qop=auth, nc=00000001, cnonce=YWI=`,
      uri,
    ],
    [
      'neither opaque nor algorithm',
      `${head}, uri="${uri}", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', uri, '00000001', 'ab')}"`,
      uri,
    ],
    [
      'everything quoted, nc too, uri without its query',
      `${head}, uri="${bare}", qop="auth", algorithm="MD5", nc="00000002", cnonce="ab", response="${responseOf('GET', bare, '00000002', 'ab')}"`,
      uri,
    ],
    [
      'query encoded otherwise than in the request',
      `${head}, uri="/api/get_port_info?port=1%2C2", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', '/api/get_port_info?port=1%2C2', '00000001', 'ab')}"`,
      uri,
    ],
    [
      'absolute uri',
      `${head}, uri="http://gw${bare}", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', `http://gw${bare}`, '00000001', 'ab')}"`,
      uri,
    ],
    [
      'the path before it was tidied',
      `${head}, uri="/api//api/get_port_info", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', '/api//api/get_port_info', '00000001', 'ab')}"`,
      bare,
    ],
    [
      'RFC 2069: no qop',
      `${head}, uri="${uri}", response="${md5(`${ha1}:${NONCE}:${md5(`GET:${uri}`)}`)}"`,
      uri,
    ],
    [
      'capital hex',
      `${head}, uri="${uri}", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', uri, '00000001', 'ab').toUpperCase()}"`,
      uri,
    ],
    [
      'no blanks after commas',
      `username="admin",realm="Web Server",nonce="${NONCE}",uri="${bare}",qop=auth,nc=00000001,cnonce="ab",response="${responseOf('GET', bare, '00000001', 'ab')}"`,
      bare,
    ],
  ];
  for (const [name, header, target] of rows) {
    test(name, () => assert.ok(judge(header, 'GET', target)));
  }
});

test('a proxy may take a prefix off the path, never off the header', () => {
  const uri = '/sms/api/get_cdr?port=1';
  const header = `username="admin", nonce="${NONCE}", uri="${uri}", qop=auth, nc=00000001, cnonce="ab", response="${responseOf('GET', uri, '00000001', 'ab')}"`;
  assert.ok(judge(header, 'GET', '/api/get_cdr?port=1', '/sms'));
  assert.ok(judge(header, 'GET', '/api/get_cdr?port=2', '/sms'));
  assert.ok(!judge(header, 'GET', '/api/get_cdr?port=1', '/other'));
  assert.ok(!judge(header, 'GET', '/api/stop_sms', '/sms'));
});

test('what a proxy takes off is seen where the paths have their end in common', () => {
  const credentials = parseDigest('username="a", nonce="n", uri="/sms/api/get_cdr?a=1", response="r"');
  assert.ok(credentials);
  assert.equal(prefixTakenOff(credentials, '/api/get_cdr'), '/sms');
  assert.equal(prefixTakenOff(credentials, '/api/stop_sms'), undefined);
});

describe('user names beyond ASCII', () => {
  const rows: [string, string][] = [
    ['UTF-8', `username="${Buffer.from('ünal').toString('latin1')}"`],
    ['Latin-1', 'username="ünal"'],
    ['username* (RFC 7616)', "username*=UTF-8''%C3%BCnal"],
  ];
  for (const [name, part] of rows)
    test(name, () =>
      assert.equal(parseDigest(`${part}, nonce="n", uri="/", response="r"`)?.username, 'ünal'),
    );
});

describe('not right', () => {
  const uri = '/api/send_sms';
  const header = (differences: { uri?: string; response?: string; more?: string }) =>
    `username="admin", nonce="${NONCE}", uri="${differences.uri ?? uri}", qop=auth, nc=00000001, cnonce="ab", response="${differences.response ?? responseOf('POST', differences.uri ?? uri, '00000001', 'ab')}"${differences.more ?? ''}`;

  test('the same header is right as it stands', () => assert.ok(judge(header({}), 'POST', uri)));
  test('another response', () => assert.ok(!judge(header({ response: '0'.repeat(32) }), 'POST', uri)));
  test('a response of another length', () => assert.ok(!judge(header({ response: 'ab' }), 'POST', uri)));
  test('another method', () => assert.ok(!judge(header({}), 'GET', uri)));
  test('another path', () => assert.ok(!judge(header({ uri: '/api/stop_sms' }), 'POST', uri)));
  test('another algorithm', () => assert.ok(!judge(header({ more: ', algorithm=SHA-256' }), 'POST', uri)));
  test('parts are missing', () => {
    assert.equal(parseDigest('username="admin", uri="/"'), undefined);
    assert.equal(parseDigest(''), undefined);
  });
});
