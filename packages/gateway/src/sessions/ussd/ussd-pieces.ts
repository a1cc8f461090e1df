/** The network's answer as modems give it: in one +CUSD or in several, with a notice of the release before or behind it. */
import { canEncodeGsm7 } from '@simgate/gsm';
import type { UssdNotice } from '../../modem/ussd/ussd.ts';

/** One text of the network; `release`: it came with the end by the network (<m> 2 of 27.007 7.15). */
interface Piece {
  readonly text: string;
  readonly release: boolean;
}

/** An answer that may not be complete yet. */
export interface PartialAnswer {
  readonly pieces: readonly Piece[];
  /** True where the network waits for an answer of ours. */
  readonly isQuestion: boolean;
}

/** More pieces than that are no answer: what is there is given on. */
export const PIECES_MOST = 8;
/** Length of a text that fills one USSD string nearly (24.080 annex A.3: 182 septets, 80 UCS-2 characters). */
const FULL_SEPTETS = 160;
const FULL_UCS2 = 66;

const nothing: PartialAnswer = { pieces: [], isQuestion: false };

/** The answer with one notice more. */
export function withNotice(answer: PartialAnswer | undefined, notice: UssdNotice): PartialAnswer {
  const { pieces: before } = answer ?? nothing;
  const pieces = notice.replaces ? before.slice(0, -1) : before;
  const isQuestion = notice.status === 'question';
  const isNew = notice.text !== '' && notice.text !== pieces.at(-1)?.text;
  const piece = { text: notice.text, release: notice.status === 'terminated' };
  return { pieces: isNew ? [...pieces, piece] : pieces, isQuestion };
}

/** True while only the end by the network has a text: the answer itself may follow. */
export function isReleaseOnly({ pieces }: PartialAnswer): boolean {
  return pieces.every(({ release }) => release);
}

/** All of it as one text. Beside an answer, the text of the release is the modem's own and is left out. */
export function wholeText(answer: PartialAnswer): string {
  const { pieces } = answer;
  const own = isReleaseOnly(answer) ? pieces : pieces.filter(({ release }) => !release);
  return own.reduce((text, piece) => joined(text, piece.text), '');
}

/** A text that filled its string goes on without a break; else each string stands for itself. */
export function joined(before: string, behind: string): string {
  const full = canEncodeGsm7(before) ? FULL_SEPTETS : FULL_UCS2;
  const goesOn = before === '' || /\s$/.test(before) || before.length >= full;
  return goesOn ? before + behind : `${before}\n${behind}`;
}
