/** Where events of each kind are forwarded to: `URL`, or `kind=URL`. */
import { InvalidArgumentError } from 'commander';
import { pushedKinds } from './push-body.ts';

/** An address, and the kinds of events that go there. */
export interface Route {
  /** undefined: every kind. */
  readonly kind: string | undefined;
  readonly url: string;
}

/** `http://localhost:3000/hook`, `localhost:3000`, or `sms=http://...`. */
export function route(text: string): Route {
  const [, kind, rest = text] = /^([a-z_]+)=(.*)$/.exec(text) ?? [];
  if (kind !== undefined && !pushedKinds.includes(kind))
    throw new InvalidArgumentError(`Before = stands one of ${pushedKinds.join(', ')}.`);
  const address = /^https?:\/\//i.test(rest) ? rest : `http://${rest}`;
  if (!URL.canParse(address))
    throw new InvalidArgumentError('Allowed is an address such as http://localhost:3000/hook.');
  return { kind, url: address };
}

/** The addresses that an event goes to: those of its kind, else those of every kind. */
export function addressesOf(kind: string, routes: readonly Route[]): string[] {
  const own = routes.filter(each => each.kind === kind);
  return (own.length > 0 ? own : routes.filter(each => each.kind === undefined)).map(({ url }) => url);
}
