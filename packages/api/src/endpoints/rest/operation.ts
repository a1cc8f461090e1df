/** Endpoints of ours: for programs that watch the gateway and for programs that write clients. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';

const nothing = Type.Object({});

const openApiDocument = endpoint({
  name: 'openapi',
  path: '/openapi.json',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'This contract as an OpenAPI 3.1 document.',
  access: 'open',
  request: nothing,
  reply: Type.Object({ openapi: Type.Literal('3.1.0') }, { additionalProperties: true }),
  codes: {},
});

const health = endpoint({
  name: 'healthz',
  path: '/healthz',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Returns whether the gateway can do its work: status ok with HTTP 200, failing with 503.',
  access: 'open',
  request: nothing,
  reply: Type.Object({ status: Type.Enum(['ok', 'failing'], { description: 'ok or failing' }) }, exact),
  codes: {},
});

const ready = endpoint({
  name: 'readyz',
  path: '/readyz',
  methods: ['GET'],
  parametersIn: 'none',
  sentence:
    'Returns whether messages go out now, for a program that spreads work over several gateways: status ready with HTTP 200, waiting with 503 and the reasons.',
  access: 'open',
  request: nothing,
  reply: Type.Object(
    {
      status: Type.Enum(['ready', 'waiting'], { description: 'ready or waiting' }),
      reasons: Type.Array(Type.Enum(['store', 'ports']), {
        description: 'store: nothing can be stored; ports: no port can send',
      }),
    },
    exact,
  ),
  codes: {},
});

const metrics = endpoint({
  name: 'metrics',
  access: may.anyone,
  path: '/metrics',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Counters and gauges in the text format of Prometheus.',
  mediaType: 'text/plain',
  request: nothing,
  reply: Type.String({ description: 'the text format of Prometheus, version 0.0.4' }),
  codes: {},
});

/** In the order of the manual. */
export const operationEndpoints = [openApiDocument, health, ready, metrics] as const;
