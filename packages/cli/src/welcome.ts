/** The greeting after the start of the gateway. */
import type { GatewayConfig, RunningGateway } from '@simgate/gateway';
import type { EmbeddedSimulator } from './embedded-simulator.ts';

interface Started {
  readonly version: string;
  readonly config: GatewayConfig;
  readonly gateway: Pick<RunningGateway, 'addresses' | 'serialNumber' | 'firstUser' | 'signInToken'>;
  readonly simulator: Pick<EmbeddedSimulator, 'control'> | undefined;
}

function urlOf({ protocol, address, port }: RunningGateway['addresses'][number]): string {
  return `${protocol}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** Where this machine reaches it: all addresses together are none that a browser opens. */
function localUrlOf(listening: RunningGateway['addresses'][number]): string {
  const { address } = listening;
  if (address === '0.0.0.0') return urlOf({ ...listening, address: '127.0.0.1' });
  return urlOf(address === '::' ? { ...listening, address: '::1' } : listening);
}

function usersLine({ config: { http }, gateway: { firstUser } }: Started): string {
  if (firstUser !== undefined)
    return `${firstUser.name}, password ${firstUser.password} (shown this once: keep it)`;
  if (http.users.length > 0)
    return `${http.users.map(({ name }) => name).join(', ')} of the settings, and who was added since`;
  return 'as before; a forgotten password is made anew by: simgate gateway reset-password';
}

function portsLine({ config, simulator }: Started): string {
  const count = config.ports.length;
  if (simulator !== undefined) {
    return `${count} virtual modems on a virtual network; its control API: ${simulator.control}`;
  }
  if (config.discovery.enabled)
    return 'modems that are found; GET /v1/ports shows them, simgate doctor those that do not serve';
  if (count === 0) return 'none: nothing can be sent until the settings name modems';
  return `${count} of the settings: ${config.ports.map(({ port }) => port).join(', ')}`;
}

/** A line that works when pasted; a configured password is not shown. */
function tryLine({ gateway: { addresses, firstUser } }: Started): string {
  const [address] = addresses;
  if (address === undefined) return '';
  const user = firstUser === undefined ? 'USER:PASSWORD' : `${firstUser.name}:${firstUser.password}`;
  const insecure = address.protocol === 'https' ? '-k ' : '';
  const body =
    '{"text":"Hello, #param#.","param":[{"number":"88201990001","text_param":["John"],"user_id":1}]}';
  return `curl ${insecure}-u ${user} -H "Content-Type: application/json" -d '${body}' ${localUrlOf(address)}/api/send_sms`;
}

/** Signs in without typing a password; the part behind # is never sent to a server. */
function consoleLine({ gateway: { addresses, signInToken } }: Started): string {
  const [address] = addresses;
  if (address === undefined) return '';
  return signInToken === undefined
    ? `${localUrlOf(address)}/`
    : `${localUrlOf(address)}/#token=${signInToken} (signs in once, within 10 minutes)`;
}

/**
 * The first lines of a gateway at a terminal: addresses, the first user with its password (shown this
 * once), and a line to try.
 */
export function welcome(started: Started): string {
  const { version, config, gateway } = started;
  const { addresses, serialNumber } = gateway;
  return [
    '',
    `  simgate ${version} gateway, serial number ${serialNumber}`,
    '',
    `  listens on  ${addresses.map(urlOf).join(', ')}`,
    `  console     ${consoleLine(started)}`,
    `  user        ${usersLine(started)}`,
    `  ports       ${portsLine(started)}`,
    `  data        ${config.dataFolder}`,
    '',
    '  Send an SMS:',
    '',
    `  ${tryLine(started)}`,
    '',
    '',
  ].join('\n');
}
