// Checks the import rules of .dependency-cruiser.cjs. A run that saw no module, or whose rules let a
// deliberate violation pass (test/fixtures/boundary), is a failure: a check that checks nothing is worse than none.
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

const { modules, summary } = await rulesOn(
  ['engine', 'electron', 'renderer', 'scripts', 'test'],
  options,
);
const own = modules.filter(({ source }) => source.startsWith('engine/'));
if (own.length === 0) fail('no module of engine/ was read: is the parser (@swc/core) installed?');
for (const { from, to, rule } of summary.violations) {
  console.error(
    `${rule.name}: ${from} -> ${to}\n  ${forbidden.find((r) => r.name === rule.name)?.comment}`,
  );
}
if (summary.violations.length > 0) fail(`${summary.violations.length} import rules broken`);

const deliberate = await rulesOn(['test/fixtures/boundary'], { ...options, exclude: undefined });
if (!deliberate.summary.violations.some(({ rule }) => rule.name === 'electron-in-one-folder')) {
  fail('the deliberate violation in test/fixtures/boundary was not found: the rules check nothing');
}
console.log(`${own.length} modules of engine/, ${modules.length} in all: import rules hold`);

async function rulesOn(folders, cruiseOptions) {
  const { exclude, ...rest } = cruiseOptions;
  const result = await cruise(folders, {
    ...rest,
    ...(exclude && { exclude }),
    validate: true,
    ruleSet: { forbidden },
  });
  return result.output;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
