import { badValue, notImplemented } from '../errors'
import { exactDouble } from './compare'
import type { Doc } from './document'
import { print } from './print'

/** Compares two strings under a collation. */
export type StringOrder = (a: string, b: string) => number

const SENSITIVITY = ['base', 'accent', 'variant'] as const
const KNOWN = new Set([
  'locale',
  'strength',
  'numericOrdering',
  'caseLevel',
  'caseFirst',
  'alternate',
  'maxVariable',
  'backwards',
  'normalization',
  'version',
])

/**
 * String order of a collation document; undefined for none and for `{ locale: 'simple' }` (UTF-8 bytes).
 * @throws ServerError 2 for a bad collation, 238 for an option that ICU has and this server has not
 */
export function stringOrderOf(collation?: Doc | null): StringOrder | undefined {
  if (!collation || Object.keys(collation).length === 0) return undefined
  for (const name of Object.keys(collation)) {
    if (!KNOWN.has(name)) throw badValue(`BSON field 'collation.${name}' is an unknown field.`)
  }
  const { locale } = collation
  if (typeof locale !== 'string')
    throw badValue("BSON field 'collation.locale' is missing but a required field")
  if (locale === 'simple') return undefined
  const strength = exactDouble(collation.strength ?? 3)
  const sensitivity = SENSITIVITY[(strength ?? 0) - 1]
  if (!sensitivity) throw notImplemented(`collation strength ${String(strength)}`)
  if (collation.alternate !== undefined && collation.alternate !== 'non-ignorable') {
    throw notImplemented("collation option 'alternate'")
  }
  if (collation.backwards === true) throw notImplemented("collation option 'backwards'")
  if (collation.caseLevel === true) throw notImplemented("collation option 'caseLevel'")
  const caseFirst = collation.caseFirst ?? 'off'
  if (caseFirst !== 'off' && caseFirst !== 'upper' && caseFirst !== 'lower') {
    throw badValue(
      `Enumeration value ${print(caseFirst)} for field 'collation.caseFirst' is not a valid value.`,
    )
  }
  const tag = locale.replaceAll('_', '-')
  if (!supports(tag)) throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`)
  const collator = new Intl.Collator(tag, {
    sensitivity,
    numeric: collation.numericOrdering === true,
    caseFirst: caseFirst === 'off' ? 'false' : caseFirst,
  })
  return collator.compare
}

function supports(tag: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}
