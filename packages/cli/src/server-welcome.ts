/** The greeting after the start of the SMS server. */
import type { RunningServer, ServerConfig } from '@simgate/server';
import type { EmbeddedGateway } from './embedded-gateway.ts';

interface Started {
  readonly version: string;
  readonly config: ServerConfig;
  readonly server: Pick<RunningServer, 'addresses' | 'firstKey' | 'gateways'>;
  readonly embedded: Pick<EmbeddedGateway, 'address' | 'settingsFile'> | undefined;
}

function urlOf({ protocol, address, port }: RunningServer['addresses'][number]): string {
  return `${protocol}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function gatewaysLine({ server, embedded }: Started): string {
  if (embedded !== undefined)
    return `one with 8 virtual modems at ${embedded.address}; its settings: ${embedded.settingsFile}`;
  return server.gateways === 0
    ? 'none yet: add them with POST /v1/gateways'
    : `${server.gateways}; GET /v1/gateways shows them`;
}

/** Sends, and shows what becomes of it until Ctrl+C; a key that was shown before is not shown again. */
function tryLine({ server: { addresses, firstKey = 'KEY' } }: Started): string {
  const [address] = addresses;
  if (address === undefined) return '';
  const insecure = address.protocol === 'https' ? '-k ' : '';
  const key = `-H "Authorization: Bearer ${firstKey}"`;
  const body = '{"to":["+88201990001"],"text":"Hello."}';
  const url = urlOf(address);
  return (
    `curl -s ${insecure}${key} -H "Content-Type: application/json" -d '${body}' ${url}/v1/messages` +
    ` && curl -sN -m 20 ${insecure}${key} "${url}/v1/events?after=0.0&kinds=message.sent,message.delivered"`
  );
}

interface Starting {
  readonly version: string;
  readonly config: ServerConfig;
  /** A gateway with virtual modems may be started too. */
  readonly withGateway: boolean;
}

/** Where a server keeps its data. An address of a database has a password in it. */
function storeOf({ database, dataFolder }: ServerConfig): string {
  return database === undefined ? dataFolder : `PostgreSQL, and ${dataFolder}`;
}

/** The very first line, before anything takes its time. */
export function serverStarting({ version, config, withGateway }: Starting): string {
  const gateway = withGateway ? '; with a gateway of virtual modems where there is none yet' : '';
  return `simgate ${version} SMS server starts on ${storeOf(config)}${gateway}\n`;
}

/** The first lines of a server at a terminal: addresses, the first key (shown this once), and a line to try. */
export function serverWelcome(started: Started): string {
  const { version, config, server } = started;
  const key =
    server.firstKey === undefined
      ? 'as before; POST /v1/keys makes more'
      : `${server.firstKey} (role admin, shown this once: keep it)`;
  return [
    '',
    `  simgate ${version} SMS server`,
    '',
    `  listens on  ${server.addresses.map(urlOf).join(', ')}`,
    `  key         ${key}`,
    `  gateways    ${gatewaysLine(started)}`,
    `  data        ${storeOf(config)}`,
    '',
    '  Send an SMS, and see it delivered:',
    '',
    `  ${tryLine(started)}`,
    '',
    '',
  ].join('\n');
}
