export { listImports, rejectsOf } from './history';
export { commitImport, previewImport } from './import';
export { type ImportFile, readImportFile } from './read-file';
export { undoImport } from './undo';
