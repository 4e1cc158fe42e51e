/**
 * Writes what the examples of the rules that judge effects do on a server of the newest major: the proof on their pages.
 * To be run when an example changes; a test compares it with the server.
 */
import { writeFileSync } from 'node:fs'
import { startCluster } from '../src/engine/index.ts'
import {
  describeObserved,
  type Example,
  type Observations,
  type ObservedStep,
  type Rule,
  rules,
} from '../src/lint/index.ts'
import { rehearseDrafts } from '../test/support/rehearsed.ts'
import { ExampleDatabases, judgesEffects } from '../test/support/rule-examples.ts'

const runs = 6

await using cluster = await startCluster()
const databases = await ExampleDatabases.open(cluster)
const examples: Observations['examples'] = {}
for (const rule of (rules as readonly Rule[]).filter(judgesEffects)) {
  const { database } = await databases.prepare(rule)
  const observed: Observations['examples'][string] = {}
  for (const example of [...rule.examples.bad, ...rule.examples.good]) {
    observed[example.title] = await observe(database, example)
  }
  examples[rule.name] = observed
}
const observations: Observations = { major: cluster.server.major, examples }
const text = `// Written by \`npx tsx scripts/observations.ts\` from what a server did; do not edit.
import type { Observations } from './observation.ts'

export const observations: Observations = ${JSON.stringify(observations, null, 1)}
`
writeFileSync('src/lint/observations.gen.ts', text)

/** What commits several times gives some locks back before anyone has looked: those of several runs are put together. */
async function observe(database: string, example: Example): Promise<ObservedStep[]> {
  const { migrations } = await rehearseDrafts(cluster, database, [example])
  const steps = migrations.flatMap(({ statements }) => statements)
  const described = describeObserved(steps)
  for (let run = 1; run < runs && steps.some(({ isAlone }) => isAlone); run++) {
    const again = await rehearseDrafts(cluster, database, [example])
    const others = describeObserved(again.migrations.flatMap(({ statements }) => statements))
    for (const [index, step] of described.entries())
      step.locks = [...new Set([...step.locks, ...(others[index]?.locks ?? [])])].sort()
  }
  return described
}
