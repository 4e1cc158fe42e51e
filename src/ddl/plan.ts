import { type Catalog, diffCatalogs } from '../catalog/index.ts'
import { loadExpressions } from '../sql/index.ts'
import type { Refusal } from './kind.ts'
import { makeNodes } from './nodes.ts'
import { orderNodes } from './order.ts'
import { applyRenames } from './renames.ts'
import { type Circumstances, Scene } from './scene.ts'
import type { Step } from './step.ts'

export interface Plan {
  steps: Step[]
  /** What no statement brings about. */
  refusals: (Refusal & { object: string })[]
}

/**
 * The statements that make `after` of `before`, each after what it needs. Both catalogs must have been read with their
 * dependencies.
 */
export async function planChanges(
  before: Catalog,
  after: Catalog,
  circumstances: Circumstances,
): Promise<Plan> {
  await loadExpressions()
  const [from, to] = [sortCatalog(before), sortCatalog(after)]
  const { renames, catalog } = applyRenames(from, to, circumstances)
  const scene = new Scene(catalog, to, circumstances)
  const differences = diffCatalogs(catalog, to)
  const { nodes, refusals } = makeNodes(differences, scene)
  const steps = [
    ...renames,
    ...orderNodes(nodes, scene).flatMap(({ key, change, actions }) =>
      actions.flatMap(({ sql = [], loses, otherwise }) =>
        [sql].flat().map(statement => ({
          sql: statement,
          object: key,
          change,
          ...(loses !== undefined && { loses }),
          ...(otherwise !== undefined && { otherwise }),
          isOutsideTransaction: isOutsideTransaction(statement),
        })),
      ),
    ),
  ]
  return { steps, refusals }
}

/** The same objects give the same script, wherever they come from. */
function sortCatalog(catalog: Catalog): Catalog {
  return new Map([...catalog].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isOutsideTransaction(sql: string): boolean {
  return /^(?:CREATE (?:UNIQUE )?INDEX|DROP INDEX|REINDEX \w+|ALTER TABLE .* DETACH PARTITION .*) CONCURRENTLY|^(?:CREATE|DROP) (?:SUBSCRIPTION|TABLESPACE|DATABASE)|^ALTER TYPE .* ADD VALUE|^ALTER SYSTEM/s.test(
    sql,
  )
}
