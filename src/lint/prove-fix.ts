import { readCatalog } from '../catalog/index.ts'
import type { PendingScripts } from '../history/index.ts'
import { modelOf } from '../prediction/index.ts'
import { type Base, databaseName, prepareBase } from '../rehearsal/index.ts'
import type { Choice } from './choose-cures.ts'
import type { LintOptions } from './lint-options.ts'
import { type Proof, prove } from './prove.ts'
import type { Input } from './read-input.ts'

/** Proves cured migrations on two servers of their own that have what is there before the change. */
export async function proveFix(
  { history, selection }: Input,
  original: readonly PendingScripts[],
  cured: readonly PendingScripts[],
  choices: readonly Choice[],
  { major, structure, setup = [] }: LintOptions,
): Promise<Proof> {
  const prepare = () =>
    prepareBase(history, selection.base, {
      major: major ?? (structure && Number.parseInt(structure.serverVersion, 10)),
      structure: structure?.catalog,
      setup,
      seeds: [],
    })
  const first = await prepare()
  await using _first = first.cluster
  const second = await prepare()
  await using _second = second.cluster
  const planned = choices.flatMap(({ plan }) => plan.migrations.flatMap(({ statements }) => statements))
  const words = new Set(planned.map(normalize))
  return await prove(
    original,
    cured,
    {
      original: { cluster: first.cluster, database: databaseName },
      cured: { cluster: second.cluster, database: databaseName },
      history,
      model: await readModel(second),
      isCure: ({ text }) => words.has(normalize(text)),
    },
    choices.flatMap(({ plan }) => plan.leftovers ?? []),
  )
}

async function readModel({ cluster }: Base) {
  await using session = await cluster.connect(databaseName)
  return modelOf(await readCatalog(session, { hasDependencies: true }), cluster.server.major)
}

function normalize(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim()
}
