/** Samples that the pages show while they are looked at. */
import { control, type GatewayProgram, until } from '../../end-to-end/support/gateway.ts';

/** The port without a SIM, while it is looked at. */
const EMPTY_PORT = 5;
/** A receiver that nobody runs. */
const DEAF_RECEIVER = 'http://127.0.0.1:9/sms';

/** Something to see: a conversation, tasks, a message that failed, foreign writing, calls, a dialogue, what needs a person. */
export async function fill(gateway: GatewayProgram): Promise<void> {
  const modems = (await control(`${gateway.control}/modems`)) as { number: string }[];
  for (const text of ['Is it open today?', 'And tomorrow, on Sunday?'])
    await control(`${gateway.control}/messages`, 'POST', {
      from: '+491709876543',
      to: modems[0]?.number,
      text,
    });
  const recipients = ['+491701234567', '+4917099999'].map(number => ({ number }));
  const send = (text: string, more: object = {}) =>
    gateway.call('/v1/messages', { text, recipients, encoding: 'auto', ...more });
  await send('Your parcel comes today between 10 and 12.');
  await send('رسالة <b>قصيرة</b> 😀');
  // Operator determined barring (24.011 E-2): it ends at once.
  await control(`${gateway.control}/modems/2/send-fault`, 'PUT', { code: 8, times: 1 });
  await send('Last call.', { port: [2], recipients: [{ number: '+491709999999' }] });
  // Refused while the port sends a message.
  await until(
    async () => {
      await gateway.call('/v1/ussd', { port: [1], text: '*100#' });
      return (await gateway.call('/v1/ussd?port=1')) as unknown as { dialogues: unknown[] };
    },
    ({ dialogues }) => dialogues.length > 0,
  );
  await gateway.call('/v1/push-targets', { name: 'till', url: DEAF_RECEIVER, kinds: ['sms'] });
  await control(`${gateway.control}/modems/3/calls`, 'POST', { from: '+491709876543', ringFor: 500 });
  await control(`${gateway.control}/modems/${EMPTY_PORT}/faults`, 'POST', { fault: 'noSim' });
  await until(
    () => gateway.call(`/v1/ports/${EMPTY_PORT}`),
    answer => JSON.stringify(answer).includes('"reason":"no_sim"'),
  );
  await until(
    () => gateway.call('/v1/statistics'),
    // The board shows the same counts.
    answer => JSON.stringify(answer).includes('"failed":1'),
  );
}

/** As it was, for the tests behind. */
export async function clear(gateway: GatewayProgram): Promise<void> {
  await control(`${gateway.control}/modems/${EMPTY_PORT}/faults`, 'DELETE');
  const { targets } = (await gateway.call('/v1/push-targets')) as unknown as { targets: { id: number }[] };
  for (const { id } of targets) await gateway.call(`/v1/push-targets/${id}`, undefined, 'DELETE');
}
