import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExitCode, UsageError } from '../../base/index.ts'
import { scaffoldMigration } from '../../history/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'

export const migrateNew = defineCommand({
  name: 'migrate new',
  summary: 'make the files of the next migration',
  description:
    'Makes the files of one more migration as the folder has them: with the next number, or the time where versions are times, with the ' +
    'sections or the pair of files of its tool. Prints their paths. Writes over nothing. Needs no server.',
  arguments: [{ name: '<name>', summary: 'what it does, in words' }],
  options: [
    { flags: '--dir <folder>', summary: 'the migrations, or the root of the project (default: this folder)' },
    {
      flags: '--layout <name>',
      summary: 'as this tool lays them out; needed where the folder has none yet, such as `pgwright`',
    },
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [
    { command: 'pgwright migrate new "add region to orders"', explains: 'the next one of this project' },
    {
      command: 'pgwright migrate new users --dir migrations --layout pgwright',
      explains: 'the first one, in pgwright’s own format',
    },
  ],
  exits: { [ExitCode.ok]: 'the files are there', [ExitCode.usage]: '' },
  async run({ options, args: [name = ''], io }) {
    const { migrate = {}, review = {} } = await loadConfig(options.config)
    const { dir, files } = await scaffoldMigration(options.dir ?? migrate.dir ?? review.dir ?? '.', name, {
      format: options.layout ?? migrate.layout ?? review.layout,
    })
    for (const [file, text] of files) {
      const path = join(dir, file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text, { flag: 'wx' }).catch((cause: Error) => {
        throw new UsageError(`${path} cannot be written: ${cause.message}`, { cause })
      })
      io.print(`${path}\n`)
    }
    return ExitCode.ok
  },
})
