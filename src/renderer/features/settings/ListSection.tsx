import type { Settings } from '@shared/domain/settings';
import { NumberSetting } from './NumberSetting';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';

const FOLLOW_UPS = [
  ['reached', 'Follow-up after reached', 'Business days until the next contact when you spoke to them. Standard: 5.'],
  ['voicemail', 'Follow-up after voicemail', 'Business days when you left a message. Standard: 2.'],
  ['refuses', 'Follow-up after a refusal', 'Business days when they refuse to pay. Standard: 1.'],
] as const;

export function ListSection({ title, settings }: { title: string; settings: Settings }) {
  const section = useSection(title, settings);
  const followUp = section.get('followUpDays');
  return (
    <SectionPanel
      title={title}
      section={section}
      intro="How long the list of the day is, who is too small for it, and when a customer comes back."
    >
      <div className={classes.grid}>
        <NumberSetting
          label="Length of the list"
          min={1}
          explains="Customers shown on Today; “show all” shows the rest. Standard: 30."
          value={section.get('listLength')}
          onChange={(value) => section.set('listLength', value as number)}
        />
        <NumberSetting
          label="Minimum amount"
          explains="Customers with less to collect, in whole currency units, stay off the list; call-backs do not. Standard: 0."
          value={section.get('minimumAmount')}
          onChange={(value) => section.set('minimumAmount', value as number)}
        />
        {FOLLOW_UPS.map(([name, label, explains]) => (
          <NumberSetting
            key={name}
            label={label}
            unit="days"
            max={90}
            explains={explains}
            value={followUp[name]}
            onChange={(value) => section.set('followUpDays', { ...followUp, [name]: value as number })}
          />
        ))}
      </div>
    </SectionPanel>
  );
}
