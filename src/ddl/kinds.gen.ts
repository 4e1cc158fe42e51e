// Written by `npm run gen` from kinds/; do not edit.
import { accessMethod } from './kinds/access-method.ts'
import { aggregate } from './kinds/aggregate.ts'
import { baseType } from './kinds/base-type.ts'
import { cast } from './kinds/cast.ts'
import { collation } from './kinds/collation.ts'
import { compositeType } from './kinds/composite-type.ts'
import { compositeTypeColumn } from './kinds/composite-type-column.ts'
import { conversion } from './kinds/conversion.ts'
import { domain } from './kinds/domain.ts'
import { domainConstraint } from './kinds/domain-constraint.ts'
import { enumType } from './kinds/enum-type.ts'
import { extension } from './kinds/extension.ts'
import { indexColumn } from './kinds/index-column.ts'
import { language } from './kinds/language.ts'
import { materializedView } from './kinds/materialized-view.ts'
import { materializedViewColumn } from './kinds/materialized-view-column.ts'
import { multirangeType } from './kinds/multirange-type.ts'
import { operator } from './kinds/operator.ts'
import { operatorClass } from './kinds/operator-class.ts'
import { operatorFamily } from './kinds/operator-family.ts'
import { operatorFamilyMember } from './kinds/operator-family-member.ts'
import { rangeType } from './kinds/range-type.ts'
import { relationIndex } from './kinds/relation-index.ts'
import { routine } from './kinds/routine.ts'
import { schema } from './kinds/schema.ts'
import { sequence } from './kinds/sequence.ts'
import { statisticsObject } from './kinds/statistics-object.ts'
import { table } from './kinds/table.ts'
import { tableColumn } from './kinds/table-column.ts'
import { tableConstraint } from './kinds/table-constraint.ts'
import { textSearchConfiguration } from './kinds/text-search-configuration.ts'
import { textSearchDictionary } from './kinds/text-search-dictionary.ts'
import { textSearchParser } from './kinds/text-search-parser.ts'
import { textSearchTemplate } from './kinds/text-search-template.ts'
import { transform } from './kinds/transform.ts'
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
  domain,
  domainConstraint,
  enumType,
  extension,
  indexColumn,
  language,
  materializedView,
  materializedViewColumn,
  multirangeType,
  operator,
  operatorClass,
  operatorFamily,
  operatorFamilyMember,
  rangeType,
  relationIndex,
  routine,
  schema,
  sequence,
  statisticsObject,
  table,
  tableColumn,
  tableConstraint,
  textSearchConfiguration,
  textSearchDictionary,
  textSearchParser,
  textSearchTemplate,
  transform,
  view,
  viewColumn,
]
