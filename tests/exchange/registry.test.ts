import { expect, it } from 'vitest';
import { BATCH, CUSTOMER, ITEM, SETTLEMENT } from '../../src/shared/exchange/ledger';
import { type EntitySpec, REGISTRY } from '../../src/shared/exchange/registry';
import { newReplica } from './support/team';

/**
 * What the first format shipped, as `entity.group=numbers(columns)`. Lines are only ever added, at the end: names, numbers and
 * columns of a shipped group are in other people's files. A name that is no longer used stays here as retired.
 */
const SHIPPED = `
customerDesk.assignee=1.1(assignee)
customerDesk.payerType=1.2(payer_type)
customerDesk.tags=1.3(tags)
customerDesk.standing=1.4(standing)
customerDesk.collectedWith=1.5(collected_with)
customerDesk.hold=1.6(hold_from,hold_until,hold_reason)
customerDesk.snooze=1.7(snooze_from,snooze_until,snooze_reason)
customerDesk.cover=1.8(cover_by,cover_until)
itemDesk.tags=2.1(tags)
contact.of=3.1(source,customer_key)
contact.person=3.2(name,role,internal)
contact.reach=3.3(email,phone)
contact.deleted=3.4(deleted)
commitment.terms=4.1(source,customer_key,made_on,recorded_at,user_id,amount_minor,currency,promised_for,items,contact_name,pause_why)
commitment.written=4.2(written_state,written_on,written_via,written_text)
commitment.withdrawn=4.3(withdrawn_on,withdrawn_why)
commitment.superseded=4.4(superseded_on,superseded_by)
dispute.terms=5.1(source,customer_key,items,type,reason,part_minor,opened_on)
dispute.owner=5.2(owner,answer_on)
dispute.resolved=5.3(resolved_on,in_favour_of)
task.terms=6.1(source,customer_key,kind,text,due_on,owner,made_on)
task.done=6.2(done_on)
user.person=7.1(name,initials,role)
user.active=7.2(active)
setting.value=8.1(value)
calendarDay.day=9.1(label,closed)
`.trim();
/** Groups that were shipped once and are written no more; their names and numbers are never used again. */
const RETIRED: readonly string[] = [];

it('field groups are only added: a shipped one keeps its name, numbers and columns', () => {
  const present = Object.entries<EntitySpec>(REGISTRY).flatMap(([entity, spec]) =>
    Object.entries(spec.groups).map(
      ([group, { number, columns }]) => `${entity}.${group}=${spec.number}.${number}(${columns.join(',')})`,
    ),
  );
  const kept = SHIPPED.split('\n').filter((line) => !RETIRED.includes(line));
  expect(present.filter((line) => kept.includes(line))).toEqual(kept);
  const used = (line: string) => line.replace(/\(.*/, '').split('=') as [string, string];
  const taken = new Map(
    RETIRED.map(used).flatMap(
      ([name, numbers]) =>
        [
          [name, true],
          [numbers, true],
        ] as [string, boolean][],
    ),
  );
  for (const line of present) for (const part of used(line)) expect(taken.has(part), line).toBe(false);
});

it('ledger lines hold every column of their table but what is local', () => {
  const local = ['id', 'clock', 'customer_id', 'item_id', 'stamp', 'seq', 'undone_at', 'extra', 'absorbed_minor'];
  const db = newReplica(1);
  for (const { table, columns } of [BATCH, CUSTOMER, ITEM, SETTLEMENT]) {
    const present = db.all<{ name: string }>(`PRAGMA table_info(${table})`).map((column) => column.name);
    expect(columns.map(([name]) => name)).toEqual(present.filter((name) => !local.includes(name)));
  }
});
