import { badValue, notImplemented } from '../errors'
import { isDoc } from './document'

/**
 * Lets `{ locale: 'simple' }` pass, the order of UTF-8 bytes that every comparison here has.
 * @throws ServerError 238 for any other collation, 2 for one that MongoDB would not take either
 */
export function refuseCollation(collation: unknown): void {
  if (collation === undefined || collation === null) return
  if (!isDoc(collation) || typeof collation.locale !== 'string')
    throw badValue("BSON field 'collation.locale' is missing but a required field")
  if (collation.locale !== 'simple') throw notImplemented(`collation '${collation.locale}'`)
}
