import { readdirSync } from 'node:fs'
import { cruise, type ICruiseResult, type IRegularForbiddenRuleType } from 'dependency-cruiser'
import { homes, rooms, roomsBelow } from '../floors.ts'

const tests = String.raw`\.test\.ts$`

/** What dependency-cruiser must not find; built from the list of floors. */
const rules: Omit<IRegularForbiddenRuleType, 'severity'>[] = [
  ...rooms.map(room => ({
    name: 'only-floors-below',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/(${[room, ...roomsBelow(room)].join('|')})/` },
  })),
  {
    name: 'rooms-meet-at-index',
    from: { path: '^src/([^/]+)/' },
    to: { path: '^src/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
  },
  {
    name: 'library-is-what-rooms-show',
    from: { path: '^src/index\\.ts$' },
    to: { pathNot: '^src/(?!cli/)[^/]+/index\\.ts$' },
  },
  {
    name: 'reporters-read-findings-only',
    from: { path: '^src/findings/reporters/', pathNot: tests },
    // Pure functions: of Node, only what computes.
    to: { pathNot: ['^src/(findings|base)/', '^crypto$'] },
  },
  ...Object.entries(homes).map(([dependency, home]) => ({
    name: `${dependency.replace(/\W+/g, '-')}-has-one-home`,
    from: { path: '^src/', pathNot: [`^${home}`, tests] },
    to: { path: `(^|/)node_modules/(@types/)?${dependency}/` },
  })),
  { name: 'no-cycle', from: {}, to: { circular: true } },
  { name: 'not-resolved', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-development-package',
    from: { path: '^src/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'source-stands-alone',
    from: { path: '^src/', pathNot: tests },
    to: { path: '^(test|scripts|bench)/' },
  },
]

export async function cruiseSource(): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['src'],
    {
      validate: true,
      ruleSet: { forbidden: rules.map(rule => ({ ...rule, severity: 'error' })) },
      doNotFollow: { path: 'node_modules' },
      // Types count: two files that know each other's types cannot be read alone.
      tsPreCompilationDeps: true,
    },
    {
      extensions: ['.ts', '.mjs', '.js'],
      conditionNames: ['import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  )
  return output as ICruiseResult
}

/** Imports against the order of the house. */
export async function findForbiddenImports(): Promise<string[]> {
  const { modules, summary } = await cruiseSource()
  const problems = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`)
  // A TypeScript that dependency-cruiser cannot use makes it see nothing and find nothing.
  const seen = modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length
  const expected = listSources().length
  return seen === expected ? problems : [...problems, `saw ${seen} modules of the ${expected} in src`]
}

function listSources(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
}
