/** Pools of SIMs and their rules. */
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import { done, refused } from '@simgate/daemon/http';
import { hasNumbers } from '../../accept/phone-number.ts';
import { DEFAULT_POOL, type Pool, usualPool } from '../../domain/pool.ts';
import { removePool, savePool } from '../../store/fleet.ts';
import { waitsInPool } from '../../store/messages.ts';
import type { Handlers } from '../context.ts';

function shown(pool: Pool): ReplyOf<ServerContract['put_pool']> {
  const { sims, gateways, tags } = pool.members;
  const { stop, start, help } = pool.keywords;
  return {
    id: pool.id,
    country: pool.country,
    allowed_countries: pool.allowedCountries === undefined ? null : [...pool.allowedCountries],
    members: {
      ...(sims && { sims: [...sims] }),
      ...(gateways && { gateways: [...gateways] }),
      ...(tags && { tags: [...tags] }),
    },
    rules: pool.rules.map(rule => ({ ...rule })),
    order: pool.order,
    sticky: pool.sticky,
    doubt: pool.doubt,
    limits: { ...pool.limits },
    pacing: { gap_ms: pool.pacing.gapMs, jitter_ms: pool.pacing.jitterMs },
    most_attempts: pool.mostAttempts,
    validity: pool.validity ?? null,
    keywords: { stop: [...stop], start: [...start], help: [...help] },
  };
}

type Wish = Parameters<Handlers['put_pool']>[0];

/** An absent field stays as it is. */
function changed(before: Pool, wish: Wish): Pool {
  const { allowed_countries: allowed, pacing, most_attempts: mostAttempts, validity } = wish;
  const { allowedCountries: _allowed, validity: _validity, ...kept } = before;
  const countries = allowed === undefined ? before.allowedCountries : (allowed ?? undefined);
  const seconds = validity === undefined ? before.validity : (validity ?? undefined);
  return {
    ...kept,
    ...(countries && { allowedCountries: countries }),
    ...(seconds !== undefined && { validity: seconds }),
    country: wish.country ?? before.country,
    members: wish.members ?? before.members,
    rules: wish.rules ?? before.rules,
    order: wish.order ?? before.order,
    sticky: wish.sticky ?? before.sticky,
    doubt: wish.doubt ?? before.doubt,
    limits: wish.limits ?? before.limits,
    pacing: pacing === undefined ? before.pacing : { gapMs: pacing.gap_ms, jitterMs: pacing.jitter_ms },
    mostAttempts: mostAttempts ?? before.mostAttempts,
    keywords: wish.keywords ?? before.keywords,
  };
}

/** The first country of a wish that no number belongs to, by its place; such a pool would refuse every number, or never choose a SIM. */
function unknownCountry({ country = '', allowed_countries: allowed, rules = [] }: Wish): string | undefined {
  const named: [place: string, country: string][] = [
    ['country', country],
    ...(allowed ?? []).map((one, index): [string, string] => [`allowed_countries[${index}]`, one]),
    ...rules.map((rule, index): [string, string] => [`rules[${index}].country`, rule.country ?? '']),
  ];
  return named.find(([, one]) => one !== '' && !hasNumbers(one))?.join(': ');
}

export const poolHandlers = {
  async put_pool(wish, { store, plan }) {
    const unknown = unknownCountry(wish);
    if (unknown !== undefined)
      return refused(400, `${unknown} is no country with phone numbers (ISO 3166-1).`);
    await plan.refresh(store);
    const pool = changed(plan.pool(wish.id) ?? usualPool(wish.id), wish);
    await store.write(() => savePool(pool));
    await plan.refresh(store);
    return done(200, shown(pool));
  },

  async list_pools(_request, { store, plan }) {
    await plan.refresh(store);
    return done(200, { pools: [...plan.pools()].map(shown) });
  },

  async remove_pool({ id }, { store, plan }) {
    await plan.refresh(store);
    if (plan.pool(id) === undefined) return refused(404, `id: there is no pool ${id}.`);
    if (id === DEFAULT_POOL) return refused(409, 'id: the pool default stays.');
    if (await store.read(() => waitsInPool(id))) return refused(409, 'id: messages wait in this pool.');
    await store.write(() => removePool(id));
    await plan.refresh(store);
    return done(200, {});
  },
} satisfies Pick<Handlers, 'put_pool' | 'list_pools' | 'remove_pool'>;
