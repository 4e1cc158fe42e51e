import type { Session } from '../../engine/index.ts'
import { formatRangeVar, type IndexStmt, type Statement } from '../../sql/index.ts'
import { dropInvalid, type IndexState, listIndexes } from '../indexes.ts'
import { defineSettlement } from '../settlement.ts'

export const createIndex = defineSettlement({
  title: 'CREATE INDEX CONCURRENTLY',
  docs: `An interrupted or failed build leaves an index that is not valid: no query uses it, every write maintains it, and
IF NOT EXISTS takes it for done. It is dropped concurrently, and the build begins anew. An index without a name is known by not
having been there before.`,
  matches: ({ node }) => 'IndexStmt' in node && node.IndexStmt.concurrent === true,
  async note(session, statement) {
    return { before: (await listTargets(session, statement)).map(({ oid }) => oid) }
  },
  async settle(session, statement, noted) {
    const { idxname } = indexOf(statement)
    const before = new Set(noted?.before as number[] | undefined)
    const made = (await listTargets(session, statement)).filter(({ oid, name }) =>
      idxname === undefined ? noted !== undefined && !before.has(oid) : isNamed(name, idxname),
    )
    const broken = made.filter(({ isValid, isBeingBuilt }) => !isValid && !isBeingBuilt)
    const repaired = await dropInvalid(session, broken)
    return { state: made.some(({ isValid }) => isValid) ? 'done' : 'undone', repaired }
  },
})

function indexOf({ node }: Statement): IndexStmt {
  return (node as { IndexStmt: IndexStmt }).IndexStmt
}

function listTargets(session: Session, statement: Statement): Promise<IndexState[]> {
  return listIndexes(session, formatRangeVar(indexOf(statement).relation!))
}

/** Names are cut at 63 bytes by the server. */
function isNamed(qualified: string, name: string): boolean {
  const cut = Buffer.from(name).subarray(0, 63).toString()
  return qualified.endsWith(`.${cut}`) || qualified.endsWith(`."${cut.replaceAll('"', '""')}"`)
}
