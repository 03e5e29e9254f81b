import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { isExchangeFile, useMergeQueue } from '../features/exchange/merge-queue';
import classes from './DropZone.module.css';
import { notifyDone, notifyError } from './notify';
import { useDesk } from './state';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the window go to Import, colleagues' files to Exchange; the page gets tokens, never paths. */
export function DropZone() {
  const [over, setOver] = useState(false);
  const [, go] = useLocation();
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      window.duebook
        .registerFiles([...(event.dataTransfer?.files ?? [])])
        .then((files) => {
          if (files.length === 0) return;
          const exchanged = files.filter((file) => isExchangeFile(file.name));
          const lists = files.filter((file) => !isExchangeFile(file.name));
          if (lists.length > 0) useDesk.getState().setDroppedFiles(lists);
          if (exchanged.length > 0) useMergeQueue.getState().take(exchanged);
          if (exchanged.length > 0 && lists.length > 0) notifyDone('The other files wait under Import.');
          go(exchanged.length > 0 ? '/exchange/merge' : '/import');
        })
        .catch(notifyError);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [go]);
  if (!over) return null;
  return (
    <div className={classes.over} aria-hidden="true">
      <p>Drop the file: you will see what it changes before anything is recorded</p>
    </div>
  );
}
