import pg from 'pg'
import type { ConnectionConfig } from './session.ts'

/** The part of node-postgres' configuration that its types leave out: the connection to use instead of a new one. */
interface ChannelConfig extends ConnectionConfig {
  connection: pg.Connection
  password: () => string
}

/**
 * `channel_binding=require`: node-postgres binds when the server offers it and goes on without when not, which is
 * `prefer`. So the password is kept back until the server has offered, and a server that asks for none is left.
 * @see https://www.postgresql.org/docs/current/sasl-authentication.html
 */
export function requireChannelBinding(config: ConnectionConfig & pg.ClientConfig): ChannelConfig {
  let isBound = false
  const refusal = () => new Error('channel binding is required, and the server did not offer it')
  return {
    ...config,
    enableChannelBinding: true,
    password: () => {
      if (!isBound) throw refusal()
      return config.password as string
    },
    // Read anew for each client: a session that cancels opens a second one.
    get connection() {
      isBound = false
      const connection = new pg.Connection({
        ...config,
        sslNegotiation: config.sslnegotiation,
      } as pg.ClientConfig)
      connection.on('authenticationSASL', ({ mechanisms }: { mechanisms: string[] }) => {
        isBound = mechanisms.includes('SCRAM-SHA-256-PLUS')
      })
      connection.on('authenticationOk', () => {
        if (isBound) return
        // At once: the same packet may say that the server is ready for queries.
        connection.emit('error', refusal())
        connection.stream.destroy()
      })
      return connection
    },
  } as ChannelConfig
}
