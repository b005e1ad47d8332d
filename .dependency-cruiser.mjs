// The borders of the house (docs/architecture.md). `npm run borders` checks them and that there was something to check.

/** Modules of the server by tier; one may import only from the tiers above it in this list. */
const tiers = [
  ['identity', 'settings', 'audit'],
  ['files', 'prompts', 'billing', 'privacy'],
  ['ai'],
  ['documents', 'chats', 'photo'],
  ['assistant', 'exports', 'reviews', 'law'],
];

const server = 'apps/server/src';
const modules = `^${server}/modules`;
/** Tests look at the whole application, so they stand outside its tiers. */
const tests = '\\.test\\.tsx?$|/(testing|e2e|crash)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const anyOf = (names) => `(${names.join('|')})`;

/** Whole packages and applications: who may know whom. */
const house = [
  forbid(
    'apps-never-import-apps',
    'applications meet on the wire, in contracts',
    { path: '^apps/([^/]+)/', pathNot: '^apps/server/bin/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  forbid(
    'clients-use-client-and-contracts',
    'web, CLI and VS Code reach the server through the client; personal data is masked where they run',
    { path: '^apps/(web|cli|vscode)/', pathNot: tests },
    { path: '^packages/', pathNot: '^packages/(client|contracts|pii)/' },
  ),
  forbid(
    'server-does-not-call-itself',
    'the client is for those outside',
    { path: '^apps/server/', pathNot: tests },
    { path: '^packages/client/' },
  ),
  forbid(
    'client-imports-contracts-only',
    'the SDK is what anybody can take home',
    { path: '^packages/client/' },
    { path: '^packages/', pathNot: '^packages/(client|contracts)/' },
  ),
  forbid(
    'engines-import-no-sibling',
    'documents, models, pii and contracts stand alone',
    { path: '^packages/(documents|models|pii|contracts)/' },
    { path: '^packages/', pathNot: '^packages/$1/' },
  ),
  forbid(
    'packages-never-import-apps',
    'a package is below every application',
    { path: '^packages/' },
    { path: '^apps/' },
  ),
  forbid(
    'contracts-import-zod-only',
    'what crosses the wire depends on nothing else',
    { path: '^packages/contracts/src/', pathNot: tests },
    { pathNot: ['^packages/contracts/src/', 'node_modules/zod/'] },
  ),
  forbid(
    'no-tools-in-products',
    'bench and scripts look at the products, not the other way round',
    { path: '^(apps|packages)/[^/]+/src/', pathNot: tests },
    { path: '^(scripts/|bench/|(apps|packages)/[^/]+/bench/)' },
  ),
  forbid(
    'testing-stays-in-tests',
    'what only tests need is not loaded by a product; the scripted model is loaded by a flag',
    { path: '^(apps|packages)/[^/]+/src/', pathNot: [tests, `^${server}/main\\.ts$`] },
    { path: '/testing/' },
  ),
];

/** Inside the server: main → app → modules → platform. */
const insideServer = [
  forbid(
    'nobody-imports-main',
    'main is the process',
    { path: '^(apps|packages)/', pathNot: '^apps/server/bin/' },
    { path: `^${server}/main\\.ts$` },
  ),
  forbid(
    'only-main-imports-app',
    'app.ts is the only file that knows every module',
    { path: `^${server}/`, pathNot: [`^${server}/main\\.ts$`, tests] },
    { path: `^${server}/app\\.ts$` },
  ),
  forbid(
    'wiring-belongs-to-app',
    'wiring ties modules together for app.ts',
    { path: `^${server}/`, pathNot: [`^${server}/(app\\.ts$|wiring/)`, tests] },
    { path: `^${server}/wiring/` },
  ),
  forbid(
    'platform-knows-no-module',
    'platform serves any module',
    { path: `^${server}/platform/`, pathNot: tests },
    { path: `^${server}/(modules|migrations|wiring)/` },
  ),
  forbid(
    'modules-only-through-their-door',
    "import #modules/<name>, the module's index.ts",
    { path: `${modules}/([^/]+)/` },
    { path: `${modules}/`, pathNot: [`${modules}/[^/]+/index\\.ts$`, `${modules}/$1/`] },
  ),
  forbid(
    'others-enter-modules-by-the-door',
    "import #modules/<name>, the module's index.ts",
    { path: `^${server}/`, pathNot: `${modules}/` },
    { path: `${modules}/`, pathNot: `${modules}/[^/]+/index\\.ts$` },
  ),
  forbid(
    'doors-are-called-by-name',
    'say #modules/<name>, not a path to its index.ts',
    { path: `^${server}/` },
    { path: `${modules}/[^/]+/index\\.ts$`, dependencyTypesNot: ['aliased-subpath-import'] },
  ),
  forbid(
    'modules-have-a-tier',
    'a new module is written into the tiers of .dependency-cruiser.mjs',
    { path: `${modules}/`, pathNot: `${modules}/${anyOf(tiers.flat())}/` },
    {},
  ),
  ...tiers.map((names, index) =>
    forbid(
      `tier-${index + 1}-imports-lower-tiers`,
      'a module imports only lower tiers; news upward or sideways is an event',
      { path: `${modules}/(${names.join('|')})/`, pathNot: tests },
      { path: `${modules}/${anyOf(tiers.slice(index).flat())}/`, pathNot: `${modules}/$1/` },
    ),
  ),
];

const everywhere = [
  forbid('no-cycles', 'two files that need each other are one, or want a third', {}, { circular: true }),
  forbid('nothing-unresolved', 'an import that leads nowhere', {}, { couldNotResolve: true }),
];

export default {
  forbidden: [...house, ...insideServer, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
