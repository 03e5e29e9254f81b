import type { ImportReport } from '@shared/contract/imports';
import { Amount } from '../../components/Money';
import classes from './Equation.module.css';
import { EQUATION } from './words';

/** Every row of the file has one place; the places add up to the file. */
export function Equation({ report }: { report: ImportReport }) {
  return (
    <>
      <dl className={classes.equation} aria-label="Rows">
        <div className={classes.term}>
          <dt>rows in</dt>
          <dd>{report.rows.toLocaleString()}</dd>
        </div>
        {EQUATION.map(({ part, label, explains }, index) => (
          <div
            key={part}
            className={classes.term}
            title={explains}
            data-zero={report[part] === 0 || undefined}
            data-bad={(part === 'rejected' && report[part] > 0) || undefined}
            data-sign={index === 0 ? '=' : '+'}
          >
            <dt>{label}</dt>
            <dd>{report[part].toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      {(report.settled > 0 || report.returned > 0) && (
        <p className={classes.outside}>
          Beside the rows: <strong>{report.settled.toLocaleString()}</strong> items settled,{' '}
          <strong>{report.returned.toLocaleString()}</strong> returned.
        </p>
      )}
      {report.sums.length > 0 && <Sums report={report} />}
    </>
  );
}

function Sums({ report }: { report: ImportReport }) {
  return (
    <table className={classes.sums} aria-label="Amounts in the file">
      <thead>
        <tr>
          <th scope="col">Amounts</th>
          <th scope="col">accepted</th>
          <th scope="col">repeated</th>
          <th scope="col">left out</th>
          <th scope="col">rejected</th>
        </tr>
      </thead>
      <tbody>
        {report.sums.map((sum) => (
          <tr key={sum.currency}>
            <th scope="row">{sum.currency}</th>
            {([sum.accepted, sum.repeated, sum.leftOut, sum.rejected] as const).map((minor, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: four fixed places
              <td key={index} data-zero={minor === 0 || undefined}>
                <Amount minor={minor} currency={sum.currency} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
