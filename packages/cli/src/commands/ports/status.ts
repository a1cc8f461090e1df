/** `simgate status`: how the gateway is, at a glance. */
import type { Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import type { Column } from '../../output/table.ts';
import { localTime } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { exitCodes } from '../../program/exit-codes.ts';
import { isTroubled, type Port, stateOf } from './port-columns.ts';
import { vendorPorts } from './vendor-ports.ts';

/** The view of --json for both kinds of gateway: fields that original hardware does not know are "". */
interface Status {
  readonly url: string;
  readonly device: 'simgate' | 'original';
  readonly status: string;
  readonly version: string;
  readonly serial_number: string;
  readonly user: string;
  readonly role: string;
  readonly time: string;
  readonly time_zone: string;
  /** Ports by their state. */
  readonly ports: Readonly<Record<string, number>>;
  readonly trouble: readonly { readonly port: number; readonly trouble: string }[];
  readonly in_queue: number;
}

function countsOf(states: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Ports that need a person, each with the gateway's words, or its registration where there are none. */
function troubleOf(ports: readonly Port[]): Status['trouble'] {
  return ports.filter(isTroubled).map(({ port, trouble, reg }) => ({ port, trouble: trouble || reg }));
}

/** Asks a simgate gateway by four requests at once. The status is "failing" where /healthz does not answer with success. */
async function ofSimgate(session: Session): Promise<Status> {
  const { orThrow, healthz } = await session.client();
  const [who, { ports }, queue, health] = await Promise.all([
    orThrow.getSession(),
    orThrow.listPorts(),
    orThrow.querySmsInQueue(),
    healthz(),
  ]);
  return {
    url: session.settings.url,
    device: 'simgate',
    status: health.ok ? health.reply.status : 'failing',
    version: who.version,
    serial_number: who.serial_number,
    user: who.user,
    role: who.role,
    time: who.time,
    time_zone: who.time_zone,
    ports: countsOf(ports.map(stateOf)),
    trouble: troubleOf(ports),
    in_queue: queue.in_queue,
  };
}

/** Puts the same together for original hardware. Its status is always ok: a box that answers reports no health. */
async function ofOriginal(session: Session): Promise<Status> {
  const client = await session.client();
  const ports = await vendorPorts(client);
  const { sn, in_queue } = await client.orThrow.querySmsInQueue();
  const away = ports.filter(({ reg }) => reg !== 'REGISTER_OK');
  return {
    url: session.settings.url,
    device: 'original',
    status: 'ok',
    version: '',
    serial_number: sn,
    user: session.settings.user ?? '',
    role: '',
    time: '',
    time_zone: '',
    ports: countsOf(ports.map(({ reg = 'UNKNOWN' }) => reg)),
    trouble: away.map(({ port, reg = 'UNKNOWN' }) => ({ port, trouble: reg })),
    in_queue,
  };
}

const columns: readonly Column<Status>[] = [
  { title: 'gateway', value: ({ url }) => url },
  {
    title: 'status',
    value: ({ status }) => status,
    style: ({ status }) => (status === 'ok' ? 'green' : 'red'),
  },
  {
    title: 'version',
    value: ({ version }) => version,
    shown: ({ version }) => version && `simgate ${version}`,
  },
  { title: 'serial number', value: ({ serial_number }) => serial_number },
  {
    title: 'user',
    value: ({ user }) => user,
    shown: ({ user, role }) => (role === '' ? user : `${user} (${role})`),
  },
  {
    title: 'time',
    value: ({ time }) => time,
    shown: ({ time, time_zone }) => time && `${localTime(time)} here; the gateway is in ${time_zone}`,
  },
  {
    title: 'ports',
    value: ({ ports }) =>
      Object.entries(ports)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ') || 'none',
  },
  {
    title: 'trouble',
    value: ({ trouble }) => trouble.map(({ port, trouble: text }) => `port ${port}: ${text}`).join('; '),
    style: () => 'red',
  },
  { title: 'waiting', value: ({ in_queue }) => in_queue, shown: ({ in_queue }) => `${in_queue} messages` },
];

async function run(session: Session): Promise<void> {
  const status = (await session.isOriginal()) ? await ofOriginal(session) : await ofSimgate(session);
  session.out.facts(status, columns);
  if (status.status !== 'ok') process.exitCode = exitCodes.failed;
}

/** `simgate status`. Exit code 1 where the gateway reports that it cannot do its work. */
export function statusCommand(): Command {
  return clientCommand('status', 'Shows how the gateway is: ports, queue, version, and who you are.', [
    'simgate status',
    'simgate status --json',
  ]).action(doing(run));
}
