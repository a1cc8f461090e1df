/**
 * Pushes of one gateway that wait for the store while another one is written go into the next transaction together: a gateway with 32 busy
 * ports pushes three times for each message.
 */
import { StoreError } from '@simgate/daemon';
import { Gatherer } from '../store/gatherer.ts';
import type { News } from './listener.ts';

/** Pushes of one transaction. */
const MOST_TOGETHER = 100;

type Outcome = 'stored' | Error;

/** Lists of the same kind one behind the other, in the order in which they came. */
function joined(all: readonly News[]): News {
  return {
    pushedResults: all.flatMap(({ pushedResults = [] }) => pushedResults),
    reports: all.flatMap(({ reports = [] }) => reports),
    inbound: all.flatMap(({ inbound = [] }) => inbound),
    ussd: all.flatMap(({ ussd = [] }) => ussd),
    calls: all.flatMap(({ calls = [] }) => calls),
    missedCalls: all.flatMap(({ missedCalls = [] }) => missedCalls),
    notices: all.flatMap(({ notices = [] }) => notices),
  };
}

export class PushCommits {
  readonly #gatherer: Gatherer<News, Outcome>;
  readonly #commit: (news: News) => Promise<void>;

  constructor(commit: (news: News) => Promise<void>) {
    this.#commit = commit;
    this.#gatherer = new Gatherer({
      store: all => this.#store(all),
      weightOf: () => 1,
      mostWeight: MOST_TOGETHER,
      transactions: 1,
    });
  }

  /** Resolves once the news are on stable storage; rejects where they cannot be. */
  async add(news: News): Promise<void> {
    const outcome = await this.#gatherer.add(news);
    if (outcome !== 'stored') throw outcome;
  }

  /** One push that cannot be written does not hold up the others. */
  async #store(all: readonly News[]): Promise<Outcome[]> {
    try {
      await this.#commit(joined(all));
      return all.map(() => 'stored');
    } catch (error) {
      if (error instanceof StoreError || all.length === 1) return all.map(() => error as Error);
    }
    const outcomes: Outcome[] = [];
    for (const news of all)
      outcomes.push(
        await this.#commit(news).then(
          () => 'stored' as const,
          (error: Error) => error,
        ),
      );
    return outcomes;
  }
}
