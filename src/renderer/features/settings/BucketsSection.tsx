import { TextInput } from '@mantine/core';
import type { Settings } from '@shared/domain/settings';
import { BucketLabel } from '../../components/BucketLabel';
import { SectionPanel } from './SectionPanel';
import classes from './SettingsView.module.css';
import { useSection } from './use-section';

/** "30, 60, 90" → [30, 60, 90]; null when it is no rising row of whole numbers. */
function parseEdges(typed: string): number[] | null {
  const edges = typed
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const rising = edges.every((edge, index) => Number.isInteger(edge) && edge > (edges[index - 1] ?? 0));
  return edges.length > 0 && rising ? edges : null;
}

const bucketKeys = (edges: readonly number[]): string[] => [
  'current',
  ...edges.map((edge, index) => `d${(edges[index - 1] ?? 0) + 1}_${edge}`),
  `d${(edges.at(-1) ?? 0) + 1}_plus`,
];

export function BucketsSection({ title, settings }: { title: string; settings: Settings }) {
  const section = useSection(title, settings);
  const edges = section.get('bucketEdges');
  const typed = section.typed.edges ?? null;
  const wrong =
    typed !== null && parseEdges(typed) === null ? 'Whole days, each greater than the one before: 30, 60, 90' : null;
  return (
    <SectionPanel
      title={title}
      section={section}
      wrong={wrong}
      intro="Overdue items stand in buckets by days past due. An item due today is current."
    >
      <div className={classes.beside}>
        <TextInput
          label="Last day of each bucket"
          description="The bucket after the last one is open-ended. Standard: 30, 60, 90."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          classNames={{ description: classes.explains }}
          maw={240}
          error={wrong !== null}
          value={typed ?? edges.join(', ')}
          onChange={(event) => {
            section.type('edges', event.currentTarget.value);
            const parsed = parseEdges(event.currentTarget.value);
            if (parsed) section.set('bucketEdges', parsed);
          }}
          onBlur={() => wrong === null && typed !== null && section.type('edges', undefined)}
        />
        <ul className={classes.buckets} aria-label="Buckets">
          {bucketKeys(edges).map((key) => (
            <li key={key}>
              <BucketLabel bucket={key} edges={edges} />
            </li>
          ))}
        </ul>
      </div>
    </SectionPanel>
  );
}
