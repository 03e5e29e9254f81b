export { listImports, rejectsOf } from './history';
export { commitImport, type ImportProgress, previewImport } from './import';
export { type ImportFile, readImportFile } from './read-file';
export { undoImport } from './undo';
