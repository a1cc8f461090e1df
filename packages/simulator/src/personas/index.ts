import { generic } from './generic.ts';
import type { Persona } from './persona.ts';

const PERSONAS: readonly Persona[] = [generic];

/** Names that `personaNamed` knows. */
export const PERSONA_NAMES: readonly string[] = PERSONAS.map(({ name }) => name);

/** Undefined: there is no such persona. */
export function personaNamed(name: string): Persona | undefined {
  return PERSONAS.find(persona => persona.name === name);
}
