/** Control of a card's toolkit: the record of its messages, a command of the caller's, and a card with or without it. */

import type { BankPort } from '../bank.ts';
import { CardCodecError } from '../card/data-objects.ts';
import { operatorMenu } from '../card/operator-menu.ts';
import { createToolkitCard, startCommand, type ToolkitCard } from '../card/toolkit-card.ts';
import type { SimCard } from '../sim-card.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import { activateToolkit, stopToolkit, tell } from '../toolkit/fetching.ts';
import { BadRequestError, NotPossibleError } from './errors.ts';

function simOf({ module, spareSim }: BankPort): SimCard {
  const sim = module.sim ?? spareSim;
  if (!sim) throw new NotPossibleError('index', 'there is no SIM in this modem');
  return sim;
}

function cardOf(port: BankPort): ToolkitCard {
  const { toolkit } = simOf(port);
  if (toolkit === undefined) throw new NotPossibleError('index', 'the card has no toolkit');
  return toolkit;
}

/** Messages from terminal to card, oldest first, and the command that waits for a response. */
export function showToolkit(port: BankPort): object {
  const { toolkit } = simOf(port);
  if (toolkit === undefined) return { present: false, active: false, waiting: '', messages: [] };
  return {
    present: true,
    active: port.module.toolkit.active,
    waiting: toolkit.pending === undefined ? '' : toHex(toolkit.pending.octets),
    messages: toolkit.record.items().map(({ kind, octets }) => ({ kind, hex: toHex(octets) })),
  };
}

/** Puts a card with the operator's menu, or one without toolkit, in place of what the card has. */
export function equipToolkit(port: BankPort, { present }: { readonly present: boolean }): void {
  const { module } = port;
  const wasActive = module.toolkit.active;
  stopToolkit(module);
  simOf(port).toolkit = present ? createToolkitCard(operatorMenu) : undefined;
  if (wasActive) activateToolkit(module);
}

/** The card sends this command at once; the session ends with the response. */
export function sendCommand(port: BankPort, { hex }: { readonly hex: string }): void {
  const card = cardOf(port);
  if (!port.module.toolkit.active)
    throw new NotPossibleError('index', 'the terminal has not switched the toolkit on');
  const pending = readable(() => startCommand(card, fromHex(hex) ?? new Uint8Array()));
  if (pending === undefined) throw new NotPossibleError('hex', 'another command waits for its response');
  tell(port.module, card, { kind: 'command', pending });
}

function readable<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof CardCodecError) throw new BadRequestError('hex', error.message);
    throw error;
  }
}
