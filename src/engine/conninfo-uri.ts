import { isIPv6 } from 'node:net'
import { foreignParameters } from './conninfo-keywords.ts'
import { type ConninfoValues, setValue } from './conninfo-string.ts'
import { ConninfoError } from './errors.ts'

/** What a URL says, and the parameters in it that only other clients know. */
interface ParsedUri {
  values: ConninfoValues
  warnings: string[]
}

const encodeHint =
  'Percent-encode these characters of a user name or password: % as %25, @ as %40, / as %2F, : as %3A.'

export function isUri(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text)
}

/**
 * Reads `postgresql://user:password@host:port,host:port/dbname?keyword=value&…` as libpq does; every part may be
 * missing. Errors say which part is wrong and never quote it.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parseUri(uri: string): ParsedUri {
  const rest = uri.slice(uri.indexOf('://') + 3)
  const values: ConninfoValues = {}
  const set = (keyword: string, encoded: string, part: string) => {
    if (encoded !== '') setValue(values, keyword, decode(encoded, part))
  }

  // libpq looks for the first "@" before the first "/", whatever "?" there is before.
  const credentials = /^([^@/:]*)(?::([^@/]*))?@/.exec(rest)
  if (credentials !== null) {
    set('user', credentials[1]!, 'user name')
    set('password', credentials[2] ?? '', 'password')
  }

  const { hosts, ports, end } = readAddresses(rest, credentials?.[0].length ?? 0)
  const [path, query] = splitOnce(rest.slice(end), '?')
  const hasPassword = credentials === null ? ports.some(port => port !== '') : credentials[2] !== undefined
  if (hosts.some(host => host.includes('@')) || (hasPassword && path.includes('@'))) {
    throw new ConninfoError('The URL has a second "@", so its password may be cut in two', {
      hint: encodeHint,
    })
  }
  set('host', hosts.join(','), 'host')
  set('port', ports.join(','), 'port')
  if (!/^[\d,]*$/.test(values.port ?? '')) {
    throw new ConninfoError('The URL has a port that is not a number', { hint: encodeHint })
  }
  set('dbname', path.slice(1), 'database name')
  return { values, warnings: query ? readParameters(query, values) : [] }
}

function readAddresses(text: string, start: number): { hosts: string[]; ports: string[]; end: number } {
  const address = /(?:\[([^\]]*)(\]?)|([^:/?,]*))(?::([^/?,]*))?/y
  const hosts: string[] = []
  const ports: string[] = []
  let end = start
  do {
    if (hosts.length > 0) end++
    address.lastIndex = end
    const [whole, bracketed, closing, name, port] = address.exec(text)!
    if (bracketed !== undefined && closing === '') {
      throw new ConninfoError('The URL has an IPv6 address without its closing "]"')
    }
    if (bracketed === '') throw new ConninfoError('The URL has an empty IPv6 address "[]"')
    end += whole.length
    hosts.push(bracketed ?? name!)
    ports.push(port ?? '')
  } while (text[end] === ',')
  if (end < text.length && !'/?'.includes(text[end]!)) {
    throw new ConninfoError(
      'The URL goes on after the "]" of an IPv6 address with neither ":", "/", "," nor "?"',
    )
  }
  return { hosts, ports, end }
}

function readParameters(query: string, values: ConninfoValues): string[] {
  const warnings: string[] = []
  for (const [index, parameter] of query.replace(/&$/, '').split('&').entries()) {
    const [name, value, ...more] = parameter.split('=')
    if (value === undefined)
      throw new ConninfoError(`Parameter ${index + 1} of the URL has no "="`, { hint: encodeHint })
    if (more.length > 0) {
      throw new ConninfoError(`Parameter ${index + 1} of the URL has more than one "="`, {
        hint: 'Percent-encode = as %3D in a value.',
      })
    }
    const keyword = decode(name!, `name of parameter ${index + 1}`)
    const decoded = decode(value, `value of parameter ${index + 1}`)
    const owner = foreignParameters[keyword]
    if (owner !== undefined)
      warnings.push(`The URL parameter "${keyword}" is ${owner}'s and has no effect here.`)
    // libpq's courtesy to URLs written for pgJDBC
    else if (keyword === 'ssl' && decoded === 'true') values.sslmode = 'require'
    else setValue(values, keyword, decoded)
  }
  return warnings
}

/** The same values as a URL: what fits before the "?" there, the rest as parameters. */
export function formatUri(values: ConninfoValues): string {
  const { user, password, host, port, dbname, ...others } = values
  const parameters: ConninfoValues = { ...others }
  let uri = 'postgresql://'
  if (user) uri += encodeURIComponent(user)
  else if (user !== undefined) parameters.user = user
  if (user && password) uri += `:${encodeURIComponent(password)}`
  else if (password !== undefined) parameters.password = password
  if (user) uri += '@'

  const addresses = formatAddresses(host, port)
  if (addresses === undefined) Object.assign(parameters, { host, port })
  else uri += addresses
  if (dbname) uri += `/${encodeURIComponent(dbname)}`
  else if (dbname !== undefined) parameters.dbname = dbname

  const query = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([keyword, value]) => `${keyword}=${encodeURIComponent(value)}`)
  return query.length === 0 ? uri : `${uri}?${query.join('&')}`
}

/** `host:port,host:port`, or undefined where that form would not say the same. */
function formatAddresses(host: string | undefined, port: string | undefined): string | undefined {
  if (host === '' || port === '') return undefined
  const hosts = (host ?? '').split(',')
  const ports = (port ?? '').split(',')
  if (hosts.length !== ports.length) return undefined
  return hosts
    .map((name, i) => formatHost(name) + (ports[i] ? `:${encodeURIComponent(ports[i])}` : ''))
    .join(',')
}

function formatHost(host: string): string {
  return isIPv6(host) ? `[${host.replace('%', '%25')}]` : encodeURIComponent(host)
}

function decode(encoded: string, part: string): string {
  if (/%(?![0-9a-f]{2})/i.test(encoded)) {
    throw new ConninfoError(`The ${part} in the URL has a "%" that two hexadecimal digits do not follow`, {
      hint: encodeHint,
    })
  }
  if (encoded.includes('%00')) throw new ConninfoError(`The ${part} in the URL holds the forbidden %00`)
  try {
    return decodeURIComponent(encoded)
  } catch (cause) {
    throw new ConninfoError(`The ${part} in the URL is not UTF-8 once its % are decoded`, { cause })
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)]
}
