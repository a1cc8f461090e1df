import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { SettingsView } from '../../../config/running-settings.ts';
import type { Handlers } from '../context.ts';

type Reply = ReplyOf<Contract['get_settings']>;

function bodyOf({ logLevel, sms, retention, changed }: SettingsView): Reply {
  return {
    logLevel,
    sms: { ...sms, deliveredStatuses: [...sms.deliveredStatuses] },
    retention,
    changed: [...changed],
  };
}

export const settingsHandlers = {
  get_settings: (_request, { settings }) => done(200, bodyOf(settings.view())),

  change_settings: async (request, { settings }) => {
    const result = await settings.change(request);
    return 'error' in result ? refused(400, result.error) : done(200, bodyOf(result));
  },

  list_settings: (_request, { allSettings }) => {
    const settings = allSettings().map(({ value, default: usual, ...setting }) => ({
      ...setting,
      value: JSON.stringify(value),
      default: JSON.stringify(usual),
    }));
    return done(200, { settings });
  },
} satisfies Partial<Handlers>;
