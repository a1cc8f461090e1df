/** The managing side of a gateway where nothing is: tests of the rest need it to be there. */
import { loadConfig } from '../../config/load.ts';
import type { Management } from '../handlers/context.ts';

const settings = loadConfig(undefined, {});

const nowhere = { ok: false, code: 404, error: 'id: nothing is here.' } as const;

export const emptyManagement: Management = {
  push: {
    targets: async () => [],
    target: async () => nowhere,
    create: async () => nowhere,
    change: async () => nowhere,
    remove: async () => nowhere,
    test: async () => nowhere,
    waiting: () => nowhere,
    givenUp: () => nowhere,
    attempts: () => nowhere,
    passOver: async () => nowhere,
    resend: async () => nowhere,
    start: async () => {},
    stop: async () => {},
  },
  journal: {
    page: after => ({ events: [], upTo: after }),
    since: () => [],
    newest: () => 0,
    onCommitted: () => () => {},
  },
  search: {
    sent: () => ({ items: [], next: null }),
    sentMessage: () => undefined,
    received: () => ({ items: [], next: null }),
  },
  erasure: { erase: async () => ({ ok: false, error: 'number: nothing is here.' }) },
  users: {
    users: new Map(),
    list: () => [],
    create: async () => nowhere,
    changePassword: async () => nowhere,
    remove: async () => nowhere,
  },
  settings: {
    sms: settings.sms,
    retention: settings.retention,
    view: () => ({ logLevel: 'info', sms: settings.sms, retention: settings.retention, changed: [] }),
    reload: () => {},
    change: async () => ({ error: 'reset: nothing is here.' }),
  },
};
