import type { ComponentType } from 'react';
import type { StateName } from '../data/port-state.ts';
import { useT } from '../words/i18n.ts';
import {
  IconArrowUpRight,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconCreditCard,
  IconHourglass,
  IconLock,
  IconPhone,
  IconPlayerPause,
  IconPlugX,
  IconPower,
  IconRefresh,
} from './icons.ts';

type Icon = ComponentType<{ readonly size?: number | string; readonly 'aria-hidden'?: boolean }>;

/** Colours that people with any colour vision can distinguish (Okabe and Ito); only edges have them, never text. */
const shown: Readonly<Record<StateName, readonly [color: string, icon: Icon]>> = {
  ready: ['#009e73', IconCheck],
  busy: ['#0072b2', IconArrowUpRight],
  call: ['#0072b2', IconPhone],
  paused: ['#56b4e9', IconPlayerPause],
  limit: ['#e69f00', IconHourglass],
  resting: ['#e69f00', IconHourglass],
  starting: ['#56b4e9', IconRefresh],
  searching: ['#56b4e9', IconCircleDashed],
  refused: ['#d55e00', IconBan],
  pin: ['#d55e00', IconLock],
  puk: ['#d55e00', IconLock],
  noSim: ['#d55e00', IconCreditCard],
  noAnswer: ['#d55e00', IconPlugX],
  off: ['#6c757d', IconPower],
};

/** The colour of a state, of Okabe and Ito: it is never the only sign. */
export function colorOf(state: StateName): string {
  return shown[state][0];
}

/** Icon and word. */
export function StateMark({ state }: { readonly state: StateName }) {
  const t = useT();
  const [, Icon] = shown[state];
  return (
    <span className="state">
      <Icon size={16} aria-hidden />
      <span>{t(`state.${state}`)}</span>
    </span>
  );
}
