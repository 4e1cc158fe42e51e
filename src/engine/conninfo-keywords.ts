/** What pgwright knows of one keyword of libpq. */
interface KeywordFacts {
  /** The environment variable that gives it when nothing nearer does. */
  env?: string
  /** libpq's compiled-in default. */
  default?: string
  /** The only values there are; otherwise anything goes. */
  values?: readonly string[]
  isInteger?: true
  isSecret?: true
  /** Why a connection that asks for it is refused: pretending to honour it would weaken the connection. */
  refused?: string
  /** Why it has no effect here, where ignoring it does no harm. */
  ignored?: string
  /** Values for which it is neither refused nor ignored, since they ask for nothing. */
  harmless?: readonly string[]
}

const switches = ['0', '1'] as const
const protocols = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
const noGss = 'node-postgres has no GSSAPI'
const noOauth = 'node-postgres has no OAuth'

/**
 * Every connection keyword of libpq 18.
 * @see https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 * @see https://www.postgresql.org/docs/18/libpq-envars.html
 */
const facts = {
  service: { env: 'PGSERVICE' },
  host: { env: 'PGHOST' },
  hostaddr: { env: 'PGHOSTADDR' },
  port: { env: 'PGPORT', default: '5432' },
  dbname: { env: 'PGDATABASE' },
  user: { env: 'PGUSER' },
  password: { env: 'PGPASSWORD', isSecret: true },
  passfile: { env: 'PGPASSFILE' },
  require_auth: { env: 'PGREQUIREAUTH', refused: 'node-postgres cannot restrict the authentication method' },
  // node-postgres cannot bind to every kind of certificate, so `prefer` does without; `require` binds or fails.
  channel_binding: {
    env: 'PGCHANNELBINDING',
    default: 'prefer',
    values: ['disable', 'prefer', 'require'],
  },
  // libpq waits as long as the operating system does, which is minutes; a person at a terminal gives up earlier.
  connect_timeout: { env: 'PGCONNECT_TIMEOUT', isInteger: true, default: '15' },
  client_encoding: {
    env: 'PGCLIENTENCODING',
    ignored: 'pgwright always speaks UTF-8',
    harmless: ['auto', 'UTF8', 'UTF-8', 'utf8', 'utf-8', 'UNICODE', 'unicode'],
  },
  options: { env: 'PGOPTIONS' },
  application_name: { env: 'PGAPPNAME' },
  fallback_application_name: { default: 'pgwright' },
  keepalives: { default: '1', values: switches },
  keepalives_idle: { isInteger: true },
  keepalives_interval: { isInteger: true, ignored: 'Node.js cannot set it' },
  keepalives_count: { isInteger: true, ignored: 'Node.js cannot set it' },
  tcp_user_timeout: { isInteger: true, ignored: 'Node.js cannot set it' },
  replication: {
    refused: 'pgwright opens ordinary sessions only',
    harmless: ['false', 'off', 'no', '0'],
  },
  sslmode: {
    env: 'PGSSLMODE',
    default: 'prefer',
    values: ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  },
  sslnegotiation: { env: 'PGSSLNEGOTIATION', default: 'postgres', values: ['postgres', 'direct'] },
  sslcompression: { env: 'PGSSLCOMPRESSION', ignored: 'TLS has no compression any more', harmless: ['0'] },
  sslcert: { env: 'PGSSLCERT' },
  sslkey: { env: 'PGSSLKEY' },
  sslkeylogfile: { refused: 'pgwright writes no TLS keys to disk' },
  sslpassword: { isSecret: true },
  sslcertmode: {
    env: 'PGSSLCERTMODE',
    default: 'allow',
    values: ['disable', 'allow', 'require'],
    refused: 'Node.js does not say whether the server asked for a certificate',
    harmless: ['disable', 'allow'],
  },
  sslrootcert: { env: 'PGSSLROOTCERT' },
  sslcrl: { env: 'PGSSLCRL', refused: 'pgwright does not check revocation lists' },
  sslcrldir: { env: 'PGSSLCRLDIR', refused: 'pgwright does not check revocation lists' },
  sslsni: {
    env: 'PGSSLSNI',
    default: '1',
    values: switches,
    refused: 'node-postgres always sends the server name',
    harmless: ['1'],
  },
  requirepeer: { env: 'PGREQUIREPEER', refused: 'Node.js cannot ask a socket who owns its other end' },
  ssl_min_protocol_version: { env: 'PGSSLMINPROTOCOLVERSION', default: 'TLSv1.2', values: protocols },
  ssl_max_protocol_version: { env: 'PGSSLMAXPROTOCOLVERSION', values: protocols },
  min_protocol_version: {
    env: 'PGMINPROTOCOLVERSION',
    refused: 'node-postgres speaks 3.0',
    harmless: ['3.0'],
  },
  max_protocol_version: {
    env: 'PGMAXPROTOCOLVERSION',
    ignored: 'node-postgres speaks 3.0',
    harmless: ['3.0'],
  },
  gssencmode: {
    env: 'PGGSSENCMODE',
    values: ['disable', 'prefer', 'require'],
    refused: noGss,
    harmless: ['disable', 'prefer'],
  },
  krbsrvname: { env: 'PGKRBSRVNAME', ignored: noGss },
  gsslib: { env: 'PGGSSLIB', ignored: noGss },
  gssdelegation: { env: 'PGGSSDELEGATION', ignored: noGss, harmless: ['0'] },
  scram_client_key: { isSecret: true, refused: 'node-postgres needs the password itself' },
  scram_server_key: { isSecret: true, refused: 'node-postgres needs the password itself' },
  oauth_issuer: { refused: noOauth },
  oauth_client_id: { refused: noOauth },
  oauth_client_secret: { isSecret: true, refused: noOauth },
  oauth_scope: { refused: noOauth },
  target_session_attrs: {
    env: 'PGTARGETSESSIONATTRS',
    default: 'any',
    values: ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'],
  },
  load_balance_hosts: { env: 'PGLOADBALANCEHOSTS', default: 'disable', values: ['disable', 'random'] },
} satisfies Record<string, KeywordFacts>

export type Keyword = keyof typeof facts

export const keywordFacts: Readonly<Record<Keyword, KeywordFacts>> = facts

export const keywords = Object.keys(facts) as Keyword[]

export function isKeyword(word: string): word is Keyword {
  return Object.hasOwn(facts, word)
}

/**
 * Parameters that other clients put into the same URL, and whose they are. libpq refuses them; projects keep them in
 * `DATABASE_URL`, so they are passed over with a warning.
 */
export const foreignParameters: Readonly<Record<string, string>> = {
  schema: 'Prisma',
  connection_limit: 'Prisma',
  pool_timeout: 'Prisma',
  socket_timeout: 'Prisma',
  statement_cache_size: 'Prisma',
  pgbouncer: 'Prisma',
  sslaccept: 'Prisma',
  sslidentity: 'Prisma',
  uselibpqcompat: 'node-postgres',
  currentSchema: 'pgJDBC',
  search_path: 'pgx',
  pool_max_conns: 'pgx',
  prepareThreshold: 'pgJDBC',
}
