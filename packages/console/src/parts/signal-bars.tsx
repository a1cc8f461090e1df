import { barsOf, dbmOf } from '../data/port-state.ts';
import { useT } from '../words/i18n.ts';

const heights = [5, 8, 11, 13, 16];

/**
 * Five bars; hatched where the signal is not known, never as none.
 * @param signal of +CSQ, 0 to 31 (27.007 8.5); 0 is not known
 */
export function SignalBars({ signal }: { readonly signal: number }) {
  const t = useT();
  const bars = barsOf(signal);
  const text = bars === undefined ? t('signal.unknown') : t('signal.bars', { bars, dbm: dbmOf(signal) });
  return (
    <span
      className="bars"
      role="img"
      aria-label={text}
      title={text}
      data-unknown={bars === undefined || undefined}
    >
      {heights.map((height, index) => (
        <span key={height} style={{ height }} data-on={(bars ?? 0) > index || undefined} />
      ))}
    </span>
  );
}
