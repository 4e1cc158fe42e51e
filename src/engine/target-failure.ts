import type { Attempt } from './conninfo-attempts.ts'
import { DatabaseError } from './errors.ts'

/** Why one address did not give a session. */
export interface Failure {
  /** The end of the error's code: `REFUSED`, `PASSWORD`. */
  kind: string
  /** The address, and what was said there. */
  message: string
  hint: string
  /** Whether the server itself answered with an error; then other hosts of the list are not tried, as in libpq. */
  isAnswer: boolean
  /** Whether libpq's `prefer` and `allow` would try once more with the other encryption. */
  isEncryption: boolean
  cause: unknown
}

interface FailureKind {
  kind: string
  /** Matches the SQLSTATE or the system's error code, a blank, and the message. */
  pattern: RegExp
  hint: string
  isEncryption?: true
}

/** SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const kinds: FailureKind[] = [
  {
    kind: 'REFUSED',
    pattern: /^ECONNREFUSED/,
    hint: 'Start the server, or correct host and port: nothing listens there.',
  },
  {
    kind: 'NO_SOCKET',
    pattern: /^ENOENT/,
    hint: 'No server has its socket in that folder: start it, or give a host.',
  },
  { kind: 'NOT_ALLOWED', pattern: /^(EACCES|EPERM)/, hint: 'This user may not use the socket there.' },
  {
    kind: 'UNKNOWN_HOST',
    pattern: /^(ENOTFOUND|EAI_)/,
    hint: 'Correct the host: no such name is known here.',
  },
  {
    kind: 'TIMEOUT',
    pattern: /^ETIMEDOUT|timeout expired/,
    hint: 'Check host, port and firewall; connect_timeout sets the patience in seconds.',
  },
  {
    kind: 'UNREACHABLE',
    pattern: /^(EHOSTUNREACH|ENETUNREACH)/,
    hint: 'There is no way to that address from here.',
  },
  {
    kind: 'NO_SSL',
    pattern: /does not support SSL/,
    hint: 'The server has no TLS: turn it on there, or use sslmode=prefer or disable.',
    isEncryption: true,
  },
  {
    kind: 'CERTIFICATE',
    pattern: /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    hint: 'Give the authority that signed it as sslrootcert, and the host as the certificate has it.',
    isEncryption: true,
  },
  {
    kind: 'TLS',
    pattern: /^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)|SSL connection/,
    hint: 'Server and client found no common way to encrypt: see sslmode, sslnegotiation and the protocol versions.',
    isEncryption: true,
  },
  {
    kind: 'CHANNEL_BINDING',
    pattern: /channel binding/,
    hint: 'channel_binding=require needs TLS and SCRAM authentication.',
  },
  {
    kind: 'NO_PASSWORD',
    pattern: /client password must be|fe_sendauth: no password/,
    hint: 'The server asks for a password: put it into ~/.pgpass or PGPASSWORD.',
  },
  {
    kind: 'PASSWORD',
    pattern: /^28P01/,
    hint: 'Correct user or password; `pgwright doctor` shows where both come from.',
  },
  {
    kind: 'NO_ROLE',
    pattern: /^28000 role .* does not exist/,
    hint: 'Correct the user, or CREATE ROLE … LOGIN.',
  },
  {
    kind: 'REJECTED',
    pattern: /^28000/,
    hint: "The server's pg_hba.conf does not let this user in from here, or only with TLS.",
    isEncryption: true,
  },
  { kind: 'NO_DATABASE', pattern: /^3D000/, hint: 'Correct the name, or CREATE DATABASE.' },
  { kind: 'NOT_ALLOWED', pattern: /^42501/, hint: 'GRANT CONNECT ON DATABASE … TO this user.' },
  {
    kind: 'TOO_MANY',
    pattern: /^53300/,
    hint: 'All connections are taken: close some, or raise max_connections.',
  },
  {
    kind: 'NOT_READY',
    pattern: /^57P03/,
    hint: 'The server is starting, stopping or recovering: try again.',
  },
  {
    kind: 'POOLER',
    pattern: /unsupported startup parameter/,
    hint: 'A pooler stands in between: connect to the server itself, or let it pass with ignore_startup_parameters.',
  },
  {
    kind: 'NOT_POSTGRES',
    pattern: /Connection terminated|ECONNRESET|EPIPE/,
    hint: 'Something answered and hung up: is it PostgreSQL, and not another service or a proxy?',
  },
]

/** What an error of `openSession` means for the address it came from. */
export function explainTargetFailure(error: unknown, attempt: Attempt): Failure {
  const { code, message, cause } = readError(error)
  const known = kinds.find(({ pattern }) => pattern.test(`${code} ${message}`))
  return {
    kind: known?.kind ?? 'FAILED',
    message: `${formatAddress(attempt)}: ${message}`,
    hint: known?.hint ?? 'Run `pgwright doctor` to see each setting and where it comes from.',
    isAnswer: error instanceof DatabaseError && known?.kind !== 'NOT_READY',
    isEncryption: known?.isEncryption ?? false,
    cause,
  }
}

/** The server at this address is not what `target_session_attrs` asks for. */
export function explainMisfit(attempt: Attempt, wish: string): Failure {
  return {
    kind: 'MISFIT',
    message: `${formatAddress(attempt)}: answers, and is not ${wish}`,
    hint: `target_session_attrs=${wish} fits none of the servers: add another host, or ask for any.`,
    isAnswer: false,
    isEncryption: false,
    cause: undefined,
  }
}

/** `db.example:5432`, `[::1]:5432`, or the socket's file. */
function formatAddress({ host, hostaddr, port, isSocket }: Attempt): string {
  if (isSocket) return `${host}/.s.PGSQL.${port}`
  const address = hostaddr ?? host
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

function readError(error: unknown): { code: string; message: string; cause: unknown } {
  if (error instanceof DatabaseError) return { code: error.sqlstate, message: error.message, cause: error }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  const { code = '', message = String(first) } = first as NodeJS.ErrnoException
  return { code, message, cause }
}
