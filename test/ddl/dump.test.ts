import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Catalog, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { planDump, preamble, renderDump } from '../../src/ddl/index.ts'
import { type Session, startCluster } from '../../src/engine/index.ts'
import { fixture } from '../catalog/fixture.ts'
import { testedMajors } from '../support/majors.ts'
import { oddNames } from './odd-names.ts'

const schemas = { 'objects of every kind': fixture, 'odd names': oddNames }

describe.each(testedMajors)('PostgreSQL %i', major => {
  test.each(Object.entries(schemas))(
    '%s: a dump restores the same, and is itself when restored',
    async (name, sql) => {
      await using original = await startCluster({ major })
      await using restored = await startCluster({ major })
      await original.createDatabase(name)
      await restored.createDatabase(name)
      await using source = await original.connect(name)
      await using target = await restored.connect(name)
      await source.execute(sql)
      const catalog = await readCatalog(source, { hasDependencies: true })
      const { steps, refusals } = await planDump(catalog, { major, hasCluster: true })
      await target.execute(preamble.join(';'))
      for (const { sql } of steps) await run(target, sql)
      const again = await readCatalog(target, { hasDependencies: true })
      const left = diffCatalogs(again, catalog)
      const secret = refusals.map(({ object }) => object)
      expect(left.filter(({ kind, identity }) => !secret.includes(`${kind} ${identity}`))).toEqual([])
      expect(await write(again)).toBe(renderDump(steps))

      const shuffled = fc.shuffledSubarray([...catalog], { minLength: catalog.size })
      await fc.assert(
        fc.asyncProperty(shuffled, async entries => {
          expect(await write(new Map(entries))).toBe(renderDump(steps))
        }),
        { numRuns: 5 },
      )
    },
  )

  async function write(catalog: Catalog): Promise<string> {
    return renderDump((await planDump(catalog, { major, hasCluster: true })).steps)
  }
})

async function run(session: Session, sql: string): Promise<void> {
  await session.execute(sql).catch(error => {
    throw new Error(`${sql}: ${error.message}`)
  })
}
