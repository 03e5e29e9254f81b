import { Button } from '@mantine/core';
import type { PortfolioStatus } from '@shared/contract/portfolio';
import type { HandoutRule } from '@shared/domain/handout/rules';
import { useCall } from '../../app/bridge';
import { useCommands } from '../../app/commands';
import { useDesk } from '../../app/state';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import classes from './Handout.module.css';
import { HandoutRuleForm } from './HandoutRuleForm';
import { useHandoutDraft } from './handout-draft';
import { conditionWords, nameIn, targetWords } from './handout-words';

interface HandoutRulesProps {
  rules: readonly HandoutRule[];
  /** How many customers each takes. */
  taken: readonly number[];
  fresh: HandoutRule;
  status: PortfolioStatus;
  /** They differ from those kept in the portfolio. */
  changed: boolean;
}

/** The rules in their order, one of them open to be written. */
export function HandoutRules({ rules, taken, fresh, status, changed }: HandoutRulesProps) {
  const asOf = useDesk((desk) => desk.asOf);
  const { opened, write, open, drop } = useHandoutDraft();
  const customers = useCall('customers.list', { asOf }, { keepPrevious: true }).data ?? [];
  const nameOf = nameIn([...status.users, ...status.former]);
  const add = () => write([...rules, fresh], rules.length);
  useCommands([{ id: 'handout.add', label: 'Add a rule of the hand-out', group: 'List', keys: 'n', run: add }]);
  const replace = (index: number, ...by: HandoutRule[]) => write(rules.toSpliced(index, 1, ...by));
  const earlier = (index: number) => {
    const rule = rules[index];
    if (rule) write(rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule), index - 1);
  };
  return (
    <section className={classes.rules} aria-label="Rules">
      <ol>
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place
          <li key={index} className={classes.rule} data-open={index === opened || undefined}>
            <div className={classes.ruleHead}>
              <button
                type="button"
                className={classes.ruleWords}
                aria-expanded={index === opened}
                onClick={() => open(index === opened ? -1 : index)}
              >
                <span className={classes.place}>{index + 1}</span>
                <span>
                  {conditionWords(rule.when, nameOf)} <b>→ {targetWords(rule, nameOf)}</b>
                </span>
              </button>
              <span className={classes.taken}>{taken[index] !== undefined && plural(taken[index], 'customer')}</span>
            </div>
            {index === opened && (
              <>
                <HandoutRuleForm
                  rule={rule}
                  onChange={(next) => replace(index, next)}
                  users={status.users}
                  former={status.former}
                  customers={customers}
                  base={status.baseCurrency}
                />
                <div className={classes.ruleActions}>
                  {index > 0 && (
                    <Button size="compact-xs" variant="subtle" onClick={() => earlier(index)}>
                      Ask it earlier
                    </Button>
                  )}
                  {rules.length > 1 && (
                    <Button size="compact-xs" variant="subtle" onClick={() => replace(index)}>
                      Remove rule {index + 1}
                    </Button>
                  )}
                </div>
              </>
            )}
          </li>
        ))}
      </ol>
      <div className={classes.rulesFoot}>
        <Button variant="default" onClick={add} aria-keyshortcuts="n" rightSection={<Kbd keys="n" />}>
          Add a rule
        </Button>
        {changed && (
          <Button variant="subtle" onClick={drop}>
            Back to the kept rules
          </Button>
        )}
      </div>
    </section>
  );
}
