/** Reads the settings of the SMS server. */
import { type Complaint, httpComplaint, loadSettings } from '@simgate/daemon/settings';
import { allowedAddressProblem } from '@simgate/daemon/webhooks';
import { type ServerConfig, serverSchema } from './schema.ts';

/** The beginning of the environment variables of the server. */
export const VARIABLES = 'SIMGATE_SERVER';

function check({ http, webhooks }: ServerConfig): Complaint | undefined {
  for (const [index, entry] of webhooks.allowedAddresses.entries()) {
    const problem = allowedAddressProblem(entry);
    if (problem !== undefined) return [['webhooks', 'allowedAddresses', `${index}`], problem];
  }
  return httpComplaint(http);
}

/**
 * Loads the settings; see `loadSettings`.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadServerConfig(file: string | undefined, environment: NodeJS.ProcessEnv): ServerConfig {
  return loadSettings(file, environment, { schema: serverSchema, prefix: VARIABLES, check });
}
