import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Catalog, type CatalogDifference, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { type Plan, planChanges } from '../../src/ddl/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { tryStep } from '../../src/rehearsal/rebuild.ts'
import { shareOf, testedMajors } from '../support/majors.ts'
import { openShop } from './databases.ts'
import { readValues, rows, rowsOfEdits } from './rows.ts'

interface Edit {
  sql: string
  /** The first major version that has it. */
  since: number
  finds: { since: number; text: string }[]
}

/** Each line is an edit by hand, the indented lines after it are all that must be found; `[16]` is since when. */
const edits = readEdits(readFileSync(join(import.meta.dirname, 'edits.txt'), 'utf8'))

function readEdits(text: string): Edit[] {
  const edits: Edit[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const [, since = '14', rest = ''] = /^ *(?:\[(\d+)\] )?(.*)$/.exec(line)!
    if (line.startsWith(' ')) edits.at(-1)!.finds.push({ since: Number(since), text: rest })
    else edits.push({ sql: rest, since: Number(since), finds: [] })
  }
  return edits
}

/** Whether all majors know it. */
const isCommon = ({ since }: Edit) => since <= Math.min(...testedMajors)

/** Edits that no statements undo, with what is said instead; none may come to these. */
const uncured: Record<string, string[]> = {
  'alter table dogs no inherit animals': [
    'table column shop.dogs.legs: PostgreSQL has no statement that makes a column inherited only, once it was defined here',
    'table column shop.dogs.name: PostgreSQL has no statement that makes a column inherited only, once it was defined here',
    'table constraint animals_legs_check on shop.dogs: PostgreSQL has no statement that makes a constraint inherited only, once it was defined here',
  ],
  'drop collation plain cascade': [
    'ALTER TABLE shop.customers ADD COLUMN name text COLLATE shop.plain NOT NULL: column "name" of relation "customers" contains null values',
  ],
  "alter user mapping for reader server far options (set password 'other')": [
    "user mapping reader on server far: the options of a user mapping may be secret, so a catalog has their hashes only: fill in password and run ALTER USER MAPPING FOR reader SERVER far OPTIONS (SET password '…')",
  ],
  "alter subscription feed connection 'dbname=y password=other'": [
    "subscription feed: the connection of a subscription may hold a password, so a catalog has its hash only: fill it in and run ALTER SUBSCRIPTION feed CONNECTION '…'",
  ],
}
/** Edits that no statements make of an unedited database. */
const unadopted: Record<string, string[]> = {
  "update pg_index set indisvalid = false where indexrelid = 'orders_note'::regclass": [
    'index shop.orders_note: an index is only invalid by an accident',
  ],
}

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let session: Session
  let before: Catalog
  /** Of the database as it is now. */
  let values: Map<string, string>

  beforeAll(open)
  afterAll(() => cluster.stop())

  async function open() {
    ;({ cluster, session } = await openShop(major))
    await session.execute(rows)
    before = await readCatalog(session, { hasDependencies: true })
    values = await readValues(session)
  }

  test('finds every edit, undoes it and makes it, and loses nothing that it does not say', async () => {
    const possible = edits.filter(({ since }) => since <= major)
    expect(possible.length).toBeGreaterThan(300)
    const [common, newer] = [possible.filter(isCommon), possible.filter(it => !isCommon(it))]
    const wrong: unknown[] = []
    const expectEqual = (what: string, sql: string, is: unknown, should: unknown) => {
      if (JSON.stringify(is) !== JSON.stringify(should)) wrong.push({ what, sql, is, should })
    }
    for (const { sql, finds } of [...shareOf(major, common), ...newer]) {
      await session.execute(`${sql}; ${rowsOfEdits[sql] ?? ''}`)
      const edited = await readCatalog(session, { hasDependencies: true })
      const found = diffCatalogs(before, edited).map(describeFound)
      const expected = finds.filter(({ since }) => since <= major).map(({ text }) => text)
      const isAsExpected =
        found.length === expected.length && expected.every(text => found.some(it => it.startsWith(text)))
      if (!isAsExpected) wrong.push({ what: 'found', sql, is: found, should: expected })

      const unedited = values
      values = await readValues(session)
      const cure = await planChanges(edited, before, { major, role: 'postgres' })
      const failures = await change(cure, before)
      expectEqual('cure', sql, failures, uncured[sql] ?? [])
      if (failures.length > 0) {
        await cluster.stop()
        await open()
        continue
      }
      if (String([...values]) !== String([...unedited])) {
        await session.execute(rows)
        values = await readValues(session)
      }

      const adoption = await planChanges(before, edited, { major, role: 'postgres' })
      const isUndoable = !adoption.steps.some(it => it.isOutsideTransaction)
      const valuesBefore = values
      if (isUndoable) await session.execute('begin')
      const gaps = await change(adoption, edited)
      expectEqual('adoption', sql, gaps, unadopted[sql] ?? [])
      if (isUndoable) {
        await session.execute('rollback')
        values = valuesBefore
      } else {
        await change(await planChanges(edited, before, { major, role: 'postgres' }), before)
        await session.execute(rows)
        values = await readValues(session)
      }
    }
    expect(wrong).toEqual([])
    expect(diffCatalogs(before, await readCatalog(session))).toEqual([])
  }, 900_000)

  /** Runs a plan and gives what is not as it should be then, with the plan's reason, and what is gone without a word. */
  async function change({ steps, refusals }: Plan, to: Catalog): Promise<string[]> {
    for (const step of steps) {
      const result = await tryStep(session, step)
      if ('error' in result) return [`${step.sql}: ${result.error.message}`]
    }
    const refused = refusals.map(({ object, because }) => `${object}: ${because}`)
    const left = diffCatalogs(await readCatalog(session), to).map(describeFound)
    const now = await readValues(session)
    const lost = [...values].filter(([, value]) => ![...now.values()].includes(value)).map(([name]) => name)
    values = now
    const told = steps.flatMap(({ loses }) => loses ?? [])
    const isHonest = told.length > 0 === lost.length > 0
    return [...(refused.length > 0 ? refused : left), ...(isHonest ? [] : [`lost: ${lost}`, `told: ${told}`])]
  }
})

function describeFound({ change, kind, identity, attributes }: CatalogDifference): string {
  const names = attributes.map(({ name }) => name).join(' ')
  return `${change} ${kind} ${identity}${names && `: ${names}`}`
}
