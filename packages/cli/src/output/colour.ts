/** Colours, where the stream is a terminal that wants them. */
import { styleText } from 'node:util';

/** A colour or weight of text. */
export type Style = 'green' | 'red' | 'yellow' | 'blue' | 'dim' | 'bold';

/** Values of --color. */
export const colourChoices = ['auto', 'always', 'never'] as const;
/** A value of --color. */
export type ColourChoice = (typeof colourChoices)[number];

interface Stream {
  readonly isTTY?: boolean;
}

/** `--color` stands above NO_COLOR (no-color.org) and FORCE_COLOR, and those above what the stream is. */
export function isColoured(choice: ColourChoice, stream: Stream, environment: NodeJS.ProcessEnv): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if ((environment.FORCE_COLOR ?? '') !== '') return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/** Puts colour around a text, or leaves it as it is. */
export type Paint = (style: Style | undefined, text: string) => string;

/** Paints text by ANSI sequences, or leaves it as it is. */
export function painter(coloured: boolean): Paint {
  return (style, text) =>
    coloured && style !== undefined && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}
