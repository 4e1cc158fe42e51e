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
export { findServer, listServers, type ServerBinaries } from './servers.ts'
export {
  type CommandResult,
  type ConnectionConfig,
  type Notice,
  openSession,
  type Session,
  type SessionOptions,
} from './session.ts'
export { hasTemplate } from './templates.ts'
