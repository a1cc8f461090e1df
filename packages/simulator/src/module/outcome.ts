/** Outcome of a command, and its form on the line (V.250, 27.007 9.1). */

import { cmeTexts, cmsTexts } from './error-texts.ts';
import type { LineSettings } from './line-reader.ts';

/** `lines` are the information text in front of the final result code. */
export type Outcome =
  | { readonly kind: 'ok'; readonly lines?: readonly string[] }
  | { readonly kind: 'error' }
  /** A final result code of the vendor's own. */
  | { readonly kind: 'vendor'; readonly text: string }
  | { readonly kind: 'cme'; readonly code: number }
  | { readonly kind: 'cms'; readonly code: number }
  /** The module asks for text with `> `; ESC ends the command with OK and `accept` is not called. */
  | {
      readonly kind: 'prompt';
      readonly accept: (text: string) => Outcome | Promise<Outcome>;
      /** Octets that a fault writes right behind the prompt. */
      readonly behind?: string;
    }
  /** The module restarts: no final result code comes. */
  | { readonly kind: 'silent' };

/** The command was carried out and has no information text. */
export const ok: Outcome = { kind: 'ok' };
/** Not known, or not to be explained by a number. */
export const error: Outcome = { kind: 'error' };

/** OK with these lines in front. */
export function answer(...lines: string[]): Outcome {
  return { kind: 'ok', lines };
}

/** +CME ERROR with a code of 27.007 9.2. */
export function cme(code: number): Outcome {
  return { kind: 'cme', code };
}

/** +CMS ERROR with a code of 27.005 3.2.5. */
export function cms(code: number): Outcome {
  return { kind: 'cms', code };
}

/** V.250 5.7.1, table 1. */
const numeric: Readonly<Record<string, string>> = { OK: '0', ERROR: '4' };

/** Settings that decide the form of an error. */
export interface ErrorStyle {
  /** 0, 1 or 2 (27.007 9.1). */
  readonly cmee: number;
  /** Some old modules hide +CMS ERROR too while +CMEE=0; 27.005 3.2.5 does not tie it to +CMEE. */
  readonly cmsFollowsCmee: boolean;
}

/** Information text: one block of lines (V.250 5.7.1). */
export function formatLines(lines: readonly string[], settings: LineSettings): string {
  if (lines.length === 0) return '';
  const end = lineEnd(settings);
  return (settings.verbose ? end : '') + lines.join(end) + end;
}

/** The final result code; empty under `ATQ1` (V.250 6.2.5) and for commands that end without one. */
export function formatResult(outcome: Outcome, settings: LineSettings, style: ErrorStyle): string {
  if (settings.quiet) return '';
  const code = resultCode(outcome, style);
  if (code === undefined) return '';
  if (settings.verbose) return lineEnd(settings) + code + lineEnd(settings);
  return (numeric[code] ?? code) + String.fromCharCode(settings.terminator);
}

function resultCode(outcome: Outcome, style: ErrorStyle): string | undefined {
  if (outcome.kind === 'ok') return 'OK';
  if (outcome.kind === 'error') return 'ERROR';
  if (outcome.kind === 'vendor') return outcome.text;
  if (outcome.kind === 'cme') return cmeCode(outcome.code, style.cmee);
  if (outcome.kind === 'cms') return cmsCode(outcome.code, style);
  return undefined;
}

function cmeCode(code: number, cmee: number): string {
  if (cmee === 0) return 'ERROR';
  return `+CME ERROR: ${cmee === 2 ? (cmeTexts[code] ?? code) : code}`;
}

function cmsCode(code: number, style: ErrorStyle): string {
  if (style.cmee === 0 && style.cmsFollowsCmee) return 'ERROR';
  return `+CMS ERROR: ${style.cmee === 2 ? (cmsTexts[code] ?? code) : code}`;
}

function lineEnd(settings: LineSettings): string {
  return String.fromCharCode(settings.terminator, settings.formatter);
}
