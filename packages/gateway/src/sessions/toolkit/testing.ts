/** Proactive commands that tests of the toolkit hold in their hands. */
import {
  type CommandName,
  type CommandOf,
  commandTypeOf,
  type DataObject,
  device,
  type ProactiveCommand,
} from '@simgate/gsm';

/** Every command begins with these fields. */
export function header(name: CommandName, qualifier = 0) {
  return {
    details: { number: 1, commandType: commandTypeOf(name), qualifier },
    devices: { source: device.card, destination: device.terminal },
    ignored: [] as readonly DataObject[],
  };
}

export function menu(...texts: readonly string[]): CommandOf<'setUpMenu'> {
  return {
    type: 'setUpMenu',
    ...header('setUpMenu'),
    alpha: { text: 'Operator' },
    items: texts.map((text, index) => ({ identifier: index + 1, text })),
  };
}

export function list(more: Partial<CommandOf<'selectItem'>> = {}): CommandOf<'selectItem'> {
  return {
    type: 'selectItem',
    ...header('selectItem'),
    alpha: { text: 'Which?' },
    items: [
      { identifier: 1, text: 'one' },
      { identifier: 7, text: 'seven' },
    ],
    ...more,
  };
}

/** Qualifier 0x80: the person clears the text. */
export function text(
  qualifier = 0x80,
  more: Partial<CommandOf<'displayText'>> = {},
): CommandOf<'displayText'> {
  return {
    type: 'displayText',
    ...header('displayText', qualifier),
    text: { text: 'Read me' },
    ...more,
  };
}

export function inkey(qualifier: number): CommandOf<'getInkey'> {
  return {
    type: 'getInkey',
    ...header('getInkey', qualifier),
    text: { text: 'Key?' },
  };
}

export function input(qualifier: number, more: Partial<CommandOf<'getInput'>> = {}): CommandOf<'getInput'> {
  return {
    type: 'getInput',
    ...header('getInput', qualifier),
    text: { text: 'Enter' },
    responseLength: { minimum: 2, maximum: 4 },
    ...more,
  };
}

export function idle(words: string): CommandOf<'setUpIdleModeText'> {
  return {
    type: 'setUpIdleModeText',
    ...header('setUpIdleModeText'),
    text: { text: words },
  };
}

export function plain(name: 'moreTime' | 'pollingOff'): ProactiveCommand {
  return { type: name, ...header(name) };
}
