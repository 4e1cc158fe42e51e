export { cacheFolder } from './cache-folder.ts'
export { Cluster, type ClusterOptions, startCluster } from './cluster.ts'
export { type Conninfo, type ConninfoOptions, resolveConninfo } from './conninfo.ts'
export { describeTarget } from './conninfo-description.ts'
export type { CopyData } from './copy.ts'
export { type DoctorOptions, runDoctor } from './doctor.ts'
export {
  CacheFolderError,
  ConnectionError,
  ConninfoError,
  DatabaseError,
  DiskFullError,
  NoAccountError,
  NoServerError,
  NoTemplateError,
  ServerBinariesError,
  ServerStartError,
  SessionEndedError,
  TargetError,
} from './errors.ts'
export type { Secret } from './secrets.ts'
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
export { connectTarget } from './target.ts'
export { hasTemplate } from './templates.ts'
