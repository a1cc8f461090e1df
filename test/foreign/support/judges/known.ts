/** What a program cannot do with a persona, and why that is no fault of the simulator. */

interface Known {
  /** Absent: with any. */
  readonly personas?: readonly string[];
  readonly program?: string;
  /** `start`: it gives up before it has the modem. */
  readonly subjects: readonly string[];
  readonly because: string;
}

const known: readonly Known[] = [];

/** The reason why it cannot be; undefined: nobody knows one, so something is wrong. */
export function explanationOf(persona: string, program: string, subject: string): string | undefined {
  return known.find(
    entry =>
      (entry.personas?.includes(persona) ?? true) &&
      (entry.program === undefined || entry.program === program) &&
      entry.subjects.includes(subject),
  )?.because;
}
