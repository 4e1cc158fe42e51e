import { readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity } from 'node:tls'
import type { Attempt } from './conninfo-attempts.ts'
import type { Keyword } from './conninfo-keywords.ts'
import type { Settings } from './conninfo-settings.ts'
import { ConninfoError } from './errors.ts'
import { isErrno } from './files.ts'
import { isExposed } from './pgpass.ts'

/** `false` is a connection without TLS. */
export type Encryption = false | ConnectionOptions

/**
 * The ways to encrypt that an sslmode allows, in the order libpq tries them. node-postgres reads `require` as
 * `verify-full`; here it verifies only where there is a root certificate to verify with.
 * @throws ConninfoError when the certificates that the sslmode needs are not there.
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS
 */
export async function listEncryptions(settings: Settings, attempt: Attempt): Promise<Encryption[]> {
  const mode = settings.sslmode!.value
  if (settings.sslnegotiation!.value === 'direct' && ['disable', 'allow', 'prefer'].includes(mode)) {
    throw new ConninfoError(`sslnegotiation=direct needs sslmode=require or stronger, not ${mode}`)
  }
  if (settings.sslrootcert!.value === 'system' && mode !== 'verify-full') {
    throw new ConninfoError(`sslrootcert=system needs sslmode=verify-full, not ${mode}`, {
      hint: 'Anybody can get a certificate that the system trusts; only its name tells whose it is.',
    })
  }
  // libpq never encrypts a Unix socket, whatever the sslmode.
  if (attempt.isSocket || mode === 'disable') return [false]
  const encrypted = await configureTls(settings, attempt)
  if (mode === 'allow') return [false, encrypted]
  if (mode === 'prefer') return [encrypted, false]
  return [encrypted]
}

async function configureTls(settings: Settings, { host }: Attempt): Promise<ConnectionOptions> {
  const mode = settings.sslmode!.value
  const isSystem = settings.sslrootcert!.value === 'system'
  const ca = isSystem ? undefined : await readIfThere(settings, 'sslrootcert')
  if (mode.startsWith('verify') && ca === undefined && !isSystem) {
    throw new ConninfoError(
      `sslmode=${mode} needs a root certificate, and ${settings.sslrootcert!.value} is not there`,
      {
        hint: 'Give its file as sslrootcert, or sslrootcert=system for the certificates this machine trusts.',
      },
    )
  }
  return {
    ca,
    rejectUnauthorized: ca !== undefined || isSystem,
    checkServerIdentity: (_, certificate) =>
      mode === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
    ...(isIP(host) === 0 && { servername: host }),
    ...(await readClientCertificate(settings)),
    minVersion: settings.ssl_min_protocol_version?.value as ConnectionOptions['minVersion'],
    maxVersion: settings.ssl_max_protocol_version?.value as ConnectionOptions['maxVersion'],
  }
}

/** A client certificate is shown when it is there; then its key has to be there too, and to be private. */
async function readClientCertificate(settings: Settings): Promise<ConnectionOptions> {
  if (settings.sslcertmode!.value === 'disable') return {}
  const cert = await readIfThere(settings, 'sslcert')
  if (cert === undefined) return {}
  const keyFile = settings.sslkey!.value
  const key = await readIfThere(settings, 'sslkey')
  if (key === undefined) {
    throw new ConninfoError(
      `The client certificate ${settings.sslcert!.value} has no key: ${keyFile} is not there`,
    )
  }
  const { mode, uid } = await stat(keyFile)
  // A key that root owns may be shared with a group: https://www.postgresql.org/docs/current/libpq-ssl.html
  if (isExposed(uid === 0 ? mode & ~0o040 : mode)) {
    throw new ConninfoError(`Others may read the client key ${keyFile}`, {
      hint: `Run chmod 0600 ${keyFile}.`,
    })
  }
  return { cert, key, passphrase: settings.sslpassword?.value }
}

async function readIfThere(settings: Settings, keyword: Keyword): Promise<string | undefined> {
  const { value, source } = settings[keyword]!
  try {
    return await readFile(value, 'utf8')
  } catch (cause) {
    if (isErrno(cause, 'ENOENT', 'ENOTDIR')) return undefined
    throw new ConninfoError(`${keyword} ${value} (${source}) cannot be read`, { cause })
  }
}
