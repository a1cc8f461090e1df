/** A modem that may have its toolkit in one of several forms. */
import type { Envelope, TerminalResponse } from '@simgate/gsm';
import { noToolkit } from './no-toolkit.ts';
import type { ToolkitDriver, ToolkitVerbs } from './toolkit.ts';

export class ChosenDriver implements ToolkitDriver {
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
      // What it says while it starts is heard.
      this.#chosen = driver;
      if (await driver.start()) return true;
    }
    this.#chosen = undefined;
    return false;
  }

  hears(line: string): boolean {
    return this.#chosen?.hears(line) ?? false;
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
