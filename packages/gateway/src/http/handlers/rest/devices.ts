/** Devices of this machine, and probes of them. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Probe, SurveyedDevice } from '../../../devices/device-survey.ts';
import type { DeviceReport } from '../../../devices/doctor.ts';
import type { Finding } from '../../../devices/reasons.ts';
import type { Handlers } from '../context.ts';

type Listed = ReplyOf<Contract['list_devices']>['devices'][number];
type Probed = ReplyOf<Contract['get_probe']>;

function findingOf({ code, kind, title, causes, remedies }: Finding): Listed['verdict'] {
  return { code, kind, title, causes: [...causes], remedies: [...remedies] };
}

function deviceOf({ name, kind, usbIds, usb, serial, ttys, port, verdict }: SurveyedDevice): Listed {
  return {
    ...{ name, kind, usb_ids: usbIds, usb: [...usb], serial },
    ttys: ttys.map(tty => ({
      ...{ path: tty.path, links: [...tty.links], interface: tty.interface ?? null },
      ...{ role: tty.role, chosen: tty.chosen },
    })),
    ...{ port, verdict: findingOf(verdict) },
  };
}

function reportOf({
  name,
  device,
  usb,
  port,
  verdict,
  warnings,
  facts,
}: DeviceReport): Probed['devices'][number] {
  return {
    ...{ name, device, usb: [...usb], port, verdict: findingOf(verdict) },
    ...{ warnings: warnings.map(findingOf), facts: { ...facts } },
  };
}

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function probeOf({ id, state, askedAt, endedAt, error, devices }: Probe): Probed {
  return {
    ...{ id, state, asked_at: instantOf(askedAt), ended_at: endedAt === null ? null : instantOf(endedAt) },
    ...{ error, devices: devices.map(reportOf) },
  };
}

export const deviceHandlers = {
  list_devices: async (_request, { devices }) => done(200, { devices: (await devices.list()).map(deviceOf) }),

  probe_devices: ({ devices: named }, { devices }) => {
    const answer = devices.probe(named);
    if (answer.kind === 'busy') return refused(409, 'devices: another probe is running.');
    return answer.kind === 'unknown'
      ? refused(400, `devices: ${answer.device} is none of the ttys that list_devices shows.`)
      : done(202, probeOf(answer.probe));
  },

  get_probe: ({ id }, { devices }) => {
    const probe = devices.find(id);
    return probe === undefined ? refused(404, `id: there is no probe ${id}.`) : done(200, probeOf(probe));
  },
} satisfies Partial<Handlers>;
