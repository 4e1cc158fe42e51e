import { classify } from '../classify.ts'

/** What runs inside the server: functions, triggers, rules, policies, languages, casts. */
export const routines = classify(`
pg_proc routine
  proname         identity
  pronamespace    identity
  proargtypes     identity
  prokind         meaning    kind
  prolang         meaning    language
  prorettype      meaning    return type
  proretset       meaning    returns a set
  proallargtypes  meaning    types of all arguments
  proargmodes     meaning    modes of the arguments
  proargnames     meaning    names of the arguments
  proargdefaults  meaning    defaults of the arguments
  provariadic     meaning    variadic
  prosrc          meaning    body
  prosqlbody      meaning    body
  probin          meaning    library
  provolatile     meaning    volatility
  proisstrict     meaning    strict
  proleakproof    security   leakproof
  prosecdef       security   security definer
  proconfig       security   settings
  proparallel     setting    parallel safety
  procost         setting    cost
  prorows         setting    rows
  prosupport      setting    support function
  protrftypes     meaning    transforms
  depends_on_extensions meaning  depends on extensions
  proowner        privilege  owner
  proacl          privilege  privileges
  pronargs        derived
  pronargdefaults derived

pg_aggregate routine
  aggfnoid         identity
  aggkind          meaning  kind of aggregate
  aggnumdirectargs meaning  number of direct arguments
  aggtransfn       meaning  state function
  aggfinalfn       meaning  final function
  aggcombinefn     meaning  combine function
  aggserialfn      meaning  serialize function
  aggdeserialfn    meaning  deserialize function
  aggmtransfn      meaning  moving state function
  aggminvtransfn   meaning  moving inverse function
  aggmfinalfn      meaning  moving final function
  aggfinalextra    meaning  extra arguments of the final function
  aggmfinalextra   meaning  extra arguments of the moving final function
  aggfinalmodify   meaning  final function modifies the state
  aggmfinalmodify  meaning  moving final function modifies the state
  aggsortop        meaning  sort operator
  aggtranstype     meaning  state type
  aggtransspace    setting  state size
  aggmtranstype    meaning  moving state type
  aggmtransspace   setting  moving state size
  agginitval       meaning  initial value
  aggminitval      meaning  moving initial value

pg_trigger trigger
  tgrelid        identity
  tgname         identity
  tgtype         meaning   events and timing
  tgfoid         meaning   function
  tgargs         meaning   arguments
  tgattr         meaning   columns
  tgqual         meaning   condition
  tgdeferrable   meaning   deferrable
  tginitdeferred meaning   deferred
  tgconstrrelid  meaning   referenced table
  tgoldtable     meaning   name of the old rows
  tgnewtable     meaning   name of the new rows
  tgenabled      security  fires
  is_constraint  meaning   constraint
  is_clone       meaning   clone of the partitioned table's
  depends_on_extensions meaning  depends on extensions
  tgisinternal   derived
  tgparentid     derived
  tgconstraint   derived
  tgconstrindid  derived
  tgnargs        derived

pg_event_trigger event trigger
  evtname    identity
  evtevent   meaning    event
  evttags    meaning    tags
  evtfoid    meaning    function
  evtenabled security   fires
  evtowner   privilege  owner

pg_rewrite rule
  rulename   identity
  ev_class   identity
  ev_type    meaning   event
  is_instead meaning   instead
  ev_qual    meaning   condition
  ev_action  meaning   definition
  ev_enabled security  fires

pg_policy policy
  polname       identity
  polrelid      identity
  polcmd        security  command
  polpermissive security  permissive
  polroles      security  roles
  polqual       security  condition
  polwithcheck  security  check

pg_language language
  lanname       identity
  lanispl       meaning    procedural
  lanpltrusted  security   trusted
  lanplcallfoid meaning    handler
  laninline     meaning    inline handler
  lanvalidator  meaning    validator
  lanowner      privilege  owner
  lanacl        privilege  privileges

pg_transform transform
  trftype    identity
  trflang    identity
  trffromsql meaning  from SQL
  trftosql   meaning  to SQL

pg_cast cast
  castsource  identity
  casttarget  identity
  castfunc    meaning  function
  castcontext meaning  context
  castmethod  meaning  method
`)
