import {
  type Catalog,
  type CatalogDifference,
  diffCatalogs,
  objectKey,
  readCatalog,
} from '../catalog/index.ts'
import { batchSteps, type Circumstances, planChanges, type Step } from '../ddl/index.ts'
import { startCluster } from '../engine/index.ts'
import {
  openBuilder,
  type Rebuilt,
  rebuildCatalog,
  tryStatement,
  tryStep,
  withoutStrangers,
} from './rebuild.ts'

/** What turns one database into another, as it was seen to do on a disposable copy of the first. */
export interface Reconciliation {
  steps: Step[]
  /** What the steps leave different, and why. Nothing is left out: either a step brings it about or it stands here. */
  remaining: { difference: CatalogDifference; because: string }[]
  /** The script was run as it is on a copy, and ended in what it should but for what remains. */
  isProved: boolean
  /** Why it is not proved. */
  doubt?: string
}

/** More rounds than a mistake of the plan and what follows from it take. */
const maxRounds = 5

/**
 * Plans the way from one catalog to another, runs it on a disposable copy, looks at what there is, and plans again until
 * nothing is left that a statement could bring about. The whole is then run once more on a fresh copy, as a proof.
 */
export async function reconcile(
  from: Catalog,
  to: Catalog,
  circumstances: Circumstances,
): Promise<Reconciliation> {
  const rebuilt = await rebuildCatalog(from, circumstances.major)
  try {
    const { steps, reasons, left } = await approach(rebuilt, from, to, circumstances)
    const known = new Set(rebuilt.gaps.flatMap(describe))
    const remaining = left
      .filter(difference => describe(difference).some(it => !known.has(it)))
      .map(difference => ({ difference, because: reasonFor(difference, reasons) }))
    const doubt = await findDoubt(steps, rebuilt, from, to, left)
    return { steps, remaining, isProved: doubt === undefined, ...(doubt !== undefined && { doubt }) }
  } finally {
    await rebuilt.cluster.stop()
  }
}

interface Approach {
  steps: Step[]
  left: CatalogDifference[]
  /** By the key of an object: why it could not be made what it should be. */
  reasons: Map<string, string>
}

async function approach(
  rebuilt: Rebuilt,
  from: Catalog,
  to: Catalog,
  circumstances: Circumstances,
): Promise<Approach> {
  await using session = await openBuilder(rebuilt.cluster)
  const steps: Step[] = []
  const reasons = new Map<string, string>()
  let current = rebuilt.catalog
  let left = diffCatalogs(current, to)
  for (let round = 0; round < maxRounds && left.length > 0; round++) {
    const plan = await planChanges(current, to, circumstances)
    for (const { object, because } of plan.refusals) reasons.set(object, because)
    const before = steps.length
    for (const step of plan.steps) {
      const result = await tryStep(session, step)
      if ('sql' in result) steps.push({ ...step, sql: result.sql })
      else reasons.set(step.object, `PostgreSQL says: ${result.error.message}`)
    }
    if (steps.length === before) break
    current = withoutStrangers(await readCatalog(session, { hasDependencies: true }), from, to)
    const rest = diffCatalogs(current, to)
    // Steps that change nothing that is looked for would come again and again.
    const isStuck = JSON.stringify(rest) === JSON.stringify(left)
    left = rest
    if (isStuck) {
      steps.length = before
      break
    }
  }
  return { steps, left, reasons }
}

/** Runs the script as it is printed, on a copy that nothing has touched. */
async function findDoubt(
  steps: readonly Step[],
  { template, cluster }: Rebuilt,
  from: Catalog,
  to: Catalog,
  left: readonly CatalogDifference[],
): Promise<string | undefined> {
  await using copy = await startCluster({ server: cluster.server, template })
  await using session = await openBuilder(copy)
  for (const { steps: batch, isTransaction } of batchSteps(steps)) {
    const sql = batch.map(it => it.sql)
    const error = await tryStatement(session, (isTransaction ? ['begin', ...sql, 'commit'] : sql).join(';\n'))
    if (error !== undefined) return `run as a whole it fails: ${error.message}`
  }
  const end = diffCatalogs(withoutStrangers(await readCatalog(session), from, to), to)
  return JSON.stringify(end) === JSON.stringify(left)
    ? undefined
    : 'run as a whole it ends otherwise than step by step'
}

/** An object that is there or not, or each attribute with the value that it should have. */
function describe({ kind, identity, change, attributes }: CatalogDifference): string[] {
  const key = objectKey(kind, identity)
  return change === 'altered'
    ? attributes.map(({ name, to }) => `${key} ${name} ${JSON.stringify(to)}`)
    : [`${change} ${key}`]
}

function reasonFor(
  { kind, identity, within = '' }: CatalogDifference,
  reasons: ReadonlyMap<string, string>,
): string {
  return (
    reasons.get(objectKey(kind, identity)) ??
    reasons.get(within) ??
    'pgwright found no statement that does it'
  )
}
