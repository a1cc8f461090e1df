/** How to choose the slot of a module with several SIM slots, as data. */

export interface SlotForm {
  /** Sent in order until one is taken; {slot} counts from 0, {slotFromOne} from 1. Each step is one or more commands. */
  readonly select: readonly (readonly string[])[];
  /** Asks which slot it stands at: the field of the answer, and the number of the first slot. */
  readonly ask?: {
    readonly command: string;
    readonly name: string;
    readonly field: number;
    readonly first: 0 | 1;
  };
}

/** 27.007 8.66: +CSUS, whose slots count from 0. */
export const standardSlots: SlotForm = {
  select: [['AT+CSUS={slot}']],
  ask: { command: 'AT+CSUS?', name: '+CSUS', field: 0, first: 0 },
};
