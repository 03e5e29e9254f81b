import { NativeSelect } from '@mantine/core';
import type { Settings } from '@shared/domain/settings';
import { NumberSetting } from './NumberSetting';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';

export function PromisesSection({ title, settings }: { title: string; settings: Settings }) {
  const section = useSection(title, settings);
  return (
    <SectionPanel
      title={title}
      section={section}
      intro="When money still keeps a promise. A promise is never called broken before these days are over and a newer list shows no payment."
    >
      <div className={classes.grid}>
        <NumberSetting
          label="Days of tolerance"
          max={60}
          explains="Days after the promised date in which money still keeps it. Standard: 2."
          value={section.get('toleranceDays')}
          onChange={(value) => section.set('toleranceDays', value as number)}
        />
        <NativeSelect
          label="Counted in"
          description="Business days leave out weekends and closed days. Standard: business days."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maw={240}
          value={section.get('toleranceUnit')}
          onChange={(event) => section.set('toleranceUnit', event.currentTarget.value as Settings['toleranceUnit'])}
          data={[
            { value: 'business', label: 'Business days' },
            { value: 'calendar', label: 'Calendar days' },
          ]}
        />
        <NumberSetting
          label="May be missing"
          unit="%"
          decimals
          max={100}
          explains="Share of the promised amount that may be missing, for bank charges and rounding. Standard: 1 %."
          value={section.get('toleranceAmountPercent')}
          onChange={(value) => section.set('toleranceAmountPercent', value as number)}
        />
        <NumberSetting
          label="But at most"
          explains="Cap of the missing part, in whole units of the promise’s currency. Standard: 25."
          value={section.get('toleranceAmountCap')}
          onChange={(value) => section.set('toleranceAmountCap', value as number)}
        />
      </div>
    </SectionPanel>
  );
}
