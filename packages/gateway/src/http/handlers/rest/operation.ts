/** The documents outside /api. */
import { contract, renderOpenApi } from '@simgate/api/contract';
import type { Handlers } from '../context.ts';

/** Made for who asks first: most never do, and it is long. */
let openApiText: string | undefined;

export const operationHandlers = {
  openapi: () => {
    openApiText ??= JSON.stringify(renderOpenApi(contract));
    return { kind: 'document', status: 200, text: openApiText };
  },

  healthz: (_request, { healthy }) => {
    const ok = healthy();
    return {
      kind: 'document',
      status: ok ? 200 : 503,
      text: JSON.stringify({ status: ok ? 'ok' : 'failing' }),
    };
  },

  readyz: (_request, { healthy, ports }) => {
    const canSend = ports.ports.some(port => port.snapshot().canSend);
    const reasons = [...(healthy() ? [] : ['store']), ...(canSend ? [] : ['ports'])];
    const isReady = reasons.length === 0;
    return {
      kind: 'document',
      status: isReady ? 200 : 503,
      text: JSON.stringify({ status: isReady ? 'ready' : 'waiting', reasons }),
    };
  },

  metrics: async (_request, { metricsText }) => ({
    kind: 'document',
    status: 200,
    text: await metricsText(),
    mediaType: 'text/plain; version=0.0.4; charset=utf-8',
  }),
} satisfies Partial<Handlers>;
