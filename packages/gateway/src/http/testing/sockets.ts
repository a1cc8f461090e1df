/** What the tests over real sockets share. */
import { once } from 'node:events';
import type { get, IncomingMessage } from 'node:http';
import type { ListeningAddress } from '../listeners.ts';
import { type TestServer, testServer } from './peers.ts';

export const portOf = (addresses: readonly ListeningAddress[], protocol: string): number =>
  addresses.find(address => address.protocol === protocol)?.port ?? 0;

export const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
};

export const responseTo = async (request: ReturnType<typeof get>): Promise<IncomingMessage> => {
  const [response] = await once(request, 'response');
  return response;
};

/** Runs `use` while a server listens on free ports. */
export const withServer = async (
  differences: Parameters<typeof testServer>[0],
  use: (server: TestServer, addresses: readonly ListeningAddress[]) => Promise<void>,
): Promise<void> => {
  const server = testServer(differences);
  const addresses = await server.listen();
  try {
    await use(server, addresses);
  } finally {
    await server.close();
  }
};
