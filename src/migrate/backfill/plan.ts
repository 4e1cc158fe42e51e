import type { Session } from '../../engine/index.ts'
import type { Statement } from '../../sql/index.ts'
import { requireIndependentRows } from './independence.ts'
import { findKeyset, type Keyset } from './keyset.ts'
import { readShape, refuse, type Shape } from './shape.ts'

/** How a statement is run in batches. */
export interface BackfillPlan {
  shape: Shape
  keyset: Keyset
}

/**
 * Finds out how a statement can be run in batches; nothing is changed.
 *
 * @throws {BackfillRefusedError} where it cannot.
 */
export async function planBackfill(session: Session, statement: Statement): Promise<BackfillPlan> {
  const shape = readShape(statement)
  const { drivers, assigned } = shape
  for (const driver of drivers) {
    const keyset = await findKeyset(session, driver, assigned)
    if (keyset === undefined) continue
    await requireIndependentRows(session, shape)
    return { shape, keyset }
  }
  const tables = drivers.map(({ relname }) => relname).join(' or ')
  const condition = assigned.length > 0 ? ', and that are not set' : ''
  throw refuse(
    statement,
    `${tables} has no unique index on columns that cannot be null${condition}`,
    'Batches follow a primary key, or a unique index without conditions and expressions.',
  )
}
