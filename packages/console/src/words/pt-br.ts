import type { Words } from './en.ts';

export const ptBr: Words = {};
