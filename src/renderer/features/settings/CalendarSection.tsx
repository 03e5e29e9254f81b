import { Button, TextInput } from '@mantine/core';
import type { SettingsView } from '@shared/contract/settings';
import { isIsoDate } from '@shared/domain/dates';
import { useState } from 'react';
import { useCommand } from '../../app/bridge';
import { notifyDone, notifyError } from '../../app/notify';
import { exactDateText } from '../../components/format';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';
import { WEEKDAYS } from './words';

export function CalendarSection({ title, view }: { title: string; view: SettingsView }) {
  const section = useSection(title, view.settings);
  const close = useCommand('settings.closeDay');
  const [date, setDate] = useState('');
  const [label, setLabel] = useState('');
  const weekend = section.get('weekend');
  const days = [...view.closedDays].sort((a, b) => (a.date < b.date ? -1 : 1));

  const toggle = (day: number) =>
    section.set(
      'weekend',
      weekend.includes(day) ? weekend.filter((one) => one !== day) : [...weekend, day].sort((a, b) => a - b),
    );
  const record = async (day: string, words: string, closed: boolean) => {
    try {
      await close.mutateAsync({ date: day, label: words, closed });
      notifyDone(
        `${exactDateText(day)} is ${closed ? 'closed' : 'a business day again'}.`,
        closed ? undefined : { label: 'Undo', run: () => void record(day, words, true) },
      );
    } catch (error) {
      notifyError(error);
    }
  };
  const add = async () => {
    if (!isIsoDate(date)) return;
    await record(date, label.trim(), true);
    setDate('');
    setLabel('');
  };

  return (
    <SectionPanel
      title={title}
      section={section}
      intro="Business days are what is left when weekends and closed days are taken out: follow-ups and promises count in them. The calendar belongs to the portfolio and goes along to colleagues."
    >
      <fieldset className={classes.days}>
        <legend>Weekend</legend>
        {WEEKDAYS.map(({ day, label: words }) => (
          <button key={day} type="button" aria-pressed={weekend.includes(day)} onClick={() => toggle(day)}>
            {words}
          </button>
        ))}
        <span className={classes.explains}>Marked days are closed every week. Standard: Sat and Sun.</span>
      </fieldset>
      <div className={classes.closed}>
        <h3>Closed days</h3>
        <p className={classes.explains}>
          Bank holidays and days the company is shut. Added and removed at once. Standard: none.
        </p>
        <ul aria-label="Closed days">
          {days.map((day) => (
            <li key={day.date}>
              <time dateTime={day.date}>{exactDateText(day.date)}</time>
              <span>{day.label}</span>
              <Button size="compact-xs" variant="subtle" onClick={() => void record(day.date, day.label, false)}>
                Remove<span className="db-hidden"> {exactDateText(day.date)}</span>
              </Button>
            </li>
          ))}
          {days.length === 0 && <li className="db-quiet">None yet</li>}
        </ul>
        <div className={classes.addDay}>
          <TextInput
            type="date"
            label="Closed on"
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <TextInput
            label="Called"
            placeholder="Christmas Day"
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => void add()} disabled={!isIsoDate(date)} loading={close.isPending}>
            Add closed day
          </Button>
        </div>
      </div>
    </SectionPanel>
  );
}
