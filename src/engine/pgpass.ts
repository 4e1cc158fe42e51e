import { readFile, stat } from 'node:fs/promises'
import { isErrno } from './files.ts'

/** What a password belongs to. */
interface Login {
  host: string
  port: string
  dbname: string
  user: string
}

/** One line of a password file; a field that is missing fits anything. */
export type PgpassEntry = Partial<Login> & { password: string }

interface Pgpass {
  file: string
  /** Why the file is not used although it is there. */
  warning?: string
  entries: PgpassEntry[]
}

/**
 * Reads a password file. A missing file has no entries; one that others may read is not used, as libpq has it.
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export async function readPgpass(file: string): Promise<Pgpass> {
  try {
    const facts = await stat(file)
    if (!facts.isFile())
      return { file, entries: [], warning: `The password file ${file} is not a plain file.` }
    if (isExposed(facts.mode)) {
      const warning = `The password file ${file} is not used: others may read it. Run chmod 0600 ${file}.`
      return { file, entries: [], warning }
    }
    return { file, entries: parsePgpass(await readFile(file, 'utf8')) }
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return { file, entries: [] }
    return {
      file,
      entries: [],
      warning: `The password file ${file} cannot be read: ${(error as Error).message}.`,
    }
  }
}

/** Whether the group or the world may do anything with a file; Windows has no such bits. */
export function isExposed(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0
}

// A line holds five fields between colons; a backslash escapes a colon or itself, and what follows the fifth is ignored.
const line = new RegExp(
  `^${Array(5)
    .fill(/((?:[^:\\]|\\.?)*)/.source)
    .join(':')}`,
)
const fields = ['host', 'port', 'dbname', 'user'] as const

/** The lines `host:port:dbname:user:password` of a password file; others are passed over, as libpq does. */
function parsePgpass(text: string): PgpassEntry[] {
  return text
    .split(/\r?\n/)
    .filter(text => !text.startsWith('#'))
    .flatMap(text => {
      const match = line.exec(text)
      if (match === null) return []
      const entry: PgpassEntry = { password: unescapeField(match[5]!) }
      for (const [index, field] of fields.entries()) {
        if (match[index + 1] !== '*') entry[field] = unescapeField(match[index + 1]!)
      }
      return [entry]
    })
}

/** The password of the first entry that fits; libpq knows the default socket folder as `localhost`. */
export function findPassword(entries: readonly PgpassEntry[], login: Login): string | undefined {
  const fits = (entry: PgpassEntry) => fields.every(field => (entry[field] ?? login[field]) === login[field])
  return entries.find(fits)?.password
}

function unescapeField(field: string): string {
  return field.replace(/\\(.)/g, '$1')
}
