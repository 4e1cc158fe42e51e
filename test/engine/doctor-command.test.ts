import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { doctor } from '../../src/cli/commands/doctor.ts'
import type { Io } from '../../src/cli/terminal.ts'
import { plainStyle } from '../../src/findings/reporter.ts'

const given = ['PGWRIGHT_DATABASE_URL', 'DATABASE_URL', 'PGSERVICE', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE']
beforeEach(() => {
  for (const name of given) vi.stubEnv(name, '')
})
afterEach(() => vi.unstubAllEnvs())

async function run(options: Record<string, unknown>) {
  let output = ''
  const print = (text: string) => {
    output += text
  }
  const io: Io = {
    print,
    note: () => {},
    progress: () => {},
    style: plainStyle,
    noteStyle: plainStyle,
    width: 100,
    isInteractive: false,
  }
  const exit = await doctor.run({ options, args: [], io })
  return { exit, output }
}

it('ends with 0 on a sound machine', async () => {
  const { exit, output } = await run({ json: true })
  expect(exit).toBe(0)
  expect(JSON.parse(output)).toMatchObject({ version: 1, command: 'doctor', notAssessed: [] })
})

it('ends with 1 for a database that does not answer, and says what to do', async () => {
  const { exit, output } = await run({ database: 'postgresql://app:open-sesame@127.0.0.1:1/shop' })
  expect(exit).toBe(1)
  expect(output).toMatch(/password +\*\*\* +--database/)
  expect(output).toContain('nothing listens there')
  expect(output).not.toContain('sesame')
})
