/** Loads the settings with the checks of every room. */
import type { Complaint } from '@simgate/daemon/settings';
import { allowedAddressProblem, optionsProblem } from '@simgate/daemon/webhooks';
import { patternProblem } from './balance/pattern.ts';
import { loadConfig } from './config/load.ts';
import type { GatewayConfig } from './config/schema.ts';
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

/** A mail needs both its ends, and a password never travels in the clear. */
function checkMail({ mail }: GatewayConfig): Complaint | undefined {
  if (mail.host === '') return undefined;
  if (mail.from === '') return [['mail', 'from'], 'is needed where mail.host is set'];
  if (mail.to.length === 0) return [['mail', 'to'], 'is needed where mail.host is set'];
  for (const [index, address] of [mail.from, ...mail.to].entries()) {
    if (isAddress(address)) continue;
    return [
      ['mail', ...(index === 0 ? ['from'] : ['to', `${index - 1}`])],
      'is no mail address such as name@example.com',
    ];
  }
  if (mail.security === 'none' && mail.user !== '')
    return [['mail', 'security'], 'is none, and user and password would travel in the clear'];
  if (mail.password !== '' && mail.passwordFile !== undefined)
    return [['mail', 'passwordFile'], 'stands beside password; give one of them'];
  return undefined;
}

/** `name@host`, without blanks, control characters and brackets. */
function isAddress(address: string): boolean {
  const [name, host, ...more] = address.split('@');
  return Boolean(name) && Boolean(host) && more.length === 0 && /^[^\s<>,;:"()[\]\\\p{Cc}]+$/u.test(address);
}

/**
 * Loads the settings of a gateway; see `loadConfig`.
 * @throws ConfigError with file, line or variable, what was found and what is allowed.
 */
export function loadGatewayConfig(file: string | undefined, environment: NodeJS.ProcessEnv): GatewayConfig {
  return loadConfig(
    file,
    environment,
    config => checkPush(config) ?? checkBalance(config) ?? checkMail(config),
  );
}
