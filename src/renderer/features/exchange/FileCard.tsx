import type { ExchangeFileInfo } from '@shared/contract/exchange';
import type { Ref } from 'react';
import { contentWords, KIND_WORDS, momentText, sizeText } from './exchange-words';
import classes from './Merge.module.css';

/** Who made a file, when, and what is in it. */
export function FileCard({ file, ref }: { file: ExchangeFileInfo; ref: Ref<HTMLElement> }) {
  return (
    <section ref={ref} tabIndex={-1} className={classes.card} aria-label="The file">
      <h2>{file.byName ? `A file from ${file.byName}` : 'A file of a colleague'}</h2>
      <dl>
        <div>
          <dt>Made</dt>
          <dd>{momentText(file.createdAt)}</dd>
        </div>
        <div>
          <dt>Speaks of</dt>
          <dd>
            {file.scope} · {KIND_WORDS[file.kind]}
          </dd>
        </div>
        <div>
          <dt>Contains</dt>
          <dd>{contentWords(file)}</dd>
        </div>
        <div>
          <dt>File</dt>
          <dd title={`Digest ${file.digest} · Duebook ${file.appVersion}`}>
            {file.fileName} · {sizeText(file.bytes)}
            {file.encrypted && ' · with a passphrase'}
          </dd>
        </div>
      </dl>
    </section>
  );
}
