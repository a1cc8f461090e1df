import { Link } from 'wouter';
import { usePortPart } from '../../data/hooks.ts';
import { shownState } from '../../data/port-state.ts';
import type { Port } from '../../data/types.ts';
import { Ltr } from '../../parts/ltr.tsx';
import { SignalBars } from '../../parts/signal-bars.tsx';
import { colorOf, StateMark } from '../../parts/state-mark.tsx';
import { useNarrow } from '../../shell/use-narrow.ts';
import { useT } from '../../words/i18n.ts';

/** A custom property is none of the keys that React's type of styles knows. */
function edge(color: string): Record<string, string> {
  return { '--state': color };
}

/** The facts of a card: at full load other facts of a port change all the time. */
function factsOf(port: Port) {
  const { label, signal, sim, operator, type, waiting } = port;
  const { name } = shownState(port);
  return { label, signal, number: sim?.number ?? '', operator: operator?.name ?? '', type, waiting, name };
}

type Facts = ReturnType<typeof factsOf>;

/** On a telephone the operator stands alone: beside it the technology would be cut. */
function Below({ facts: { operator, type, waiting: count } }: { readonly facts: Facts }) {
  const t = useT();
  const narrow = useNarrow();
  const technology = type === 'UNKNOWN' || (narrow && operator !== '') ? '' : type;
  return (
    <div className="card-small one-line own-direction" dir="auto">
      {[operator, technology].filter(text => text !== '').join(' · ')}
      {count > 0 ? ` ${t('ports.waiting', { count })}` : ''}
    </div>
  );
}

/** On a telephone there is room for the number alone, which must never be cut. */
function Title({ port, label }: { readonly port: number; readonly label: string }) {
  const t = useT();
  const narrow = useNarrow();
  if (label !== '') return <bdi>{`${port} ${label}`}</bdi>;
  const whole = t('common.port', { port });
  if (!narrow) return whole;
  return (
    <>
      <span aria-hidden>{port}</span>
      <span className="visually-hidden">{whole}</span>
    </>
  );
}

/**
 * One port; it renders when a fact of its card changes. Plain elements, as there are 32 of them.
 * Nothing is drawn for a port that is gone.
 */
export function PortCard({ port }: { readonly port: number }) {
  const facts = usePortPart(port, factsOf);
  if (facts === undefined) return null;
  const { label, signal, number, name } = facts;
  return (
    <li>
      <Link href={`/ports/${port}`} className="card list-item" style={edge(colorOf(name))}>
        <div className="card-head">
          <div className="card-name one-line">
            <Title port={port} label={label} />
          </div>
          <SignalBars signal={signal} />
        </div>
        <div className="card-state">
          <StateMark state={name} />
        </div>
        <div className="card-small one-line">
          <Ltr>{number}</Ltr>
        </div>
        <Below facts={facts} />
      </Link>
    </li>
  );
}
