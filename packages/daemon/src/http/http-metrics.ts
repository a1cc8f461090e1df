/** Figures for Prometheus: those of every HTTP side, and the plumbing of those that a program adds. No label holds a number or a name. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const durations = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Sets the present values; what it does not set any more must go, so it begins with nothing. */
export type Collect = (gauge: Gauge) => void | Promise<void>;

/** A figure that is looked at when it is asked for. */
export function addGauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  collect: Collect,
): void {
  new Gauge({
    ...{ name, help, labelNames, registers: [registry] },
    async collect() {
      // Two scrapes at once would else see each other's half.
      this.reset();
      await collect(this);
    },
  });
}

export class HttpMetrics {
  readonly registry: Registry;
  readonly #durations: Histogram;
  readonly #failedLogins: Counter;

  /** @param registry where other parts register their metrics too; absent: a new one */
  constructor(registry = new Registry()) {
    this.registry = registry;
    const registers = [registry];
    this.#durations = new Histogram({
      name: 'simgate_http_request_duration_seconds',
      help: 'Time to answer, by endpoint.',
      labelNames: ['endpoint'],
      buckets: durations,
      registers,
    });
    this.#failedLogins = new Counter({
      name: 'simgate_failed_logins_total',
      help: 'Failed logins.',
      registers,
    });
  }

  /** Records the answers of one endpoint, in seconds. */
  observer(endpoint: string): (seconds: number) => void {
    const series = this.#durations.labels(endpoint);
    return seconds => series.observe(seconds);
  }

  failedLogin(): void {
    this.#failedLogins.inc();
  }
}
