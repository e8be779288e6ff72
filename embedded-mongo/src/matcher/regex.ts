import type { BSONRegExp } from 'bson'
import { location, notImplemented } from '../errors'

const bad = (why: string) => location(51091, `Regular expression is invalid: ${why}`)
const unsupported = (part: string) => bad(`${part} is not supported by this embedded server`)

/** PCRE escapes that JavaScript writes differently, outside and inside a character class. */
const ESCAPES: Record<string, readonly [string, string?]> = {
  s: ['[\\t-\\r ]', '\\t-\\r '],
  S: ['[^\\t-\\r ]'],
  h: ['[\\t ]', '\\t '],
  A: ['(?<![\\s\\S])'],
  z: ['(?![\\s\\S])'],
  Z: ['(?=\\n?(?![\\s\\S]))'],
}

function escapeOf(escape: string, inClass: boolean): string {
  const char = escape.slice(1)
  const known = ESCAPES[char]?.[inClass ? 1 : 0]
  if (known !== undefined) return known
  if (/^[dDwWnrtfv]$|^x[0-9a-fA-F]{2}$|^[\^$\\.*+?()[\]{}|/]$/.test(char)) return escape
  if (inClass ? /^[b-]$/.test(char) : /^[bB1-9]$/.test(char)) return escape
  const property = /^([pP])\{(\w+)\}$/.exec(char)
  if (property) {
    const [, letter = 'p', name = ''] = property
    return `\\${letter}{${name.length > 2 ? `Script=${name}` : name}}`
  }
  if (/^[A-Za-z0-9]/.test(char)) throw unsupported(`the escape ${escape}`)
  return char
}

const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|[pP]\{\w+\}|[\s\S])/u.source
const TOKEN = new RegExp(
  `(?<escape>${ESCAPE})|(?<class>\\[\\^?\\]?(?:\\[:\\w+:\\]|${ESCAPE}|[^\\]\\\\])*\\])|(?<group>\\((?:\\?(?:P?<(?![=!])|<?[=!]|:)?|\\*)?)|(?<count>\\{\\d+(?:,\\d*)?\\})|[{}\\]$]`,
  'gu',
)

/** Rewrites a PCRE pattern for JavaScript's `u` mode; what has no equivalent is refused, never guessed. */
function translate(pattern: string, multiline: boolean): string {
  return pattern.replace(TOKEN, (token, ...rest) => {
    const found = rest.at(-1) as Record<string, string | undefined>
    if (found.escape) return escapeOf(token, false)
    if (found.class) return classOf(token)
    if (found.group) {
      if (token === '(?' || token === '(*') throw unsupported('this kind of group')
      return token.replace('P', '')
    }
    if (found.count) return token
    if (token === '$') return multiline ? '$' : '(?=\\n?(?![\\s\\S]))'
    return `\\${token}`
  })
}

function classOf(token: string): string {
  if (token.includes('[:')) throw unsupported('a POSIX class')
  const open = token.startsWith('[^') ? 2 : 1
  // A bracket in first place is itself; an opening one always is.
  const inner = token.slice(open, -1).replace(/^\]/, '\\]')
  const items = inner.replace(new RegExp(`${ESCAPE}|\\[`, 'gu'), (part) =>
    part === '[' ? '\\[' : escapeOf(part, true),
  )
  return `${token.slice(0, open)}${items}]`
}

const compiled = new Map<string, RegExp>()

/**
 * A JavaScript regular expression for a PCRE pattern and its options (i, m, s, u).
 * @throws ServerError 51091 for a pattern that is invalid or has no equivalent, 51108 for an unknown option
 */
export function compileRegex(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`
  const known = compiled.get(key)
  if (known) return known
  const unknown = [...options].find((flag) => !'imsxu'.includes(flag))
  if (unknown !== undefined) throw location(51108, `invalid flag in regex options: ${unknown}`)
  if (options.includes('x')) throw notImplemented('the regular expression option x')
  if (pattern.includes('\0')) throw location(51109, 'Regular expression cannot contain an embedded null byte')
  const inline = /^\(\?([ims]+)\)/.exec(pattern)
  const flags = new Set(`${options}${inline?.[1] ?? ''}u`)
  let regex: RegExp
  const source = translate(pattern.slice(inline?.[0].length ?? 0), flags.has('m'))
  try {
    regex = new RegExp(source, [...flags].join(''))
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error))
  }
  if (compiled.size > 1000) compiled.clear()
  compiled.set(key, regex)
  return regex
}

/** The pattern and options of a regular expression value. */
export const regexParts = (value: unknown): { pattern: string; options: string } =>
  value instanceof RegExp
    ? { pattern: value.source, options: value.flags }
    : { pattern: (value as BSONRegExp).pattern, options: (value as BSONRegExp).options }
