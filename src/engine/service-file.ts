import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { didYouMean } from '../base/index.ts'
import { isKeyword } from './conninfo-keywords.ts'
import type { ConninfoValues } from './conninfo-string.ts'
import { ConninfoError } from './errors.ts'
import { isErrno } from './files.ts'

/** The settings of one service and the file that has them. */
interface Service {
  file: string
  values: ConninfoValues
}

/** Where libpq looks when PGSYSCONFDIR does not say: compiled in, so these are the usual places of its builds. */
const systemFolders = ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/usr/local/pgsql/etc', '/etc']

/**
 * The settings of a service, from the user's file, else from the system's.
 * @throws ConninfoError when no file defines it, or PGSERVICEFILE names a file that is not there.
 * @see https://www.postgresql.org/docs/current/libpq-pgservice.html
 */
export async function readService(service: string, env: NodeJS.ProcessEnv, home: string): Promise<Service> {
  const named = env.PGSERVICEFILE
  const folders = env.PGSYSCONFDIR ? [env.PGSYSCONFDIR] : systemFolders
  const files = [
    named || join(home, '.pg_service.conf'),
    ...folders.map(folder => join(folder, 'pg_service.conf')),
  ]
  const known: string[] = []
  for (const file of files) {
    const text = await readText(file)
    if (text === undefined && file === named) {
      throw new ConninfoError(`The service file ${file} is not there`, {
        hint: 'Correct or unset PGSERVICEFILE.',
      })
    }
    const services = parseServices(text ?? '', file, service)
    const values = services.get(service)
    if (values !== undefined) return { file, values }
    known.push(...services.keys())
  }
  throw new ConninfoError(`No service file defines the service "${service}".${didYouMean(service, known)}`, {
    hint: `Looked in ${files.join(', ')}.`,
  })
}

/** All services of a file by name. Only the wanted one is read strictly, as libpq does: the others are not ours. */
function parseServices(text: string, file: string, wanted: string): Map<string, ConninfoValues> {
  const services = new Map<string, ConninfoValues>()
  let current: ConninfoValues = {}
  let isWanted = false
  for (const [index, untrimmed] of text.split('\n').entries()) {
    const line = untrimmed.trim()
    if (line === '' || line.startsWith('#')) continue
    const section = /^\[([^\]]*)\]/.exec(line)
    if (section !== null) {
      const name = section[1]!
      // libpq stops at the end of the first section of a name
      isWanted = name === wanted && !services.has(name)
      current = {}
      if (!services.has(name)) services.set(name, current)
    } else if (isWanted) {
      setLine(current, line, `${file}, line ${index + 1}`)
    }
  }
  return services
}

function setLine(values: ConninfoValues, line: string, place: string): void {
  const at = line.indexOf('=')
  const keyword = line.slice(0, Math.max(at, 0))
  if (line.startsWith('ldap')) {
    throw new ConninfoError(`pgwright does not look services up by LDAP (${place})`)
  }
  if (keyword === 'service') throw new ConninfoError(`A service cannot refer to another one (${place})`)
  if (at < 0) throw new ConninfoError(`Expected keyword=value in the service file (${place})`)
  if (!isKeyword(keyword)) {
    throw new ConninfoError(`The service file has an unknown keyword, or blanks before its "=" (${place})`)
  }
  values[keyword] ??= line.slice(at + 1)
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (isErrno(cause, 'ENOENT', 'ENOTDIR')) return undefined
    throw new ConninfoError(`The service file ${file} cannot be read`, { cause })
  }
}
