/** The manual page of the server's settings, made from their schema. */
import { type SettingSchema, settingsTable } from '@simgate/daemon/settings';
import { VARIABLES } from './load.ts';
import { serverSchema } from './schema.ts';

/** docs/server-settings.md. */
export function renderServerSettings(): string {
  return [
    '# Settings of the SMS server',
    '',
    'The server reads `--config FILE` (YAML or JSON), then environment variables, which stand above the file, then what the command line names',
    '(`--data`, `--database`, `--port`). A wrong setting stops the start and says where it stands, what was found and what is allowed. `[0]` stands for any',
    'index. A variable with `_FILE` at its end names a file of at most 64 KiB that holds the value.',
    '',
    ...settingsTable(serverSchema as SettingSchema, VARIABLES),
    '',
  ].join('\n');
}
