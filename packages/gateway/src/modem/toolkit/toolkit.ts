/** The SIM toolkit over one modem: proactive commands come as values, answers go back, whatever form the module has. */

import type { Clock } from '@simgate/daemon';
import type { Envelope, ProactiveCommand, TerminalResponse } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Registration } from '../../at/registration.ts';
import type { Place } from './place.ts';

/** A notice of the card. */
export type ToolkitNotice =
  | { readonly kind: 'command'; readonly command: ProactiveCommand }
  /** The card's session is over. */
  | { readonly kind: 'ended' };

/** The outcome of something that was put to the card. */
export type ToolkitOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Commands to the card's toolkit. Nothing here rejects. */
export interface ToolkitVerbs {
  /** The module does by itself what is answered with success: it must not be done a second time. Of the command that waits. */
  readonly moduleActs: boolean;
  /** Answers the command that waits (102 223 6.8). */
  respond(response: TerminalResponse): Promise<ToolkitOutcome>;
  /** Chooses an item of the card's menu, 1..255 (102 223 7.2). */
  choose(item: number): Promise<ToolkitOutcome>;
  /** The network and cell; undefined where there is none. */
  place(): Promise<Place | undefined>;
  /** Hands over any other envelope; refused where the module reads the card itself (102 223 7). */
  envelope(envelope: Envelope): Promise<ToolkitOutcome>;
}

export interface ToolkitDriver extends ToolkitVerbs {
  /** Switches the toolkit on; false where the modem does not have it in this form. */
  start(): Promise<boolean>;
  /** True: the line was the toolkit's. */
  takeNotice(line: string): boolean;
  /** The modem is gone or starts anew. */
  close(): void;
}

export interface ToolkitDriverOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly registrations: () => readonly Registration[];
  readonly onNotice: (notice: ToolkitNotice) => void;
  readonly warning: (text: string) => void;
}

const notReady: ToolkitOutcome = { kind: 'refused', reason: 'the modem is not ready' };

/** The toolkit of a modem that is not ready, or has none. */
export const noToolkit: ToolkitVerbs = {
  moduleActs: false,
  respond: async () => notReady,
  choose: async () => notReady,
  envelope: async () => notReady,
  place: async () => undefined,
};
