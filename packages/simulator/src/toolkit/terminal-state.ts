/** The toolkit state of a module. */

import type { CardCommand } from '../card/proactive-command.ts';
import type { PendingCommand } from '../card/toolkit-card.ts';

/** A switch that takes effect at the next start of the module. */
export interface WrittenSwitch {
  /** 1: the toolkit begins by itself. */
  readonly download: number;
  readonly profile: Uint8Array;
  /** Seconds that the terminal has for an answer. */
  readonly patience: number;
}

/** The toolkit as the module keeps it: its switch, its profile, and the session with the card. */
export interface ToolkitTerminal {
  /** In the module's memory; it takes the place of `profile`, `download` and `patience` when the module starts. */
  written: WrittenSwitch | undefined;
  /** TE profile in the module's memory (27.007 12.2.3), or the one passed to the card; kept over a restart, as is what follows. */
  profile: Uint8Array | undefined;
  /** 1: the card gets the TE profile at each start (+CUSATD <download>). */
  download: number;
  reporting: number;
  /** +STKPCIS as &W saved it. */
  savedNotices: number;
  /** +STKPCIS as it is now; a restart brings back what was saved. 1: the card begins by itself, the terminal hears of it. */
  notices: number;
  /** Seconds until the module answers the card itself; undefined: it waits for the terminal. */
  patience: number | undefined;
  /** The terminal gets notices of commands; forgotten at a restart. */
  active: boolean;
  /** The menu that the card set up. */
  menu: CardCommand | undefined;
  /** The card in the slot has its profile. */
  begun: boolean;
  /** The command that the terminal has let the module carry out. */
  allowed: PendingCommand | undefined;
}

/** As a module comes from the factory: switched off. */
export function createToolkitTerminal(): ToolkitTerminal {
  return {
    ...{ written: undefined, profile: undefined, download: 0, reporting: 0, patience: undefined },
    ...{ notices: 0, savedNotices: 0 },
    ...{ active: false, menu: undefined, begun: false, allowed: undefined },
  };
}

/** The profile of a module by itself: menus, texts and questions (TS 102 223 5.2). */
export const moduleProfile = Uint8Array.of(0xff, 0xe0, 0x7f, 0x3f, 0, 0, 0, 0x19);
