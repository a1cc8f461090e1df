/** Figures of the server for Prometheus. No label holds a number, a text or a name of a person. */
import type { Clock } from '@simgate/daemon';
import { addGauge } from '@simgate/daemon/http';
import type { Registry } from 'prom-client';
import type { Fleet } from '../choice/fleet.ts';
import { gatewayStates } from '../domain/gateway.ts';
import { PARTITIONS } from '../domain/ids.ts';
import type { Dispatcher } from '../handoff/dispatcher.ts';
import type { Store } from '../store/store.ts';

export interface MetricsSources {
  readonly store: Store;
  readonly plan: Fleet;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

/** Registers them; each is looked at when it is asked for. */
export function addServerMetrics(registry: Registry, { store, plan, dispatcher }: MetricsSources): void {
  addGauge(registry, 'simgate_gateways', 'Gateways by state.', ['state'], gateways => {
    for (const state of gatewayStates) gateways.set({ state }, 0);
    for (const { state } of plan.gateways()) gateways.inc({ state });
  });
  addGauge(registry, 'simgate_ports', 'Ports with a SIM, by registration.', ['registration'], ports => {
    for (const { port } of plan.places()) ports.inc({ registration: port.registration });
  });
  addGauge(registry, 'simgate_partitions_owned', 'Partitions that this process has.', [], owned => {
    const parts = Array.from({ length: PARTITIONS }, (_each, part) => part);
    owned.set(parts.filter(part => dispatcher.has(part)).length);
  });
  addGauge(registry, 'simgate_store_healthy', '1: the store can be written.', [], healthy =>
    healthy.set(store.healthy() ? 1 : 0),
  );
}
