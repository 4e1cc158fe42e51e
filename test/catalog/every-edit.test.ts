import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Catalog, type CatalogDifference, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { openShop } from './databases.ts'

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

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let session: Session
  let before: Catalog

  beforeAll(async () => {
    ;({ cluster, session } = await openShop(major))
    before = await readCatalog(session)
  })
  afterAll(() => cluster.stop())

  test('finds every edit, names it, and sees when it is undone', async () => {
    const possible = edits.filter(({ since }) => since <= major)
    expect(possible.length).toBeGreaterThan(300)
    const wrong: unknown[] = []
    for (const { sql, finds } of possible) {
      await session.execute('begin')
      await session.execute(sql)
      const found = diffCatalogs(before, await readCatalog(session)).map(describeFound)
      await session.execute('rollback')
      const expected = finds.filter(({ since }) => since <= major).map(({ text }) => text)
      const isAsExpected =
        found.length === expected.length && expected.every(text => found.some(it => it.startsWith(text)))
      if (!isAsExpected) wrong.push({ sql, expected, found })
    }
    expect(wrong).toEqual([])
    expect(diffCatalogs(before, await readCatalog(session), { hasCosmetics: true })).toEqual([])
  }, 300_000)
})

function describeFound({ change, kind, identity, attributes }: CatalogDifference): string {
  const names = attributes.map(({ name }) => name).join(' ')
  return `${change} ${kind} ${identity}${names && `: ${names}`}`
}
