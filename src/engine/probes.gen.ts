// Written by `npm run gen` from probes/; do not edit.
import { cacheFolder } from './probes/cache-folder.ts'
import { clock } from './probes/clock.ts'
import { connection } from './probes/connection.ts'
import { disk } from './probes/disk.ts'
import { encryption } from './probes/encryption.ts'
import { extensions } from './probes/extensions.ts'
import { nodeVersion } from './probes/node-version.ts'
import { passwordFile } from './probes/password-file.ts'
import { privileges } from './probes/privileges.ts'
import { serverAccount } from './probes/server-account.ts'
import { serverPrograms } from './probes/server-programs.ts'
import { serverVersion } from './probes/server-version.ts'
import { servers } from './probes/servers.ts'
import { socketFolder } from './probes/socket-folder.ts'

export const probes = [
  cacheFolder,
  clock,
  connection,
  disk,
  encryption,
  extensions,
  nodeVersion,
  passwordFile,
  privileges,
  serverAccount,
  serverPrograms,
  serverVersion,
  servers,
  socketFolder,
]
