/** A preferred message storage of limited size (27.005 3.1 `<mem1>`): slots that hold a TPDU with its status. */

/** 27.005 3.1 `<stat>`: 0 received unread, 1 received read, 2 stored unsent, 3 stored sent. */
export type MessageStatus = 0 | 1 | 2 | 3;

/** A TPDU as it came or was written, with what belongs to it. */
export interface StoredMessage {
  readonly status: MessageStatus;
  /** Address of the service centre; empty when none is stored with the message. */
  readonly serviceCentre: string;
  readonly tpdu: Uint8Array;
}

/** Slots in order; an empty one is undefined. */
export interface MessageMemory {
  readonly slots: (StoredMessage | undefined)[];
}

/** An empty storage of `size` places. */
export function createMessageMemory(size: number): MessageMemory {
  return { slots: Array.from({ length: size }, () => undefined) };
}

/** How many places are taken. */
export function usedSlots(memory: MessageMemory): number {
  let used = 0;
  for (const slot of memory.slots) if (slot !== undefined) used += 1;
  return used;
}

/** Position of the first free slot from 0; undefined: the storage is full. */
export function freeSlot(memory: MessageMemory): number | undefined {
  const position = memory.slots.indexOf(undefined);
  return position < 0 ? undefined : position;
}

/** Stores in the first free slot and returns its position; undefined: full. */
export function store(memory: MessageMemory, message: StoredMessage): number | undefined {
  const position = freeSlot(memory);
  if (position !== undefined) memory.slots[position] = message;
  return position;
}

/** Marks as read what was unread (27.005 3.4.2, 3.4.3). */
export function markRead(memory: MessageMemory, position: number): void {
  const message = memory.slots[position];
  if (message?.status === 0) memory.slots[position] = { ...message, status: 1 };
}

/** `<delflag>` of +CMGD (27.005 3.5.4): which stored states go; 0 stands for the one index given. */
const deletedStatus: Readonly<Record<number, readonly MessageStatus[]>> = {
  1: [1],
  2: [1, 3],
  3: [1, 3, 2],
  4: [0, 1, 2, 3],
};

/** Deletes by `<delflag>` 1 to 4. */
export function deleteByFlag(memory: MessageMemory, flag: number): void {
  for (const [position, message] of memory.slots.entries()) {
    if (message !== undefined && deletedStatus[flag]?.includes(message.status))
      memory.slots[position] = undefined;
  }
}

/** Fills the storage with read copies of a message until `free` places are left, or empties the last ones until so many are. */
export function fillMemory(memory: MessageMemory, free: number, tpdu: Uint8Array): void {
  let used = usedSlots(memory);
  const wanted = Math.max(0, memory.slots.length - free);
  for (let position = memory.slots.length - 1; used > wanted && position >= 0; position -= 1) {
    if (memory.slots[position] === undefined) continue;
    memory.slots[position] = undefined;
    used -= 1;
  }
  for (; used < wanted; used += 1) store(memory, { status: 1, serviceCentre: '', tpdu });
}
