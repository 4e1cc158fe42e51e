import { listWords, nearestWord } from '../base/index.ts'
import { type ConninfoValues, parseKeywordValues } from './conninfo-string.ts'
import { isUri, parseUri } from './conninfo-uri.ts'
import { ConninfoError } from './errors.ts'

/** What may say which database, beside libpq's own ways. */
export interface GivenDatabase {
  /** `--database`: a URL, a keyword/value string, a name of `databases`, or the name of a database. */
  database?: string
  /** The databases of the configuration: connection strings by name. */
  databases?: Readonly<Record<string, string>>
  env?: NodeJS.ProcessEnv
}

/** What was said, and where. */
interface Choice {
  values: ConninfoValues
  source: string
  warnings: string[]
}

const urlVariables = ['PGWRIGHT_DATABASE_URL', 'DATABASE_URL']
const libpqVariables = ['PGSERVICE', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE']

/** The nearest thing that says which database: everything it leaves open is filled in later. */
export function chooseDatabase(options: GivenDatabase, env: NodeJS.ProcessEnv): Choice {
  const { database, databases = {} } = options
  if (database) return readDatabase(database, '--database', databases)
  for (const name of urlVariables) {
    if (env[name]) return readDatabase(env[name], name, databases)
  }
  const names = Object.keys(databases)
  const name = names.length === 1 ? names[0]! : 'default'
  if (Object.hasOwn(databases, name)) return readString(databases[name]!, `config databases.${name}`)
  if (names.length > 1) {
    throw new ConninfoError(
      `The configuration has the databases ${listWords(names)}, and none is named "default"`,
      {
        hint: `Say which: --database ${names[0]}`,
      },
    )
  }
  return { values: {}, source: 'default', warnings: [] }
}

/** Whether anything beside libpq's own defaults says where to connect. */
export function isDatabaseGiven(options: GivenDatabase): boolean {
  const { database, databases = {}, env = process.env } = options
  const isNamed = [...urlVariables, ...libpqVariables].some(name => env[name])
  return Boolean(database) || Object.keys(databases).length > 0 || isNamed
}

function readDatabase(text: string, source: string, databases: Readonly<Record<string, string>>): Choice {
  if (Object.hasOwn(databases, text)) return readString(databases[text]!, `config databases.${text}`)
  if (isUri(text) || text.includes('=')) return readString(text, source)
  refuseOtherUrls(text, source)
  const nearest = nearestWord(text, Object.keys(databases))
  if (nearest !== undefined) {
    throw new ConninfoError(`The configuration has no database "${text}". Did you mean "${nearest}"?`, {
      hint: `A database that is really named so is dbname=${text}.`,
    })
  }
  return { values: { dbname: text }, source, warnings: [] }
}

function readString(text: string, source: string): Choice {
  try {
    if (isUri(text)) return { source, ...parseUri(text) }
    refuseOtherUrls(text, source)
    return { source, values: text.includes('=') ? parseKeywordValues(text) : { dbname: text }, warnings: [] }
  } catch (error) {
    if (error instanceof ConninfoError && !error.message.includes(source)) {
      throw new ConninfoError(`${error.message} (${source})`, { hint: error.hint })
    }
    throw error
  }
}

/** Another scheme's URL, or a mistyped one, must not be taken for a name and quoted with its password. */
function refuseOtherUrls(text: string, source: string): void {
  const scheme = /^([a-z][a-z0-9+.-]*):(?=.*[/@])/i.exec(text)?.[1]
  if (scheme === undefined) return
  throw new ConninfoError(`${source} is no PostgreSQL URL: it begins with "${scheme}:"`, {
    hint: 'Begin it with postgresql:// or postgres://.',
  })
}
