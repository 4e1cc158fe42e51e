import { fileURLToPath, pathToFileURL } from 'node:url'
import { ExitCode } from '../../base/index.ts'
import { parseSnapshot } from '../../catalog/index.ts'
import { examineFiles, serve } from '../../language-server/index.ts'
import { knowCatalog } from '../../lint/index.ts'
import type { Model } from '../../prediction/index.ts'
import { loadExpressions } from '../../sql/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'
import { readNamedFile } from '../files.ts'
import { readHistorySettings } from '../history-settings.ts'
import { version } from '../version.ts'

export const lsp = defineCommand({
  name: 'lsp',
  summary: 'serve an editor: findings while SQL is written, on hover what a statement does, and quick fixes',
  description:
    'Speaks the Language Server Protocol over standard input and output until the editor leaves. A file of a migration ' +
    'folder is judged after the migrations before it, any other from the snapshot that the configuration names under ' +
    'lint.catalog, or from its text alone.',
  options: [
    {
      flags: '--stdio',
      summary: 'over standard input and output, which is so anyway; editors like to say it',
    },
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [{ command: 'pgwright lsp', explains: 'as the command that an editor starts' }],
  exits: { [ExitCode.ok]: 'the editor left', [ExitCode.usage]: '' },
  async run({ options }) {
    const config = await loadConfig(options.config)
    const { lint = {}, review = {}, engine = {} } = config
    const examine = examineFiles({
      ...readHistorySettings(options, config),
      model: lint.catalog === undefined ? undefined : await readModel(lint.catalog),
      dir: review.dir,
      layout: review.layout,
      major: lint.postgres ?? engine.version,
      policy: lint,
      execution: lint.inTransaction ? 'transaction' : 'autocommit',
    })
    await serve(process.stdin, process.stdout, { examine, docsUrl, version })
    return ExitCode.ok
  },
})

async function readModel(file: string): Promise<Model> {
  await loadExpressions()
  return knowCatalog(parseSnapshot(await readNamedFile(file), file)).model
}

/** The docs are in the package, so the address works offline. */
function docsUrl(path: string): string {
  return pathToFileURL(fileURLToPath(new URL(`../${path}`, import.meta.url))).href
}
