/** One line at the foot of the page: what was done, and for some seconds how to undo it. */
import { Observable } from '../data/observable.ts';

/** A line at the bottom of the page, with a button that undoes. */
export interface Notice {
  readonly text: string;
  readonly undo?: () => Promise<void>;
}

/** Long enough to read and reach it by keyboard; a new notice takes its place at once. */
const SHOWN = 10_000;

/** The notice that is shown; undefined where there is none. */
export const notice = new Observable<Notice | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes the notice away. */
export function clearNotice(): void {
  notice.set(undefined);
}

/**
 * Shows a notice in the place of the one before: there is never more than one.
 * It goes away after ten seconds.
 */
export function tell(one: Notice): void {
  clearTimeout(timer);
  notice.set(one);
  timer = setTimeout(clearNotice, SHOWN);
}
