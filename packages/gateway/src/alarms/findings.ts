/** Looks at what the settings want to be an alarm: ports, queue, push targets, disk, limits and balances of SIMs. */
import { statfs } from 'node:fs/promises';
import type { AlarmKind } from '@simgate/api/contract';
import type { BalanceView } from '../balance/balances.ts';
import type { AlarmsConfig } from '../config/schema.ts';
import type { SimLimits } from '../port-management/sim-limits.ts';
import type { Port, PortSnapshot } from '../ports/port.ts';
import type { Condition } from './alarm.ts';
import { type Findings, keyOf } from './judge.ts';

export interface Watched {
  readonly ports: () => readonly Port[];
  readonly queue: () => { readonly oldestAge: number };
  /** Each push target that is enabled, with the age of its oldest event in seconds. */
  readonly pushAges: () => readonly { readonly name: string; readonly oldestAge: number }[];
  readonly balances: () => readonly BalanceView[];
  readonly limits: Pick<SimLimits, 'bounds'>;
  readonly dataFolder: string;
  /** Free and all blocks of a file system; absent: the system's. */
  readonly disk?: (folder: string) => Promise<{ readonly bavail: number; readonly blocks: number }>;
}

/** The result of one rule. */
interface Found {
  readonly wrong?: readonly Condition[];
  readonly well?: readonly Pick<Condition, 'kind' | 'subject'>[];
  readonly complete?: AlarmKind;
}

/** A disk is well again only where this much more of it is free, in percent: it would else come and go with every log line. */
const DISK_MARGIN = 1;

function isDown(snapshot: PortSnapshot, except: readonly string[]): boolean {
  return !snapshot.canSend && !except.includes(snapshot.reason);
}

function portsDown({ ports }: Watched, { portDown, portDownExcept }: AlarmsConfig): Found {
  if (portDown === 0) return { complete: 'port_down' };
  const wrong: Condition[] = [];
  const well: Pick<Condition, 'kind' | 'subject'>[] = [];
  for (const snapshot of ports().map(port => port.snapshot())) {
    const { port, trouble: text, reason, sim } = snapshot;
    const place = { kind: 'port_down', subject: `port ${port}` } as const;
    if (!isDown(snapshot, portDownExcept)) well.push(place);
    else
      wrong.push({
        ...place,
        port,
        imsi: sim?.imsi ?? '',
        text: `port ${port} cannot send: ${text}`,
        reason,
      });
  }
  return { wrong, well };
}

function queueOld({ queue }: Watched, { queueOld: minutes }: AlarmsConfig): Found {
  const isOld = minutes > 0 && queue().oldestAge >= minutes * 60;
  const text = `a message has waited for a port for more than ${minutes} minutes`;
  return {
    wrong: isOld ? [{ kind: 'queue_old', subject: 'queue', imsi: '', text, reason: '' }] : [],
    complete: 'queue_old',
  };
}

function pushesFailing({ pushAges }: Watched, { pushFailing: minutes }: AlarmsConfig): Found {
  const failing = minutes === 0 ? [] : pushAges().filter(({ oldestAge }) => oldestAge >= minutes * 60);
  return {
    wrong: failing.map(({ name }) => ({
      ...{ kind: 'push_failing', subject: `target ${name}`, imsi: '', reason: '' },
      text: `the push target ${name} has not taken an event for more than ${minutes} minutes`,
    })),
    complete: 'push_failing',
  };
}

async function diskLow(watched: Watched, { diskFree }: AlarmsConfig, isOpen: boolean): Promise<Found> {
  if (diskFree === 0) return { complete: 'disk_low' };
  const { bavail, blocks } = await (watched.disk ?? statfs)(watched.dataFolder);
  const free = (bavail / Math.max(blocks, 1)) * 100;
  const text = `less than ${diskFree} % of the disk of the data folder is free`;
  const isLow = free < diskFree + (isOpen ? DISK_MARGIN : 0);
  return {
    wrong: isLow ? [{ kind: 'disk_low', subject: 'disk', imsi: '', text, reason: '' }] : [],
    complete: 'disk_low',
  };
}

function limitsLow({ ports, limits }: Watched, { limitLeft: percent }: AlarmsConfig): Found {
  if (percent === 0) return { complete: 'limit_low' };
  const wrong: Condition[] = [];
  const well: Pick<Condition, 'kind' | 'subject'>[] = [];
  for (const { port, sim } of ports().map(one => one.snapshot())) {
    if (sim === undefined) continue;
    for (const { setting, left, most } of limits.bounds(port, sim.imsi)) {
      const place = { kind: 'limit_low', subject: `sim ${sim.imsi} ${setting}` } as const;
      const text = `the SIM in port ${port} has less than ${percent} % left of its limit ${setting}`;
      if (left >= (most * percent) / 100) well.push(place);
      else wrong.push({ ...place, port, imsi: sim.imsi, text, reason: '' });
    }
  }
  return { wrong, well };
}

/** SIMs that are in no port now are neither well nor not. */
function balancesLow({ balances }: Watched): Found {
  const wrong: Condition[] = [];
  const well: Pick<Condition, 'kind' | 'subject'>[] = [];
  for (const { imsi, presentPort: port, isLow, amount, currency, threshold } of balances()) {
    const place = { kind: 'balance_low', subject: `sim ${imsi}` } as const;
    if (port === undefined) continue;
    const balance = `${amount} ${currency}`.trim();
    const text = `the balance of the SIM in port ${port} is ${balance}, below ${threshold}`;
    if (isLow) wrong.push({ ...place, port, imsi, text, reason: '' });
    else well.push(place);
  }
  return { wrong, well };
}

function balancesUnread({ balances }: Watched, { balanceFailures }: AlarmsConfig): Found {
  if (balanceFailures === 0) return { complete: 'balance_unread' };
  const wrong: Condition[] = [];
  const well: Pick<Condition, 'kind' | 'subject'>[] = [];
  for (const { imsi, presentPort: port, failures, trouble, nextIn } of balances()) {
    const place = { kind: 'balance_unread', subject: `sim ${imsi}` } as const;
    if (port === undefined) continue;
    const text = `the balance of the SIM in port ${port} could not be read: ${trouble}`;
    // Without a rule nobody wants to know it.
    if (failures >= balanceFailures && nextIn !== undefined)
      wrong.push({ ...place, port, imsi, text, reason: '' });
    else well.push(place);
  }
  return { wrong, well };
}

/** Finds out what is wrong now; what cannot be found out is left as it was. `open`: keys of the alarms that last. */
export async function look(
  watched: Watched,
  config: AlarmsConfig,
  open: ReadonlySet<string>,
  failed: (error: unknown) => void,
): Promise<Findings> {
  const isDiskLow = open.has(keyOf({ kind: 'disk_low', subject: 'disk' }));
  const rules: readonly (() => Found | Promise<Found>)[] = [
    () => portsDown(watched, config),
    () => queueOld(watched, config),
    () => pushesFailing(watched, config),
    () => diskLow(watched, config, isDiskLow),
    () => limitsLow(watched, config),
    () => balancesLow(watched),
    () => balancesUnread(watched, config),
  ];
  const found: Found[] = [];
  for (const rule of rules) {
    try {
      found.push(await rule());
    } catch (error) {
      failed(error);
    }
  }
  return {
    wrong: found.flatMap(({ wrong = [] }) => wrong),
    well: new Set(found.flatMap(({ well = [] }) => well.map(keyOf))),
    complete: new Set(found.flatMap(({ complete }) => complete ?? [])),
  };
}
