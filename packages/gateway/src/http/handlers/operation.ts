/** The documents outside /api. */
import { type Contract, contract, renderOpenApi } from '@simgate/api';
import type { Handler } from './context.ts';

const openApiText = JSON.stringify(renderOpenApi(contract));

export const openApiDocument: Handler<Contract['openapi']> = () => ({
  kind: 'document',
  status: 200,
  text: openApiText,
});

export const health: Handler<Contract['healthz']> = (_request, { healthy }) => {
  const ok = healthy();
  return {
    kind: 'document',
    status: ok ? 200 : 503,
    text: JSON.stringify({ status: ok ? 'ok' : 'failing' }),
  };
};

export const metrics: Handler<Contract['metrics']> = async (_request, { metricsText }) => ({
  kind: 'document',
  status: 200,
  text: await metricsText(),
  mediaType: 'text/plain; version=0.0.4; charset=utf-8',
});
