import type { Cluster } from '../../src/engine/index.ts'
import { type Execution, type History, type Migration, readScripts } from '../../src/history/index.ts'
import { type Rehearsal, rehearseOn } from '../../src/rehearsal/index.ts'

/** A pending migration by its texts. */
export interface Draft {
  up: string
  down?: string
  /** Default: `transaction`. */
  execution?: Execution
}

/** Migrations `1.sql`, `2.sql`, …. */
export function makeMigrations(drafts: readonly Draft[]): Migration[] {
  return drafts.map(({ up, down, execution = 'transaction' }, index) => ({
    version: `${index + 1}`,
    name: `draft ${index + 1}`,
    isRepeatable: false,
    up: { file: `${index + 1}.sql`, text: up, execution },
    down: down === undefined ? undefined : { file: `${index + 1}.down.sql`, text: down, execution },
  }))
}

export function makeHistory(changes: Partial<History> = {}): History {
  return {
    format: 'sql-files',
    dir: '.',
    migrations: [],
    transactionScope: 'migration',
    settings: {},
    ignored: [],
    notAssessed: [],
    ...changes,
  }
}

/** Rehearses pending migrations on a copy of a database, which is removed afterwards. */
export async function rehearseDrafts(
  cluster: Cluster,
  template: string,
  drafts: readonly Draft[],
  changes: Partial<History> = {},
): Promise<Rehearsal> {
  await cluster.createDatabase('draft', { template })
  try {
    return await rehearseOn(cluster, 'draft', makeHistory(changes), await readScripts(makeMigrations(drafts)))
  } finally {
    await cluster.dropDatabase('draft')
  }
}
