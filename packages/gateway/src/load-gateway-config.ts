/** Loads the settings with the checks of every room. */
import { patternProblem } from './balance/pattern.ts';
import { type Complaint, loadConfig } from './config/load.ts';
import type { GatewayConfig } from './config/schema.ts';
import { allowedAddressProblem } from './push/engine/addresses.ts';
import { optionsProblem } from './push/engine/target.ts';
import { ussdObstacle } from './sessions/ussd/ussd-sessions.ts';

const FIELD_AND_PROBLEM = /^(\w+): (.*)$/;

/** Targets are checked as where they are set while running. */
function checkPush({ push }: GatewayConfig): Complaint | undefined {
  for (const [index, entry] of push.allowedAddresses.entries()) {
    const problem = allowedAddressProblem(entry);
    if (problem !== undefined) return [['push', 'allowedAddresses', `${index}`], problem];
  }
  for (const [index, target] of push.targets.entries()) {
    const [, field = '', problem = ''] = FIELD_AND_PROBLEM.exec(optionsProblem(target) ?? '') ?? [];
    if (field !== '') return [['push', 'targets', `${index}`, field], problem];
  }
  return undefined;
}

/** Codes must fit a USSD string, and patterns must name the place of the amount. */
function checkBalance({ balance }: GatewayConfig): Complaint | undefined {
  for (const [index, { code, answers, pattern }] of balance.rules.entries()) {
    const rule = ['balance', 'rules', `${index}`];
    const problem = patternProblem(pattern);
    if (problem !== undefined) return [[...rule, 'pattern'], problem];
    for (const text of [code, ...answers]) {
      const obstacle = ussdObstacle(text);
      if (obstacle !== undefined) return [[...rule, text === code ? 'code' : 'answers'], obstacle];
    }
  }
  return undefined;
}

/**
 * Loads the settings of a gateway; see `loadConfig`.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadGatewayConfig(file: string | undefined, environment: NodeJS.ProcessEnv): GatewayConfig {
  return loadConfig(file, environment, config => checkPush(config) ?? checkBalance(config));
}
