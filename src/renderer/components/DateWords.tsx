import type { IsoDate } from '@shared/domain/model';
import { useDesk } from '../app/state';
import classes from './components.module.css';
import { dateText, exactDateText, shortDateText } from './format';

/** A date as people say it ("Thu 26 Nov", in columns "26 Nov"), exact on hover; a dash when there is none. */
export function DateWords({ date, short = false }: { date: IsoDate | null; short?: boolean }) {
  const asOf = useDesk((desk) => desk.asOf);
  if (date === null) return <span className={classes.quiet}>–</span>;
  return (
    <time dateTime={date} title={exactDateText(date)} className={classes.nowrap}>
      {short ? shortDateText(date, asOf) : dateText(date, asOf)}
    </time>
  );
}
