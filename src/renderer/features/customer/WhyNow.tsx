import { Tooltip } from '@mantine/core';
import type { CustomerPage } from '@shared/contract/customers';
import type { PointComponents } from '@shared/domain/results';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { useSettings } from '../../app/queries';
import { Panel } from '../../components/Panel';
import classes from './WhyNow.module.css';
import { COMPONENT_WORDS } from './words';

const PARTS = Object.keys(COMPONENT_WORDS) as (keyof PointComponents)[];

/** The points of 100 in their six parts, and every reason in words. */
export function WhyNow({ page, className }: { page: CustomerPage; className?: string | undefined }) {
  const weights = useSettings().data?.settings.weights ?? DEFAULT_SETTINGS.weights;
  const { entry, notListed } = page;
  if (!entry) {
    return (
      <Panel title="Why now" className={className} aside="not on the list">
        <p>{notListed?.text ?? 'Nothing to do here today.'}</p>
      </Panel>
    );
  }
  return (
    <Panel title="Why now" className={className} aside={<Points points={entry.points} />}>
      <div className={classes.bar} aria-hidden="true">
        {PARTS.map((part) => (
          <span key={part} style={{ width: `${entry.components[part]}%`, background: `var(--db-part-${part})` }} />
        ))}
      </div>
      <ul className={classes.parts}>
        {PARTS.map((part) => (
          <li key={part}>
            <Tooltip
              label={COMPONENT_WORDS[part].means}
              events={{ hover: true, focus: true, touch: true }}
              multiline
              w={260}
            >
              <button type="button" className={classes.part}>
                <span className={classes.dot} style={{ background: `var(--db-part-${part})` }} />
                {COMPONENT_WORDS[part].label} <b>{entry.components[part]}</b>/{weights[part]}
              </button>
            </Tooltip>
          </li>
        ))}
      </ul>
      <ul className={classes.reasons}>
        {entry.reasons.map((reason, index) => (
          <li key={reason.code} data-first={index === 0 || undefined}>
            {reason.text}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const Points = ({ points }: { points: number }) => (
  <span>
    <b>{points}</b> of 100 points
  </span>
);

/** What to do for this score, payer type and age. */
export function NextStep({ page, className }: { page: CustomerPage; className?: string | undefined }) {
  const { keptRate } = page;
  // What to do stands in the first sentence; how, in the others.
  const [, first = page.next.text, rest = ''] = /^(.+?[.!?]) (.+)$/s.exec(page.next.text) ?? [];
  return (
    <Panel title="Next step" className={className}>
      <p>
        <b className={classes.next}>{first}</b> <span className="db-quiet">{rest}</span>
      </p>
      {keptRate.matured > 0 && (
        <p className={classes.kept}>
          Promises kept so far: {share(keptRate.byCount)} of {keptRate.matured}
          {keptRate.byAmount.map((one) => `, by amount ${share(one.ratio)} of ${one.currency}`)}
        </p>
      )}
    </Panel>
  );
}

const share = (part: number | null): string =>
  part === null ? 'n/a' : part.toLocaleString(undefined, { style: 'percent' });
