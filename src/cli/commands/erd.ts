import { count, ExitCode, planFile, UsageError } from '../../base/index.ts'
import {
  checkPictureFormat,
  comparePictures,
  composePicture,
  formatOfFile,
  type Picture,
  type PictureOptions,
  pictureFormats,
  renderPicture,
} from '../../diagram/index.ts'
import { readSources } from '../../sources/index.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { keepFiles } from '../keep-files.ts'
import { readSourceOptions, sourceOptions } from '../sources.ts'

export const erd = defineCommand({
  name: 'erd',
  summary: 'draw the tables of a database and what ties them together',
  description:
    'Draws an entity-relationship diagram of a live database, a snapshot file, a migration folder or an SQL file: tables with ' +
    'their columns and keys, foreign keys with their cardinality, schemas, partitions folded into their table. With --against ' +
    'it draws what changes: what is added, altered and removed, in words and colours. The same input gives the same bytes, so ' +
    'that --check can say whether a picture in the repository is stale.',
  arguments: [
    {
      name: '[source]',
      summary:
        'what to draw: a database, by URL or name, a snapshot, a migration folder or an SQL file (default: the database that --database or the environment names)',
    },
  ],
  options: [
    { flags: '--database <url|name>', summary: 'the database: a URL, a keyword=value string or a name' },
    { flags: '--against <source>', summary: 'what was before: draw what changes since' },
    {
      flags: '--format <format>',
      summary: `${pictureFormats.map(({ name }) => name).join(', ')} (default: by the ending of --out, else svg)`,
    },
    { flags: '--out <file>', summary: 'write there (default: standard output)' },
    { flags: '--check', summary: 'write nothing; exit with 1 when --out is not what would be written' },
    {
      flags: '--table <pattern>',
      summary: 'only these tables, by name or schema.name, * for anything; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--distance <n>',
      summary: 'and those so many foreign keys away (default: 1 with --table or --against)',
    },
    { flags: '--schema <name>', summary: 'only this schema; may be repeated', isRepeatable: true },
    { flags: '--exclude <pattern>', summary: 'not these tables; may be repeated', isRepeatable: true },
    { flags: '--views', summary: 'views, too' },
    {
      flags: '--columns <which>',
      summary: 'which columns to show (default: all, fewer in pictures of more than 150 tables)',
      choices: ['all', 'keys', 'none'],
    },
    ...sourceOptions,
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [
    { command: 'pgwright erd production --out docs/model.html', explains: 'a page to look around in' },
    {
      command: 'pgwright erd db/migrations --table orders --distance 2 > orders.svg',
      explains: 'a table and what is near it',
    },
    {
      command: 'pgwright erd db/migrations --against production --format mermaid',
      explains: 'what pending migrations change, for a pull request',
    },
    {
      command: 'pgwright erd db/migrations --out docs/model.svg --check',
      explains: 'in CI: is the picture up to date?',
    },
  ],
  exits: {
    [ExitCode.ok]: 'drawn, or up to date',
    [ExitCode.findings]: 'stale (with --check)',
    [ExitCode.usage]: '',
    [ExitCode.unreachable]: '',
    [ExitCode.interrupted]: '',
  },
  async run({ options, args, io }) {
    const { out, check, format = (out && formatOfFile(out)) ?? 'svg' } = options
    checkPictureFormat(format)
    if (check && out === undefined) throw new UsageError('Give --out as well: the file that --check is about')
    const picture = await readPicture(args[0], options, io)
    io.progress('drawing')
    const text = await renderPicture(picture, format)
    io.progress(undefined)
    for (const remark of tellChoices(picture, options)) io.note(remark)
    if (out === undefined) {
      io.print(text)
      return ExitCode.ok
    }
    io.note(`${count(picture.boxes.length, 'table')} and ${count(picture.edges.length, 'edge')}`)
    return (await keepFiles(await planFile(out, text), check ?? false, io)) ? ExitCode.ok : ExitCode.findings
  },
})

async function readPicture(
  source: string | undefined,
  options: Invocation['options'],
  io: Invocation['io'],
): Promise<Picture> {
  if (source !== undefined && options.database !== undefined) {
    throw new UsageError('Give either a source or --database, not both')
  }
  const settings = await readSourceOptions(options, io)
  const names = [
    source ?? options.database ?? '',
    ...(options.against === undefined ? [] : [options.against]),
  ]
  const [current, before] = await readSources(names, settings)
  const choice: Omit<PictureOptions, 'title'> = {
    tables: options.table,
    schemas: options.schema,
    exclude: options.exclude,
    distance: readDistance(options.distance),
    hasViews: options.views,
    columns: options.columns,
  }
  const { name, snapshot } = current!
  if (before === undefined) return composePicture(snapshot.catalog, { title: name, ...choice })
  const title = `${before.name} → ${name}`
  return comparePictures(before.snapshot.catalog, snapshot.catalog, { title, ...choice })
}

function readDistance(text: string | undefined): number | undefined {
  if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new UsageError(`--distance ${text}: it must be a whole number`)
}

/** What was chosen for want of being told. */
function tellChoices({ boxes, detail, isComparison }: Picture, options: Invocation['options']): string[] {
  const tables = count(boxes.length, 'table')
  const shown = detail === 'keys' ? 'only the columns of keys are' : 'no columns are'
  return [
    options.columns === undefined && detail !== 'all'
      ? `${tables}: ${shown} shown; --columns all shows them, --table draws a part`
      : [],
    isComparison && options.table === undefined
      ? `${tables}: what changes and its neighbours; --table '*' draws everything`
      : [],
  ].flat()
}
