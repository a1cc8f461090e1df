/** How the one who asks reaches a program: by the headers of proxies that are believed, and by the settings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import type { HttpConfig } from '../settings/http-settings.ts';
import { httpConfigWith } from '../testing.ts';
import { faceReader } from './face.ts';

interface Row {
  readonly name: string;
  readonly config?: Partial<HttpConfig>;
  readonly ingress?: string | string[];
  readonly protocol?: 'http' | 'https';
  readonly from?: string | undefined;
  readonly face: readonly [secure: boolean, basePath: string];
}

const trusted = { trustedProxies: ['10.0.0.0/8'] };
const rows: readonly Row[] = [
  { name: 'over plain HTTP', face: [false, ''] },
  { name: 'over TLS', protocol: 'https', face: [true, ''] },
  { name: 'by a public origin with TLS', config: { publicOrigin: 'https://sms.example' }, face: [true, ''] },
  { name: 'by a public origin without', config: { publicOrigin: 'http://sms.example' }, face: [false, ''] },
  { name: 'below the prefix of the settings', config: { pathPrefix: '/sms' }, face: [false, '/sms'] },
  { name: 'below the path of a trusted proxy', config: trusted, ingress: '/api/x', face: [false, '/api/x'] },
  { name: 'with a slash at its end', config: trusted, ingress: '/api/x/', face: [false, '/api/x'] },
  { name: 'below the path of nobody who is trusted', ingress: '/api/x', face: [false, ''] },
  {
    name: 'from another address than the proxy',
    config: trusted,
    ingress: '/x',
    from: '192.0.2.1',
    face: [false, ''],
  },
  { name: 'from no address', config: trusted, ingress: '/x', from: undefined, face: [false, ''] },
  {
    name: 'below a path that is none, and a prefix of the settings',
    config: { ...trusted, pathPrefix: '/sms' },
    ingress: '//evil',
    face: [false, '/sms'],
  },
  { name: 'below two paths at once', config: trusted, ingress: ['/a', '/b'], face: [false, ''] },
];

describe('the face of a request', () => {
  for (const row of rows) {
    const { name, config, ingress, protocol = 'http', face } = row;
    const remoteAddress = 'from' in row ? row.from : '10.1.2.3';
    test(`${name} is ${face[0] ? 'secure' : 'open'}, at ${face[1] || 'the root'}`, () => {
      const headers = ingress === undefined ? {} : { 'x-ingress-path': ingress };
      const request = { headers, protocol, raw: { socket: { remoteAddress } } } as unknown as FastifyRequest;
      const [secure, basePath] = face;
      assert.deepEqual(faceReader(httpConfigWith(config))(request), { secure, basePath });
    });
  }
});
