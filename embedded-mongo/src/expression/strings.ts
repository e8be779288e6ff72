import { Int32 } from 'bson'
import { location } from '../errors'
import { compileRegex, regexParts } from '../matcher/regex'
import { isNumber, toInteger } from '../value/number'
import { print } from '../value/print'
import { BsonType, typeOf } from '../value/type'
import { nameOf } from './arithmetic'
import { textOf } from './conversion'
import { binary, isNullish, namedArguments, type Operator, unary, variadic } from './scope'

/** Strings are counted in code points (CP). */
const points = (text: string): string[] => Array.from(text)

function concat(values: unknown[]): unknown {
  let text = ''
  for (const value of values) {
    if (isNullish(value)) return null
    if (typeof value !== 'string')
      throw location(16702, `$concat only supports strings, not ${nameOf(value)}`)
    text += value
  }
  return text
}

/** Text of a value for `$toLower` and `$substrCP`: null is empty, numbers and dates are printed. */
function coerced(value: unknown): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string') return value
  if (isNumber(value) || value instanceof Date) return textOf(value)
  throw location(16007, `can't convert from BSON type ${nameOf(value)} to String`)
}

/** The server changes the case of ASCII letters only. */
const lower = (value: unknown) => coerced(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upper = (value: unknown) => coerced(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase())

function count(value: unknown, code: number, what: string): number {
  const whole = toInteger(value)
  if (whole === undefined)
    throw location(code, `$substrCP: ${what} must be a numeric type (is BSON type ${nameOf(value)})`)
  if (whole < 0) throw location(code + 2, `$substrCP: ${what} must be nonnegative.`)
  return whole
}

function substring([text, start, length]: unknown[]): unknown {
  const from = count(start, 34450, 'starting index')
  return points(coerced(text))
    .slice(from, from + count(length, 34452, 'length'))
    .join('')
}

function split(text: unknown, separator: unknown): unknown {
  if (isNullish(text) || isNullish(separator)) return null
  if (typeof text !== 'string') {
    throw location(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${nameOf(text)}`,
    )
  }
  if (typeof separator !== 'string') {
    throw location(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${nameOf(separator)}`,
    )
  }
  if (separator === '') throw location(40087, '$split requires a non-empty separator')
  return text.split(separator)
}

const WHITESPACE =
  '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

const trim =
  (left: boolean, right: boolean): Operator =>
  (operand, scope, name) => {
    const fields = namedArguments(name, operand, 50694, ['input'], ['chars'])
    const input = scope.compile(fields.input)
    const chars = 'chars' in fields ? scope.compile(fields.chars) : undefined
    return (root) => {
      const text = input(root)
      const cut = chars ? chars(root) : WHITESPACE
      if (isNullish(text) || isNullish(cut)) return null
      if (typeof text !== 'string') {
        throw location(
          50699,
          `${name} requires its input to be a string, got ${print(text)} (of type ${nameOf(text)}) instead.`,
        )
      }
      if (typeof cut !== 'string') {
        throw location(
          50700,
          `${name} requires 'chars' to be a string, got ${print(cut)} (of type ${nameOf(cut)}) instead.`,
        )
      }
      const set = new Set(points(cut))
      const letters = points(text)
      let start = 0
      let end = letters.length
      while (left && start < end && set.has(letters[start] as string)) start++
      while (right && end > start && set.has(letters[end - 1] as string)) end--
      return letters.slice(start, end).join('')
    }
  }

const replace =
  (apply: (text: string, find: string, replacement: string) => string): Operator =>
  (operand, scope, name) => {
    const fields = namedArguments(name, operand, 51750, ['input', 'find', 'replacement'])
    const parts = ['input', 'find', 'replacement'].map((part) => ({
      part,
      evaluate: scope.compile(fields[part]),
    }))
    return (root) => {
      const values = parts.map(({ evaluate }) => evaluate(root))
      values.forEach((value, index) => {
        if (isNullish(value) || typeof value === 'string') return
        throw location(
          51746 - index,
          `${name} requires that '${parts[index]?.part ?? ''}' be a string, found: ${print(value)}`,
        )
      })
      const [text, find, replacement] = values
      if (typeof text !== 'string' || typeof find !== 'string' || typeof replacement !== 'string') return null
      return apply(text, find, replacement)
    }
  }

const regexMatch: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 51103, ['input', 'regex'], ['options'])
  const input = scope.compile(fields.input)
  const regex = scope.compile(fields.regex)
  const options = 'options' in fields ? scope.compile(fields.options) : () => ''
  return (root) => {
    const text = input(root)
    const pattern = regex(root)
    if (!isNullish(text) && typeof text !== 'string')
      throw location(51104, `${name} needs 'input' to be of type string`)
    if (isNullish(text) || isNullish(pattern)) return false
    const isRegex = typeOf(pattern) === BsonType.regex
    if (!isRegex && typeof pattern !== 'string')
      throw location(51105, `${name} needs 'regex' to be of type string or regex`)
    const extra = options(root)
    if (!isNullish(extra) && typeof extra !== 'string')
      throw location(51106, `${name} needs 'options' to be of type string`)
    const parts = isRegex
      ? regexParts(pattern)
      : { pattern: typeof pattern === 'string' ? pattern : '', options: '' }
    if (parts.options !== '' && extra)
      throw location(51107, `${name}: found regex options specified in both 'regex' and 'options' fields`)
    return compileRegex(parts.pattern, extra || parts.options).test(text)
  }
}

function indexOf(values: unknown[]): unknown {
  const [text, part, start, end] = values
  if (isNullish(text)) return null
  if (typeof text !== 'string')
    throw location(40093, `$indexOfCP requires a string as the first argument, found: ${nameOf(text)}`)
  if (typeof part !== 'string')
    throw location(40094, `$indexOfCP requires a string as the second argument, found: ${nameOf(part)}`)
  const letters = points(text)
  const [from, to] = boundsOf('$indexOfCP', start, end, letters.length)
  const sought = points(part)
  for (let at = from; at + sought.length <= to; at++) {
    if (sought.every((letter, index) => letters[at + index] === letter)) return new Int32(at)
  }
  return new Int32(-1)
}

/** Optional start and end of a search. @throws ServerError 40096, 40097 */
export function boundsOf(name: string, start: unknown, end: unknown, length: number): [number, number] {
  const read = (value: unknown, otherwise: number, which: string): number => {
    if (value === undefined) return otherwise
    const whole = toInteger(value)
    if (whole === undefined)
      throw location(
        40096,
        `${name} requires an integral ${which} index, found a value of type: ${nameOf(value)}`,
      )
    if (whole < 0) throw location(40097, `${name} requires a nonnegative ${which} index, found: ${whole}`)
    return whole
  }
  return [read(start, 0, 'starting'), Math.min(length, read(end, length, 'ending'))]
}

export const STRINGS: Record<string, Operator> = {
  $concat: variadic(concat),
  $toLower: unary(lower),
  $toUpper: unary(upper),
  $substrCP: variadic(substring, 3, 3),
  $strLenCP: unary((value) => {
    if (typeof value !== 'string')
      throw location(34471, `$strLenCP requires a string argument, found: ${nameOf(value)}`)
    return new Int32(points(value).length)
  }),
  $split: binary(split),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace((text, find, replacement) => {
    const at = text.indexOf(find)
    return at < 0 ? text : text.slice(0, at) + replacement + text.slice(at + find.length)
  }),
  $replaceAll: replace((text, find, replacement) => text.replaceAll(find, () => replacement)),
  $regexMatch: regexMatch,
  $indexOfCP: variadic(indexOf, 2, 4),
}
