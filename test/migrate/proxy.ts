import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** A way to a server's socket that breaks: it drops each of the first connections after so many bytes from the client. */
export async function startProxy(folder: string, socket: string, dropsAfter: number[]): Promise<Server> {
  const drops = [...dropsAfter]
  const server = createServer(client => {
    const upstream = createConnection(socket)
    const limit = drops.shift()
    let bytes = 0
    const drop = (...ends: Socket[]) => {
      for (const end of ends) end.destroy()
    }
    client.on('data', chunk => {
      bytes += chunk.length
      if (limit !== undefined && bytes > limit) drop(client, upstream)
      else upstream.write(chunk)
    })
    upstream.on('data', chunk => client.write(chunk))
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      end.on('close', () => other.destroy())
      end.on('error', () => other.destroy())
    }
  })
  await new Promise<void>(resolve => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  return server
}
