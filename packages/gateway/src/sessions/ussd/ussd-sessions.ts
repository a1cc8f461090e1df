/** The face of USSD to HTTP: sending, cancelling, the reply of a port, and the record of dialogues. */
import type { UssdReason } from '@simgate/api/contract';

export { ussdObstacle } from '../../modem/ussd/ussd-coding.ts';

/** As the API numbers it: 200 handed to the port's session, 486 busy, 503 not registered, blocked, or no such port. */
export type UssdSendStatus = 200 | 486 | 503;

/** Whose request it is: a client's, or one of the balance watch, whose answer is no reply of the port and no event. */
export type UssdAsker = 'client' | 'balance';

export interface UssdSendItem {
  readonly port: number;
  readonly status: UssdSendStatus;
}

export type UssdSendAnswer =
  | { readonly ok: true; readonly requestId: number; readonly items: readonly UssdSendItem[] }
  /** It could not be stored; nothing was sent. */
  | { readonly ok: false; readonly error: string };

export type UssdDialogueState =
  /** The network's answer is outstanding. */
  | 'asking'
  /** The network waits for an answer. */
  | 'waiting'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** Cut by a restart of the gateway, or with the modem. */
  | 'interrupted';

/** Whose text it is: ours, the network's, or the gateway's in place of an answer that never came. */
export type UssdSpeaker = 'client' | 'network' | 'gateway';

export interface UssdTurn {
  readonly speaker: UssdSpeaker;
  /** Null where nobody asked for it. */
  readonly requestId: number | null;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface UssdDialogue {
  readonly id: number;
  readonly port: number;
  readonly imsi: string;
  readonly origin: 'gateway' | 'network' | 'balance';
  readonly state: UssdDialogueState;
  /** Why it ended, where it did not end well; "" otherwise. */
  readonly reason: string;
  /** The same as a code of the catalogue; "" where it ended well or is open. */
  readonly reasonCode: UssdReason | '';
  readonly started: number;
  readonly ended: number | null;
  readonly turns: readonly UssdTurn[];
}

export interface UssdFilter {
  readonly ports?: readonly number[];
  readonly requestId?: number;
  readonly states?: readonly UssdDialogueState[];
  /** Dialogues with smaller ids only; newest first. */
  readonly before?: number;
  /** 1 and up. */
  readonly limit: number;
}

export interface UssdSessions {
  /**
   * Begins a session on each port, or answers the question of the one that is open there. Resolves when it is stored; the
   * network's words come later. The text must fit a USSD string (`ussdObstacle`). Absent `asker`: a client.
   */
  send(ports: readonly number[], text: string, asker?: UssdAsker): Promise<UssdSendAnswer>;
  /** Ends the sessions, at the network too. */
  cancel(ports: readonly number[]): Promise<UssdSendAnswer>;
  /** The last reply since the last request; "" where there is none, also for ports that do not exist. */
  reply(port: number): string;
  dialogues(filter: UssdFilter): readonly UssdDialogue[];
}
