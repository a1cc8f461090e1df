/** The pages of the bar. A page stands here when it is whole. */
import type { ComponentType } from 'react';
import type { Who } from '../data/session.ts';
import {
  IconBell,
  IconDeviceMobile,
  IconHash,
  IconHistory,
  IconInbox,
  IconMessage,
  IconPhone,
  IconPlug,
  IconSettings,
} from '../parts/icons.ts';
import type { WordKey } from '../words/i18n.ts';

/** A page of the bar. */
export interface Place {
  readonly path: string;
  readonly word: WordKey;
  readonly Icon: ComponentType<{ readonly size?: number | string; readonly 'aria-hidden'?: boolean }>;
  /** The letter behind `g` that goes there. */
  readonly letter: string;
  /** Whether the bar of a phone shows it, or only its "more". */
  readonly first: boolean;
  /** Whether this person has it on this gateway; absent: everybody has. */
  readonly open?: (who: Who) => boolean;
}

/** Virtual phones are those of the simulator that was started with the gateway. */
export function hasPhones({ role, offers }: Pick<Who, 'role' | 'offers'>): boolean {
  return role === 'admin' && offers.simulator;
}

/** The dialogues and targets of a gateway are for who may operate it. */
function mayOperate({ role }: Pick<Who, 'role'>): boolean {
  return role === 'admin' || role === 'operator';
}

/** All pages, in the order of the bar. */
export const places: readonly Place[] = [
  { path: '/', word: 'nav.ports', Icon: IconPlug, letter: 'p', first: true },
  { path: '/messages', word: 'nav.messages', Icon: IconMessage, letter: 'm', first: true },
  { path: '/inbox', word: 'nav.inbox', Icon: IconInbox, letter: 'i', first: true },
  { path: '/ussd', word: 'nav.ussd', Icon: IconHash, letter: 'u', first: true, open: mayOperate },
  {
    path: '/calls',
    word: 'nav.calls',
    Icon: IconPhone,
    letter: 'c',
    first: false,
    open: ({ role }) => role !== 'sender',
  },
  {
    path: '/events',
    word: 'nav.events',
    Icon: IconHistory,
    letter: 'e',
    first: false,
    open: ({ role }) => role !== 'sender',
  },
  { path: '/push', word: 'nav.push', Icon: IconBell, letter: 'w', first: false, open: mayOperate },
  {
    path: '/phone',
    word: 'nav.phone',
    Icon: IconDeviceMobile,
    letter: 'v',
    first: false,
    open: hasPhones,
  },
  { path: '/settings', word: 'nav.settings', Icon: IconSettings, letter: 's', first: false },
];

/**
 * The pages that this person has on this gateway.
 * A hidden page is not protected by that: the gateway refuses its requests.
 */
export function placesFor(who: Who): readonly Place[] {
  return places.filter(({ open }) => open?.(who) ?? true);
}

/** Pages that are reached through another one count as part of it. */
const belongsTo: Readonly<Record<string, readonly string[]>> = { '/': ['/ports'], '/messages': ['/tasks'] };

/** Whether an address belongs to a page of the bar. */
export function isAt(path: string, location: string): boolean {
  const own = path === '/' ? location === '/' : location.startsWith(path);
  return own || (belongsTo[path]?.some(one => location.startsWith(one)) ?? false);
}
