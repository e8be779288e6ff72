import { failure, notImplemented } from '../errors'

const bad = (why: string) => failure(51091, `Regular expression is invalid: ${why}`)

/** White space as PCRE knows it, inside a class. */
const SPACE = '\\t-\\r '

/**
 * Rewrites what JavaScript's `u` mode would read otherwise than PCRE: the end before a last line break, and white
 * space. What it does not know at all it refuses as a syntax error; nothing is guessed.
 */
function translate(pattern: string, multiline: boolean): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\$/gu, (token) => {
    if (token === '$') return multiline ? '$' : '(?=\\n?(?![\\s\\S]))'
    if (token.startsWith('[')) return token.replace(/\\[\s\S]/gu, (part) => escaped(part, true))
    return escaped(token, false)
  })
}

function escaped(part: string, inClass: boolean): string {
  if (part === '\\s') return inClass ? SPACE : `[${SPACE}]`
  if (part === '\\S' && !inClass) return `[^${SPACE}]`
  if (part === '\\S' || part === '\\v') throw bad(`${part} is not supported here by this embedded server`)
  return part
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
  if (unknown !== undefined) throw failure(51108, `invalid flag in regex options: ${unknown}`)
  if (options.includes('x')) throw notImplemented('the regular expression option x')
  if (pattern.includes('\0')) throw failure(51109, 'Regular expression cannot contain an embedded null byte')
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
