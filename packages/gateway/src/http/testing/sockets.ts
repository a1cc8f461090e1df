/** Helpers for tests over real sockets. */
import { once } from 'node:events';
import type { get, IncomingMessage } from 'node:http';
import type { ListeningAddress } from '@simgate/daemon/http';
import { type ServerOptions, type TestServer, testServer } from './server.ts';

export function portOf(addresses: readonly ListeningAddress[], protocol: string): number {
  return addresses.find(address => address.protocol === protocol)?.port ?? 0;
}

export async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

export async function responseTo(request: ReturnType<typeof get>): Promise<IncomingMessage> {
  const [response] = await once(request, 'response');
  return response;
}

/** Runs `use` while a server listens on free ports: this one, or one that nothing is written to. */
export async function withServer(
  wanted: TestServer | ServerOptions,
  use: (server: TestServer, addresses: readonly ListeningAddress[]) => Promise<void>,
): Promise<void> {
  const server = 'parts' in wanted ? wanted : testServer(wanted);
  const addresses = await server.listen();
  try {
    await use(server, addresses);
  } finally {
    await server.close();
  }
}
