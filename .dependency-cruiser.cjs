/** The boundaries of ARCHITECTURE.md. Each comment tells whoever breaks a rule what to do instead. */

// From the lowest room to the highest: a room may import itself and the rooms before it.
const rooms = [
  'base',
  'simulator',
  'tensor',
  'data',
  'score',
  'compute',
  'calibrate',
  'trust',
  'forecast',
  'discover',
  'decide',
  'export',
  'benchmark',
  'project',
  'studio',
];

const upwardRules = rooms.slice(0, -1).map((room, index) => ({
  name: `${room}-imports-no-higher-room`,
  severity: 'error',
  comment: `engine/${room} may import only itself and: ${rooms.slice(0, index).join(', ') || 'nothing'}. Move the shared type down, or pass the function in as an argument. Workers (*.worker.ts) collect tasks from every room and are exempt.`,
  from: { path: `^engine/${room}/`, pathNot: '[.]worker[.]ts$' },
  to: { path: `^engine/(${[...rooms.slice(index + 1), 'cli'].join('|')})([/.])` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'No import cycle anywhere. Move what both need into a file of its own.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      comment:
        'Product code never imports test code. Move the helper into engine/ if the product needs it.',
      from: { path: '^(engine|renderer|electron)/' },
      to: { path: '^test/' },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      comment:
        'engine/simulator/kernel is evaluated inside the hardened realm and inside exported scripts: it imports only itself. Pass data in.',
      from: { path: '^engine/simulator/kernel/' },
      to: { pathNot: '^engine/simulator/kernel/' },
    },
    {
      name: 'algorithms-import-no-node-built-in',
      severity: 'error',
      comment:
        'Algorithms take time, storage, randomness and processes as arguments (ports). Only compute/, project/, simulator/realm/, simulator/compile/ (hashing) and hosts touch Node.',
      from: {
        path: '^engine/(base|simulator|tensor|data|score|calibrate|trust|forecast|discover|decide|export|benchmark)/',
        pathNot: '^engine/simulator/(realm|compile)/',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'piscina-in-one-folder',
      severity: 'error',
      comment:
        'Only engine/compute/pool knows piscina. Use the Executor port (engine/compute/executor.ts).',
      from: { pathNot: '^engine/compute/pool/' },
      to: { path: 'node_modules/piscina' },
    },
    {
      name: 'ses-in-one-folder',
      severity: 'error',
      comment: 'Only engine/simulator/realm hardens a realm. Run simulators through the Executor.',
      from: { pathNot: '^engine/simulator/realm/' },
      to: { path: 'node_modules/ses' },
    },
    {
      name: 'openai-in-one-file',
      severity: 'error',
      comment: 'Only engine/discover/llm/client.ts talks to a model. Use the proposer port.',
      from: { pathNot: '^engine/discover/llm/client[.]ts$' },
      to: { path: '^openai$|node_modules/openai/' },
    },
    {
      name: 'electron-in-one-folder',
      severity: 'error',
      comment:
        'Only electron/ imports electron. Ask for a capability through the Desktop interface.',
      from: { pathNot: '^(electron|test/electron|test/electron-double)/' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    {
      name: 'tests-never-evaluate-electron',
      severity: 'error',
      comment:
        "The package downloads a binary when it is evaluated: tests import types only, and put test/electron-double or vi.mock('electron') in its place.",
      // The tiny app is an application: it runs under the double.
      from: { path: '^test/electron(-double)?/', pathNot: '^test/electron-double/tiny-app/' },
      to: { path: '^electron$|node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-knows-the-contract-only',
      severity: 'error',
      comment:
        'The window imports of the engine only engine/studio/contract/, engine/studio/transport/ and engine/base/. Ask through StudioClient; add a method or a topic when it is missing.',
      from: { path: '^renderer/' },
      to: { path: '^(engine|electron)/', pathNot: '^engine/(base|studio/(contract|transport))/' },
    },
    {
      name: 'contract-runs-in-a-window',
      severity: 'error',
      comment:
        'The contract is bundled into the window: no Node built-in, and of the engine only base/ and files of schemas.',
      from: { path: '^engine/studio/(contract|transport)/' },
      to: {
        path: '^engine/',
        pathNot:
          '^engine/(base/|studio/(contract|transport)/|data/(mapping|held-out|dataset|data-error)[.]ts$|simulator/declaration[.]ts$|(trust|decide)/schemas/)',
      },
    },
    {
      name: 'contract-imports-no-node-built-in',
      severity: 'error',
      comment: 'The contract is bundled into the window. Pass sockets and ports in.',
      from: { path: '^(engine/studio/(contract|transport)|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plotly-in-one-folder',
      severity: 'error',
      comment: 'Only renderer/charts/ draws with Plotly. Add a chart there and use it.',
      from: { pathNot: '^renderer/charts/' },
      to: { path: 'node_modules/plotly[.]js' },
    },
    {
      name: 'diagram-in-one-folder',
      severity: 'error',
      comment: 'Only renderer/diagram/ draws with React Flow. Use its components.',
      from: { pathNot: '^renderer/diagram/' },
      to: { path: 'node_modules/@(xyflow|dagrejs)/' },
    },
    {
      name: 'editor-in-one-folder',
      severity: 'error',
      comment: 'Only renderer/code/ knows the editor. Use its components.',
      from: { pathNot: '^renderer/code/' },
      to: { path: 'node_modules/@(codemirror|lezer)/' },
    },
    {
      name: 'engine-knows-no-host',
      severity: 'error',
      comment: 'The engine runs under any host: what a host lends comes as an argument.',
      from: { path: '^engine/' },
      to: { path: '^(electron|renderer)/' },
    },
    {
      name: 'host-test-in-one-folder',
      severity: 'error',
      comment:
        'Only renderer/host/ knows whether this is Electron or a browser. Ask Desktop.abilities.',
      from: { path: '^renderer/', pathNot: '^renderer/(host/|main[.]tsx$)' },
      to: { path: '^renderer/host/', pathNot: '^renderer/host/(desktop|client)[.]tsx?$' },
    },
    ...upwardRules,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/fixtures|dist|release)' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'] },
  },
};
