/** For programs that watch the server. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant, next, page } from '../parameters.ts';

const nothing = Type.Object({});

function status(name: 'healthz' | 'readyz', sentence: string) {
  return endpoint({
    name,
    access: 'open',
    style: 'rest',
    path: `/${name}`,
    methods: ['GET'],
    parametersIn: 'none',
    sentence,
    request: nothing,
    reply: Type.Object({ status: Type.Enum(['ok', 'failing'], { description: 'ok or failing' }) }, exact),
    codes: { 200: 'ok', 503: 'failing' },
  });
}

const metrics = endpoint({
  name: 'metrics',
  access: may.anyone,
  style: 'rest',
  path: '/metrics',
  methods: ['GET'],
  parametersIn: 'none',
  mediaType: 'text/plain',
  sentence: 'Counters and gauges in the text format of Prometheus.',
  request: nothing,
  reply: Type.String({ description: 'the text format of Prometheus, version 0.0.4' }),
  codes: { 200: 'Here they are.' },
});

const listAudit = endpoint({
  name: 'list_audit',
  access: may.administer,
  style: 'rest',
  path: '/v1/audit',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists who changed what, newest first. Secrets, texts and numbers are not kept there.',
  request: Type.Object(page),
  reply: Type.Object(
    {
      entries: Type.Array(
        Type.Object(
          {
            at: instant('when'),
            who: Type.String({ description: 'the user, or the key by its id' }),
            address: Type.String({ description: 'where the request came from' }),
            endpoint: Type.String({ description: 'the name of the endpoint' }),
            parameters: Type.String({ description: 'what was asked for, as JSON, at most 2000 characters' }),
          },
          { ...exact, description: 'a change' },
        ),
      ),
      next,
    },
    exact,
  ),
  codes: { 200: 'Here is the page.', 400: 'The cursor cannot be read.' },
});

/** In the order of the manual. */
export const serverOperationEndpoints = [
  listAudit,
  status('healthz', 'Returns whether the process can write: at failing it is to be started again.'),
  status('readyz', 'Returns whether it takes requests: failing before its store is open and once it stops.'),
  metrics,
] as const;
