import { useCounters, usePortsPart } from '../../data/hooks.ts';
import { isReady, shownState } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';

/** How many ports work, and how many do not. */
export interface PortSums {
  readonly ready: number;
  readonly trouble: number;
}

/** Counts the ports. One that a person paused or switched off is in neither sum. */
function sumsOf(ports: readonly Port[]): PortSums {
  const states = ports.map(shownState);
  return {
    ready: states.filter(({ name }) => isReady(name)).length,
    trouble: states.filter(({ needsYou }) => needsYou).length,
  };
}

/**
 * The sums of the board.
 * Sent and failed messages are those of the gateway's day.
 */
export function SumsStrip() {
  const t = useT();
  const formats = useFormats();
  const { sent = 0, failed = 0, waiting = 0 } = useCounters();
  const sums = { ...usePortsPart(sumsOf), waiting, sentToday: sent, failedToday: failed };
  return (
    // A row that scrolls on a phone must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section aria-label={t('ports.sums')} tabIndex={0} style={{ overflowX: 'auto' }}>
      <dl className="sums">
        {(['ready', 'trouble', 'waiting', 'sentToday', 'failedToday'] as const).map(name => (
          <div className="sum" key={name}>
            <dt>{t(`ports.sum.${name}`)}</dt>
            <dd>{formats.count(sums[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
