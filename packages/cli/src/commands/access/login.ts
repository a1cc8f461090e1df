/** `simgate login` and `simgate logout`. */
import { type Command, Option } from 'commander';
import { DEFAULT_URL } from '../../connection/settings.ts';
import { duration } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import type { LoginOptions } from './sign-in.ts';

/** `simgate login [URL]`. */
export function loginCommand(): Command {
  return clientCommand(
    'login',
    'Signs in to a gateway and keeps it as a profile: with a token, so that no password is kept.',
    [
      'simgate login',
      'simgate login http://192.168.1.2:8080 --profile office',
      'simgate login --user admin --password-stdin < password.txt',
    ],
  )
    .argument('[url]', `the address of the gateway (default: ${DEFAULT_URL})`)
    .addOption(
      new Option('--expires <time>', 'the token ends after that')
        .argParser(duration)
        .default(365 * 86_400, '365d'),
    )
    .option('--keep-password', 'keeps the password in place of a token', false)
    .action(
      doing<LoginOptions, [string | undefined]>(async (session, options, address) => {
        const { login } = await import('./sign-in.ts');
        await login(session, options, address);
      }),
    );
}

/** `simgate logout`. */
export function logoutCommand(): Command {
  return clientCommand('logout', 'Forgets a profile and ends its token at the gateway.', [
    'simgate logout',
    'simgate logout --profile office',
  ]).action(
    doing(async (session, options) => {
      const { logout } = await import('./sign-in.ts');
      await logout(session, options);
    }),
  );
}
