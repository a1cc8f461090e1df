/** `simgate push`: where events are pushed to. */
import type { GetPushTargetReply } from '@simgate/api';
import { Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { newSecret } from '../../listening/forward.ts';
import { pushedKinds } from '../../listening/push-body.ts';
import type { Column } from '../../output/table.ts';
import { localTime, moment, span } from '../../output/times.ts';
import { clientCommand, doing, withExamples } from '../../program/client-command.ts';
import { exitCodes, usageError } from '../../program/exit-codes.ts';
import { idNumber, several, wordList } from '../../program/values.ts';

type Target = GetPushTargetReply;
type Kinds = Target['kinds'];

/** The state of a target in a word. */
function stateOf({ queue, enabled }: Target): string {
  if (!enabled) return 'off';
  return queue.failing ? 'failing' : queue.state;
}

const columns: readonly Column<Target>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'name', value: ({ name }) => name },
  { title: 'url', value: ({ url }) => url, mayShrink: true },
  {
    title: 'kinds',
    value: ({ kinds }) => kinds.join(','),
    shown: ({ kinds }) => (kinds.length > 3 ? `${kinds.length} kinds` : kinds.join()),
  },
  { title: 'signed', value: ({ signed }) => signed, shown: ({ signed }) => (signed ? 'yes' : 'no') },
  {
    title: 'state',
    value: stateOf,
    style: each => (each.queue.failing ? 'red' : each.enabled ? 'green' : 'dim'),
  },
  { title: 'waiting', value: ({ queue }) => queue.waiting, align: 'right' },
  {
    title: 'oldest',
    value: ({ queue }) => queue.oldest_age,
    shown: ({ queue }) => (queue.oldest_age === 0 ? '' : span(queue.oldest_age)),
    align: 'right',
  },
  { title: 'given up', value: ({ queue }) => queue.given_up, align: 'right' },
  { title: 'trouble', value: ({ queue }) => queue.trouble, style: () => 'red', mayShrink: true },
];

/** Lists the push targets with their queues. */
async function list(session: Session): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  const { targets } = await client.orThrow.listPushTargets();
  session.out.list(
    'targets',
    targets,
    columns,
    'There is no push target. simgate push add NAME URL makes one.',
  );
}

/** Absent kinds mean all of them; `sign` is false with --no-sign. */
interface AddOptions {
  readonly kinds?: string[];
  readonly sign: boolean;
}

/** A secret is shown once, on standard error where standard output has the target. */
function showSecret(session: Session, secret: string | undefined): void {
  if (secret === undefined) return;
  session.out.note('The secret, shown this once: keep it. docs/push.md says how to check a signature.');
  session.out.note(secret, 'bold');
}

/** Adds a target, with a new secret unless --no-sign is given. */
async function add(session: Session, { kinds, sign }: AddOptions, name: string, url: string): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  const secret = sign ? newSecret() : undefined;
  const target = await client.orThrow.createPushTarget({
    name,
    url,
    ...(kinds !== undefined && { kinds: kinds as Kinds }),
    ...(secret !== undefined && { secret }),
  });
  session.out.facts(target, columns);
  showSecret(session, secret);
}

/** Gives a target a new secret; pushes are signed by it from then on. */
async function renew(session: Session, _options: object, id: number): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  const secret = newSecret();
  const target = await client.orThrow.changePushTarget({ id, secret });
  session.out.facts(target, columns);
  showSecret(session, secret);
}

/** Removes a target with its queue. */
async function remove(session: Session, _options: object, id: number): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  await client.orThrow.deletePushTarget({ id });
  session.out.note(`Push target ${id} is removed, with its queue.`);
}

/** Switches a target on or off; its queue stays. */
async function turn(session: Session, enabled: boolean, id: number): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  session.out.facts(await client.orThrow.changePushTarget({ id, enabled }), columns);
}

/** Sends a made-up event once, and shows the answer of the target. */
async function test(session: Session, { kind }: { readonly kind?: string }, id: number): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  const result = await client.orThrow.testPushTarget({
    id,
    ...(kind !== undefined && { kind: kind as 'sms' }),
  });
  session.out.facts(result, [
    { title: 'delivered', value: each => each.delivered, style: each => (each.delivered ? 'green' : 'red') },
    { title: 'status', value: each => each.status },
    { title: 'ms', value: each => each.milliseconds },
    { title: 'trouble', value: each => each.trouble },
  ]);
  if (!result.delivered) process.exitCode = exitCodes.failed;
}

/** Ids of events, or a span of time (ISO 8601), but not both. */
interface ResendOptions {
  readonly event?: number[];
  readonly since?: string;
  readonly until?: string;
}

/** Puts events into the queue of a target again: those with the ids, or those of a time. */
async function resend(session: Session, { event, since, until }: ResendOptions, id: number): Promise<void> {
  if (event !== undefined && (since !== undefined || until !== undefined))
    throw usageError('--event and --since or --until exclude each other');
  const client = await session.clientWithV1('simgate push');
  const result = await client.orThrow.resendPushes({
    id,
    ...(event !== undefined && { event_ids: event }),
    ...(since !== undefined && { time_after: since }),
    ...(until !== undefined && { time_before: until }),
  });
  session.out.facts(result, [{ title: 'queued', value: ({ queued }) => queued }]);
}

/** Lists the last attempts, the newest first. */
async function attempts(
  session: Session,
  { failed }: { readonly failed: boolean },
  id: number,
): Promise<void> {
  const client = await session.clientWithV1('simgate push');
  const reply = await client.orThrow.listPushAttempts({ id, ...(failed && { failed }) });
  session.out.list(
    'attempts',
    reply.attempts,
    [
      { title: 'time', value: ({ at }) => at, shown: ({ at }) => localTime(at) },
      { title: 'event', value: ({ event_id }) => event_id, align: 'right' },
      { title: 'kind', value: ({ kind }) => kind },
      {
        title: 'status',
        value: ({ status }) => status,
        style: ({ trouble }) => (trouble === '' ? 'green' : 'red'),
      },
      { title: 'ms', value: ({ milliseconds }) => milliseconds, align: 'right' },
      { title: 'trouble', value: ({ trouble }) => trouble, mayShrink: true },
      { title: 'answer', value: ({ answer }) => answer, mayShrink: true },
    ],
    'Nothing was pushed there.',
  );
}

const ID = 'the id of the target';

/** The subcommands that change targets. */
function changing(): Command[] {
  return [
    clientCommand('add', 'Adds a target; it gets the events from now on.', [
      'simgate push add crm https://crm.example/hook --kinds sms,sms_result',
    ])
      .argument('<name>', 'a name of letters, digits, blanks and ._-')
      .argument('<url>', 'where events are posted to')
      .option(
        '--kinds <list>',
        `some of ${pushedKinds.join(', ')}; absent: all but alarm`,
        wordList(pushedKinds),
      )
      .option('--no-sign', 'makes no secret, and signs nothing')
      .action(doing(add)),
    clientCommand('remove', 'Removes a target with its queue.', ['simgate push remove 2'])
      .argument('<id>', ID, idNumber)
      .action(doing(remove)),
    clientCommand('on', 'Pushes to a target again.', ['simgate push on 2'])
      .argument('<id>', ID, idNumber)
      .action(doing((session: Session, _options: object, id: number) => turn(session, true, id))),
    clientCommand('off', 'Pushes nothing to a target and keeps its queue.', ['simgate push off 2'])
      .argument('<id>', ID, idNumber)
      .action(doing((session: Session, _options: object, id: number) => turn(session, false, id))),
    clientCommand('secret', 'Makes a new secret for a target. The old one is good no longer.', [
      'simgate push secret 2',
    ])
      .argument('<id>', ID, idNumber)
      .action(doing(renew)),
  ];
}

/** The subcommands that show targets and their attempts. */
function looking(): Command[] {
  return [
    clientCommand('list', 'Lists the targets, and how far each has come.', ['simgate push list']).action(
      doing(list),
    ),
    clientCommand('test', 'Pushes a made-up event once and tells what came of it.', [
      'simgate push test 2 --kind sms',
    ])
      .argument('<id>', ID, idNumber)
      .addOption(new Option('--kind <kind>', 'of this kind').choices(pushedKinds))
      .action(doing(test)),
    clientCommand('attempts', 'Lists what was tried, newest first.', ['simgate push attempts 2 --failed'])
      .argument('<id>', ID, idNumber)
      .option('--failed', 'only what failed', false)
      .action(doing(attempts)),
    clientCommand('resend', 'Sends events again: those that were given up, or those you name.', [
      'simgate push resend 2',
      'simgate push resend 2 --event 881 --event 882',
      'simgate push resend 2 --since 2h',
    ])
      .argument('<id>', ID, idNumber)
      .addOption(
        new Option('--event <id>', 'this event; may be given several times').argParser(several(idNumber)),
      )
      .option('--since <time>', 'events from then on: 2h, or 2026-05-31T18:00', moment)
      .option('--until <time>', 'events up to then', moment)
      .action(doing(resend)),
  ];
}

/** `simgate push list|add|...`. */
export function pushCommand(): Command {
  const command = withExamples(
    new Command('push').description('Shows and changes where events are pushed to.'),
    ['simgate push list', 'simgate push add crm https://crm.example/hook --kinds sms', 'simgate push test 1'],
  );
  for (const inner of [...looking(), ...changing()]) command.addCommand(inner);
  return command;
}
