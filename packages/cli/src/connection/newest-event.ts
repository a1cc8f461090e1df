/** Where the journal of a gateway ends just now. */
import type { Client } from '@simgate/api';
import { CommandError, exitCodes } from '../program/exit-codes.ts';

/** The id of the newest event, by the first picture of the live stream; 0 where there is none. */
export async function newestEventId(client: Client): Promise<number> {
  const pictures = await client.orThrow.streamLive();
  for await (const { data } of pictures) {
    const { news } = data as { news?: { events?: number } };
    return news?.events ?? 0;
  }
  throw new CommandError(exitCodes.failed, 'the stream of the gateway ended at once');
}
