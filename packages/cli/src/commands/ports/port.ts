/** `simgate port N ACTION`: orders an action of a port, and shows its outcome. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ActOnPortReply, ActOnPortRequest, Client } from '@simgate/api';
import { Argument, type Command } from 'commander';
import type { Session } from '../../connection/session.ts';
import { STDIN, secretFrom } from '../../connection/settings.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes, usageError } from '../../program/exit-codes.ts';
import { suggesting } from '../../program/suggestions.ts';
import { phoneNumber, portNumber, wholeNumber } from '../../program/values.ts';
import type { VendorAction } from './vendor-ports.ts';

type Action = ActOnPortReply;
type Wanted = Omit<ActOnPortRequest, 'port'>;

/** Milliseconds between two looks. */
const BETWEEN = 300;
/** Seconds: a module that is reset needs half a minute to be back. */
const LONGEST = 90;

/** `wait` is false with --no-wait: then the stored action is printed, still pending. */
interface ActOptions {
  readonly wait: boolean;
}

/** The newest action of the port, once it is no longer pending. */
async function doneAction(client: Client, port: number, { id }: Action): Promise<Action> {
  const end = performance.now() + LONGEST * 1000;
  for (;;) {
    const { last_action } = await client.orThrow.getPort({ port });
    if (last_action !== null && (last_action.id !== id || last_action.state !== 'pending'))
      return last_action;
    if (performance.now() > end)
      throw new CommandError(
        exitCodes.timeOver,
        `port ${port} is not done after ${LONGEST} s`,
        'It goes on all the same.',
      );
    await wait(BETWEEN);
  }
}

function show(session: Session, port: number, action: Action): void {
  session.out.facts({ port, ...action }, [
    { title: 'port', value: each => each.port },
    { title: 'action', value: each => each.action },
    { title: 'state', value: each => each.state, style: each => (each.state === 'done' ? 'green' : 'red') },
    { title: 'text', value: each => each.text },
  ]);
}

/**
 * Hands an action to a port, and waits up to 90 s for its end. Original hardware reports no end, so there it returns at once.
 * An action that fails gives the exit code failed.
 */
async function act(
  session: Session,
  { wait: waits }: ActOptions,
  port: number,
  wanted: Wanted,
): Promise<void> {
  const client = await session.client();
  if (await session.isOriginal()) {
    // Some hardware resets only where some value is there, whatever it is.
    const value = wanted.action === 'reset' ? { param: 1 } : {};
    await client.orThrow.setPortInfo({ port, ...(wanted as VendorAction), ...value });
    const { action, param } = wanted;
    const word = action === 'power' ? `power ${param}` : action;
    session.out.note(`Port ${port}: ${word} is taken. Original hardware does not tell when it is done.`);
    return;
  }
  const stored = await client.orThrow.actOnPort({ port, ...wanted });
  const action = waits ? await doneAction(client, port, stored) : stored;
  show(session, port, action);
  if (waits && action.state !== 'done') process.exitCode = exitCodes.failed;
}

/** Names a port for people; "" takes the name away. Only /v1 of a simgate gateway knows such names. */
async function label(session: Session, port: number, name: string): Promise<void> {
  const client = await session.clientWithV1('The name of a port');
  const changed = await client.orThrow.labelPort({ port, label: name });
  session.out.facts({ port: changed.port, label: changed.label }, [
    { title: 'port', value: each => each.port },
    { title: 'label', value: each => each.label },
  ]);
}

const slotNumber = wholeNumber(0, 3);

/** Words behind the number of the port; each makes of the next word what the API takes. */
const actions: Readonly<Record<string, (value: string | undefined) => Wanted>> = {
  power: value => {
    if (value !== 'on' && value !== 'off') throw usageError('power: on or off?');
    return { action: 'power', param: value };
  },
  reset: () => ({ action: 'reset' }),
  slot: value => {
    if (value === undefined) throw usageError('slot: which one, 0 to 3?');
    return { action: 'slot', param: slotNumber(value) };
  },
  block: () => ({ action: 'block' }),
  unblock: () => ({ action: 'unblock' }),
  number: value => {
    if (value === undefined) throw usageError('number: which one?');
    return { action: 'number', param: phoneNumber(value) };
  },
};

const words = [...Object.keys(actions), 'unlock', 'name'];

/** A PIN is a secret: it is asked for, or read from standard input. @throws CommandError where it is none */
async function pinFor(session: Session, port: number): Promise<string> {
  const pin = session.mayAsk
    ? await (await import('../../connection/prompts.ts')).askPassword(`PIN of the SIM in port ${port}`)
    : secretFrom(STDIN, 'PIN');
  if (!/^\d{4,8}$/.test(pin)) throw usageError('unlock: a PIN has four to eight digits');
  return pin;
}

/** Chooses the action by its word. @throws CommandError for an unknown word, or a value that the action does not take */
async function run(
  session: Session,
  options: ActOptions,
  port: number,
  action: string,
  value?: string,
): Promise<void> {
  if (action === 'name') return label(session, port, value ?? '');
  if (action === 'unlock') {
    if (value !== undefined) throw usageError('unlock: the PIN is asked for, or read from standard input');
    return act(session, options, port, { action, param: await pinFor(session, port) });
  }
  const make = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (make === undefined) throw usageError(`there is no action "${action}"; there are ${words.join(', ')}`);
  await act(session, options, port, make(value));
}

/** `simgate port N ACTION`. */
export function portCommand(): Command {
  return clientCommand('port', 'Tells a port what to do, and waits until it is done.', [
    'simgate port 3 power off',
    'simgate port 3 block      (takes no new messages; unblock ends that)',
    'simgate port 3 unlock     (enters the PIN, and the SIM asks for none any more)',
  ])
    .argument('<port>', 'a port number from 0 to 31', portNumber)
    .addArgument(suggesting(new Argument('<action>', words.join(', ')), () => words))
    .argument('[value]', 'on or off, the slot from 0 to 3, the number of the SIM, or a name for people')
    .option('--no-wait', 'ends when the gateway has stored it')
    .action(doing(run));
}
