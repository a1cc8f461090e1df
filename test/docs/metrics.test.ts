/** docs/metrics.md has each figure of /metrics with type, unit and labels, in the words of the program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricObject, Registry } from 'prom-client';
import { HttpMetrics } from '../../packages/daemon/src/http/http-metrics.ts';
import { Metrics, type MetricsSources } from '../../packages/gateway/src/http/metrics.ts';
import {
  addServerMetrics,
  type MetricsSources as ServerSources,
} from '../../packages/server/src/http/server-metrics.ts';
import { textOf } from './support/page.ts';

/** Nothing is asked of a source before somebody reads the figures. */
const gatewaySources = { journal: { newest: () => 0 } } as unknown as MetricsSources;

/** By the end of the name, as Prometheus wants it; what has neither end is listed. */
function unitOf(name: string): string {
  if (name.endsWith('_seconds')) return 'seconds';
  if (name.endsWith('_bytes')) return 'bytes';
  if (name === 'simgate_port_signal') return '0 to 31';
  if (/_(state|can_send|failing|healthy)$/.test(name)) return '0 or 1';
  if (name === 'simgate_sim_balance') return 'the currency of the SIM';
  if (name === 'simgate_sim_limit_left') return 'that of the limit';
  return 'count';
}

async function rowsOf(registry: Registry): Promise<string[]> {
  const metrics = registry.getMetricsAsArray() as (MetricObject & { labelNames: string[] })[];
  return metrics.map(({ name, type, help, labelNames }) => {
    const labels = labelNames.map(label => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${unitOf(name)} | ${labels} | ${help} |`;
  });
}

const page = textOf('docs/metrics.md');

function shownIn(section: string): string[] {
  const [, text = ''] = new RegExp(`## ${section}\n([\\s\\S]*?)(?=\n## |$)`).exec(page) ?? [];
  return text.split('\n').filter(line => line.startsWith('| `simgate_'));
}

test('the gateway', async () => {
  const rows = await rowsOf(new Metrics(gatewaySources).registry);
  assert.deepEqual(shownIn('The gateway').toSorted(), rows.toSorted());
});

test('the SMS server', async () => {
  const { registry } = new HttpMetrics();
  addServerMetrics(registry, {} as unknown as ServerSources);
  assert.deepEqual(shownIn('The SMS server').toSorted(), (await rowsOf(registry)).toSorted());
});
