/** What programs ask that watch the server. */
import type { Answer } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';

function status(isOk: boolean): Answer<never> {
  const text = JSON.stringify({ status: isOk ? 'ok' : 'failing' });
  return { kind: 'document', status: isOk ? 200 : 503, text };
}

export const operationHandlers = {
  healthz: (_request, { store }) => status(store.healthy()),
  readyz: (_request, { store, ready }) => status(ready() && store.healthy()),
  async metrics(_request, { metricsText }) {
    const mediaType = 'text/plain; version=0.0.4; charset=utf-8';
    return { kind: 'document', status: 200, text: await metricsText(), mediaType };
  },
} satisfies Pick<Handlers, 'healthz' | 'readyz' | 'metrics'>;
