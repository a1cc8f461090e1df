/** What a module keeps of its toolkit. */

import type { CardCommand } from '../card/proactive-command.ts';
import type { PendingCommand } from '../card/toolkit-card.ts';

export interface ToolkitTerminal {
  /** TE profile in the module's memory (27.007 12.2.3), or the one passed to the card; kept over a restart, as is what follows. */
  profile: Uint8Array | undefined;
  /** +CUSATD <download>: 1, the card gets the TE profile at each start. */
  download: number;
  reporting: number;
  /** +STKPCIS as &W saved it. */
  savedNotices: number;
  /** +STKPCIS as it is now; a restart brings back what was saved. 1: the card begins by itself, the terminal hears of it. */
  notices: number;
  /** The terminal is told of commands; forgotten at a restart. */
  active: boolean;
  /** The menu that the card set up. */
  menu: CardCommand | undefined;
  /** The card in the slot has its profile. */
  begun: boolean;
  /** The command that the terminal has let the module carry out. */
  allowed: PendingCommand | undefined;
}

export function createToolkitTerminal(): ToolkitTerminal {
  return {
    ...{ profile: undefined, download: 0, reporting: 0, notices: 0, savedNotices: 0 },
    ...{ active: false, menu: undefined, begun: false, allowed: undefined },
  };
}

/** What a module can do by itself: menus, texts and questions (TS 102 223 5.2). */
export const MODULE_PROFILE = Uint8Array.of(0xff, 0xe0, 0x7f, 0x3f, 0, 0, 0, 0x19);
