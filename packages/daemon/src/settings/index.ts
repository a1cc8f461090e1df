/** `@simgate/daemon/settings`: a settings file under environment variables, checked by a schema; generic over the program. */
export type { SettingSchema } from './describe.ts';
export { listSettings } from './environment.ts';
export { completedExample } from './example.ts';
export {
  type HttpConfig,
  type HttpDefaults,
  httpComplaint,
  httpSettings,
  type UserConfig,
} from './http-settings.ts';
export {
  type Complaint,
  loadSettings,
  type SettingSource,
  type SettingsOf,
  sameTwice,
  settingSources,
} from './load.ts';
export { settingsTable } from './manual.ts';
