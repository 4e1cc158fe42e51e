export { Cluster, type ClusterOptions, startCluster } from './cluster.ts'
export type { CopyData } from './copy.ts'
export {
  CacheFolderError,
  ConnectionError,
  DatabaseError,
  DiskFullError,
  NoAccountError,
  NoServerError,
  NoTemplateError,
  ServerBinariesError,
  ServerStartError,
  SessionEndedError,
} from './errors.ts'
export type { ServerBinaries } from './server-binaries.ts'
export { findServer, listServers } from './servers.ts'
export {
  type CommandResult,
  type ConnectionConfig,
  type Notice,
  openSession,
  type Session,
  type SessionOptions,
} from './session.ts'
export { hasTemplate } from './templates.ts'
