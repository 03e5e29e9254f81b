import type { PointWeights, Settings } from '@shared/domain/settings';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { NumberSetting } from './NumberSetting';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';
import { WEIGHTS } from './words';

export function WeightsSection({ title, settings }: { title: string; settings: Settings }) {
  const section = useSection(title, settings);
  const weights = section.get('weights');
  // The figure the user is steering; the data process judges it again when it is saved.
  const sum = WEIGHTS.reduce((total, { name }) => total + (weights[name] ?? 0), 0);
  const off = Math.abs(100 - sum);
  const wrong =
    sum === 100
      ? null
      : `Not saved: the weights sum to ${sum}, ${off} too ${sum > 100 ? 'many' : 'few'}. They must sum to 100.`;
  return (
    <SectionPanel
      title={title}
      section={section}
      wrong={wrong}
      intro="Points decide the order of the day. Each component can bring at most its weight, and the six sum to 100."
    >
      <div className={classes.weightGrid}>
        {WEIGHTS.map(({ name, label, explains }) => (
          <NumberSetting
            key={name}
            label={label}
            max={100}
            explains={`${explains} Standard: ${DEFAULT_SETTINGS.weights[name]}.`}
            value={weights[name]}
            onChange={(value) => section.set('weights', { ...weights, [name]: value } as PointWeights)}
          />
        ))}
      </div>
      <p className={classes.sum} data-wrong={wrong !== null || undefined}>
        Sum <strong>{sum}</strong> of 100
      </p>
    </SectionPanel>
  );
}
