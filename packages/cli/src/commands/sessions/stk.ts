/** `simgate stk PORT`: the SIM toolkit as a menu with arrows, or along a path. */
import type { Command } from 'commander';
import { askPassword, askText, type Choice, choose, confirm } from '../../connection/prompts.ts';
import type { Session } from '../../connection/session.ts';
import { oneLine, severalLines } from '../../output/shown-text.ts';
import type { Column } from '../../output/table.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';
import { portNumber } from '../../program/values.ts';
import { type Entry, inputs, type Toolkit, toolkitOf, type View } from './toolkit-view.ts';

interface StkOptions {
  readonly path?: string;
}

const columns: readonly Column<View>[] = [
  { title: 'title', value: ({ title }) => title },
  { title: 'text', value: ({ text }) => text },
  { title: 'items', value: ({ items }) => items.map(({ id, text }) => `${id} ${text}`).join('; ') },
  { title: 'input', value: ({ input_type }) => input_type, shown: () => '' },
];

const hidden: ReadonlySet<number> = new Set([inputs.hiddenDigits, inputs.hiddenCharacters]);
const asking: ReadonlySet<number> = new Set([
  inputs.digit,
  inputs.character,
  inputs.digits,
  inputs.characters,
  ...hidden,
]);

/** Back to the beginning, so that a path means the same each time. */
async function home(toolkit: Toolkit): Promise<View> {
  const view = await toolkit.view();
  return view.input_type === inputs.desktop ? view : toolkit.enter({ action: 'home' });
}

/** The input of a step of a path: an item by its name, else the text that the card asks for. */
function entryOf(step: string, { input_type, items }: View): Entry {
  if (input_type === inputs.desktop || input_type === inputs.list) {
    const found = items.find(
      ({ text, id }) => text.toLowerCase() === step.toLowerCase() || String(id) === step,
    );
    if (found !== undefined) return { item: found.id };
    const names = items.map(({ text }) => text).join(', ');
    throw new CommandError(exitCodes.failed, `there is no entry "${step}"; there is: ${names}`);
  }
  if (asking.has(input_type) || input_type === inputs.yesOrNo) return { text: step };
  if (step === 'ok' || step === 'cancel') return { action: step };
  throw new CommandError(
    exitCodes.failed,
    `the card asks for nothing here, so "${step}" cannot be entered`,
    'ok goes on, cancel goes back.',
  );
}

/** Follows a path such as `Services/Balance`, and prints the last view. */
async function walk(session: Session, toolkit: Toolkit, path: string): Promise<void> {
  let view = await home(toolkit);
  for (const step of path
    .split('/')
    .map(each => each.trim())
    .filter(each => each !== ''))
    view = await toolkit.enter(entryOf(step, view));
  session.out.facts(view, columns);
}

/** Lets a person choose among the items with arrows. */
async function chosenEntry({ title, text, items, input_type }: View): Promise<Entry | undefined> {
  const isHome = input_type === inputs.desktop;
  const choices: Choice<Entry | undefined>[] = items.map(({ id, text: label }) => ({
    value: { item: id },
    label: oneLine(label),
  }));
  choices.push(
    isHome ? { value: undefined, label: '(end)' } : { value: { action: 'cancel' }, label: '(back)' },
  );
  return choose(oneLine(title || text || 'SIM toolkit'), choices);
}

/** The action of a person on a view; undefined: the session ends. */
async function asked(session: Session, view: View): Promise<Entry | undefined> {
  const { title, text, input_type } = view;
  const question = oneLine(text || title);
  if (input_type === inputs.desktop || input_type === inputs.list) return chosenEntry(view);
  if (input_type === inputs.yesOrNo) return { text: (await confirm(question)) ? 'yes' : 'no' };
  if (hidden.has(input_type)) return { text: await askPassword(question) };
  if (asking.has(input_type)) return { text: await askText(question) };
  session.out.write(`${severalLines([title, text].filter(each => each !== '').join('\n'))}\n`);
  return input_type === inputs.shown ? { action: 'ok' } : undefined;
}

/** Shows view after view until the person ends it. */
async function converse(session: Session, toolkit: Toolkit): Promise<void> {
  for (let view = await toolkit.view(); ; ) {
    const entry = await asked(session, view);
    if (entry === undefined) return;
    session.out.progress('The card works...');
    view = await toolkit.enter(entry);
    session.out.progress('');
  }
}

/** Follows a path, or lets a person walk through the menu. */
async function run(session: Session, { path }: StkOptions, port: number): Promise<void> {
  const toolkit = await toolkitOf(session, port);
  if (path !== undefined) return walk(session, toolkit, path);
  if (session.mayAsk && session.out.isTerminal) return converse(session, toolkit);
  session.out.facts(await toolkit.view(), columns);
}

/** `simgate stk PORT`. */
export function stkCommand(): Command {
  return clientCommand('stk', 'Shows the menu of the SIM (toolkit): choose by arrows, or go along a path.', [
    'simgate stk 3',
    "simgate stk 3 --path 'Balance'",
    "simgate stk 3 --path 'Transfer/88201990001/5' --json",
  ])
    .argument('<port>', 'a port number from 0 to 31', portNumber)
    .option(
      '--path <steps>',
      'names of entries and what the card asks for, joined by /; ok and cancel are the keys',
    )
    .action(doing(run));
}
