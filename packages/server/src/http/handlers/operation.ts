/** Requests of programs that watch the server. */
import { type Answer, done, refused } from '@simgate/daemon/http';
import { listAudit } from '../../access/audit.ts';
import type { Handlers } from '../context.ts';
import { instant } from '../times.ts';
import { isId, nextOf, USUAL_LIMIT } from './pages.ts';

function status(isOk: boolean): Answer<never> {
  const text = JSON.stringify({ status: isOk ? 'ok' : 'failing' });
  return { kind: 'document', status: isOk ? 200 : 503, text };
}

export const operationHandlers = {
  async list_audit({ cursor = '', limit = USUAL_LIMIT }, { store }) {
    if (cursor !== '' && !isId(cursor)) return refused(400, 'cursor: must be next of the page before.');
    const rows = await store.read(() => listAudit(cursor, limit));
    const entries = rows.map(({ at, owner: who, address, endpoint, parameters }) => ({
      ...{ at: instant(at), who, address, endpoint, parameters },
    }));
    return done(200, { entries, next: nextOf(rows, limit, ({ id }) => id) });
  },
  healthz: (_request, { store }) => status(store.healthy()),
  readyz: (_request, { store, ready }) => status(ready() && store.healthy()),
  async metrics(_request, { metricsText }) {
    const mediaType = 'text/plain; version=0.0.4; charset=utf-8';
    return { kind: 'document', status: 200, text: await metricsText(), mediaType };
  },
} satisfies Pick<Handlers, 'list_audit' | 'healthz' | 'readyz' | 'metrics'>;
