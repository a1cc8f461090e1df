import type { Words } from './en.ts';

export const fr: Words = {};
