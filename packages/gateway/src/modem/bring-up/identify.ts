import type { Channel } from '../../at/channel.ts';
import { nameOf } from '../../at/fields.ts';
import { parseIdentity, parseImei } from '../../at/identity.ts';
import { askBare, askTwice } from '../ask.ts';
import type { Identity } from '../capabilities.ts';

/** Second rung: who the modem is. A part that it does not give is "". */
export async function identify(channel: Channel): Promise<Identity> {
  const maker = await question(channel, 'AT+CGMI', '+CGMI');
  const model = await question(channel, 'AT+CGMM', '+CGMM');
  const firmware = await question(channel, 'AT+CGMR', '+CGMR');
  return { maker, model: model || (await question(channel, 'ATI', '')), firmware, imei: await imei(channel) };
}

async function question(channel: Channel, command: string, name: string): Promise<string> {
  const answer = await askTwice(channel, command, [], { bare: true });
  return answer.ok
    ? parseIdentity(
        answer.lines.filter(line => !isNotice(line, name)),
        name,
      )
    : '';
}

/** A name that is not the command's own is no part of what a modem calls itself: `+QUSIM: 1` while it starts. */
function isNotice(line: string, name: string): boolean {
  const known = nameOf(line);
  return /^[+^*#$%]/.test(known) && line.includes(':') && known.slice(-4) !== name.slice(-4);
}

/** 27.007 5.4: +CGSN; +GSN is V.250's form, and some know only that. */
async function imei(channel: Channel): Promise<string> {
  for (const command of ['AT+CGSN', 'AT+GSN', 'AT+CGSN=1']) {
    const answer = await askBare(channel, command);
    const digits = answer.ok ? parseImei(answer.lines) : undefined;
    if (digits !== undefined) return digits;
  }
  return '';
}
