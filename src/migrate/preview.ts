import {
  type CatalogDifference,
  describeAttribute,
  diffCatalogs,
  readCatalog,
  takeSnapshot,
} from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import type { Finding } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import type { Policy } from '../lint/index.ts'
import { type Review, reviewSelection } from '../review/index.ts'
import type { Task } from './work.ts'

export interface PreviewOptions {
  policy?: Policy
  onProgress?: (step: string) => void
}

/**
 * Rehearses the work on a disposable copy of the database, with its structure and without its rows, and judges it.
 * Nothing where it goes on with a migration that was begun: its beginning is in the database already.
 */
export async function previewWork(
  session: Session,
  history: History,
  work: readonly Task[],
  options: PreviewOptions = {},
): Promise<Review | undefined> {
  if (work.length === 0 || work.some(({ begun }) => begun !== undefined)) return undefined
  const pending = work.map(({ migration }) => migration)
  const base = history.migrations.filter(migration => !pending.includes(migration))
  const structure = await takeSnapshot(session, { hasDependencies: true })
  const how = 'not in the ledger'
  return reviewSelection(
    history,
    { base, pending, edited: [], outOfOrder: [], how },
    { ...options, structure },
  )
}

/**
 * Where the database is not what the rehearsal ended in. Whose it is and who may use it is left
 * out: on the rehearsal everything is the superuser's.
 */
export async function compareWithPreview(session: Session, { rehearsal }: Review): Promise<Finding[]> {
  if (rehearsal === undefined) return []
  const differences = diffCatalogs(rehearsal.after, await readCatalog(session))
  return differences.filter(isMeant).map(difference => ({
    check: 'outcome-not-as-rehearsed',
    group: 'correctness',
    severity: 'warning',
    knowledge: 'observed',
    message: `${difference.kind} ${difference.identity} is ${changeWords[difference.change]}`,
    object: `${difference.kind} ${difference.identity}`,
    why: 'Something else changed the database meanwhile, or a migration depends on rows, on the role that runs it or on settings that the rehearsal did not have.',
    evidence: { ...difference },
    docs: 'docs/reference/migrate.md#after-the-run',
  }))
}

const changeWords = {
  added: 'there, and was not after the rehearsal',
  removed: 'not there, and was after the rehearsal',
  altered: 'not as it was after the rehearsal',
}

function isMeant({ change, attributes }: CatalogDifference): boolean {
  return change !== 'altered' || attributes.some(({ name }) => describeAttribute(name).class !== 'privilege')
}
