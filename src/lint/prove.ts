import {
  type Catalog,
  type CatalogDifference,
  describeDifference,
  diffCatalogs,
  readCatalog,
} from '../catalog/index.ts'
import type { Cluster } from '../engine/index.ts'
import type { Finding } from '../findings/index.ts'
import type { History, PendingScripts } from '../history/index.ts'
import { modelOf } from '../prediction/index.ts'
import { rehearseOn } from '../rehearsal/index.ts'
import type { Leftover } from './remedy.ts'
import { judgeObserved } from './run-rules.ts'

/** Two copies of the database before the change; both are changed. */
export interface ProvingGround {
  original: Place
  cured: Place
  history: History
}

interface Place {
  cluster: Cluster
  database: string
}

export type Proof = { outcome: 'proved'; findings: Finding[] } | { outcome: 'refused'; because: string }

/**
 * Runs a change as it was written on one copy of the database and as it was cured on another. It is proved when both end in
 * the same catalog, but for what the plan leaves on purpose, and no rule about locks finds anything in what was run.
 */
export async function prove(
  original: readonly PendingScripts[],
  cured: readonly PendingScripts[],
  { history, ...places }: ProvingGround,
  leftovers: readonly Leftover[] = [],
): Promise<Proof> {
  const before = await run(original, places.original, history)
  if ('error' in before) return { outcome: 'refused', because: `the statement itself fails: ${before.error}` }
  const after = await run(cured, places.cured, history)
  if ('error' in after) return { outcome: 'refused', because: after.error }
  const differences = diffCatalogs(before.catalog, after.catalog).filter(
    difference => !leftovers.some(leftover => isLeft(difference, leftover)),
  )
  const [first] = differences
  if (first !== undefined)
    return { outcome: 'refused', because: `it ends otherwise: ${describeOutcome(first)}` }
  const [danger] = after.findings.filter(({ group, severity }) => group === 'locking' && severity !== 'info')
  if (danger !== undefined) return { outcome: 'refused', because: `${danger.check}: ${danger.message}` }
  return { outcome: 'proved', findings: after.findings }
}

type Outcome = { catalog: Catalog; findings: Finding[] } | { error: string }

async function run(
  scripts: readonly PendingScripts[],
  { cluster, database }: Place,
  history: History,
): Promise<Outcome> {
  const onlyUp = scripts.map(({ migration, up }) => ({ migration: { ...migration, down: undefined }, up }))
  const { migrations, before } = await rehearseOn(cluster, database, history, onlyUp)
  const [failure] = migrations.flatMap(({ statements }) =>
    statements.flatMap(({ error, statement }) => (error ? [`${error.message} (${statement.text})`] : [])),
  )
  if (failure !== undefined) return { error: failure }
  await using session = await cluster.connect(database)
  const model = modelOf(before, cluster.server.major)
  const findings = await judgeObserved({ migrations, hasReverts: false }, history, model)
  return { catalog: await readCatalog(session), findings }
}

function isLeft(
  { change, kind, identity, within, attributes }: CatalogDifference,
  { object, attribute }: Leftover,
): boolean {
  if (attribute === undefined) return change === 'added' && [`${kind} ${identity}`, within].includes(object)
  return `${kind} ${identity}` === object && attributes.every(({ name }) => name === attribute)
}

function describeOutcome({ change, kind, identity, attributes }: CatalogDifference): string {
  const details = attributes.map(describeDifference).join(', ')
  return `${kind} ${identity} ${change}${details === '' ? '' : ` (${details})`}`
}
