import { access, constants } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { defineProbe, type Outcome } from '../doctor-probe.ts'
import { listSocketParents, maxParentBytes, readPorts } from '../reach.ts'

export const socketFolder = defineProbe({
  name: 'socket-folder',
  title: 'Folder for sockets',
  theme: 'Servers',
  group: 'correctness',
  why:
    'The path of a Unix socket may have about 100 bytes; without a writable folder with a short name, or when PGWRIGHT_PORTS ' +
    'gives a range such as 20000-20999, servers listen on ports of 127.0.0.1, with a password.',
  async check() {
    const ports = readPorts()
    if (ports) return listenOn(`127.0.0.1, ports ${ports.first} to ${ports.last}`, 'PGWRIGHT_PORTS')
    for (const folder of listSocketParents()) {
      if (await isWritable(folder))
        return listenOn(`sockets in ${folder}`, folder === '/tmp' ? 'default' : 'TMPDIR')
    }
    const message = `Neither /tmp nor ${tmpdir()} can hold sockets, so servers listen on ports`
    const remedy = `Set TMPDIR to a folder with a path of at most ${maxParentBytes} bytes that you may write to.`
    return { ...listenOn('127.0.0.1', 'default'), problems: [{ severity: 'info', message, remedy }] }
  },
})

function listenOn(value: string, source: string): Outcome {
  return { facts: [{ setting: 'Servers listen on', value, source }] }
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
}
