/** Proactive commands that tests of the toolkit hold in their hands. */
import {
  type CommandName,
  type CommandOf,
  commandTypeOf,
  type DataObject,
  device,
  type ProactiveCommand,
} from '@simgate/gsm';

/** What every command begins with. */
export function header(name: CommandName, qualifier = 0) {
  return {
    details: { number: 1, commandType: commandTypeOf(name), qualifier },
    devices: { source: device.card, destination: device.terminal },
    ignored: [] as readonly DataObject[],
  };
}

export const menu = (...texts: readonly string[]): CommandOf<'setUpMenu'> => ({
  type: 'setUpMenu',
  ...header('setUpMenu'),
  alpha: { text: 'Operator' },
  items: texts.map((text, index) => ({ identifier: index + 1, text })),
});

export const list = (more: Partial<CommandOf<'selectItem'>> = {}): CommandOf<'selectItem'> => ({
  type: 'selectItem',
  ...header('selectItem'),
  alpha: { text: 'Which?' },
  items: [
    { identifier: 1, text: 'one' },
    { identifier: 7, text: 'seven' },
  ],
  ...more,
});

/** Qualifier 0x80: the person clears the text. */
export const text = (
  qualifier = 0x80,
  more: Partial<CommandOf<'displayText'>> = {},
): CommandOf<'displayText'> => ({
  type: 'displayText',
  ...header('displayText', qualifier),
  text: { text: 'Read me' },
  ...more,
});

export const inkey = (qualifier: number): CommandOf<'getInkey'> => ({
  type: 'getInkey',
  ...header('getInkey', qualifier),
  text: { text: 'Key?' },
});

export const input = (
  qualifier: number,
  more: Partial<CommandOf<'getInput'>> = {},
): CommandOf<'getInput'> => ({
  type: 'getInput',
  ...header('getInput', qualifier),
  text: { text: 'Enter' },
  responseLength: { minimum: 2, maximum: 4 },
  ...more,
});

export const idle = (words: string): CommandOf<'setUpIdleModeText'> => ({
  type: 'setUpIdleModeText',
  ...header('setUpIdleModeText'),
  text: { text: words },
});

export const plain = (name: 'moreTime' | 'pollingOff'): ProactiveCommand => ({ type: name, ...header(name) });
