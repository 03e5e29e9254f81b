import { Popover } from '@mantine/core';
import type { ItemRow } from '@shared/contract/items';
import { DateWords } from '../../components/DateWords';
import { Amount } from '../../components/Money';
import classes from './ItemsPanel.module.css';

/** The open amount; a click says what of it is disputed, promised, and how it came from the amount billed. */
export function OpenAmount({ item, withCurrency }: { item: ItemRow; withCurrency: boolean }) {
  const rows: readonly (readonly [string, number])[] = [
    ['Billed', item.amountMinor],
    ['Settled so far', item.openMinor - item.amountMinor],
    ['Open', item.openMinor],
    ...(item.disputedMinor ? ([['of it disputed', item.disputedMinor]] as const) : []),
    ...(item.promisedMinor ? ([['of it promised', item.promisedMinor]] as const) : []),
  ];
  return (
    <Popover width={250} position="bottom-end" shadow="md" returnFocus trapFocus>
      <Popover.Target>
        <button type="button" tabIndex={-1} className={classes.open} onClick={(event) => event.stopPropagation()}>
          <Amount minor={item.openMinor} currency={item.currency} withCurrency={withCurrency} />
        </button>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={`How ${item.number} came to its open amount`}
        onClick={(event) => event.stopPropagation()}
      >
        <dl className={classes.explained}>
          {rows.map(([label, minor]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Amount minor={minor} currency={item.currency} withCurrency />
              </dd>
            </div>
          ))}
        </dl>
        {item.poNumber && <p className="db-quiet">PO {item.poNumber}</p>}
        {item.replaces.map((old) => (
          <p key={old.number} className="db-quiet">
            Replaces {old.number}
            {old.dueOn && (
              <>
                , due <DateWords date={old.dueOn} short />
              </>
            )}
          </p>
        ))}
        {item.tags.length > 0 && <p className="db-quiet">{item.tags.join(', ')}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
