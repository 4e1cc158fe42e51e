import { access, constants } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { defineProbe } from '../doctor-probe.ts'

export const socketFolder = defineProbe({
  name: 'socket-folder',
  title: 'Folder for sockets',
  theme: 'Servers',
  group: 'correctness',
  why: 'The path of a Unix socket may have about 100 bytes, so servers need a writable folder with a short name.',
  async check() {
    for (const folder of [tmpdir(), '/tmp']) {
      if (Buffer.byteLength(folder) < 70 && (await isWritable(folder))) {
        return {
          facts: [{ setting: 'Sockets', value: folder, source: folder === '/tmp' ? 'default' : 'TMPDIR' }],
        }
      }
    }
    const remedy = 'Set TMPDIR to a folder with a path of less than 70 bytes that you may write to.'
    return {
      problems: [{ severity: 'error', message: `Neither ${tmpdir()} nor /tmp can hold sockets`, remedy }],
    }
  },
})

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
}
