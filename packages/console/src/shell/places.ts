/** The pages of the bar. A page stands here when it is whole. */
import type { ComponentType } from 'react';
import { IconMessage, IconPlug } from '../parts/icons.ts';
import type { WordKey } from '../words/i18n.ts';

export interface Place {
  readonly path: string;
  readonly word: WordKey;
  readonly Icon: ComponentType<{ readonly size?: number | string; readonly 'aria-hidden'?: boolean }>;
  /** The letter behind `g` that goes there. */
  readonly letter: string;
}

export const places: readonly Place[] = [
  { path: '/', word: 'nav.ports', Icon: IconPlug, letter: 'p' },
  { path: '/messages', word: 'nav.messages', Icon: IconMessage, letter: 'm' },
];
