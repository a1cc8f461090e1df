/** What Prometheus reads. No label holds a number, a name or a text of anyone. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { PortBank } from '../ports/port.ts';

export interface Metrics {
  readonly registry: Registry;
  /** What records the answers of one endpoint, in seconds. */
  observer(endpoint: string): (seconds: number) => void;
  /** Records recipients whose messages were accepted. */
  accepted(messages: number): void;
  failedLogin(): void;
  text(): Promise<string>;
}

const durations = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

function watchPorts(registry: Registry, ports: PortBank): void {
  const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => void) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        collect(this);
      },
    });
  const snapshots = () => ports.ports.map(port => port.snapshot());
  gauge(
    'simgate_port_state',
    'Registration of each port: 1 for the state it is in.',
    ['port', 'reg'],
    states => {
      for (const { port, reg } of snapshots()) states.set({ port, reg }, 1);
    },
  );
  gauge('simgate_port_can_send', 'Whether a port can take messages now.', ['port'], states => {
    for (const { port, canSend } of snapshots()) states.set({ port }, canSend ? 1 : 0);
  });
  gauge('simgate_port_signal', 'Signal strength of each port, 0 to 31.', ['port'], states => {
    for (const { port, signal } of snapshots()) states.set({ port }, signal);
  });
}

/** Makes the metrics of the HTTP side; ports and queue are looked at when they are asked for. */
export function createMetrics(ports: PortBank, inQueue: () => number, registry = new Registry()): Metrics {
  const registers = [registry];
  const http = new Histogram({
    name: 'simgate_http_request_duration_seconds',
    help: 'Time to answer, by endpoint.',
    labelNames: ['endpoint'],
    buckets: durations,
    registers,
  });
  const accepted = new Counter({
    name: 'simgate_messages_accepted_total',
    help: 'Messages accepted by send_sms.',
    registers,
  });
  const logins = new Counter({ name: 'simgate_failed_logins_total', help: 'Failed logins.', registers });
  new Gauge({
    name: 'simgate_messages_in_queue',
    help: 'Messages that no port has begun.',
    registers,
    collect() {
      this.set(inQueue());
    },
  });
  watchPorts(registry, ports);
  return {
    registry,
    observer(endpoint) {
      const series = http.labels(endpoint);
      return seconds => series.observe(seconds);
    },
    accepted: messages => accepted.inc(messages),
    failedLogin: () => logins.inc(),
    text: () => registry.metrics(),
  };
}
