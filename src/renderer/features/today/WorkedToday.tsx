import type { AgendaView } from '@shared/contract/agenda';
import classes from './Today.module.css';

interface WorkedTodayProps {
  worked: AgendaView['worked'];
  onSelect: (customerId: number) => void;
}

/** Who was on the list this morning and is done, with the place they had and why they left. */
export function WorkedToday({ worked, onSelect }: WorkedTodayProps) {
  if (worked.length === 0) return null;
  return (
    <details className={classes.worked}>
      <summary>Worked today · {worked.length}</summary>
      <ul>
        {worked.map((one) => (
          <li key={one.customerId}>
            <span className={classes.workedRank}>{one.rank}</span>
            <button type="button" className="db-link" onClick={() => onSelect(one.customerId)}>
              {one.name}
            </button>{' '}
            <span className="db-quiet">{one.reason.text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
