import { TextInput } from '@mantine/core';
import type { Settings } from '@shared/domain/settings';
import { useState } from 'react';
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
  const [typed, setTyped] = useState<string | null>(null);
  const wrong =
    typed !== null && parseEdges(typed) === null ? 'Whole days, each greater than the one before: 30, 60, 90' : null;
  return (
    <SectionPanel
      title={title}
      section={{
        ...section,
        discard: () => {
          setTyped(null);
          section.discard();
        },
      }}
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
            setTyped(event.currentTarget.value);
            const parsed = parseEdges(event.currentTarget.value);
            if (parsed) section.set('bucketEdges', parsed);
          }}
          onBlur={() => wrong === null && setTyped(null)}
        />
        <ul className={classes.buckets} aria-label="Buckets">
          {bucketKeys(edges).map((key) => (
            <li key={key}>
              <BucketLabel bucket={key} />
            </li>
          ))}
        </ul>
      </div>
    </SectionPanel>
  );
}
