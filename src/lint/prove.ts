import { formatLocation } from '../base/index.ts'
import { type CatalogDifference, describeDifference, diffCatalogs } from '../catalog/index.ts'
import { type Cluster, DatabaseError } from '../engine/index.ts'
import type { History, PendingScripts } from '../history/index.ts'
import type { Model } from '../prediction/index.ts'
import { observeOn, ReplayError, replayOn } from '../rehearsal/index.ts'
import type { Statement } from '../sql/index.ts'
import type { Leftover } from './remedy.ts'
import { judgeObserved } from './run-rules.ts'

/** Two copies of the database before the change; both are changed. */
export interface ProvingGround {
  original: Place
  cured: Place
  history: Pick<History, 'settings' | 'transactionScope'>
  /** What is known of the database before the change; it is changed too. */
  model: Model
  /** Which statements of the cured change are to be without danger; default: all. */
  isCure?: (statement: Statement) => boolean
}

interface Place {
  cluster: Cluster
  database: string
}

export type Proof = { isProved: true } | { isProved: false; because: string }

/**
 * Runs a change as it was written on one copy of the database and as it was cured on another. It is proved when both end in
 * the same catalog, but for what the plan leaves on purpose, and no rule about locks finds anything in what was run.
 */
export async function prove(
  original: readonly PendingScripts[],
  cured: readonly PendingScripts[],
  ground: ProvingGround,
  leftovers: readonly Leftover[] = [],
): Promise<Proof> {
  const wanted = await runOriginal(original, ground)
  if ('because' in wanted) return wanted
  const { cluster, database } = ground.cured
  const { migrations, after } = await observeOn(cluster, database, ground.history, cured)
  const steps = migrations.flatMap(({ statements }) => statements)
  const failed = steps.find(({ error }) => error !== undefined)
  if (failed !== undefined) return refuse(`${failed.error!.message}: ${failed.statement.text}`)
  const [difference] = diffCatalogs(wanted.catalog, after).filter(
    it => !leftovers.some(leftover => isLeft(it, leftover)),
  )
  if (difference !== undefined) return refuse(`it ends otherwise: ${describe(difference)}`)
  const findings = await judgeObserved({ migrations, hasReverts: false }, ground.history, ground.model)
  const { isCure = () => true } = ground
  const places = new Set(
    steps.flatMap(({ statement }) => (isCure(statement) ? [formatLocation(statement.location)] : [])),
  )
  const danger = findings.find(
    ({ group, severity, location }) =>
      group === 'locking' &&
      severity !== 'info' &&
      location !== undefined &&
      places.has(formatLocation(location)),
  )
  return danger === undefined ? { isProved: true } : refuse(`${danger.check}: ${danger.message}`)
}

async function runOriginal(scripts: readonly PendingScripts[], { original, history }: ProvingGround) {
  const migrations = scripts.map(({ migration }) => migration)
  try {
    return { catalog: await replayOn(original.cluster, original.database, history, migrations) }
  } catch (error) {
    if (!(error instanceof ReplayError || error instanceof DatabaseError)) throw error
    return refuse(`as it is written it fails: ${error.message}`)
  }
}

function refuse(because: string): { isProved: false; because: string } {
  return { isProved: false, because }
}

function isLeft(
  { change, kind, identity, within, attributes }: CatalogDifference,
  { object, attribute }: Leftover,
): boolean {
  if (attribute === undefined) return change === 'added' && [`${kind} ${identity}`, within].includes(object)
  return `${kind} ${identity}` === object && attributes.every(({ name }) => name === attribute)
}

function describe({ change, kind, identity, attributes }: CatalogDifference): string {
  const details = attributes.map(describeDifference).join(', ')
  return `${kind} ${identity} ${change}${details === '' ? '' : ` (${details})`}`
}
