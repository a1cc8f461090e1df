/** What Prometheus reads. No label holds a number or a text of anyone. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { PortBank } from '../ports/port.ts';
import type { Push, TargetView } from '../push/push.ts';

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

/** What waits for each push target. All gauges of one scrape share one look at the targets. */
function watchPush(registry: Registry, push: Pick<Push, 'targets'>): void {
  let looking: Promise<readonly TargetView[]> | undefined;
  const look = (): Promise<readonly TargetView[]> => {
    looking ??= push.targets().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const gauge = (name: string, help: string, measure: (target: TargetView) => number): void => {
    new Gauge({
      ...{ name, help, labelNames: ['target'], registers: [registry] },
      async collect() {
        const targets = await look();
        this.reset();
        for (const target of targets) this.set({ target: target.name }, measure(target));
      },
    });
  };
  gauge('simgate_push_waiting', 'Events that a push target has not taken, up to 10000.', one => one.waiting);
  gauge('simgate_push_held_back', 'Those of them that failed, and those behind them.', one => one.heldBack);
  gauge('simgate_push_oldest_age_seconds', 'Age of the oldest event that waits.', one => one.oldestAge);
  gauge('simgate_push_failing', '1: the push target takes nothing.', one => (one.failing ? 1 : 0));
  gauge('simgate_push_given_up', 'Events on the given-up list, up to 10000.', one => one.givenUp);
}

/** Makes the metrics of the HTTP side; ports and queue are looked at when they are asked for. */
export function createMetrics(
  ports: PortBank,
  inQueue: () => number,
  push: Pick<Push, 'targets'>,
  registry = new Registry(),
): Metrics {
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
  watchPush(registry, push);
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
