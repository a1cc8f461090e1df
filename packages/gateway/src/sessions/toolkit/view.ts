/** A state of the toolkit as people see it (contract, chapter 13 of the seed). */
import { type InputType, type ViewItem, viewOf } from '@simgate/gsm';
import type { ToolkitState } from './machine.ts';

export interface ToolkitView {
  readonly title: string;
  readonly text: string;
  /** Empty but for types 1 and 2. */
  readonly items: readonly ViewItem[];
  /** 12: there is nothing to see or do. */
  readonly inputType: InputType | 12;
  readonly frame: number;
}

const nothing: ToolkitView = { title: '', text: '', items: [], inputType: 12, frame: 0 };

/** Index of the frame that a view of this state has; 0 where there is no card, or nothing was seen of it yet. */
export function frameOfState(state: ToolkitState | undefined): number {
  return state === undefined || state.phase.kind === 'absent' ? nothing.frame : state.frame;
}

/** While the card works there is nothing to do; the frame stays until something new is to be seen. */
export function viewOfState({ phase, menu, idleText, frame }: ToolkitState): ToolkitView {
  switch (phase.kind) {
    case 'absent':
      return nothing;
    case 'busy':
      return { ...nothing, frame };
    case 'desktop': {
      const view = menu && viewOf(menu);
      const { title, items, inputType } = view ?? { title: '', items: [], inputType: 0 };
      return { title, text: idleText, items, inputType, frame };
    }
    default: {
      const { title, text, items, inputType } = viewOf(phase.command) ?? nothing;
      return { title, text, items, inputType, frame };
    }
  }
}
