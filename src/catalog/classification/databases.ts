import { classify } from '../classify.ts'

/** The database as a whole and the cluster around it: schemas, extensions, roles, settings, foreign data, replication. */
export const databases = classify(`
pg_namespace schema
  nspname  identity
  nspowner privilege  owner
  nspacl   privilege  privileges

pg_extension extension
  extname        identity
  extversion     meaning    version
  extnamespace   meaning    schema
  extconfig      derived
  extcondition   derived
  extrelocatable derived
  extowner       privilege  owner

pg_database database
  datname        identity
  encoding       meaning    encoding
  datlocprovider meaning    locale provider
  datcollate     meaning    collate
  datctype       meaning    character type
  datlocale      meaning    locale
  daticulocale   meaning    locale
  daticurules    meaning    rules
  datistemplate  setting    template
  datallowconn   setting    allows connections
  datconnlimit   setting    connection limit
  dattablespace  setting    tablespace
  datdba         privilege  owner
  datacl         privilege  privileges
  dathasloginevt derived
  datcollversion physical
  datfrozenxid   physical
  datminmxid     physical
  datlastsysoid  physical

pg_db_role_setting settings
  setdatabase identity
  setrole     identity
  setconfig   setting  settings

pg_authid role
  rolname        identity
  rolsuper       security   superuser
  rolbypassrls   security   bypasses row level security
  rolreplication security   replication
  rolcreaterole  security   creates roles
  rolcreatedb    privilege  creates databases
  rolcanlogin    privilege  may log in
  rolinherit     privilege  inherits
  rolconnlimit   setting    connection limit
  rolvaliduntil  setting    password valid until
  rolpassword    physical

pg_auth_members membership
  roleid         identity
  member         identity
  grantor        cosmetic
  admin_option   privilege  admin option
  inherit_option privilege  inherit option
  set_option     privilege  set option

pg_default_acl default privileges
  defaclrole      identity
  defaclnamespace identity
  defaclobjtype   identity
  defaclacl       privilege  privileges

pg_parameter_acl parameter
  parname identity
  paracl  privilege  privileges

pg_tablespace tablespace
  spcname     identity
  spcoptions  setting    options
  spclocation cosmetic   location
  spcowner    privilege  owner
  spcacl      privilege  privileges

pg_foreign_data_wrapper foreign-data wrapper
  fdwname      identity
  fdwhandler   meaning    handler
  fdwvalidator meaning    validator
  fdwoptions   setting    options
  fdwowner     privilege  owner
  fdwacl       privilege  privileges

pg_foreign_server server
  srvname    identity
  srvfdw     meaning    foreign-data wrapper
  srvtype    meaning    type
  srvversion meaning    version
  srvoptions setting    options
  srvowner   privilege  owner
  srvacl     privilege  privileges

pg_user_mapping user mapping
  umserver  identity
  umuser    identity
  umoptions secret  options

pg_publication publication
  pubname      identity
  puballtables meaning    all tables
  pubinsert    meaning    inserts
  pubupdate    meaning    updates
  pubdelete    meaning    deletes
  pubtruncate  meaning    truncates
  pubviaroot   meaning    via the partition root
  pubgencols   meaning    generated columns
  pubowner     privilege  owner

pg_publication_rel published table
  prpubid identity
  prrelid identity
  prqual  meaning  row filter
  prattrs meaning  columns

pg_publication_namespace published schema
  pnpubid identity
  pnnspid identity

pg_subscription subscription
  subname             identity
  subdbid             identity
  subenabled          meaning    enabled
  subconninfo         secret     connection
  subpublications     meaning    publications
  subslotname         meaning    slot
  subsynccommit       setting    synchronous commit
  subbinary           setting    binary
  substream           setting    streaming
  subtwophasestate    physical
  subdisableonerr     setting    disabled on errors
  suborigin           meaning    origin
  subpasswordrequired security   password required
  subrunasowner       security   runs as its owner
  subfailover         setting    failover
  subowner            privilege  owner
  subskiplsn          physical

pg_description comment
  objoid      identity
  classoid    identity
  objsubid    identity
  description note  comment

pg_shdescription comment
  objoid      identity
  classoid    identity
  description note  comment

pg_seclabel security label
  objoid   identity
  classoid identity
  objsubid identity
  provider identity
  label    security  security label

pg_shseclabel security label
  objoid   identity
  classoid identity
  provider identity
  label    security  security label
`)
