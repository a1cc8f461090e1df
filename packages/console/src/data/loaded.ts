/** Parts of the page that are loaded when they are first wanted, also from a gateway that is away just then. */
import { client, Fault, reply } from './api.ts';

/** Milliseconds between two tries while the gateway is away. */
const AGAIN_AFTER = 2000;

/** True also where somebody else answers, or nobody is signed in any more. */
async function isThere(): Promise<boolean> {
  try {
    await reply(client.getSession());
    return true;
  } catch (error) {
    return !(error instanceof Fault && error.unreachable);
  }
}

/**
 * Waits for a gateway that is away: React keeps a part that could not be loaded for lost, and empties what it stands in.
 * @throws what `load` throws twice while the gateway is there, as after an update, when the files are others
 */
export async function loaded<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let failures = 0; ; ) {
    try {
      return await load();
    } catch (error) {
      if (await isThere()) failures += 1;
      if (failures > 1) throw error;
      await new Promise(resolve => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
