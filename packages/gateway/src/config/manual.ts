/** The manual page of the settings, made from their schema. */
import { clientVariables } from '@simgate/api/contract';
import { type SettingSchema, settingsTable } from '@simgate/daemon/settings';
import { configSchema } from './schema.ts';

/** docs/settings.md. */
export function renderSettings(): string {
  return [
    '# Settings',
    '',
    'The gateway reads `--config FILE` (YAML or JSON), then environment variables, which stand above the file. A wrong',
    'setting stops the start and says where it stands, what was found and what is allowed. `simgate.example.yaml` is a',
    'commented start. `[0]` stands for any index. A variable with `_FILE` at its end names a file of at most 64 KiB that holds the value, as',
    'secrets of containers come: `SIMGATE_HTTP_USERS_0_PASSWORD_FILE=/run/secrets/password`. One line end at its end is cut.',
    '',
    ...settingsTable(configSchema as SettingSchema, 'SIMGATE'),
    '',
    '## Variables of the commands that speak to a gateway',
    '',
    'These belong to `simgate send` and its like ([command-line.md](command-line.md)); the gateway leaves them alone.',
    '',
    '| variable | meaning |',
    '|---|---|',
    ...clientVariables.map(({ name, meaning }) => `| \`${name}\` | ${meaning} |`),
    '',
  ].join('\n');
}
