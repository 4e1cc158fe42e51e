import type { Session } from '../../engine/index.ts'
import { formatRangeVar, insideOf, nameOf, stringsOf, walkNodes } from '../../sql/index.ts'
import { selectOf } from './obstacles.ts'
import { refuse, type Shape } from './shape.ts'

/**
 * Refuses what looks at several rows at once, where only the database can tell.
 *
 * @throws {BackfillRefusedError}
 */
export async function requireIndependentRows(session: Session, shape: Shape): Promise<void> {
  const { statement, target } = shape
  if (seesChanges(shape) && (await readsTarget(session, shape))) {
    const because = `it reads ${formatRangeVar(target)} beside the row that it changes, and a batch would see what those before it have done`
    throw refuse(statement, because)
  }
  if (await aggregates(session, shape)) throw refuse(statement, 'an aggregate makes one row of many')
}

/** An UPDATE may look at other rows of its table where it looks at none of the columns that it sets. */
function seesChanges({ verb, assigned, reads, statement }: Shape): boolean {
  if (verb !== 'UPDATE') return true
  const seen = new Set([...assigned, ...reads.map(({ alias, relname }) => alias?.aliasname ?? relname)])
  let isSeen = false
  walkNodes(statement.node, node => {
    const last = insideOf(node, 'ColumnRef')?.fields?.at(-1)
    if (last !== undefined) isSeen ||= nameOf(last) === 'A_Star' || seen.has(insideOf(last, 'String')?.sval)
  })
  return isSeen
}

/** Through views too, and through the table of which it is a part. */
async function readsTarget(session: Session, { target, reads }: Shape): Promise<boolean> {
  const [row] = await session.query<{ isRead: boolean }>(
    `with recursive read(oid) as (
       select pg_catalog.to_regclass(name)::oid from pg_catalog.unnest($2::text[]) as name
       union select found.oid from read cross join lateral (
         select inhrelid from pg_catalog.pg_inherits where inhparent = read.oid
         union all select d.refobjid from pg_catalog.pg_rewrite r
         join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid
           and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
         where r.ev_class = read.oid) as found(oid)),
     changed(oid) as (
       select pg_catalog.to_regclass($1)::oid
       union select inhrelid from changed join pg_catalog.pg_inherits on inhparent = changed.oid)
     select exists (select from read join changed using (oid)) as "isRead"`,
    [formatRangeVar(target), reads.map(formatRangeVar)],
  )
  return row!.isRead
}

async function aggregates(session: Session, { statement }: Shape): Promise<boolean> {
  const insert = insideOf(statement.node, 'InsertStmt')
  const called: string[] = []
  walkNodes(insert && selectOf(insert)?.targetList, node => {
    if (/^Json(Object|Array)Agg$/.test(nameOf(node))) called.push('json_agg')
    called.push(...stringsOf(insideOf(node, 'FuncCall')?.funcname).slice(-1))
    return !('SubLink' in node)
  })
  if (called.length === 0) return false
  const rows = await session.query(
    "select from pg_catalog.pg_proc where prokind = 'a' and proname = any ($1) limit 1",
    [called],
  )
  return rows.length > 0
}
