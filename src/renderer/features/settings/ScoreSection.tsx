import { NativeSelect } from '@mantine/core';
import type { Settings } from '@shared/domain/settings';
import { NumberSetting } from './NumberSetting';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';

const BANDS = [
  ['Great up to', 'Standard: 15.'],
  ['Good up to', 'Standard: 45.'],
  ['Poor up to', 'Standard: 90. Later than that is Risk.'],
] as const;

export function ScoreSection({ title, settings }: { title: string; settings: Settings }) {
  const section = useSection(title, settings);
  const edges = section.get('scoreEdges');
  return (
    <SectionPanel
      title={title}
      section={section}
      intro="The score says how late a customer pays on average: days from due date to payment, over the items paid in full. Customers without any are New."
    >
      <div className={classes.grid}>
        {BANDS.map(([label, explains], index) => (
          <NumberSetting
            key={label}
            label={label}
            unit="days late"
            explains={explains}
            value={edges[index] ?? null}
            onChange={(value) =>
              section.set(
                'scoreEdges',
                edges.map((edge, at) => (at === index ? (value as number) : edge)) as unknown as Settings['scoreEdges'],
              )
            }
          />
        ))}
        <NativeSelect
          label="Weighting"
          description="Whether a large late item counts more than a small one. Standard: every item the same."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maw={240}
          value={section.get('scoreWeighting')}
          onChange={(event) => section.set('scoreWeighting', event.currentTarget.value as Settings['scoreWeighting'])}
          data={[
            { value: 'simple', label: 'Every item the same' },
            { value: 'amount', label: 'By amount' },
          ]}
        />
        <NumberSetting
          label="Window"
          unit="months"
          min={1}
          max={600}
          placeholder="all known history"
          explains="How far back paid items count; empty is all known history. Standard: empty."
          value={section.get('scoreWindowMonths')}
          onChange={(value) => section.set('scoreWindowMonths', value)}
        />
      </div>
    </SectionPanel>
  );
}
