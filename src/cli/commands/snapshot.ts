import { writeFile } from 'node:fs/promises'
import { count, ExitCode, UsageError } from '../../base/index.ts'
import { hashCatalog, readFingerprint, takeSnapshot, writeSnapshot } from '../../catalog/index.ts'
import { connectTarget, resolveConninfo } from '../../engine/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'

export const snapshot = defineCommand({
  name: 'snapshot',
  summary: 'write down what a database is: every object with every attribute',
  description:
    'Reads all system catalogs in one read-only transaction and writes them as JSON without OIDs: objects, owners, ' +
    'privileges, settings, comments, the expressions of defaults and views. The same database gives the same bytes. Secrets ' +
    'of subscriptions and user mappings are kept as hashes. `pgwright diff` and `pgwright drift` take the file as a database.',
  options: [
    { flags: '--database <url|name>', summary: 'the database: a URL, a keyword=value string or a name' },
    { flags: '--out <file>', summary: 'write there (default: standard output)' },
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [
    {
      command: 'pgwright snapshot --database production --out production.json',
      explains: 'keep what production is today',
    },
  ],
  exits: { [ExitCode.ok]: 'written', [ExitCode.usage]: '', [ExitCode.unreachable]: '' },
  async run({ options, io }) {
    const { databases } = await loadConfig(options.config)
    io.progress('reading the system catalogs')
    await using session = await connectTarget(
      await resolveConninfo({ database: options.database, databases }),
    )
    const fingerprint = await readFingerprint(session)
    const taken = { ...(await takeSnapshot(session, { hasDependencies: true })), fingerprint }
    for (const column of taken.notRead) io.note(`not read: ${column}, which this login may not see`)
    const text = writeSnapshot(taken)
    if (options.out === undefined) io.print(text)
    else {
      await save(options.out, text)
      io.note(`${count(taken.catalog.size, 'object')} in ${options.out}, ${hashCatalog(taken.catalog)}`)
    }
    return ExitCode.ok
  },
})

async function save(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}
