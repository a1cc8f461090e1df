/** Ports added, changed and removed while the gateway runs. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { PortSettings } from '../../../port-management/port-overlay.ts';
import type { PortChange, PortSettingsView } from '../../../port-management/running-ports.ts';
import type { Handlers } from '../context.ts';

type Item = ReplyOf<Contract['set_port']>;

function itemOf({ port, source, settings }: PortSettingsView): Item {
  const { pin, limits, toolkitAllows, ...shown } = settings;
  return {
    port,
    source,
    settings: {
      ...shown,
      ...(limits !== undefined && { limits: { ...limits } }),
      ...(toolkitAllows !== undefined && { toolkitAllows: [...toolkitAllows] }),
    },
    pin_set: pin !== undefined,
  };
}

/** The PIN of a request: "" takes it away, and none leaves it as it was. */
function pinOf(asked: string | undefined, before: PortSettings | undefined): Pick<PortSettings, 'pin'> {
  const pin = asked ?? before?.pin ?? '';
  return pin === '' ? {} : { pin };
}

function refusalOf(change: Extract<PortChange, { ok: false }>) {
  return refused(change.code, change.error);
}

export const portSettingsHandlers = {
  list_port_settings: (_request, { portSettings }) => done(200, { ports: portSettings.list().map(itemOf) }),

  set_port: async ({ port, pin, ...settings }, { portSettings }) => {
    const before = portSettings.list().find(one => one.port === port)?.settings;
    const change = await portSettings.set(port, { ...settings, ...pinOf(pin, before) });
    if (!change.ok) return refusalOf(change);
    return change.view === undefined ? refused(500) : done(200, itemOf(change.view));
  },

  reset_port: async ({ port }, { portSettings }) => {
    const change = await portSettings.reset(port);
    return change.ok ? done(200, {}) : refusalOf(change);
  },

  remove_port: async ({ port }, { portSettings }) => {
    const change = await portSettings.remove(port);
    return change.ok ? done(200, {}) : refusalOf(change);
  },
} satisfies Partial<Handlers>;
