/** Icons, text attributes and what else shapes a screen. */
import { DecodeError, lastOctet } from '../../errors.ts';
import {
  checkOctet,
  checkRange,
  flagObject,
  type ObjectKind,
  octetListObject,
  octetObject,
  octetOf,
} from './object-kind.ts';

/** An icon of EF-IMG. */
export interface Icon {
  /** The icon may stand instead of the text; false: only beside it. */
  readonly selfExplanatory: boolean;
  /** Record number in EF-IMG. */
  readonly identifier: number;
}

/** 102 223 8.31: bit 1 of the qualifier is 0 where the icon explains itself. */
export const icon: ObjectKind<Icon> = {
  tag: 0x1e,
  name: 'icon identifier',
  read: value => ({
    selfExplanatory: (octetOf(value, 0, 'icon qualifier') & 0x01) === 0,
    identifier: octetOf(value, 1, 'icon identifier'),
  }),
  write: ({ selfExplanatory, identifier }) =>
    Uint8Array.of(selfExplanatory ? 0 : 1, checkOctet('icon identifier', identifier)),
};

/** Icons of the items of a list, one each. */
export interface ItemIcons {
  readonly selfExplanatory: boolean;
  readonly identifiers: readonly number[];
}

/** 102 223 8.32. */
export const itemIcons: ObjectKind<ItemIcons> = {
  tag: 0x1f,
  name: 'item icon identifier list',
  read: value => ({
    selfExplanatory: (octetOf(value, 0, 'icon list qualifier') & 0x01) === 0,
    identifiers: [...value.subarray(1)],
  }),
  write: ({ selfExplanatory, identifiers }) =>
    Uint8Array.of(
      selfExplanatory ? 0 : 1,
      ...identifiers.map(identifier => checkOctet('icon identifier', identifier)),
    ),
};

/** How a stretch of a text is shown (102 223 8.72, 23.040 9.2.3.24.10.1.1). */
export interface TextAttribute {
  /** First character, 0 is the first of the text. */
  readonly start: number;
  /** Number of characters; 0: all that follow. */
  readonly length: number;
  readonly alignment: 'left' | 'centre' | 'right' | 'default';
  readonly size: 'normal' | 'large' | 'small' | 'reserved';
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underlined: boolean;
  readonly struckThrough: boolean;
  /** Foreground, 0..15, as 23.040 9.2.3.24.10.1.1 numbers the colours. */
  readonly foreground: number;
  /** Background, 0..15. */
  readonly background: number;
}

const alignments = ['left', 'centre', 'right', 'default'] as const;
const sizes = ['normal', 'large', 'small', 'reserved'] as const;
const ATTRIBUTE_LENGTH = 4;

function readAttribute(value: Uint8Array, index: number): TextAttribute {
  const mode = octetOf(value, index + 2, 'formatting mode');
  const colour = octetOf(value, index + 3, 'text colour');
  return {
    start: octetOf(value, index, 'start position'),
    length: octetOf(value, index + 1, 'text formatting length'),
    alignment: alignments[mode & 0x03] ?? 'default',
    size: sizes[(mode >> 2) & 0x03] ?? 'reserved',
    bold: (mode & 0x10) !== 0,
    italic: (mode & 0x20) !== 0,
    underlined: (mode & 0x40) !== 0,
    struckThrough: (mode & 0x80) !== 0,
    foreground: colour & 0x0f,
    background: colour >> 4,
  };
}

function writeAttribute(attribute: TextAttribute): number[] {
  const mode =
    alignments.indexOf(attribute.alignment) |
    (sizes.indexOf(attribute.size) << 2) |
    (attribute.bold ? 0x10 : 0) |
    (attribute.italic ? 0x20 : 0) |
    (attribute.underlined ? 0x40 : 0) |
    (attribute.struckThrough ? 0x80 : 0);
  return [
    checkOctet('start position', attribute.start),
    checkOctet('text formatting length', attribute.length),
    mode,
    checkRange('foreground', attribute.foreground, 0, 15) |
      (checkRange('background', attribute.background, 0, 15) << 4),
  ];
}

function attributesObject(tag: number, name: string): ObjectKind<readonly TextAttribute[]> {
  return {
    tag,
    name,
    read: value => {
      if (value.length % ATTRIBUTE_LENGTH !== 0) {
        throw new DecodeError(name, lastOctet(value), `${value.length} octets are no attributes of 4 octets`);
      }
      const count = value.length / ATTRIBUTE_LENGTH;
      return Array.from({ length: count }, (_, index) => readAttribute(value, index * ATTRIBUTE_LENGTH));
    },
    write: attributes => Uint8Array.from(attributes.flatMap(writeAttribute)),
  };
}

/** 102 223 8.72. */
export const textAttributes = attributesObject(0x50, 'text attribute');
/** 102 223 8.73: one attribute for each item, in the order of the items. */
export const itemTextAttributes = attributesObject(0x51, 'item text attribute list');

/** How many characters an answer may have. */
export interface ResponseLength {
  readonly minimum: number;
  /** 255: no limit given. */
  readonly maximum: number;
}

/** 102 223 8.11. */
export const responseLength: ObjectKind<ResponseLength> = {
  tag: 0x11,
  name: 'response length',
  read: value => ({
    minimum: octetOf(value, 0, 'minimum length'),
    maximum: octetOf(value, 1, 'maximum length'),
  }),
  write: ({ minimum, maximum }) =>
    Uint8Array.of(checkOctet('minimum length', minimum), checkOctet('maximum length', maximum)),
};

/** 102 223 8.10. */
export const itemIdentifier = octetObject(0x10, 'item identifier');
/** 102 223 8.24: for each item the type of command that will follow, 0 where none is given. */
export const itemsNextAction = octetListObject(0x18, 'items next action indicator');
/** 102 223 8.16: its octet. */
export const tone = octetObject(0x0e, 'tone');
/** 102 223 8.43: the command is done, and answered, before the text is cleared. */
export const immediateResponse = flagObject(0x2b, 'immediate response');
/** 102 223 8.80. */
export const frameIdentifier = octetObject(0x68, 'frame identifier');
