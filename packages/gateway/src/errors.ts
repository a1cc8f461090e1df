/**
 * The errors that the gateway throws on purpose, besides those of @simgate/daemon; docs/errors.md is the manual page. Expected outcomes
 * (refused, in doubt, no SIM) are values and not here.
 */

/** The device of a port cannot be opened or used, or not in time. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  /** Path or host:port. */
  readonly device: string;

  constructor(device: string, reason: string) {
    super(`${device}: ${reason}`);
    this.device = device;
  }
}
