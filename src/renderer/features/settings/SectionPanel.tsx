import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '../../components/ErrorNote';
import { Panel } from '../../components/Panel';
import classes from './SettingsView.module.css';
import type { Section } from './use-section';

interface SectionPanelProps {
  title: string;
  /** What the section decides, in one or two sentences. */
  intro: string;
  section?: Section;
  /** Why it cannot be saved as it stands. */
  wrong?: string | null;
  children: ReactNode;
}

/** One group of settings with its own Save. */
export function SectionPanel({ title, intro, section, wrong, children }: SectionPanelProps) {
  return (
    <div id={anchor(title)} className={classes.section}>
      <Panel title={title} aside={section?.dirty ? <span className={classes.unsaved}>not saved yet</span> : undefined}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (section && !wrong) section.save();
          }}
        >
          <p className={classes.intro}>{intro}</p>
          {children}
          {section?.error && <ErrorNote error={section.error} />}
          {section?.halfway && (
            <p className={classes.halfway} role="status">
              {section.halfway}
            </p>
          )}
          {section && (
            <div className={classes.save}>
              {wrong && (
                <span className={classes.wrong} role="status">
                  {wrong}
                </span>
              )}
              {section.dirty && (
                <Button variant="subtle" onClick={section.discard}>
                  Discard
                </Button>
              )}
              <Button
                type="submit"
                variant={section.dirty ? 'filled' : 'default'}
                disabled={!section.dirty || Boolean(wrong)}
                loading={section.saving}
              >
                Save<span className="db-hidden"> {title}</span>
              </Button>
            </div>
          )}
        </form>
      </Panel>
    </div>
  );
}

export const anchor = (title: string): string => `settings-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
