import { classify } from '../classify.ts'

/** Types and what gives them an order, a form or a sound: operators, access methods, collations, conversions. */
export const types = classify(`
pg_type type
  typname        identity
  typnamespace   identity
  typtype        meaning    kind
  typisdefined   meaning    defined
  typbasetype    meaning    base type
  typtypmod      derived
  typnotnull     meaning    not null
  typdefault     meaning    default
  typdefaultbin  meaning    default
  typcollation   meaning    collation
  typcategory    meaning    category
  typispreferred meaning    preferred
  typdelim       meaning    delimiter
  typelem        meaning    element type
  typsubscript   meaning    subscript function
  typinput       meaning    input function
  typoutput      meaning    output function
  typreceive     meaning    receive function
  typsend        meaning    send function
  typmodin       meaning    modifier input function
  typmodout      meaning    modifier output function
  typanalyze     meaning    analyze function
  typlen         meaning    length
  typbyval       meaning    passed by value
  typalign       meaning    alignment
  typstorage     setting    storage
  typndims       meaning    dimensions
  fields         meaning    order of the attributes
  typowner       privilege  owner
  typacl         privilege  privileges
  typarray       derived
  typrelid       derived

pg_enum type
  enumtypid     identity
  enumlabel     meaning  labels
  enumsortorder derived

pg_range type
  rngtypid     identity
  rngsubtype   meaning  subtype
  rngcollation meaning  collation
  rngsubopc    meaning  operator class
  rngcanonical meaning  canonical function
  rngsubdiff   meaning  difference function
  rngmultitypid meaning multirange type

pg_collation collation
  collname            identity
  collnamespace       identity
  collencoding        identity
  collprovider        meaning    provider
  collisdeterministic meaning    deterministic
  collcollate         meaning    collate
  collctype           meaning    character type
  colllocale          meaning    locale
  colliculocale       meaning    locale
  collicurules        meaning    rules
  collowner           privilege  owner
  collversion         physical

pg_conversion conversion
  conname        identity
  connamespace   identity
  conforencoding meaning    from
  contoencoding  meaning    to
  conproc        meaning    function
  condefault     meaning    default
  conowner       privilege  owner

pg_operator operator
  oprname      identity
  oprnamespace identity
  oprleft      identity
  oprright     identity
  oprkind      derived
  oprresult    meaning    result type
  oprcode      meaning    function
  oprcom       meaning    commutator
  oprnegate    meaning    negator
  oprrest      setting    restriction estimator
  oprjoin      setting    join estimator
  oprcanmerge  meaning    merges
  oprcanhash   meaning    hashes
  oprowner     privilege  owner

pg_opclass operator class
  opcname      identity
  opcnamespace identity
  opcmethod    identity
  opcfamily    meaning    family
  opcintype    meaning    type
  opckeytype   meaning    stored type
  opcdefault   meaning    default
  opcowner     privilege  owner

pg_opfamily operator family
  opfname      identity
  opfnamespace identity
  opfmethod    identity
  opfowner     privilege  owner

pg_amop operator of an access method
  amopfamily     identity
  amoplefttype   identity
  amoprighttype  identity
  amopstrategy   identity
  amopopr        meaning  operator
  amoppurpose    meaning  purpose
  amopsortfamily meaning  sort family
  amopmethod     derived

pg_amproc function of an access method
  amprocfamily    identity
  amproclefttype  identity
  amprocrighttype identity
  amprocnum       identity
  amproc          meaning  function

pg_am access method
  amname    identity
  amtype    meaning  kind
  amhandler meaning  handler

pg_ts_config text search configuration
  cfgname      identity
  cfgnamespace identity
  cfgparser    meaning    parser
  cfgowner     privilege  owner

pg_ts_config_map text search configuration
  mapcfg       identity
  mapdict      meaning  dictionaries by kind of token
  maptokentype derived
  mapseqno     derived

pg_ts_dict text search dictionary
  dictname       identity
  dictnamespace  identity
  dicttemplate   meaning    template
  dictinitoption meaning    options
  dictowner      privilege  owner

pg_ts_parser text search parser
  prsname      identity
  prsnamespace identity
  prsstart     meaning  start function
  prstoken     meaning  token function
  prsend       meaning  end function
  prsheadline  meaning  headline function
  prslextype   meaning  token types function

pg_ts_template text search template
  tmplname      identity
  tmplnamespace identity
  tmplinit      meaning  init function
  tmpllexize    meaning  lexize function
`)
