/** The arrows of docs/architecture.md: renderer → shared, main → shared, shared → nothing; only src/main/data knows SQLite. */
module.exports = {
  forbidden: [
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { path: '^src/(main|renderer)' },
    },
    {
      name: 'shared-is-pure',
      comment: 'Rules and contract run anywhere: no Node, no Electron, no packages but the schema library.',
      severity: 'error',
      from: { path: '^src/shared' },
      to: {
        dependencyTypesNot: ['local', 'aliased', 'aliased-tsconfig', 'aliased-tsconfig-paths', 'type-only'],
        pathNot: 'node_modules/valibot',
      },
    },
    {
      name: 'domain-knows-no-contract',
      comment: 'The rules stand below the calls that show them.',
      severity: 'error',
      from: { path: '^src/shared/(domain|exchange)' },
      to: { path: '^src/shared/contract' },
    },
    {
      name: 'renderer-imports-only-shared',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/main' },
    },
    {
      name: 'main-imports-no-renderer',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/renderer' },
    },
    {
      name: 'only-data-touches-sqlite',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/main/data' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'data-and-cli-run-without-electron',
      comment: 'The command line is plain Node; types of Electron are fine.',
      severity: 'error',
      from: { path: '^src/main/(data|cli)/' },
      to: { path: '^(node_modules/)?electron', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json', '.css'] },
  },
};
