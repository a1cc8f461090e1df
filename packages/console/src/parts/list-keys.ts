/** `j` and `k`, or the arrows, go from entry to entry of a list; each entry is a button or link of the class `list-item`. */
import type { KeyboardEvent } from 'react';

const KEPT_AS = 'simgate.keys';

/**
 * Whether single keys do something: a person may switch them off (WCAG 2.1.4).
 * True where the browser has no storage.
 */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

/** Switches the single keys on or off, for this browser. */
export function switchKeys(on: boolean): void {
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {
    // Without storage they stay on.
  }
}

/** 1 for the next, -1 for the one before, 0 for a key that moves nothing. */
export function directionOf(key: string, letters: boolean): number {
  if (key === 'ArrowDown' || (letters && key === 'j')) return 1;
  return key === 'ArrowUp' || (letters && key === 'k') ? -1 : 0;
}

/** Whether keys belong to a field, where j and k are letters. */
function isText(target: EventTarget): boolean {
  return target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/**
 * Arrows, j and k move the focus between the entries of a list, and between the cards of the board.
 * It does nothing in a field, with Ctrl, Alt or Meta, or beyond the ends of the list.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const direction = directionOf(event.key, keysAreOn());
  if (direction === 0 || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('.list-item')];
  const next = entries[entries.indexOf(document.activeElement as HTMLElement) + direction];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Enters the first list of the page by its first entry. */
export function enterList(): void {
  document.querySelector<HTMLElement>('main .list-item')?.focus();
}
