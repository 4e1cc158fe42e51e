import type { Catalog } from '../../src/catalog/index.ts'
import type { Step } from '../../src/effects/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import type { PendingScripts } from '../../src/history/index.ts'
import { judgeObserved, judgePredicted, rules } from '../../src/lint/index.ts'
import { type Model, markExisting, modelOf, unknownModel } from '../../src/prediction/index.ts'

/** The rules about work under a lock. */
const counted = [
  'index-build-under-lock',
  'rewrite-under-lock',
  'scan-under-lock',
  'validation-in-same-transaction',
]
for (const name of counted) if (!rules.some(rule => rule.name === name)) throw new Error(`no rule ${name}`)

export const grades = ['text', 'catalog', 'observed'] as const
export type Grade = (typeof grades)[number]

/** What one grade of knowledge says of a case. */
export interface Verdict {
  isFlagged: boolean
  /** What could not be followed. */
  unknown: string[]
}

const scope = { transactionScope: 'migration', settings: {}, hasReverts: false } as const

export function judgeText(script: PendingScripts, major: number): Promise<Verdict> {
  return predict(script, unknownModel(major))
}

export function judgeCatalog(script: PendingScripts, catalog: Catalog, major: number): Promise<Verdict> {
  const model = modelOf(catalog, major)
  markExisting(model)
  return predict(script, model)
}

async function predict(script: PendingScripts, model: Model): Promise<Verdict> {
  const { findings, change } = await judgePredicted([script], scope, model)
  return decide(
    findings,
    change.migrations.flatMap(({ statements }) => statements),
  )
}

/** `steps` were seen on a database with the structure and no rows, as a rehearsal has it. */
export async function judgeSteps(
  script: PendingScripts,
  steps: Step[],
  catalog: Catalog,
  major: number,
): Promise<Verdict> {
  const migration = {
    ...script,
    statements: steps,
    typeChanges: [],
    brokenFunctions: [],
    revert: { outcome: 'not run' as const, differences: [], losesData: [] },
  }
  const model = modelOf(catalog, major)
  return decide(await judgeObserved({ migrations: [migration], hasReverts: false }, scope, model), steps)
}

function decide(findings: readonly Finding[], steps: readonly Step[]): Verdict {
  return {
    isFlagged: findings.some(({ check, severity }) => counted.includes(check) && severity !== 'info'),
    unknown: steps.flatMap(({ effect: { unfollowed }, error }) => [
      ...unfollowed,
      ...(error === undefined ? [] : [`fails: ${error.message}`]),
    ]),
  }
}
