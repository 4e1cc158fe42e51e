// Written by `npm run gen` from kinds/; do not edit.
import { accessMethod } from './kinds/access-method.ts'
import { aggregate } from './kinds/aggregate.ts'
import { baseType } from './kinds/base-type.ts'
import { cast } from './kinds/cast.ts'
import { collation } from './kinds/collation.ts'
import { compositeType } from './kinds/composite-type.ts'
import { compositeTypeColumn } from './kinds/composite-type-column.ts'
import { conversion } from './kinds/conversion.ts'
import { database } from './kinds/database.ts'
import { defaultAcl } from './kinds/default-acl.ts'
import { domain } from './kinds/domain.ts'
import { domainConstraint } from './kinds/domain-constraint.ts'
import { enumType } from './kinds/enum-type.ts'
import { eventTrigger } from './kinds/event-trigger.ts'
import { extension } from './kinds/extension.ts'
import { foreignDataWrapper } from './kinds/foreign-data-wrapper.ts'
import { foreignTable } from './kinds/foreign-table.ts'
import { indexColumn } from './kinds/index-column.ts'
import { language } from './kinds/language.ts'
import { materializedView } from './kinds/materialized-view.ts'
import { materializedViewColumn } from './kinds/materialized-view-column.ts'
import { membership } from './kinds/membership.ts'
import { multirangeType } from './kinds/multirange-type.ts'
import { operator } from './kinds/operator.ts'
import { operatorClass } from './kinds/operator-class.ts'
import { operatorFamily } from './kinds/operator-family.ts'
import { operatorFamilyMember } from './kinds/operator-family-member.ts'
import { parameterAcl } from './kinds/parameter-acl.ts'
import { policy } from './kinds/policy.ts'
import { publication } from './kinds/publication.ts'
import { publicationNamespace } from './kinds/publication-namespace.ts'
import { publicationRelation } from './kinds/publication-relation.ts'
import { rangeType } from './kinds/range-type.ts'
import { relationIndex } from './kinds/relation-index.ts'
import { role } from './kinds/role.ts'
import { routine } from './kinds/routine.ts'
import { rule } from './kinds/rule.ts'
import { schema } from './kinds/schema.ts'
import { sequence } from './kinds/sequence.ts'
import { server } from './kinds/server.ts'
import { settings } from './kinds/settings.ts'
import { statisticsObject } from './kinds/statistics-object.ts'
import { subscription } from './kinds/subscription.ts'
import { table } from './kinds/table.ts'
import { tableColumn } from './kinds/table-column.ts'
import { tableConstraint } from './kinds/table-constraint.ts'
import { tablespace } from './kinds/tablespace.ts'
import { textSearchConfiguration } from './kinds/text-search-configuration.ts'
import { textSearchDictionary } from './kinds/text-search-dictionary.ts'
import { textSearchParser } from './kinds/text-search-parser.ts'
import { textSearchTemplate } from './kinds/text-search-template.ts'
import { transform } from './kinds/transform.ts'
import { trigger } from './kinds/trigger.ts'
import { userMapping } from './kinds/user-mapping.ts'
import { view } from './kinds/view.ts'
import { viewColumn } from './kinds/view-column.ts'

export const kinds = [
  accessMethod,
  aggregate,
  baseType,
  cast,
  collation,
  compositeType,
  compositeTypeColumn,
  conversion,
  database,
  defaultAcl,
  domain,
  domainConstraint,
  enumType,
  eventTrigger,
  extension,
  foreignDataWrapper,
  foreignTable,
  indexColumn,
  language,
  materializedView,
  materializedViewColumn,
  membership,
  multirangeType,
  operator,
  operatorClass,
  operatorFamily,
  operatorFamilyMember,
  parameterAcl,
  policy,
  publication,
  publicationNamespace,
  publicationRelation,
  rangeType,
  relationIndex,
  role,
  routine,
  rule,
  schema,
  sequence,
  server,
  settings,
  statisticsObject,
  subscription,
  table,
  tableColumn,
  tableConstraint,
  tablespace,
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
  transform,
  trigger,
  userMapping,
  view,
  viewColumn,
]
