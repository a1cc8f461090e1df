import type { Message } from '../../data/types.ts';
import { IconAlertTriangle, IconArrowUpRight, IconCheck, IconClock } from '../../parts/icons.ts';
import { Ltr } from '../../parts/ltr.tsx';
import type { Formats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { stateWord } from './message-state.ts';

const icons = {
  SENDING: IconClock,
  SENT_OK: IconArrowUpRight,
  DELIVERED: IconCheck,
  FAILED: IconAlertTriangle,
} as const;

/** The state of a message by colour, icon and word. */
export function MessageState({ message }: { readonly message: Pick<Message, 'status' | 'waiting'> }) {
  const t = useT();
  const Icon = icons[message.status];
  return (
    <span className="state">
      <Icon size={16} aria-hidden />
      {t(stateWord(message))}
    </span>
  );
}

interface Props {
  readonly message: Message;
  readonly formats: Formats;
  readonly open: (id: number) => void;
}

/** One line on a desk, two on a phone. The whole row is the button. Plain elements, as there are dozens of them. */
export function MessageRow({ message, formats, open }: Props) {
  const t = useT();
  const { id, number, text, port } = message;
  return (
    <button type="button" className="row list-item messages-row" onClick={() => open(id)}>
      <span className="small dim cell-time">{formats.when(message.time)}</span>
      <span className="strong one-line cell-number">
        <Ltr>{number}</Ltr>
      </span>
      <span className="small one-line cell-text own-direction" dir="auto">
        {text}
      </span>
      <span className="small dim cell-port">{port === null ? '' : t('common.port', { port })}</span>
      <span className="small cell-state">
        <MessageState message={message} />
      </span>
    </button>
  );
}
