/** The gateway itself, and a copy of what it keeps. */
import { arch, release, type } from 'node:os';
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { StoreError } from '@simgate/daemon';
import { type Answer, done, refused } from '@simgate/daemon/http';
import { version } from '../../../../version.ts';
import type { HandlerContext, Handlers } from '../../context.ts';

/** Before this program was written no clock was right. */
const firstPlausible = Date.UTC(2026, 0, 1);
/** A clock that stands so far behind a time that was stored was set back, in milliseconds. */
const BACKWARDS = 3600_000;

/** Whether the time may be right: pure. `steady` never goes back. */
export function isPlausible(now: number, steady: number): boolean {
  return now >= firstPlausible && now >= steady - BACKWARDS;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Of /proc/meminfo, in kB. */
const KIBIBYTE = 1024;

async function stateOf({ machineStatus, system }: HandlerContext) {
  const { cpuUsed, memory, disk } = await machineStatus();
  return {
    cpu_used: cpuUsed,
    memory: {
      total: memory.total * KIBIBYTE,
      free: (memory.free + memory.cached + memory.buffers) * KIBIBYTE,
    },
    disk: { total: disk.total * KIBIBYTE, free: (disk.total - disk.used) * KIBIBYTE },
    database_size: await system.databaseSize(),
  };
}

type Gateway = ReplyOf<Contract['get_gateway']>;

async function getGateway(context: HandlerContext): Promise<Answer<Gateway>> {
  const { clock, serialNumber, timeZone, system, backup } = context;
  const last = backup.lastAt();
  return done(200, {
    ...{ version, serial_number: serialNumber, node: process.versions.node },
    system: `${type()} ${release()} ${arch()}`,
    uptime: Math.floor((clock.monotonic() - system.startedAt) / 1000),
    time: instant(clock.now()),
    time_plausible: isPlausible(clock.now(), context.steady()),
    time_zone: timeZone,
    listeners: system.listeners().map(({ protocol, address, port }) => ({ protocol, address, port })),
    ...(await stateOf(context)),
    last_backup: last === undefined ? null : instant(last),
    licence: 'Apache-2.0',
  });
}

async function getBackup({ backup, serialNumber }: HandlerContext): Promise<Answer<string>> {
  try {
    const made = await backup.make();
    if (made === 'busy') return refused(409, 'backup: another one is being made or read; try again later.');
    const name = `simgate-${serialNumber}-${instant(made.madeAt).replaceAll(/[:.]/g, '-')}.db`;
    return {
      kind: 'streamed',
      mediaType: 'application/octet-stream',
      headers: { 'content-disposition': `attachment; filename="${name}"` },
      pieces: made.pieces,
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return refused(503, `backup: ${error.message}.`);
  }
}

export const gatewayHandlers = {
  get_gateway: (_request, context) => getGateway(context),
  get_backup: (_request, context) => getBackup(context),
} satisfies Partial<Handlers>;
