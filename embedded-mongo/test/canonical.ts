import { deserialize, EJSON, serialize } from 'bson'
import { decode, encode, type Doc } from '../src/value/document'

/** A document as it arrives over the wire: numbers wrapped, no inherited names. */
export const wire = (doc: Doc): Doc => decode(Buffer.from(serialize(doc)))

/** A value with all its BSON types, as text: what tests compare. */
export const canonical = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : EJSON.stringify(deserialize(encode({ value }), { promoteValues: false, bsonRegExp: true }).value, {
        relaxed: false,
      })

/** The code of the error that `act` throws; undefined when it does not throw. */
export function errorCode(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}
