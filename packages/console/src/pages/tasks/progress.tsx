import { Link } from 'wouter';
import type { Task } from '../../data/types.ts';
import { placeWith } from '../../shell/place.ts';
import { useFormats } from '../../words/format.ts';
import { useT } from '../../words/i18n.ts';
import { stages } from './counts.ts';

/**
 * A bar of all messages by stage; words and numbers stand below it.
 * It is hidden from screen readers.
 */
export function StageBar({ task }: { readonly task: Task }) {
  const whole = Math.max(1, task.recipients);
  return (
    <div className="stage-bar" aria-hidden>
      {stages
        .filter(({ name }) => task[name] > 0)
        .map(({ name, color }) => (
          <span key={name} style={{ width: `${(task[name] / whole) * 100}%`, background: color }} />
        ))}
    </div>
  );
}

/** The number of each stage; each leads to its messages. */
export function Stages({ task }: { readonly task: Task }) {
  const t = useT();
  const formats = useFormats();
  return (
    <ul className="stages">
      {stages.map(({ name, color, status }) => (
        <li key={name}>
          <Link href={placeWith('/messages', { task: `${task.task_id}`, status })} className="stage">
            <span className="stage-name">
              <span className="dot" style={{ background: color }} aria-hidden />
              {t(`task.stage.${name}`)}
            </span>
            <span className="stage-count">{formats.count(task[name])}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
