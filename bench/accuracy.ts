import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadDeparser } from '../src/sql/index.ts'
import { readCases } from './accuracy/cases.ts'
import { type Measured, measureMajor } from './accuracy/measure.ts'
import { type Judged, renderPage } from './accuracy/page.ts'
import { countedRules } from './accuracy/peer-rules.ts'
import { grades } from './accuracy/pgwright.ts'
import { describeEnvironment } from './environment.ts'
import { installLinters, type Linter, linters, versionOf } from './linters.ts'

const output = fileURLToPath(new URL('accuracy.md', import.meta.url))

/**
 * Says how often pgwright and other linters are right about work under a lock: `--majors 18,17`, `--rows` of each table, and a part
 * of the name of the cases to look at, without which the page is written.
 */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { majors: { type: 'string' }, rows: { type: 'string' } },
    allowPositionals: true,
  })
  const environment = await describeEnvironment()
  const majors = (values.majors ?? '18,17,16,15,14').split(',').map(Number)
  const rows = Number(values.rows ?? 2_000)
  const [part = ''] = positionals
  installLinters()
  await loadDeparser()
  const peers: Judged[] = []
  for (const linter of linters) peers.push(await askLinter(linter, majors))
  const measured: Measured[] = []
  for (const major of majors) {
    measured.push(...(await measureMajor(major, rows, part)))
    console.error(`PostgreSQL ${major}: ${measured.filter(it => it.major === major).length} cases`)
  }
  const judged: Judged[] = [
    ...grades.map(grade => ({
      name: `pgwright, ${grade}`,
      how: hows[grade],
      isFlagged: (it: Measured) => it.verdicts[grade].isFlagged,
    })),
    ...peers,
  ]
  const page = renderPage({ measured, judged, rows, environment })
  console.log(page)
  if (part === '' && values.majors === undefined) await writeFile(output, page)
}

const hows = {
  text: 'of the database nothing is known but the major',
  catalog: 'the catalog is known',
  observed: 'the statement is run on a copy of the structure without rows',
}

/** Every case is a file of its own. */
async function askLinter(linter: Linter, majors: readonly number[]): Promise<Judged> {
  const flagged = new Set<string>()
  for (const major of majors) {
    const dir = await mkdtemp(join(tmpdir(), 'pgwright-accuracy-'))
    try {
      const cases = await readCases(major)
      const files = cases.map((_, index) => join(dir, `${index}.sql`))
      await Promise.all(cases.map(({ sql }, index) => writeFile(files[index]!, sql)))
      const said = await linter.ask(files, major)
      for (const [index, { id }] of cases.entries()) {
        const rules = said.get(`${index}.sql`) ?? []
        if (rules.some(({ rule }) => countedRules[linter.package].has(rule))) flagged.add(`${major} ${id}`)
      }
    } finally {
      await rm(dir, { recursive: true })
    }
  }
  return {
    name: `${linter.package} ${versionOf(linter)}`,
    how: linter.how,
    isFlagged: ({ major, id }) => flagged.has(`${major} ${id}`),
  }
}
