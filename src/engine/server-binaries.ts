/** A PostgreSQL server's programs on this machine. */
export interface ServerBinaries {
  major: number
  /** Such as `18.4`. */
  version: string
  /** The folder with `postgres` and `initdb`. */
  binDir: string
  source: 'npm' | 'local'
  /** Tells builds of one version apart: data directories are shared only within a build. */
  build: string
}
