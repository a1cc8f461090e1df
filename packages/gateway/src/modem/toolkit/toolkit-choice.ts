/** Chooses the form of the toolkit that a modem has. */
import type { Envelope, TerminalResponse } from '@simgate/gsm';
import type { ToolkitForm } from '../../dialects/toolkit-form.ts';
import { noToolkit, type ToolkitDriver, type ToolkitDriverOptions, type ToolkitVerbs } from './toolkit.ts';
import { CardDriver } from './toolkit-card.ts';
import { ParsedDriver } from './toolkit-parsed.ts';
import { RawDriver } from './toolkit-raw.ts';
import { SpelledDriver } from './toolkit-spelled.ts';

export interface FormChoice {
  /** Tried in order. */
  readonly forms: readonly ToolkitForm[];
  /** People asked for the toolkit: a test form that is missing does not mean that the command is, which is tried. */
  readonly wanted?: boolean;
}

/** The driver of the first form that the modem has. */
export function createToolkitDriver(options: ToolkitDriverOptions & FormChoice): ToolkitDriver {
  const { forms, wanted = false } = options;
  const trials = wanted ? [...forms, ...forms.flatMap(untested)] : forms;
  const drivers = trials.map(form => driverOf(options, form));
  const [first, ...others] = drivers;
  return first === undefined || others.length > 0 ? new ChosenDriver(drivers) : first;
}

/** The form without the question whether it is there; none where it has no such question. */
function untested(form: ToolkitForm): ToolkitForm[] {
  if (form.kind === 'card' || form.probe === undefined) return [];
  const { probe: _, ...rest } = form;
  return [rest];
}

function driverOf(options: ToolkitDriverOptions, form: ToolkitForm): ToolkitDriver {
  switch (form.kind) {
    case 'raw':
      return new RawDriver(options, form);
    case 'parsed':
      return new ParsedDriver(options, form);
    case 'spelled':
      return new SpelledDriver(options, form);
    case 'card':
      return new CardDriver(options);
  }
}

class ChosenDriver implements ToolkitDriver {
  readonly #drivers: readonly ToolkitDriver[];
  #chosen: ToolkitDriver | undefined;

  constructor(drivers: readonly ToolkitDriver[]) {
    this.#drivers = drivers;
  }

  get #verbs(): ToolkitVerbs {
    return this.#chosen ?? noToolkit;
  }

  get moduleActs(): boolean {
    return this.#verbs.moduleActs;
  }

  async start(): Promise<boolean> {
    for (const driver of this.#drivers) {
      // Its notices count from its start on.
      this.#chosen = driver;
      if (await driver.start()) return true;
    }
    this.#chosen = undefined;
    return false;
  }

  takeNotice(line: string): boolean {
    return this.#chosen?.takeNotice(line) === true;
  }

  close(): void {
    for (const driver of this.#drivers) driver.close();
  }

  respond(response: TerminalResponse) {
    return this.#verbs.respond(response);
  }

  choose(item: number) {
    return this.#verbs.choose(item);
  }

  place() {
    return this.#verbs.place();
  }

  envelope(envelope: Envelope) {
    return this.#verbs.envelope(envelope);
  }
}
