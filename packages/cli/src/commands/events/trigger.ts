/** `simgate trigger`: a made-up event through the listener that runs, or an SMS of a virtual phone. */
import { Argument, type Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import { mailboxOf, wish } from '../../listening/mailbox.ts';
import { pushedKinds } from '../../listening/push-body.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { phoneNumber, portNumber } from '../../program/values.ts';

interface TriggerOptions {
  readonly from?: string;
  readonly port?: number;
  readonly text: string;
}

/** A whole SMS through the virtual network: it is received, journalled and pushed as any other. */
async function writeFromPhone(
  session: Session,
  from: string,
  { port = 0, text }: TriggerOptions,
): Promise<void> {
  const client = await session.clientWithV1('--from');
  const { sim } = await client.orThrow.getPort({ port });
  if (sim === null || sim.number === '')
    throw new CommandError(exitCodes.failed, `port ${port} has no SIM with a number that is known`);
  await client.orThrow.writeFromPhone({ from, to: sim.number, text });
  session.out.note(`${from} writes to ${sim.number} (port ${port}).`);
}

/** Sends a made-up event through the listener of this machine; with --from, an SMS through the virtual network. */
async function run(session: Session, options: TriggerOptions, kind: string): Promise<void> {
  if (options.from !== undefined) {
    if (kind !== 'sms') throw usageError('--from is for sms alone');
    return writeFromPhone(session, options.from, options);
  }
  const done = await wish(mailboxOf(session.settings.url, session.environment), { kind });
  if (done === undefined)
    throw new CommandError(
      exitCodes.failed,
      `no simgate listen runs for ${session.settings.url}`,
      'Start it in another terminal: simgate listen --forward-to URL',
    );
  const rows = done.answers.map(answer => ({ id: done.id, kind, ...answer }));
  session.out.list(
    'answers',
    rows,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'kind', value: each => each.kind },
      { title: 'url', value: ({ url }) => url },
      {
        title: 'status',
        value: ({ status }) => status,
        style: ({ trouble }) => (trouble === '' ? 'green' : 'red'),
      },
      { title: 'ms', value: ({ milliseconds }) => milliseconds, align: 'right' },
      { title: 'trouble', value: ({ trouble }) => trouble },
    ],
    'The listener forwards no events of this kind.',
  );
  if (!rows.some(({ trouble }) => trouble === '')) process.exitCode = exitCodes.failed;
}

/** `simgate trigger KIND`. */
export function triggerCommand(): Command {
  return clientCommand(
    'trigger',
    'Makes an example event, which simgate listen forwards. Its id begins with test-.',
    ['simgate trigger sms', "simgate trigger sms --from 88201990001 --port 2 --text 'Hi'"],
  )
    .addArgument(new Argument('<kind>', 'the kind of the event').choices(pushedKinds))
    .option(
      '--from <number>',
      'a whole SMS in place of an example: this virtual phone writes it',
      phoneNumber,
    )
    .option('--port <n>', 'to the SIM of this port', portNumber)
    .option('--text <text>', 'what it writes', 'This is a test.')
    .action(doing(run));
}
