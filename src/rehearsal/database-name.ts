/** The database that every rehearsal works in: one that a cluster has anyway, since each has 300 files to copy. */
export const databaseName = 'postgres'
