export type { ImportFile } from './bytes';
export { listImports } from './history';
export { commitImport, previewImport } from './import';
export { readImportFile } from './read-file';
export { rejectsOf } from './rejects';
export { undoImport } from './undo';
